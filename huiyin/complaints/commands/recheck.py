"""核查: the customer asks the superior unit to check the decision; it confirms, changes, or has it done again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from huiyin.calendars.workdays import day_of
from huiyin.complaints import (
    access,
    approving,
    deadlines,
    decisions,
    ending,
    guarding,
    parts,
    ready,
    rechecking,
    sharing,
    work,
)
from huiyin.complaints.commands.close import back_to_review, forget_the_answer
from huiyin.complaints.ending import Findings
from huiyin.complaints.lifecycle import Turn, step
from huiyin.complaints.models import (
    Acceptance,
    Approval,
    Clock,
    Complaint,
    Opinion,
    Part,
    Reply,
    Review,
    Stage,
    Task,
)
from huiyin.complaints.sharing import Ask
from huiyin.organisation.actor import Actor
from huiyin.organisation.authority import Offer
from huiyin.organisation.queries import Holder
from huiyin.organisation.refusal import Refused
from huiyin.policy import queries as policies

# What waits at the stages from which a review is asked for, and is wanted no more.
WAITING = (Task.Kind.CONFIRM, Task.Kind.STAND, Task.Kind.CALL, Task.Kind.CLOSE)


def ask_review(
    ref: str,
    *,
    by: Actor,
    at: datetime,
    reason: str,
    proof: str,
    asked_at: datetime,
    seen: int | None = None,
    note: str = "",
) -> Complaint:
    """Record that the customer asks the superior unit to check the decision, within the days after its delivery."""
    with step("ask_review", ref, by=by, at=at, seen=seen, note=note) as turn:
        complaint = turn.complaint
        reply = _decision(turn, reason, proof, asked_at)
        unit_id = rechecking.reviewing_unit(complaint, at=at)
        due_at = deadlines.end_of_day(asked_at, policies.policy().review_days)
        Review.objects.create(
            complaint=complaint, opinion=reply.opinion, stage_before=complaint.stage, asked_at=asked_at,
            entered_by=by.id, reason=reason.strip(), proof=proof.strip(), unit_id=unit_id, due_at=due_at,
        )  # fmt: skip
        _stand_still(complaint, at=at)
        access.place(complaint, Part.REVIEWING, unit_id, at=at)
        work.ask(complaint, Task.Kind.RECHECK, unit_id, at=asked_at, due_at=due_at)
        complaint.owner_unit_id, complaint.owner_staff_id = unit_id, None
        turn.facts |= {"reason": reason, "proof": proof, "unit": unit_id, "opinion": reply.opinion.version}
    return complaint


def _decision(turn: Turn, reason: str, proof: str, asked_at: datetime) -> Reply:
    """The decision under review: delivered, still within the right, and not reviewed yet."""
    for name, text in (("reason", reason), ("proof", proof)):
        if not text.strip():
            raise Refused("empty", field=name)
    if asked_at > turn.at:
        raise Refused("received_in_future", field="asked_at")
    reply = rechecking.last_reply(turn.complaint)
    if reply is None:
        raise Refused("not_replied")
    if Review.objects.filter(opinion=reply.opinion).exists():
        raise Refused("reviewed_already")
    if asked_at < deadlines.minute(reply.delivered_at):
        raise Refused("asked_before_delivery", field="asked_at")
    if asked_at >= (until := rechecking.right_ends(reply)):
        raise Refused("review_too_late", field="asked_at", until=until)
    return reply


def _stand_still(complaint: Complaint, *, at: datetime) -> None:
    """Nothing else goes on with it meanwhile; what was promised stays owed."""
    work.done(work.tasks(complaint, *WAITING), at=at, result="review")
    for clock in Clock.objects.filter(complaint=complaint, rule=work.ARCHIVE, stopped_at=None):
        work.stop_clock(clock, at=at, result="review")
    complaint.closed_at = None


@dataclass(frozen=True)
class Checked:
    """What the reviewer found in process, limits and result, and on what grounds it is decided."""

    process: str
    limits: str
    result: str
    grounds: str


def confirm(
    ref: str,
    *,
    by: Actor,
    at: datetime,
    process: str,
    limits: str,
    result: str,
    grounds: str,
    category: str = "",
    cause: str = "",
    liability: str = "",
    outcome: str = "",
    accountable: Sequence[tuple[int, int]] = (),
    seen: int | None = None,
    note: str = "",
) -> Complaint:
    """Confirm the decision and say what remedies remain; what was never closed is closed with its findings."""
    with step("confirm", ref, by=by, at=at, seen=seen, note=note) as turn:
        complaint = turn.complaint
        _decide(turn, Review.Outcome.CONFIRM, Checked(process, limits, result, grounds))
        decisions.drop_refused(turn.complaint, at=turn.at)
        ready.check_promises(complaint, at=at)
        complaint.stood_by = complaint.acceptance == Acceptance.NOT_ACCEPTED
        turn.facts["remedies"] = policies.policy().superior_remedies
        if category or not (complaint.category_found_id and complaint.cause_id and complaint.liability):
            ending.end(turn, Findings(category, cause, liability, outcome, accountable))
        else:
            ending.rest(complaint, at=at)
    return complaint


def change(
    ref: str,
    *,
    by: Actor,
    at: datetime,
    process: str,
    limits: str,
    result: str,
    grounds: str,
    findings: str,
    decision: str,
    signed_by: int,
    offers: Sequence[Offer] = (),
    seen: int | None = None,
    note: str = "",
) -> Complaint:
    """Propose another decision in its place; it holds once somebody with the authority for it has signed."""
    with step("change", ref, by=by, at=at, seen=seen, note=note) as turn:
        complaint = turn.complaint
        review = _check(turn, Checked(process, limits, result, grounds))
        decisions.drop_refused(turn.complaint, at=turn.at)
        signer = rechecking.signer(complaint, review, signed_by, by, at=at)
        opinion = decisions.draw_up(
            complaint, by=by, at=at, findings=findings, grounds=grounds, decision=decision, offers=offers,
            remedies=policies.policy().superior_remedies,
        )  # fmt: skip
        rechecking.check_authority(complaint, signer.grade, offers, at=at)
        _ask_signature(turn, opinion, signer)
        turn.facts |= {
            "opinion": opinion.version,
            "offers": decisions.words(offers),
            "signed_by": signer.name,
        }
    return complaint


def redo(
    ref: str,
    *,
    by: Actor,
    at: datetime,
    process: str,
    limits: str,
    result: str,
    grounds: str,
    seen: int | None = None,
    note: str = "",
) -> Complaint:
    """Have it investigated again by somebody who did not handle it, with limits of its own."""
    with step("redo", ref, by=by, at=at, seen=seen, note=note) as turn:
        complaint = turn.complaint
        _decide(turn, Review.Outcome.REDO, Checked(process, limits, result, grounds))
        decisions.drop_refused(turn.complaint, at=turn.at)
        complaint.barred = sorted({*complaint.barred, *parts.handlers(complaint)})
        lead = complaint.lead_unit_id
        if lead is not None and parts.has_handler(lead, on=day_of(at), barred=guarding.barred(complaint)):
            _investigate_anew(turn, Ask(lead, grounds.strip()))
        else:
            back_to_review(turn)
        complaint.stood_by = False
    return complaint


def _decide(turn: Turn, outcome: Review.Outcome, checked: Checked) -> Review:
    """The reviewer decides alone to confirm, or to have it done again."""
    review = _check(turn, checked)
    review.outcome, review.decided_at = outcome, turn.at
    review.save(update_fields=["outcome", "decided_at"])
    return review


def _check(turn: Turn, checked: Checked) -> Review:
    """The reviewer, who never touched the matter, has looked at process, limits and result."""
    for name, text in vars(checked).items():
        if not text.strip():
            raise Refused("empty", field=name)
    rechecking.check_no_signature_waits(turn.complaint)
    rechecking.check_untouched(turn.complaint, turn.by)
    review = Review.objects.select_related("opinion").get(complaint=turn.complaint, decided_at=None)
    for name, text in vars(checked).items():
        setattr(review, name, text.strip())
    review.reviewer_id = turn.by.id
    review.save()
    work.done(work.tasks(turn.complaint, Task.Kind.RECHECK), at=turn.at)
    turn.facts |= {"reason": checked.grounds, "opinion": review.opinion.version, **vars(checked)}
    return review


def _ask_signature(turn: Turn, opinion: Opinion, signer: Holder) -> None:
    place = Approval.objects.create(
        opinion=opinion, step=1, place=Approval.Place.GRADE if signer.grade else Approval.Place.HEAD,
        unit_id=signer.unit_id, grade=signer.grade, staff_id=signer.staff_id,
    )  # fmt: skip
    access.place(turn.complaint, Part.APPROVING, signer.unit_id, at=turn.at)
    approving.ask_next(turn.complaint, place, at=turn.at)


def _investigate_anew(turn: Turn, ask: Ask) -> None:
    complaint, at = turn.complaint, turn.at
    forget_the_answer(complaint, at=at)
    decisions.end_assignments(complaint, at=at)
    work.start_customer_clock(complaint, received_at=at, policy=policies.policy())
    complaint.first_contact = False
    sharing.hand_lead(turn, ask)
    sharing.record(turn, [ask])
    turn.move(Stage.INVESTIGATING)
