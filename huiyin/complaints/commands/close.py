"""回访、办结、重开、归档: the call by somebody else, the findings, and the end of the file."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from huiyin.calendars.workdays import day_of
from huiyin.complaints import access, decisions, ending, guarding, parts, paying, ready, work
from huiyin.complaints.commands import archiving
from huiyin.complaints.commands.decide import rework
from huiyin.complaints.ending import Findings
from huiyin.complaints.lifecycle import Turn, step
from huiyin.complaints.models import (
    Acceptance,
    Assignment,
    Call,
    Clock,
    Complaint,
    Part,
    Promise,
    Reply,
    Stage,
    Task,
)
from huiyin.complaints.moving import to_review
from huiyin.organisation.actor import Actor
from huiyin.organisation.refusal import Refused
from huiyin.policy import queries as policies


def follow_up(
    ref: str,
    *,
    by: Actor,
    at: datetime,
    reached: bool,
    process_satisfied: bool | None = None,
    result_satisfied: bool | None = None,
    seen: int | None = None,
    note: str = "",
) -> Complaint:
    """Call the customer as somebody who did not handle the complaint; ask about process and result apart."""
    with step("follow_up", ref, by=by, at=at, seen=seen, note=note) as turn:
        complaint = turn.complaint
        if complaint.called_at is not None:
            raise Refused("already_called")
        if reached and (process_satisfied is None or result_satisfied is None):
            raise Refused(
                "empty", field="process_satisfied" if process_satisfied is None else "result_satisfied"
            )
        _check_caller(complaint, by)
        # Attempts count from when this call was asked for: a complaint taken up again is called anew.
        attempt = Call.objects.filter(complaint=complaint, at__gte=complaint.entered_at).count() + 1
        Call.objects.create(
            complaint=complaint, attempt=attempt, at=at, by_staff_id=by.pk, reached=reached,
            process_satisfied=process_satisfied, result_satisfied=result_satisfied, note=note,
        )  # fmt: skip
        turn.facts |= {"attempt": attempt, "reached": reached}
        if reached or attempt >= policies.policy().attempts:
            _called(turn, process_satisfied, result_satisfied)
    return complaint


def _check_caller(complaint: Complaint, by: Actor) -> None:
    """Whoever handled or decided it does not ask the customer how it was handled."""
    handled = parts.handlers(complaint) | set(
        Reply.objects.filter(complaint=complaint).values_list("by_staff_id", flat=True)
    )
    if by.id in handled | guarding.deciders(complaint):
        raise Refused("handler_may_not_call")


def _called(turn: Turn, process_satisfied: bool | None, result_satisfied: bool | None) -> None:
    complaint = turn.complaint
    complaint.called_at = turn.at
    complaint.process_satisfied, complaint.result_satisfied = process_satisfied, result_satisfied
    work.done(work.tasks(complaint, Task.Kind.CALL), at=turn.at)
    decisions.to_close(complaint, at=turn.at)


def close(
    ref: str,
    *,
    by: Actor,
    at: datetime,
    category: str,
    cause: str,
    liability: str,
    outcome: str,
    accountable: Sequence[tuple[int, int]] = (),
    seen: int | None = None,
    note: str = "",
) -> Complaint:
    """End the file with what was found: category, cause, liability, accountable units; not while something is owed."""
    with step("close", ref, by=by, at=at, seen=seen, note=note) as turn:
        complaint = turn.complaint
        ready.check_ready_to_close(complaint, at=at)
        _check_closer(complaint, by)
        ending.end(turn, Findings(category, cause, liability, outcome, accountable))
    return complaint


def _check_closer(complaint: Complaint, by: Actor) -> None:
    """The intake officer closes only what was settled at first contact with proof of acceptance."""
    coordinator = by.holds("coordinator", complaint.coordinator_unit_id)
    proved = complaint.first_contact and complaint.acceptance == Acceptance.ACCEPTED
    if not coordinator and not proved:
        raise Refused("not_yours", step="close", who=[("coordinator", "coordinating")])


def reopen(
    ref: str, *, by: Actor, at: datetime, reason: str, seen: int | None = None, note: str = ""
) -> Complaint:
    """Take an ended complaint up again, or go back to the investigation after the call, with another handler."""
    with step("reopen", ref, by=by, at=at, seen=seen, note=note) as turn:
        if not reason.strip():
            raise Refused("empty", field="reason")
        complaint = turn.complaint
        turn.facts["reason"] = reason
        complaint.barred = sorted({*complaint.barred, *parts.handlers(complaint)})
        lead = _lead_with_others(complaint, at) if complaint.stage == Stage.FOLLOWING_UP else None
        if lead is not None:
            _back_to_lead(turn, lead)
        else:
            back_to_review(turn)
    return complaint


def _lead_with_others(complaint: Complaint, at: datetime) -> Assignment | None:
    """The lead unit's share, if somebody in the unit has not handled it yet."""
    lead = Assignment.objects.filter(complaint=complaint, lead=True, ended_at=None).first()
    able = lead and parts.has_handler(lead.unit_id, on=day_of(at), barred=guarding.barred(complaint))
    return lead if able else None


