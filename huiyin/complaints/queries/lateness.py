"""Whose late days they are: a co-handler's are charged to it, not to whoever had to wait for its answer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from huiyin.calendars import workdays
from huiyin.calendars.workdays import BEIJING, Calendar, day_of
from huiyin.complaints import work
from huiyin.complaints.models import Assignment, Clock, Task

SHARED = (f"step:{Task.Kind.INVESTIGATE}", f"step:{Task.Kind.ANSWER}")
STEP = "step:"
Days = set[date]


@dataclass(frozen=True)
class Late:
    """Working days late, by share and by unit; only those that have any."""

    by_share: dict[int, int]
    by_unit: dict[int, int]


def lateness(clocks: Iterable[Clock], shares: Sequence[Assignment], *, at: datetime) -> Late:
    """Every step's clock against the unit it ran for; a day on which another's answer was overdue is the other's."""
    calendar = work.rules().calendar
    over = [(clock, _days(clock, at, calendar)) for clock in clocks if clock.rule.startswith(STEP)]
    own = {share.pk: Days() for share in shares}
    by_unit: dict[int, int] = {}
    for clock, days in over:
        if clock.rule in SHARED and clock.assignment_id in own:
            own[clock.assignment_id] |= days
        elif clock.unit_id is not None:
            by_unit[clock.unit_id] = by_unit.get(clock.unit_id, 0) + len(days)
    by_share = {share.pk: len(own[share.pk] - _waited(share, shares, own)) for share in shares}
    for share in shares:
        by_unit[share.unit_id] = by_unit.get(share.unit_id, 0) + by_share[share.pk]
    return Late(_some(by_share), _some(by_unit))


def _days(clock: Clock, at: datetime, calendar: Calendar) -> Days:
    """The working days on which the work was overdue in business hours."""
    until = clock.stopped_at or at
    count = (day_of(until) - day_of(clock.due_at)).days
    days = (day_of(clock.due_at) + timedelta(days=n) for n in range(count + 1))
    return {day for day in days if _overdue_on(day, clock.due_at, until, calendar)}


def _overdue_on(day: date, due_at: datetime, until: datetime, calendar: Calendar) -> bool:
    begins = datetime.combine(day, time(0), BEIJING)
    late_from, late_to = max(begins, due_at), min(begins + timedelta(days=1), until)
    return workdays.minutes_between(late_from, late_to, calendar) > 0


def _waited(share: Assignment, shares: Sequence[Assignment], own: dict[int, Days]) -> Days:
    """The days on which those were overdue whose answers this unit needed for its own."""
    others = [s for s in shares if s.pk != share.pk] if share.lead else _below(share, shares)
    return Days().union(*(own[other.pk] for other in others if not other.lead))


def _below(share: Assignment, shares: Sequence[Assignment]) -> list[Assignment]:
    children = [s for s in shares if s.parent_id == share.pk]
    return [*children, *(deeper for child in children for deeper in _below(child, shares))]


def _some(numbers: dict[int, int]) -> dict[int, int]:
    return {key: number for key, number in numbers.items() if number}
