"""回复与客户确认: the customer is told; says yes, no, or nothing."""

from __future__ import annotations

from datetime import datetime

from huiyin.complaints import access, decisions, speaking, standing, work
from huiyin.complaints.commands.decide import rework
from huiyin.complaints.lifecycle import Turn, step
from huiyin.complaints.models import Acceptance, Assignment, Complaint, Opinion, Part, Reply, Stage, Task
from huiyin.complaints.moving import to_review
from huiyin.organisation.actor import Actor
from huiyin.organisation.refusal import Refused
from huiyin.policy import queries as policies


def reply(
    ref: str,
    *,
    by: Actor,
    at: datetime,
    way: str,
    delivered_at: datetime,
    proof: str,
    seen: int | None = None,
    note: str = "",
) -> Complaint:
    """Tell the customer what was approved, word for word, and record that it arrived."""
    with step("reply", ref, by=by, at=at, seen=seen, note=note) as turn:
        complaint = turn.complaint
        opinion = Opinion.objects.filter(complaint=complaint, state=Opinion.State.APPROVED).order_by("-version").first()
        if opinion is None:
            raise Refused("not_approved")
        if complaint.person_id is None:
            raise Refused("no_addressee")
        if way not in Reply.Way.values:
            raise Refused("unknown", field="way", value=way)
        if delivered_at > at:
            raise Refused("delivered_in_future", field="delivered_at")
        if not proof.strip():
            raise Refused("empty", field="proof")
        opinion.complaint = complaint
        work.done(work.tasks(complaint, Task.Kind.REPLY), at=at)
        decisions.send(complaint, opinion, by=by, at=at, way=way, delivered_at=delivered_at, proof=proof)
        turn.facts |= {"opinion": opinion.version, "way": way, "proof": proof}
    return complaint


def accept(
    ref: str,
    *,
    by: Actor,
    at: datetime,
    proof: str,
    party_id: int | None = None,
    seen: int | None = None,
    note: str = "",
) -> Complaint:
    """Record that the customer, or somebody with authority, accepts, and the recording or signature that proves it."""
    with step("accept", ref, by=by, at=at, seen=seen, note=note) as turn:
        if not proof.strip():
            raise Refused("empty", field="proof")
        turn.facts |= speaking.check_may_decide(turn.complaint, party_id, at=at)
        # Whoever did not accept may still come round.
        if turn.complaint.acceptance != Acceptance.NOT_ACCEPTED:
            _check_unanswered(turn.complaint)
        decisions.accepted(turn, Acceptance.ACCEPTED, proof=proof, draw=True)
    return turn.complaint


def no_answer(ref: str, *, by: Actor, at: datetime, seen: int | None = None, note: str = "") -> Complaint:
    """The days for an answer have passed in silence, which is never taken for acceptance."""
    with step("no_answer", ref, by=by, at=at, seen=seen, note=note) as turn:
        _check_unanswered(turn.complaint)
        waiting = work.tasks(turn.complaint, Task.Kind.CONFIRM).first()
        if waiting is not None and at < waiting.due_at:
            raise Refused("still_time_to_answer", until=waiting.due_at)
        decisions.accepted(turn, Acceptance.NO_ANSWER, proof="", draw=True)
    return turn.complaint


def not_accept(
    ref: str, *, by: Actor, at: datetime, reason: str, proof: str = "", seen: int | None = None, note: str = ""
) -> Complaint:
    """Record that the customer does not accept and why; it is worked on again, at most the rounds the policy allows."""
    with step("not_accept", ref, by=by, at=at, seen=seen, note=note) as turn:
        complaint = turn.complaint
        if not reason.strip():
            raise Refused("empty", field="reason")
        if complaint.acceptance == Acceptance.NOT_ACCEPTED:
            raise Refused("already_answered")
        turn.facts |= {"reason": reason, "proof": proof}
        complaint.acceptance, complaint.accepted_at = Acceptance.NOT_ACCEPTED, at
        work.done(work.tasks(complaint, Task.Kind.CONFIRM, Task.Kind.CLOSE), at=at)
        _work_on(turn)
    return complaint


def _check_unanswered(complaint: Complaint) -> None:
    if complaint.acceptance:
        raise Refused("already_answered")


def _work_on(turn: Turn) -> None:
    complaint, at = turn.complaint, turn.at
    if complaint.first_contact:
        decisions.withdraw_offers(complaint, at=at)
        complaint.first_contact = False  # the credit for first contact goes too
        complaint.replying_unit_id = None
        work.resume_customer_clock(complaint)
        to_review(complaint, at=at)
        turn.move(Stage.UNDER_REVIEW)
    elif complaint.rounds < policies.policy().rounds:
        decisions.withdraw_offers(complaint, at=at)
        complaint.rounds += 1
        access.leave(complaint, Part.REPLYING, at=at)
        complaint.replying_unit_id = None
        _rework(turn)
    else:
        standing.ask(complaint, at=at, due_at=work.rules().due("review", complaint, at))
        turn.move(Stage.REPLIED)


def _rework(turn: Turn) -> None:
    """The lead unit works on it again; where its share ended with the file, the coordinating unit assigns it anew."""
    lead = Assignment.objects.filter(complaint=turn.complaint, lead=True, ended_at=None).first()
    if lead is not None:
        rework(turn.complaint, lead, at=turn.at)
        turn.move(Stage.INVESTIGATING)
    else:
        to_review(turn.complaint, at=turn.at)
        turn.move(Stage.UNDER_REVIEW)
