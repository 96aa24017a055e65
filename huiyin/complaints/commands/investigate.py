"""处理: what the units do: refuse what is not theirs, answer as co-handler, propose an opinion."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db.models import F

from huiyin.calendars import workdays
from huiyin.complaints import approving, consulting, decisions, mandates, sharing, work
from huiyin.complaints.lifecycle import step
from huiyin.complaints.models import Assignment, Complaint, Task
from huiyin.complaints.ready import acts_for, check_all_answered
from huiyin.organisation.actor import Actor, Role
from huiyin.organisation.authority import Offer
from huiyin.organisation.refusal import Refused


def refuse_assignment(
    ref: str, *, by: Actor, at: datetime, reason: str, seen: int | None = None, note: str = ""
) -> Complaint:
    """Say within one working day that the share is not this unit's; silence is acceptance."""
    with step("refuse_assignment", ref, by=by, at=at, seen=seen, note=note) as turn:
        complaint = turn.complaint
        held = share_of(complaint, by, Role.HANDLER, Role.UNIT_HEAD)
        _check_refusable(held, reason, at=at)
        held.state, held.refusal, held.refused_by = Assignment.State.REFUSED, reason.strip(), by.id
        held.save(update_fields=["state", "refusal", "refused_by"])
        sharing.end_below(turn, held)
        rules = work.rules()
        due_at = workdays.end_of(rules.policy.arbitration, at, rules.calendar)
        work.ask(
            complaint, Task.Kind.ARBITRATE, complaint.coordinator_unit_id, at=at, due_at=due_at, assignment_id=held.pk
        )
        turn.facts |= {"unit": held.unit_id, "reason": reason}
    return complaint


def _check_refusable(held: Assignment, reason: str, *, at: datetime) -> None:
    rules = work.rules()
    last = workdays.end_of(rules.policy.refusal, held.assigned_at, rules.calendar)
    if not reason.strip():
        raise Refused("empty", field="reason")
    if held.state != Assignment.State.OPEN:
        raise Refused("already_answered")
    if held.upheld:
        raise Refused("already_arbitrated")
    if at > last:
        raise Refused("too_late_to_refuse", last=last)


def answer(
    ref: str, *, by: Actor, at: datetime, answer: str, seen: int | None = None, note: str = ""
) -> Complaint:
    """Answer the coordinator's question as a co-handling unit."""
    with step("answer", ref, by=by, at=at, seen=seen, note=note) as turn:
        complaint = turn.complaint
        if not answer.strip():
            raise Refused("empty", field="answer")
        held = share_of(complaint, by, Role.HANDLER, lead=False)
        check_mine(complaint, by, held)
        sharing.check_below_answered(sharing.below(held), held)
        held.answer, held.answered_by, held.answered_at = answer.strip(), by.id, at
        held.state = Assignment.State.ANSWERED
        held.save(update_fields=["answer", "answered_by", "answered_at", "state"])
        work.done(work.tasks(complaint, Task.Kind.ANSWER, Task.Kind.ARBITRATE).filter(assignment_id=held.pk), at=at)
        turn.facts |= {"unit": held.unit_id, "answer": answer}
    return complaint


def propose(
    ref: str,
    *,
    by: Actor,
    at: datetime,
    findings: str,
    grounds: str,
    decision: str,
    remedies: str = "",
    offers: Sequence[Offer] = (),
    seen: int | None = None,
    note: str = "",
    matter_id: int | None = None,
) -> Complaint:
    """Put the unit's opinion before those who must approve it; they are known before it is proposed."""
    with step("propose", ref, by=by, at=at, seen=seen, note=note) as turn:
        complaint = turn.complaint
        held = share_of(complaint, by, Role.HANDLER, lead=True)
        check_mine(complaint, by, held)
        check_all_answered(complaint)
        met = consulting.consultations(complaint)
        consulting.check_none_open(met)
        mandates.lapse(complaint, at=at)
        seats = approving.chain(complaint, offers, proposer_id=by.pk, at=at)
        opinion = decisions.draw_up(
            complaint, by=by, at=at, findings=findings, grounds=grounds, decision=decision, offers=offers,
            remedies=remedies, matter_id=matter_id,
        )  # fmt: skip
        hand_in(complaint, held, by=by, at=at)
        approving.draw_chain(opinion, seats, at=at)
        approving.ask_next(complaint, approving.first_place(opinion), at=at)
        turn.facts |= {"opinion": opinion.version, "offers": decisions.words(offers)}
        if bound := consulting.binding(met):
            turn.facts["carries_out"] = bound.decision
    return complaint


def hand_in(complaint: Complaint, held: Assignment, *, by: Actor, at: datetime) -> None:
    """The lead unit's work is done."""
    held.state, held.answered_by, held.answered_at = Assignment.State.ANSWERED, by.id, at
    held.save(update_fields=["state", "answered_by", "answered_at"])
    work.done(work.tasks(complaint, Task.Kind.INVESTIGATE, Task.Kind.ARBITRATE), at=at)


def share_of(complaint: Complaint, by: Actor, *roles: str, lead: bool | None = None) -> Assignment:
    """The open share of the unit in which this actor holds one of the roles."""
    below_first = F("parent_id").desc(nulls_last=True)
    shares = Assignment.objects.filter(complaint=complaint, ended_at=None).order_by("-lead", below_first, "id")
    if lead is not None:
        shares = shares.filter(lead=lead)
    for held in shares:
        if any(by.holds(role, held.unit_id) for role in roles) and (held.answered_at is None or held.lead):
            return held
    raise Refused("already_answered")


def check_mine(complaint: Complaint, by: Actor, held: Assignment) -> None:
    """Work that a colleague has picked is that colleague's, or the deputy's, until it is put back."""
    if by.id in complaint.barred:
        raise Refused("handled_before")
    task = work.tasks(complaint).filter(assignment_id=held.pk).exclude(kind=Task.Kind.ARBITRATE).first()
    if task is not None and task.staff_id is not None and not acts_for(by, task.staff_id):
        raise Refused("picked_by_another", staff_id=task.staff_id)
    held.staff_id = by.id
    held.save(update_fields=["staff_id"])