def forget_the_answer(complaint: Complaint, *, at: datetime) -> None:
    """What the customer said of the former decision is not carried over."""
    complaint.acceptance, complaint.accepted_at, complaint.called_at = "", None, None
    complaint.drawn, complaint.calling_unit_id = False, None
    complaint.process_satisfied = complaint.result_satisfied = None
    work.done(work.tasks(complaint, Task.Kind.CALL, Task.Kind.CLOSE), at=at)
    access.leave(complaint, Part.CALLING, at=at)
    access.leave(complaint, Part.REPLYING, at=at)
    complaint.replying_unit_id = None


def _back_to_lead(turn: Turn, lead: Assignment) -> None:
    complaint, at = turn.complaint, turn.at
    forget_the_answer(complaint, at=at)
    lead.staff_id = None
    rework(complaint, lead, at=at)
    turn.move(Stage.INVESTIGATING)


def back_to_review(turn: Turn) -> None:
    """The coordinating unit decides anew who works on it."""
    complaint, at = turn.complaint, turn.at
    for clock in Clock.objects.filter(complaint=complaint, rule=work.ARCHIVE, stopped_at=None):
        work.stop_clock(clock, at=at, result="reopened")
    forget_the_answer(complaint, at=at)
    _restart_customer_clock(complaint, at=at)
    complaint.closed_at, complaint.first_contact = None, False
    decisions.end_assignments(complaint, at=at)
    complaint.lead_unit_id = None
    access.leave(complaint, Part.LEAD, at=at)
    access.leave(complaint, Part.CO, at=at)
    to_review(complaint, at=at)
    turn.move(Stage.UNDER_REVIEW)


def _restart_customer_clock(complaint: Complaint, *, at: datetime) -> None:
    """What was settled at first contact was never investigated: its first receipt governs. The rest starts anew."""
    if complaint.first_contact:
        work.resume_customer_clock(complaint)
    elif complaint.stage != Stage.FOLLOWING_UP:
        work.start_customer_clock(complaint, received_at=at, policy=policies.policy())


def archive(ref: str, *, by: Actor, at: datetime, seen: int | None = None, note: str = "") -> Complaint:
    """Put the whole file away, read-only, as its next version."""
    with step("archive", ref, by=by, at=at, seen=seen, note=note) as turn:
        complaint = turn.complaint
        resting = Clock.objects.filter(complaint=complaint, rule=work.ARCHIVE, stopped_at=None).first()
        if by.kind == "system" and resting is not None and at < resting.due_at:
            raise Refused("right_to_review_runs", until=resting.due_at)
        if kinds := list(decisions.owed(complaint).values_list("kind", flat=True)):
            raise Refused("promises_unproved", promises=kinds)
        archiving.put_away(turn, complaint.archive_version + 1)
        for clock in Clock.objects.filter(complaint=complaint, stopped_at=None):
            work.stop_clock(clock, at=at, result="archived")
        complaint.archive_version += 1
    return complaint


def prove(
    ref: str,
    *,
    by: Actor,
    at: datetime,
    promise_id: int,
    voucher: str = "",
    seen: int | None = None,
    note: str = "",
) -> Complaint:
    """Enter the voucher or proof that a promise was kept; a second person confirms it."""
    with step("prove", ref, by=by, at=at, seen=seen, note=note) as turn:
        complaint = turn.complaint
        promise = Promise.objects.filter(complaint=complaint, pk=promise_id).first()
        if promise is None or promise.state not in Promise.OWED:
            raise Refused("nothing_to_prove", field="promise_id")
        if promise.kind in decisions.MONEY:
            raise Refused("pay_it", field="promise_id", kind=promise.kind)
        ready.check_owes(promise, by, "prove")
        if promise.state != Promise.State.ENTERED:
            _enter(promise, by, voucher, at=at)
        else:
            _confirm(complaint, promise, by, voucher, at=at)
        turn.facts |= {
            "promise": promise.pk,
            "kind": promise.kind,
            "voucher": promise.voucher,
            "state": promise.state,
        }
    return complaint


def _enter(promise: Promise, by: Actor, voucher: str, *, at: datetime) -> None:
    promise.state, promise.voucher = Promise.State.ENTERED, paying.written(voucher, "voucher")
    promise.entered_by, promise.entered_at = by.id, at
    promise.save()


def _confirm(complaint: Complaint, promise: Promise, by: Actor, voucher: str, *, at: datetime) -> None:
    """The second person has the voucher in hand: its number is typed again and must agree; the first may correct it."""
    if by.id == promise.entered_by:
        if voucher.strip() == promise.voucher:
            raise Refused("maker_is_checker", field="voucher")
        _enter(promise, by, voucher, at=at)
        return
    if voucher.strip() != promise.voucher:
        raise Refused("voucher_differs", field="voucher")
    promise.state, promise.proved_by, promise.proved_at = Promise.State.PROVED, by.id, at
    promise.save()
    decisions.kept(promise, complaint, at=at)
