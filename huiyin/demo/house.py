"""Who is on duty this week, who is away, and what is to change in the bank."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from huiyin.calendars.workdays import BEIJING, day_of
from huiyin.complaints import commands
from huiyin.demo.told import holder, unit_id_of
from huiyin.organisation import commands as organisation
from huiyin.organisation.actor import Role
from huiyin.organisation.queries.reorganisation import MOVE, Change

EVENING, MORNING = time(17, 30), time(9)
SHORTEST = timedelta(days=14)  # until a change takes place, so that there is time to look at it
MOVES_ON = date(2026, 12, 31)


def load(*, at: datetime) -> None:
    _roster(at)
    _absences(at)
    _change(at)


def _roster(at: datetime) -> None:
    """The nights of this week, in turn: at head office the duty officer, at the branch its complaint office."""
    by, today = holder(Role.SYSTEM_ADMIN, "XXJS"), day_of(at)
    monday = today - timedelta(days=today.weekday())
    began = min(at, datetime.combine(monday, MORNING, BEIJING))
    turns = {"BGS": (Role.DUTY, Role.INTAKE), "JS-TSB": (Role.COORDINATOR, Role.UNIT_HEAD)}
    for code, roles in turns.items():
        for n in range(7):
            night = monday + timedelta(days=n)
            starts = datetime.combine(night, EVENING, BEIJING)
            ends = datetime.combine(night + timedelta(days=1), MORNING, BEIJING)
            who = holder(roles[n % len(roles)], code)
            organisation.enter_duty(
                unit_id_of(code), staff_id=who.pk, starts_at=starts, ends_at=ends, by=by, at=began
            )


def _absences(at: datetime) -> None:
    """From next Monday on, each with a deputy who sits there meanwhile."""
    by, today = holder(Role.SYSTEM_ADMIN, "XXJS"), day_of(at)
    monday = today + timedelta(days=7 - today.weekday())
    for role, code, days, why in (
        (Role.COORDINATOR, "JS-TSB", 3, "培训"),
        (Role.UNIT_HEAD, "GRJR", 5, "年休假"),
    ):
        who = holder(role, code).pk
        organisation.enter_absence(
            who, from_day=monday, to_day=monday + timedelta(days=days), by=by, at=at, why=why
        )


def _change(at: datetime) -> None:
    on = max(MOVES_ON, day_of(at) + SHORTEST)
    change = Change(MOVE, unit_id_of("XYK-QYZ"), unit_id_of("WLJR"), on)
    by = holder(Role.SYSTEM_ADMIN, "XXJS")
    commands.draft_change(change, reason="积分权益业务统一由网络金融部经营", by=by, at=at)
