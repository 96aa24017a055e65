"""The bank's calendar, read once per step."""

from __future__ import annotations

from huiyin.calendars.models import BusinessDay
from huiyin.calendars.workdays import Calendar

GUESSED = BusinessDay.Status.PROVISIONAL


def calendar() -> Calendar:
    days = BusinessDay.objects.values_list("day", "working", "status")
    known = list(days)
    return Calendar(
        off=frozenset(day for day, working, _ in known if not working and day.weekday() < 5),
        on=frozenset(day for day, working, _ in known if working and day.weekday() >= 5),
        provisional=frozenset(day.year for day, _, status in known if status == GUESSED),
    )
