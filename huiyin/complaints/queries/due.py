"""How urgent a limit is: on track, due soon, overdue; one rule for every page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from huiyin.calendars.workdays import BEIJING

LAST_SHARE = 0.2
WHOLE = 100


@dataclass(frozen=True)
class Due:
    """One limit as pages show it: what is left (negative once passed) and how much of it is used."""

    started_at: datetime
    due_at: datetime
    left: timedelta
    state: str  # ok | soon | over
    percent: int


def due(started_at: datetime, due_at: datetime, *, at: datetime) -> Due:
    whole, used = due_at - started_at, at - started_at
    percent = WHOLE if whole <= timedelta() else min(max(round(used / whole * WHOLE), 0), WHOLE)
    return Due(started_at, due_at, due_at - at, _state(started_at, due_at, at), percent)


def _state(started_at: datetime, due_at: datetime, at: datetime) -> str:
    """Due soon: before the day is over, or in the last fifth of its time, whichever comes first."""
    if at > due_at:
        return "over"
    today = due_at.astimezone(BEIJING).date() == at.astimezone(BEIJING).date()
    last_fifth = due_at - at <= (due_at - started_at) * LAST_SHARE
    return "soon" if today or last_fifth else "ok"
