"""维持: a higher person stands by the decision; the customer is told what remedies remain, and the file is closed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from huiyin.complaints import deadlines, decisions, ending, standing
from huiyin.complaints.ending import Findings
from huiyin.complaints.lifecycle import Turn, step
from huiyin.complaints.models import Acceptance, Complaint, Opinion, Payment, Reply, Task
from huiyin.complaints.work import tasks
from huiyin.organisation.actor import Actor
from huiyin.organisation.refusal import Refused


def stand_by(
    ref: str,
    *,
    by: Actor,
    at: datetime,
    grounds: str,
    way: str,
    delivered_at: datetime,
    proof: str,
    category: str,
    cause: str,
    liability: str,
    outcome: str,
    accountable: Sequence[tuple[int, int]] = (),
    seen: int | None = None,
    note: str = "",
) -> Complaint:
    """Stand by the decision after the last round, once the customer holds the notice of the remedies that remain."""
    with step("stand_by", ref, by=by, at=at, seen=seen, note=note) as turn:
        complaint = turn.complaint
        _check_refused_for_good(complaint)
        _check_nothing_in_payment(complaint)
        _check_notice(turn, grounds, way, delivered_at, proof)
        decisions.withdraw_offers(complaint, at=at)
        opinion = standing.sign(turn, grounds=grounds.strip())
        _tell(turn, opinion, way, delivered_at, proof.strip())
        complaint.stood_by = True
        ending.end(turn, Findings(category, cause, liability, outcome, accountable))
        turn.facts |= {"opinion": opinion.version, "way": way, "proof": proof, "reason": grounds}
    return complaint


def _check_refused_for_good(complaint: Complaint) -> None:
    """Only the last refusal, after all rounds the policy allows, asks for somebody higher."""
    waiting = tasks(complaint, Task.Kind.STAND).exists()
    if complaint.acceptance != Acceptance.NOT_ACCEPTED or not waiting:
        raise Refused("nothing_to_stand_by")


def _check_nothing_in_payment(complaint: Complaint) -> None:
    """What was refused is owed no more, but money already on its way is seen through first."""
    on_its_way = Payment.objects.filter(complaint=complaint, state__in=["requested", "entered"])
    if kinds := list(on_its_way.order_by("id").values_list("promise__kind", flat=True)):
        raise Refused("promises_unproved", promises=kinds)


def _check_notice(turn: Turn, grounds: str, way: str, delivered_at: datetime, proof: str) -> None:
    if not grounds.strip():
        raise Refused("empty", field="grounds")
    if way not in Reply.Way.values:
        raise Refused("unknown", field="way", value=way)
    if delivered_at > turn.at:
        raise Refused("delivered_in_future", field="delivered_at")
    refused_at = turn.complaint.accepted_at
    if not proof.strip() or (refused_at is not None and delivered_at < deadlines.minute(refused_at)):
        raise Refused("notice_not_sent", field="delivered_at" if proof.strip() else "proof")


def _tell(turn: Turn, opinion: Opinion, way: str, delivered_at: datetime, proof: str) -> None:
    """The notice counts as the answer to the customer: the right to a review runs from its delivery."""
    Reply.objects.create(
        complaint=turn.complaint, opinion=opinion, by_staff_id=turn.by.pk, way=way, sent_at=turn.at,
        delivered_at=delivered_at, proof=proof,
    )  # fmt: skip
