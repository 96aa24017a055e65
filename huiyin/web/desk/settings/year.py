"""工作日历: a year, with the days on which the bank departs from Monday-to-Friday."""

from __future__ import annotations

import calendar as months
from dataclasses import dataclass
from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_safe

from huiyin.calendars import queries
from huiyin.calendars.workdays import Calendar, is_workday
from huiyin.web.desk.http import StaffRequest
from huiyin.web.desk.settings.reading import administrators, number, today

WEEKEND = 5
FIRST_YEAR, LAST_YEAR = 2000, 2100
WEEKDAYS = (
    pgettext_lazy("weekday", "一"), pgettext_lazy("weekday", "二"), pgettext_lazy("weekday", "三"),
    pgettext_lazy("weekday", "四"), pgettext_lazy("weekday", "五"), pgettext_lazy("weekday", "六"),
    pgettext_lazy("weekday", "日"),
)  # fmt: skip


@dataclass(frozen=True)
class Day:
    day: date | None
    css: str = ""


@dataclass(frozen=True)
class Month:
    first: date
    weeks: list[list[Day]]
    workdays: int


@require_safe
@administrators
def show(request: StaffRequest) -> HttpResponse:
    now = today(request)
    year = min(max(number(request, "year", now.year), FIRST_YEAR), LAST_YEAR)
    known = queries.calendar()
    shown = [_month(year, month, known, now) for month in range(1, 13)]
    context = {
        "year": year, "months": shown, "workdays": sum(month.workdays for month in shown),
        "provisional": year in known.provisional, "known": any(day.year == year for day in known.off),
        "weekdays": WEEKDAYS,
    }  # fmt: skip
    return render(request, "desk/settings/calendar.html", context)


def _month(year: int, month: int, known: Calendar, now: date) -> Month:
    weeks = [
        [_day(day, month, known, now) for day in week] for week in months.Calendar().monthdatescalendar(year, month)
    ]
    workdays = sum(d.day is not None and is_workday(d.day, known) for week in weeks for d in week)
    return Month(date(year, month, 1), weeks, workdays)


def _day(day: date, month: int, known: Calendar, now: date) -> Day:
    if day.month != month:
        return Day(None)
    css = "is-off" if day in known.off else "is-on" if day in known.on else ""
    css = css or ("is-rest" if day.weekday() >= WEEKEND else "")
    return Day(day, f"{css} is-today" if day == now else css)
