"""Working days and business hours: 9:00-12:00 and 13:00-17:30 in Beijing. Pure arithmetic over a calendar."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

BEIJING = ZoneInfo("Asia/Shanghai")
HOURS = ((time(9), time(12)), (time(13), time(17, 30)))
CLOSING = HOURS[-1][1]
DAY_MINUTES = 450
ONE_DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)


@dataclass(frozen=True)
class Calendar:
    """Where the bank departs from Monday-to-Friday: weekdays off, weekends on, and the years only guessed."""

    off: frozenset[date] = frozenset()
    on: frozenset[date] = frozenset()
    provisional: frozenset[int] = frozenset()


def day_of(at: datetime) -> date:
    """The day a moment falls on for the bank, whatever zone it is told in."""
    return at.astimezone(BEIJING).date()


def is_workday(day: date, calendar: Calendar) -> bool:
    return day in calendar.on or (day.weekday() < 5 and day not in calendar.off)


def nth_workday(day: date, n: int, calendar: Calendar) -> date:
    """The n-th working day after `day`; the day itself for n = 0."""
    while n > 0:
        day += ONE_DAY
        n -= is_workday(day, calendar)
    return day


def end_of(n: int, start: datetime, calendar: Calendar) -> datetime:
    """A limit of n working days: it starts the next working day and ends at closing time of the n-th."""
    return datetime.combine(nth_workday(day_of(start), n, calendar), CLOSING, BEIJING)


def minutes_between(a: datetime, b: datetime, calendar: Calendar) -> int:
    """Whole business minutes from a to b; none if b is not after a."""
    total, a, b = timedelta(), _beijing(a), _beijing(b)
    for opens, closes in _forward(a.date(), calendar):
        if opens >= b:
            break
        total += max(timedelta(), min(closes, b) - max(opens, a))
    return total // MINUTE


def advance(start: datetime, minutes: int, calendar: Calendar) -> datetime:
    """The moment at which so many business minutes have passed since `start`."""
    left, at = minutes * MINUTE, _beijing(start)
    if minutes > 0:
        for opens, closes in _forward(at.date(), calendar):
            left -= max(timedelta(), closes - max(opens, at))
            if left <= timedelta():
                return closes + left
    return at


def back(end: datetime, minutes: int, calendar: Calendar) -> datetime:
    """The last moment from which so many business minutes remain until `end`."""
    left, at = minutes * MINUTE, _beijing(end)
    if minutes > 0:
        for opens, closes in _backward(at.date(), calendar):
            left -= max(timedelta(), min(closes, at) - opens)
            if left <= timedelta():
                return opens - left
    return at


def is_guessed(until: datetime, calendar: Calendar) -> bool:
    """Does a limit reach into a year whose holidays are not yet announced?"""
    return _beijing(until).year in calendar.provisional


def _beijing(at: datetime) -> datetime:
    return at.astimezone(BEIJING)


def _hours(day: date) -> list[tuple[datetime, datetime]]:
    return [(datetime.combine(day, a, BEIJING), datetime.combine(day, b, BEIJING)) for a, b in HOURS]


def _forward(day: date, calendar: Calendar) -> Iterator[tuple[datetime, datetime]]:
    while True:
        if is_workday(day, calendar):
            yield from _hours(day)
        day += ONE_DAY


def _backward(day: date, calendar: Calendar) -> Iterator[tuple[datetime, datetime]]:
    while True:
        if is_workday(day, calendar):
            yield from reversed(_hours(day))
        day -= ONE_DAY
