"""撤回: the customer withdraws, everything ends the same day; another person finds out whether it was free."""

from __future__ import annotations

from datetime import datetime

from huiyin.calendars import workdays
from huiyin.calendars.workdays import day_of
from huiyin.complaints import counting, deadlines, decisions, departing, guarding, parts, work
from huiyin.complaints.lifecycle import Turn, step
from huiyin.complaints.models import Complaint, Stage, Task
from huiyin.organisation import queries as organisation
from huiyin.organisation.actor import Actor, Role
from huiyin.organisation.refusal import Refused


def withdraw(
    ref: str,
    *,
    by: Actor,
    at: datetime,
    reason: str,
    proof: str,
    received_at: datetime,
    seen: int | None = None,
    note: str = "",
) -> Complaint:
    """Record that the customer withdraws: it ends the day it was received; what was promised is still paid."""
    with step("withdraw", ref, by=by, at=at, seen=seen, note=note) as turn:
        complaint = turn.complaint
        _check(turn, reason, proof, received_at)
        decisions.drop_refused(complaint, at=at)
        departing.leave(turn, Stage.WITHDRAWN, reason=reason.strip())
        _end_limit(complaint, received_at)
        counting.count(turn, "withdraw")
        _ask_whether_free(turn)
        turn.facts |= {"reason": reason, "proof": proof, "received_at": received_at.isoformat()}
    return complaint


def _check(turn: Turn, reason: str, proof: str, received_at: datetime) -> None:
    for name, text in (("reason", reason), ("proof", proof)):
        if not text.strip():
            raise Refused("empty", field=name)
    if received_at > turn.at:
        raise Refused("received_in_future", field="received_at")
    if received_at < deadlines.minute(turn.complaint.received_at):
        raise Refused("withdrawn_before_received", field="received_at")


def _end_limit(complaint: Complaint, received_at: datetime) -> None:
    """The customer's limit ran until the withdrawal came in, whenever it was entered."""
    clock = work.customer_clock(complaint)
    if clock is not None and clock.result == Stage.WITHDRAWN.value:
        work.stop_clock(clock, at=max(received_at, clock.started_at))


def _ask_whether_free(turn: Turn) -> None:
    """Somebody who neither recorded nor handled it, of the coordinating unit or else of the intake unit."""
    complaint, rules = turn.complaint, work.rules()
    places = (
        (Role.COORDINATOR, complaint.coordinator_unit_id),
        (Role.INTAKE, complaint.intake_unit_id),
    )
    able = (unit_id for role, unit_id in places if _others(role, unit_id, turn))
    due_at = workdays.end_of(rules.policy.withdrawal, turn.at, rules.calendar)
    unit_id = next(able, complaint.coordinator_unit_id)
    work.ask(complaint, Task.Kind.FREE, unit_id, at=turn.at, due_at=due_at)


def _others(role: Role, unit_id: int, turn: Turn) -> bool:
    involved = parts.handlers(turn.complaint) | guarding.recused(turn.complaint) | {turn.by.id}
    return any(h.staff_id not in involved for h in organisation.holders(role, unit_id, on=day_of(turn.at)))


def confirm_withdrawal(
    ref: str,
    *,
    by: Actor,
    at: datetime,
    free: bool,
    proof: str,
    seen: int | None = None,
    note: str = "",
) -> Complaint:
    """Record what the customer said when asked whether the withdrawal was free; if it was not, the work goes on."""
    with step("confirm_withdrawal", ref, by=by, at=at, seen=seen, note=note) as turn:
        gone = departing.current(turn.complaint)
        if gone.confirmed_at is not None:
            raise Refused("withdrawal_confirmed")
        if by.id == gone.by_staff_id:
            raise Refused("maker_is_checker")
        if by.id in parts.handlers(turn.complaint):
            raise Refused("handler_may_not_decide", step="confirm_withdrawal")
        if not proof.strip():
            raise Refused("empty", field="proof")
        work.done(work.tasks(turn.complaint, Task.Kind.FREE), at=at)
        gone.free, gone.confirmed_by, gone.confirmed_at = free, by.id, at
        gone.save(update_fields=["free", "confirmed_by", "confirmed_at"])
        if not free:
            departing.bring_back(turn, gone, step="confirm_withdrawal")
        turn.facts |= {"free": free, "proof": proof}
    return turn.complaint
