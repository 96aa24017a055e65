"""The four groups of a worklist: overdue, today, this week, later; days end in Beijing."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from django.db.models import Q

from huiyin.calendars.workdays import BEIJING

GROUPS = ("over", "today", "week", "later")
DAYS_OF_WEEK = 7


def group(due_at: datetime, at: datetime) -> str:
    """A limit at 24:00 belongs to the day that ends then."""
    ends = (at, _tomorrow(at), _next_week(at))
    if due_at < at:
        return GROUPS[0]
    return next((name for name, end in zip(GROUPS[1:], ends[1:], strict=False) if due_at <= end), GROUPS[-1])


def between(name: str, at: datetime) -> Q:
    """The same as a condition on tasks; a name that is none asks for nothing."""
    tomorrow, next_week = _tomorrow(at), _next_week(at)
    return {
        "over": Q(due_at__lt=at),
        "today": Q(due_at__gte=at, due_at__lte=tomorrow),
        "week": Q(due_at__gt=tomorrow, due_at__lte=next_week),
        "later": Q(due_at__gt=next_week),
    }.get(name, Q())


def _tomorrow(at: datetime) -> datetime:
    return datetime.combine(at.astimezone(BEIJING).date() + timedelta(days=1), time(0), BEIJING)


def _next_week(at: datetime) -> datetime:
    day = at.astimezone(BEIJING).date()
    return datetime.combine(day + timedelta(days=DAYS_OF_WEEK - day.weekday()), time(0), BEIJING)
