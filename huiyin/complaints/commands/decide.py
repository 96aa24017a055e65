"""审批: what a signature does to an opinion under approval."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from huiyin.complaints import access, decisions, guarding, work
from huiyin.complaints.lifecycle import Turn, next_place
from huiyin.complaints.models import Approval, Assignment, Complaint, Opinion, Part, Stage, Task
from huiyin.organisation.authority import Offer
from huiyin.organisation.refusal import Refused


def back_to_lead(turn: Turn, opinion: Opinion, *, returns: int = 0) -> None:
    """The opinion is not decided: whoever had to sign it is asked no more, and the lead unit works on."""
    complaint, at = turn.complaint, turn.at
    opinion.state = Opinion.State.RETURNED
    opinion.save(update_fields=["state"])
    work.done(work.tasks(complaint, Task.Kind.APPROVE), at=at)
    access.leave(complaint, Part.APPROVING, at=at)
    lead = Assignment.objects.get(complaint=complaint, lead=True, ended_at=None)
    lead.returns += returns
    rework(complaint, lead, at=at)


def rework(complaint: Complaint, lead: Assignment, *, at: datetime) -> None:
    """The lead unit works on it again, with the rework limit; the same person, if still there."""
    due_at = work.rules().due("rework", complaint, at)
    lead.state, lead.due_at, lead.answered_at = Assignment.State.OPEN, due_at, None
    lead.staff_id = guarding.unless_recused(complaint, lead.staff_id)
    lead.save()
    work.ask(
        complaint, Task.Kind.INVESTIGATE, lead.unit_id, at=at, due_at=due_at, staff_id=lead.staff_id,
        assignment_id=lead.pk,
    )  # fmt: skip
    complaint.owner_unit_id, complaint.owner_staff_id = lead.unit_id, lead.staff_id


def sign(turn: Turn, verdict: str, note: str = "") -> Approval:
    """Sign the next place of the chain."""
    place = next_place(turn.complaint)
    if place is None:
        raise Refused("nothing_to_approve")
    signed = Approval.objects.filter(opinion=place.opinion, decided_by=turn.by.id)
    if turn.by.id == place.opinion.by_staff_id or signed.exists():
        raise Refused("maker_is_checker")
    place.decided_by, place.decided_at, place.verdict = turn.by.id, turn.at, verdict
    place.note = note or turn.note
    place.save()
    work.done(work.tasks(turn.complaint, Task.Kind.APPROVE, Task.Kind.GRANT), at=turn.at)
    turn.facts |= {"opinion": place.opinion.version, "place": place.step, "grade": place.grade}
    return place


def check_authority(signed: Opinion, offers: Sequence[Offer], *, at: datetime) -> None:
    """Limits may have been used up or changed since the chain was drawn: the highest signature must still suffice."""
    decisions.hold_customer(signed.complaint)
    grade = max(Approval.objects.filter(opinion=signed).values_list("grade", flat=True))
    if offers and not (verdict := decisions.weigh(signed.complaint, grade, offers, at=at)).ok:
        raise decisions.refusal(verdict, grade)


def approved(turn: Turn, opinion: Opinion) -> None:
    """It is the bank's word, and the lead unit tells the customer."""
    complaint, at = turn.complaint, turn.at
    opinion.complaint = complaint
    decisions.put_in_force(opinion, at=at)
    unit_id = Assignment.objects.get(complaint=complaint, lead=True, ended_at=None).unit_id
    complaint.replying_unit_id = unit_id
    access.leave(complaint, Part.APPROVING, at=at)
    access.place(complaint, Part.REPLYING, unit_id, at=at)
    if complaint.person_id is None:
        work.stop_customer_clock(complaint, at=at)
        decisions.to_close(complaint, at=at)
    else:
        _ask_reply(complaint, opinion, unit_id, at=at)
    turn.move(Stage.REPLYING)


def _ask_reply(complaint: Complaint, opinion: Opinion, unit_id: int, *, at: datetime) -> None:
    due_at = work.rules().due("reply", complaint, at)
    staff_id = guarding.unless_recused(complaint, opinion.by_staff_id)
    work.ask(complaint, Task.Kind.REPLY, unit_id, at=at, due_at=due_at, staff_id=staff_id)
    complaint.owner_unit_id, complaint.owner_staff_id = unit_id, staff_id
