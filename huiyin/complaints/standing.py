"""维持: who stands by a decision that the customer refuses for good, and the same decision signed by that person."""

from __future__ import annotations

from datetime import datetime

from huiyin.calendars.workdays import day_of
from huiyin.complaints import above, guarding, work
from huiyin.complaints.lifecycle import Turn
from huiyin.complaints.models import Approval, Complaint, Opinion, Task
from huiyin.organisation import queries as organisation
from huiyin.organisation.queries import Holder
from huiyin.policy import queries as policies


def ask(complaint: Complaint, *, at: datetime, due_at: datetime) -> None:
    """It is laid before the nearest person above; where nobody at all could sign, before the coordinating unit."""
    found = _nearest(complaint, at)
    unit_id, staff_id = (found.unit_id, found.staff_id) if found else (complaint.coordinator_unit_id, None)
    work.ask(complaint, Task.Kind.STAND, unit_id, at=at, due_at=due_at, staff_id=staff_id)
    complaint.owner_unit_id, complaint.owner_staff_id = unit_id, staff_id


def pass_on(complaint: Complaint, task: Task, *, at: datetime) -> None:
    """Whoever was to stand by sits there no more: the next nearest does it by the same time."""
    due_at = task.due_at
    work.done(work.tasks(complaint, Task.Kind.STAND), at=at, result="moved")
    ask(complaint, at=at, due_at=due_at)


def _nearest(complaint: Complaint, at: datetime) -> Holder | None:
    """The lowest grade above the last, in the smallest served part first; else the top, if possible who signed not."""
    highest, signers = above.signed(complaint)
    unit_id = complaint.lead_unit_id or complaint.intake_unit_id
    barred = guarding.recused(complaint)
    over = [h for h in organisation.approvers(unit_id, on=day_of(at)) if h.staff_id not in barred]
    others = [h for h in over if h.staff_id not in signers]
    higher = sorted((h for h in others if h.grade > highest), key=lambda h: not h.in_part)
    return higher[0] if higher else max(others or over, key=lambda h: h.grade, default=None)


def sign(turn: Turn, *, grounds: str) -> Opinion:
    """The same decision once more, with the grounds for standing by it, signed by the higher person."""
    complaint, at = turn.complaint, turn.at
    versions = Opinion.objects.filter(complaint=complaint)
    last = versions.filter(reply__isnull=False).latest("version")
    opinion = Opinion.objects.create(
        complaint=complaint, version=versions.count() + 1, by_staff_id=last.by_staff_id, findings=last.findings,
        grounds=grounds, decision=last.decision, remedies=policies.policy().remedies, state=Opinion.State.APPROVED,
        at=at, decided_at=at,
    )  # fmt: skip
    if (seat := above.seat_above(complaint, turn.by)) is None:
        raise AssertionError("whoever stands by has a seat above")
    Approval.objects.create(
        opinion=opinion, step=1, place=Approval.Place.GRADE, unit_id=seat.unit_id, grade=seat.grade,
        staff_id=turn.by.id, decided_by=turn.by.id, decided_at=at, verdict="approved",
    )  # fmt: skip
    return opinion
