"""二次分办: a unit gives parts of its share to units below it, and the coordinator lets a unit off."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from huiyin.complaints import counting, departing, sharing
from huiyin.complaints.lifecycle import Turn, step
from huiyin.complaints.models import Assignment, Complaint
from huiyin.complaints.sharing import Ask
from huiyin.organisation import queries as organisation
from huiyin.organisation.actor import Actor
from huiyin.organisation.refusal import Refused


def distribute(
    ref: str, *, by: Actor, at: datetime, shares: Sequence[Ask], seen: int | None = None, note: str = ""
) -> Complaint:
    """Give parts of the unit's own share to units below it; they answer to the unit, which signs one answer."""
    with step("distribute", ref, by=by, at=at, seen=seen, note=note) as turn:
        if not shares:
            raise Refused("empty", field="shares")
        held = _own(turn)
        asks = sharing.checked(
            turn,
            shares,
            giver_id=held.unit_id,
            within=organisation.works_below,
            first="shares",
            others="shares",
        )
        for ask in asks:
            sharing.hand_part(turn, ask, before=held.due_at, parent_id=held.pk, field="shares")
        turn.facts["unit"] = held.unit_id
        sharing.record(turn, asks)
    return turn.complaint


def _own(turn: Turn) -> Assignment:
    """The share still to be answered that this actor may give out, the lead's before others."""
    running = Assignment.objects.filter(complaint=turn.complaint, ended_at=None, state=Assignment.State.OPEN)
    held = {share.unit_id: share for share in running.order_by("-lead", "id")}
    unit_id = sharing.gives_out(turn.by, list(held))
    if unit_id is None:
        raise Refused("already_answered")
    return held[unit_id]


def release(
    ref: str, *, by: Actor, at: datetime, unit_id: int, reason: str, seen: int | None = None, note: str = ""
) -> Complaint:
    """Let a co-handling unit off that has not answered; it is counted, and never the handler's own decision."""
    with step("release", ref, by=by, at=at, seen=seen, note=note) as turn:
        departing.check_another(turn.complaint, by, "release")
        if not reason.strip():
            raise Refused("empty", field="reason")
        held = Assignment.objects.filter(
            complaint=turn.complaint, unit_id=unit_id, lead=False, ended_at=None
        ).first()
        if held is None:
            raise Refused("not_co_handling", field="unit_id", unit_id=unit_id)
        if held.state == Assignment.State.ANSWERED:
            raise Refused("already_answered", field="unit_id")
        sharing.end(turn, held, state=Assignment.State.RELEASED, result="released")
        counting.count(turn, "release")
        turn.facts |= {"unit": unit_id, "reason": reason}
    return turn.complaint
