"""Which clock runs for a complaint, and when each step of its road is due (domain rules 7 to 9)."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from huiyin.calendars import workdays
from huiyin.calendars.workdays import BEIJING, DAY_MINUTES, Calendar
from huiyin.policy.queries import Policy

# The steps in the order of the road; each keeps a reserve for those still to come.
ROAD = ("review", "investigation", "unit_head", "authority", "audit", "reply")


def end_of_day(day_at: datetime, days: int) -> datetime:
    """24:00 in Beijing, `days` calendar days after the day of `day_at`."""
    day = workdays.day_of(day_at) + timedelta(days=days + 1)
    return datetime.combine(day, time(0), BEIJING)


def minute(at: datetime) -> datetime:
    """People write moments down to the minute: whatever was in it counts as the same."""
    return at.replace(second=0, microsecond=0)


def statutory(received_at: datetime, *, complex_: bool, policy: Policy) -> datetime:
    """The customer's limit: calendar days from the day of receipt, simple or complex."""
    return end_of_day(received_at, policy.statutory_complex if complex_ else policy.statutory_simple)


def limit(step: str, policy: Policy) -> int:
    """A step's own limit in working days."""
    return int(getattr(policy, step))


def due(
    step: str, *, start: datetime, statutory_due: datetime | None, policy: Policy, calendar: Calendar
) -> datetime:
    """The earlier of the step's own limit and what the statutory limit leaves after the later steps' reserve."""
    own = workdays.end_of(limit(step, policy), start, calendar)
    if statutory_due is None:
        return own
    left = workdays.minutes_between(start, statutory_due, calendar)
    if left <= 0:
        return start
    needed = limit(step, policy) * DAY_MINUTES
    reserve = sum(limit(later, policy) for later in _after(step)) * DAY_MINUTES
    if left < needed + reserve:
        return workdays.advance(start, left * needed // (needed + reserve), calendar)
    return min(own, max(start, workdays.back(statutory_due, reserve, calendar)))


def co_handler_due(*, start: datetime, lead_due: datetime, policy: Policy, calendar: Calendar) -> datetime:
    """A co-handler's due lies before the lead's; where the lead's is shortened, in proportion to their limits."""
    own = workdays.end_of(policy.co_handler, start, calendar)
    if lead_due >= workdays.end_of(policy.investigation, start, calendar):
        return own
    left = workdays.minutes_between(start, lead_due, calendar)
    return min(own, workdays.advance(start, left * policy.co_handler // policy.investigation, calendar))


def _after(step: str) -> tuple[str, ...]:
    """The steps still to come; rework stands where the investigation stood."""
    if step == "first_contact":
        return ROAD
    here = "investigation" if step == "rework" else step
    return ROAD[ROAD.index(here) + 1 :] if here in ROAD else ()
