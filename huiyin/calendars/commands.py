"""Filling in the calendar."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

import chinese_calendar
import holidays
from django.db import transaction

from huiyin.calendars.models import BusinessDay

Status = BusinessDay.Status
FIRST_YEAR = 2020
YEARS_AHEAD = 1


def seed() -> int:
    """Enter the days on which China departs from Monday-to-Friday; what is official is never touched again.

    Years whose notice is not yet in the libraries are guessed and marked provisional; they are replaced once known.
    """
    known = [day for year in range(FIRST_YEAR, _last_official() + 1) for day in _official(year)]
    guessed = [day for year in _ahead() for day in _guessed(year)]
    with transaction.atomic():
        BusinessDay.objects.filter(status=Status.PROVISIONAL).delete()
        before = BusinessDay.objects.count()
        BusinessDay.objects.bulk_create([*known, *guessed], ignore_conflicts=True)
        return BusinessDay.objects.count() - before


def _last_official() -> int:
    return int(max(chinese_calendar.constants.holidays).year)


def _ahead() -> Iterable[int]:
    last = _last_official()
    return range(last + 1, last + 1 + YEARS_AHEAD)


def _official(year: int) -> Iterator[BusinessDay]:
    """Both libraries know these years; a day on which they differ is left for a person to decide."""
    china = holidays.country_holidays("CN", years=year)
    for day in _days(year):
        working = chinese_calendar.is_workday(day)
        if working != (day.weekday() < 5):
            agreed = working == china.is_working_day(day)
            yield BusinessDay(
                day=day,
                working=working,
                name=_name(day),
                status=Status.OFFICIAL if agreed else Status.PROVISIONAL,
            )


def _guessed(year: int) -> Iterator[BusinessDay]:
    china = holidays.country_holidays("CN", years=year, language="zh_CN")
    for day in _days(year):
        if day in china and day.weekday() < 5:
            yield BusinessDay(day=day, working=False, name=str(china[day]), status=Status.PROVISIONAL)


def _days(year: int) -> Iterator[date]:
    day = date(year, 1, 1)
    while day.year == year:
        yield day
        day += timedelta(days=1)


NAMES = {
    "New Year's Day": "元旦", "Spring Festival": "春节", "Tomb-sweeping Day": "清明节", "Labour Day": "劳动节",
    "Dragon Boat Festival": "端午节", "Mid-autumn Festival": "中秋节", "National Day": "国庆节",
    "Anti-Fascist 70th Day": "抗战胜利日",
}  # fmt: skip


def _name(day: date) -> str:
    _off, name = chinese_calendar.get_holiday_detail(day)
    return NAMES.get(str(name), str(name or ""))
