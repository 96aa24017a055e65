"""核查变更: what it brings about when a changed decision is signed, or is not."""

from __future__ import annotations

from huiyin.calendars.workdays import day_of
from huiyin.complaints import access, decisions, guarding, parts, work
from huiyin.complaints.commands.close import forget_the_answer
from huiyin.complaints.lifecycle import Turn
from huiyin.complaints.models import Counted, Opinion, Part, Review, Stage, Task


def changed(turn: Turn, opinion: Opinion) -> None:
    """The changed decision is signed: the bank's word from now on, a reversal, and told to the customer anew."""
    review = Review.objects.get(complaint=turn.complaint, decided_at=None)
    review.outcome, review.decided_at = Review.Outcome.CHANGE, turn.at
    review.save(update_fields=["outcome", "decided_at"])
    opinion.complaint = turn.complaint
    decisions.put_in_force(opinion, at=turn.at)
    _count_reversal(turn, opinion.by_staff_id)
    access.leave(turn.complaint, Part.APPROVING, at=turn.at)
    _reply_anew(turn)
    turn.move(Stage.REPLYING)


def back_to_reviewer(turn: Turn, opinion: Opinion) -> None:
    """The change is not signed: the reviewer, whose limit goes on, decides again."""
    complaint, at = turn.complaint, turn.at
    opinion.state = Opinion.State.RETURNED
    opinion.save(update_fields=["state"])
    access.leave(complaint, Part.APPROVING, at=at)
    review = Review.objects.get(complaint=complaint, decided_at=None)
    staff_id = guarding.unless_recused(complaint, review.reviewer_id)
    work.ask(complaint, Task.Kind.RECHECK, review.unit_id, at=at, due_at=review.due_at, staff_id=staff_id)
    complaint.owner_unit_id, complaint.owner_staff_id = review.unit_id, staff_id


def _count_reversal(turn: Turn, reviewer_id: int) -> None:
    """A changed decision is a reversal of the unit that decided."""
    unit_id = turn.complaint.lead_unit_id or turn.complaint.intake_unit_id
    Counted.objects.create(
        complaint=turn.complaint, kind="reversed", unit_ids=[unit_id], at=turn.at, by_staff_id=reviewer_id
    )


def _reply_anew(turn: Turn) -> None:
    """The unit that replied before tells the customer, who is asked again."""
    complaint, at = turn.complaint, turn.at
    told_by = complaint.replying_unit_id or complaint.intake_unit_id
    unit_id = parts.pool_of(told_by, on=day_of(at), field="grounds", barred=guarding.barred(complaint))
    forget_the_answer(complaint, at=at)
    complaint.replying_unit_id, complaint.first_contact, complaint.stood_by = unit_id, False, False
    access.place(complaint, Part.REPLYING, unit_id, at=at)
    due_at = work.rules().due("reply", complaint, at)
    work.ask(complaint, Task.Kind.REPLY, unit_id, at=at, due_at=due_at)
    complaint.owner_unit_id, complaint.owner_staff_id = unit_id, None
