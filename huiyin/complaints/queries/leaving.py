"""Whether a complaint could leave the road, come back or move now: what the page knows without asking further."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from huiyin.calendars.workdays import day_of
from huiyin.complaints import departing, numbers
from huiyin.complaints.models import OPEN, Departure
from huiyin.complaints.queries.rows import Rows
from huiyin.organisation import queries as organisation
from huiyin.organisation.actor import Actor, Role
from huiyin.organisation.refusal import Refused
from huiyin.policy import queries as policies

Check = Callable[[Rows, Actor, datetime], Refused | None]
NOTHING_TO_DO = Refused("")


def _another(step: str) -> Check:
    """Whoever handled it or proposed it sees that somebody else decides."""

    def check(rows: Rows, by: Actor, at: datetime) -> Refused | None:
        hands = {staff_id for share in rows.shares for staff_id in (share.staff_id, share.answered_by)}
        hands |= {opinion.by_staff_id for opinion in rows.opinions}
        hands |= {line.actor_id for line in rows.lines if line.action in departing.PROPOSALS}
        return Refused("handler_may_not_decide", step=step) if by.id in hands else None

    return check


def _merge(rows: Rows, by: Actor, at: datetime) -> Refused | None:
    return _another("merge")(rows, by, at) if rows.complaint.person_id is not None else NOTHING_TO_DO


def _unmerge(rows: Rows, by: Actor, at: datetime) -> Refused | None:
    left = _left(rows)
    if left is None or left.into is None or left.into.stage in OPEN:
        return None
    into = numbers.ref(left.into.pk, left.into.registered_at)
    return Refused("other_is_not_open", ref=into, stage=left.into.stage)


def _finish_transfer(rows: Rows, by: Actor, at: datetime) -> Refused | None:
    left = _left(rows)
    return NOTHING_TO_DO if left is None or left.finished_at is not None else None


def _left(rows: Rows) -> Departure | None:
    return next((row for row in rows.beside.departures if row.returned_at is None), None)


def _escalate(rows: Rows, by: Actor, at: datetime) -> Refused | None:
    """Whoever coordinates for the whole bank has nobody above."""
    office = rows.complaint.coordinator_unit_id
    whole = any(h.role == Role.COORDINATOR and h.unit_id == office and h.root == () for h in by.held)
    return NOTHING_TO_DO if whole else None


def _hand_down(rows: Rows, by: Actor, at: datetime) -> Refused | None:
    c = rows.complaint
    inside = organisation.smaller_coordinators(
        c.coordinator_unit_id, on=day_of(at), not_for=c.complained_of_unit_id
    )
    return None if inside else NOTHING_TO_DO


def _object(rows: Rows, by: Actor, at: datetime) -> Refused | None:
    """What the bank's own coordinator decided has nobody above; the customer was told what remains."""
    if departing.larger_office(rows.complaint, at=at) is not None:
        return None
    return Refused("no_larger_coordinator", remedies=policies.policy().superior_remedies)


CHECKS: dict[str, Check] = {
    "decline": _another("decline"), "retype": _another("retype"), "merge": _merge, "unmerge": _unmerge,
    "object": _object, "finish_transfer": _finish_transfer, "escalate": _escalate, "hand_down": _hand_down,
}  # fmt: skip
