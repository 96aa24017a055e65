"""受理与分办: what the coordinator decides: complete or not, how serious, whose it is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from huiyin.complaints import parts, sharing, work
from huiyin.complaints.counting import count
from huiyin.complaints.lifecycle import Turn, step
from huiyin.complaints.models import Assignment, Complaint, Stage, Task
from huiyin.complaints.sharing import Ask
from huiyin.organisation.actor import Actor
from huiyin.organisation.refusal import Refused


def return_to_intake(
    ref: str, *, by: Actor, at: datetime, missing: str, seen: int | None = None, note: str = ""
) -> Complaint:
    """Send an incomplete registration back, saying what is missing."""
    with step("return_to_intake", ref, by=by, at=at, seen=seen, note=note) as turn:
        if not missing.strip():
            raise Refused("empty", field="missing")
        complaint = turn.complaint
        work.done(work.tasks(complaint, Task.Kind.REVIEW), at=at)
        due_at = work.rules().due("first_contact", complaint, at)
        work.ask(complaint, Task.Kind.COMPLETE, complaint.intake_unit_id, at=at, due_at=due_at)
        complaint.owner_unit_id, complaint.owner_staff_id = complaint.intake_unit_id, None
        turn.facts["missing"] = missing
    return complaint


def assess(
    ref: str,
    *,
    by: Actor,
    at: datetime,
    statutory: bool,
    complex_: bool,
    severity: int,
    reason: str,
    seen: int | None = None,
    note: str = "",
) -> Complaint:
    """Decide whether it is a statutory complaint, simple or complex, and how serious, and say why."""
    with step("assess", ref, by=by, at=at, seen=seen, note=note) as turn:
        complaint = turn.complaint
        if not reason.strip():
            raise Refused("empty", field="reason")
        if by.id in parts.handlers(complaint):
            raise Refused("handler_may_not_assess")
        if complex_ and not complaint.complex:
            count(turn, "complex")
        if severity < complaint.severity:
            count(turn, "severity_down")
        complaint.statutory, complaint.complex, complaint.severity = statutory, complex_, severity
        work.reset_customer_clock(complaint, policy=work.rules().policy)
        turn.facts["reason"] = reason
    return complaint


def assign(
    ref: str,
    *,
    by: Actor,
    at: datetime,
    lead: Ask,
    co_handlers: Sequence[Ask] = (),
    seen: int | None = None,
    note: str = "",
) -> Complaint:
    """Name the first responsible unit and ask the co-handling ones, each with its own question and due time."""
    with step("assign", ref, by=by, at=at, seen=seen, note=note) as turn:
        complaint = turn.complaint
        lead, *co_handlers = asks = sharing.checked(
            turn, [lead, *co_handlers], giver_id=complaint.coordinator_unit_id
        )
        if complaint.stage == Stage.INVESTIGATING:
            sharing.end(turn, sharing.lead_of(complaint))
            complaint.reassignments += 1
        work.done(work.tasks(complaint, Task.Kind.REVIEW), at=at)
        lead_due = sharing.hand_lead(turn, lead)
        for ask in co_handlers:
            sharing.hand_part(turn, ask, before=lead_due)
        sharing.record(turn, asks)
    return complaint


def arbitrate(
    ref: str,
    *,
    by: Actor,
    at: datetime,
    unit_id: int,
    to_unit_id: int | None = None,
    reason: str = "",
    seen: int | None = None,
    note: str = "",
) -> Complaint:
    """Decide a refused assignment: it stays, or goes to another unit."""
    with step("arbitrate", ref, by=by, at=at, seen=seen, note=note) as turn:
        complaint = turn.complaint
        held = Assignment.objects.filter(
            complaint=complaint, unit_id=unit_id, state=Assignment.State.REFUSED, ended_at=None
        ).first()
        if held is None:
            raise Refused("nothing_to_arbitrate", field="unit_id")
        work.done(work.tasks(complaint, Task.Kind.ARBITRATE).filter(assignment_id=held.pk), at=at)
        if to_unit_id in (None, unit_id):
            held.state, held.upheld = Assignment.State.OPEN, True
            held.save(update_fields=["state", "upheld"])
        else:
            _move(turn, held, to_unit_id)
        turn.facts |= {"unit": unit_id, "to_unit": to_unit_id or unit_id, "reason": reason}
    return complaint


def _move(turn: Turn, held: Assignment, to_unit_id: int) -> None:
    """The refused share goes to another unit, with the same question and a limit of its own."""
    complaint = turn.complaint
    asks = [Ask(to_unit_id, held.question)]
    (ask,) = sharing.checked(
        turn, asks, giver_id=complaint.coordinator_unit_id, first="lead" if held.lead else "co_handlers"
    )
    sharing.end(turn, held)
    if held.lead:
        complaint.reassignments += 1
        sharing.hand_lead(turn, ask)
    else:
        waiting = (
            sharing.lead_of(complaint)
            if held.parent_id is None
            else Assignment.objects.get(pk=held.parent_id)
        )
        sharing.hand_part(turn, ask, before=waiting.due_at, parent_id=held.parent_id)
