"""受理与分办: what the coordinator decides: complete or not, how serious, whose it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from huiyin.calendars.workdays import day_of
from huiyin.complaints import access, deadlines, parts, work
from huiyin.complaints.lifecycle import Turn, step
from huiyin.complaints.models import Assignment, Complaint, Part, Stage, Task
from huiyin.organisation import queries as organisation
from huiyin.organisation.actor import Actor
from huiyin.organisation.refusal import Refused


@dataclass(frozen=True)
class Ask:
    """What one unit is asked, and an earlier due time if the coordinator sets one."""

    unit_id: int
    question: str
    due_at: datetime | None = None


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
        lead, *co_handlers = asks = _checked(complaint, [lead, *co_handlers], at=at)
        if complaint.stage == Stage.INVESTIGATING:
            _end_lead(complaint, at=at)
            complaint.reassignments += 1
        work.done(work.tasks(complaint, Task.Kind.REVIEW), at=at)
        lead_due = _hand(complaint, lead, is_lead=True, due_at=_lead_due(complaint, at), at=at)
        for ask in co_handlers:
            _hand(complaint, ask, is_lead=False, due_at=_co_due(at, lead_due), at=at)
        turn.facts["assigned"] = [{"unit": ask.unit_id, "question": ask.question} for ask in asks]
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
    complaint, at = turn.complaint, turn.at
    (ask,) = _checked(complaint, [Ask(to_unit_id, held.question)], at=at)
    _end(complaint, held, at=at)
    if held.lead:
        complaint.reassignments += 1
        _hand(complaint, ask, is_lead=True, due_at=_lead_due(complaint, at), at=at)
    else:
        lead = Assignment.objects.get(complaint=complaint, lead=True, ended_at=None)
        _hand(complaint, ask, is_lead=False, due_at=_co_due(at, lead.due_at), at=at)


def _checked(complaint: Complaint, asks: Sequence[Ask], *, at: datetime) -> list[Ask]:
    """Units within the coordinator's reach, each once, able to work, with a question to answer."""
    on, field = day_of(at), "lead"
    checked: list[Ask] = []
    for ask in asks:
        if not organisation.may_assign(complaint.coordinator_unit_id, ask.unit_id, on=on):
            raise Refused("out_of_reach", field=field, unit_id=ask.unit_id)
        if not ask.question.strip():
            raise Refused("empty", field=f"{field}_question")
        if ask.due_at is not None and ask.due_at <= at:
            raise Refused("due_in_past", field=field)
        checked.append(replace(ask, unit_id=_pool(complaint, ask.unit_id, on, field)))
        field = "co_handlers"
    if len({ask.unit_id for ask in checked}) < len(checked):
        raise Refused("unit_twice", field=field)
    return checked


def _pool(complaint: Complaint, unit_id: int, on: date, field: str) -> int:
    """Where the share will lie; nobody investigates the conduct of one's own colleague."""
    pool = parts.pool_of(unit_id, on=on, field=field, barred=complaint.barred)
    if field == "lead" and complaint.complained_of_person and pool in parts.accused_units(complaint):
        raise Refused("own_conduct", field=field, unit_id=unit_id)
    return pool


def _hand(complaint: Complaint, ask: Ask, *, is_lead: bool, due_at: datetime, at: datetime) -> datetime:
    """Put one share in a unit's pool; its clock runs from now, whenever it is opened."""
    due_at = min(due_at, ask.due_at or due_at)
    _give_way(complaint, ask.unit_id, is_lead=is_lead, at=at)
    held = Assignment.objects.create(
        complaint=complaint, unit_id=ask.unit_id, lead=is_lead, question=ask.question.strip(), assigned_at=at,
        due_at=due_at,
    )  # fmt: skip
    kind = Task.Kind.INVESTIGATE if is_lead else Task.Kind.ANSWER
    work.ask(complaint, kind, ask.unit_id, at=at, due_at=due_at, assignment_id=held.pk)
    access.place(complaint, Part.LEAD if is_lead else Part.CO, ask.unit_id, at=at)
    if is_lead:
        complaint.lead_unit_id = complaint.owner_unit_id = ask.unit_id
        complaint.owner_staff_id = None
    return due_at


def _give_way(complaint: Complaint, unit_id: int, *, is_lead: bool, at: datetime) -> None:
    """A unit has one open share at a time: a co-handler that becomes the lead gives up the other."""
    held = Assignment.objects.filter(complaint=complaint, unit_id=unit_id, ended_at=None).first()
    if held is None:
        return
    if not is_lead:
        raise Refused("already_assigned", field="co_handlers", unit_id=unit_id)
    _end(complaint, held, at=at)


def _end_lead(complaint: Complaint, *, at: datetime) -> None:
    held = Assignment.objects.filter(complaint=complaint, lead=True, ended_at=None).first()
    if held is not None:
        _end(complaint, held, at=at)


def _end(complaint: Complaint, held: Assignment, *, at: datetime) -> None:
    work.done(work.tasks(complaint).filter(assignment_id=held.pk), at=at, result="moved")
    held.state, held.ended_at = Assignment.State.ENDED, at
    held.save(update_fields=["state", "ended_at"])
    access.leave(complaint, Part.LEAD if held.lead else Part.CO, at=at, unit_id=held.unit_id)


def _lead_due(complaint: Complaint, at: datetime) -> datetime:
    return work.rules().due("investigation", complaint, at)


def _co_due(at: datetime, lead_due: datetime) -> datetime:
    rules = work.rules()
    return deadlines.co_handler_due(start=at, lead_due=lead_due, policy=rules.policy, calendar=rules.calendar)
