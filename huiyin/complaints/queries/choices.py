"""The steps a reader may take now, why one is not ready yet, and which is the page's first."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from huiyin.calendars.workdays import day_of
from huiyin.complaints import consulting, lifecycle, mandates, paying, ready, sharing
from huiyin.complaints.models import Acceptance, Assignment, Complaint, Member, Opinion, Payment, Stage, Task
from huiyin.complaints.queries import endings, leaving, matters
from huiyin.complaints.queries.leaving import NOTHING_TO_DO
from huiyin.complaints.queries.names import Names
from huiyin.complaints.queries.rows import Rows
from huiyin.complaints.queries.shares import last_to_refuse, turn
from huiyin.organisation import queries as organisation
from huiyin.organisation.actor import Actor, Role
from huiyin.organisation.queries import duty
from huiyin.organisation.refusal import Refused

# The step that takes the complaint on, by stage; the first that is open and ready is the page's primary one.
ONWARD = {
    Stage.REGISTERED: ("submit",), Stage.UNDER_REVIEW: ("assign",),
    Stage.INVESTIGATING: ("arbitrate", "minute", "grant_mandate", "settle_in_mandate", "propose", "answer"),
    Stage.APPROVING: ("approve", "minute"), Stage.REPLYING: ("reply", "close"),
    Stage.REPLIED: ("accept", "close", "stand_by", "prove", "pay"),
    Stage.FOLLOWING_UP: ("follow_up", "close", "prove", "pay"), Stage.CLOSED: ("prove", "pay"), Stage.ARCHIVED: (),
    Stage.REVIEWING: ("approve",), Stage.TRANSFERRED: ("finish_transfer",),
    Stage.WITHDRAWN: ("confirm_withdrawal",),
}  # fmt: skip


@dataclass(frozen=True)
class Choice:
    """A step open to the reader; `why` is the code of what keeps it from being ready, with its particulars."""

    step: str
    primary: bool = False
    why: str = ""
    params: Mapping[str, Any] = field(default_factory=dict)

    @property
    def ready(self) -> bool:
        return not self.why


def choices(rows: Rows, names: Names, by: Actor, *, at: datetime) -> tuple[Choice, ...]:
    """All open steps, those with nothing to act on left out; a locked one says what would open it."""
    refusals = {step: _refusal(step, rows, by, at) for step in lifecycle.open_to(rows.complaint, by)}
    open_ = {step: refused for step, refused in refusals.items() if refused is not NOTHING_TO_DO}
    first = next((s for s in ONWARD.get(Stage(rows.complaint.stage), ()) if s in open_ and open_[s] is None), "")
    return tuple(
        Choice(step, step == first, refused.code if refused else "", _named(refused.params, names) if refused else {})
        for step, refused in open_.items()
    )


def _named(params: Mapping[str, Any], names: Names) -> dict[str, Any]:
    """Units and people by name."""
    named = dict(params)
    if "units" in params:
        named["units"] = [names.unit(unit_id) for unit_id in params["units"]]
    if "staff_id" in params:
        named["staff"] = names.person(params["staff_id"])
    return named


def _refusal(step: str, rows: Rows, by: Actor, at: datetime) -> Refused | None:
    """Why the step is not ready: nothing to do, or the rule that stands against it."""
    check = CHECKS.get(step)
    try:
        return check(rows, by, at) if check else None
    except Refused as refused:
        return refused


def _only(there_is: object) -> Refused | None:
    return None if there_is else NOTHING_TO_DO


def _turns(*mine: str) -> Callable[[Rows, Actor, datetime], Refused | None]:
    """Is something promised waiting for this reader to do one of these?"""

    def check(rows: Rows, by: Actor, at: datetime) -> Refused | None:
        newest = {payment.promise_id: payment for payment in rows.beside.payments}
        return _only(any(turn(promise, newest.get(promise.pk), by) in mine for promise in rows.promises))

    return check


def _payments(test: Callable[[Payment], object]) -> Callable[[Rows, Actor, datetime], Refused | None]:
    def check(rows: Rows, by: Actor, at: datetime) -> Refused | None:
        mine = (p for p in rows.beside.payments if by.holds(Role.PAYMENT, p.unit_id))
        return _only(any(test(payment) for payment in mine))

    return check


def _close(rows: Rows, by: Actor, at: datetime) -> Refused | None:
    c = rows.complaint
    settled = c.first_contact and c.acceptance == Acceptance.ACCEPTED
    if not settled and not by.holds(Role.COORDINATOR, c.coordinator_unit_id):
        return NOTHING_TO_DO
    ready.check_ready_to_close(c, at=at)
    return None


def _approve(rows: Rows, by: Actor, at: datetime) -> Refused | None:
    opinion = rows.opinions[0]
    signed = any(p.opinion_id == opinion.pk and p.decided_by == by.id for p in rows.approvals)
    return Refused("maker_is_checker") if signed or opinion.by_staff_id == by.id else None


def _agree(rows: Rows, by: Actor, at: datetime) -> Refused | None:
    consulting.check_none_open(rows.beside.consultations)
    return _approve(rows, by, at)


def _distribute(rows: Rows, by: Actor, at: datetime) -> Refused | None:
    open_ = [s.unit_id for s in rows.shares if s.ended_at is None and s.state == Assignment.State.OPEN]
    own = sharing.may_give_out(by, open_)
    return _only(any(organisation.has_below(unit_id, on=day_of(at)) for unit_id in own))


def _propose(rows: Rows, by: Actor, at: datetime) -> Refused | None:
    if by.id in rows.complaint.barred:
        return Refused("handled_before")
    lead = _running(rows, lead=True)
    consulting.check_none_open(rows.beside.consultations)
    return _picked(rows, by, lead) or _waiting(rows)


def _waiting(rows: Rows) -> Refused | None:
    units = [s.unit_id for s in _running(rows, lead=False) if s.state != Assignment.State.ANSWERED]
    return Refused("co_handlers_unanswered", units=units) if units else None


def _ask_mandate(rows: Rows, by: Actor, at: datetime) -> Refused | None:
    if any(each.state == Opinion.State.ASKED for each in rows.mandates):
        return Refused("mandate_waits")
    return Refused("handled_before") if by.id in rows.complaint.barred else _picked(rows, by, _running(rows, lead=True))


def _grant(rows: Rows, by: Actor, at: datetime) -> Refused | None:
    mandate = rows.mandates[0]
    signed = any(p.opinion_id == mandate.pk and p.decided_by == by.id for p in rows.approvals)
    return Refused("maker_is_checker") if signed or mandate.by_staff_id == by.id else None


def _settle_in_mandate(rows: Rows, by: Actor, at: datetime) -> Refused | None:
    mandate = next((each for each in rows.mandates if each.state == Opinion.State.GRANTED), None)
    if mandate is None:
        return NOTHING_TO_DO
    mandates.check_not_over(mandate.until, at=at)
    return _propose(rows, by, at)


def _answer(rows: Rows, by: Actor, at: datetime) -> Refused | None:
    mine = [s for s in _running(rows, lead=False) if s.answered_at is None and by.holds(Role.HANDLER, s.unit_id)]
    if not mine:
        return NOTHING_TO_DO
    if by.id in rows.complaint.barred:
        return Refused("handled_before")
    below_first = max(mine, key=lambda s: (s.parent_id or 0, -s.pk))
    sharing.check_below_answered(rows.shares, below_first)
    return _picked(rows, by, [below_first])


def _running(rows: Rows, *, lead: bool) -> list[Assignment]:
    return [s for s in rows.shares if s.ended_at is None and s.lead is lead]


def _picked(rows: Rows, by: Actor, shares: list[Assignment]) -> Refused | None:
    """Work a colleague has picked is that colleague's until it is put back."""
    ids = {share.pk for share in shares}
    held = [t for t in rows.tasks if t.assignment_id in ids and t.kind != Task.Kind.ARBITRATE]
    taken = (t.staff_id for t in held if t.staff_id is not None)
    other = next((staff_id for staff_id in taken if not ready.acts_for(by, staff_id)), None)
    return Refused("picked_by_another", staff_id=other) if other else None


def _refuse_assignment(rows: Rows, by: Actor, at: datetime) -> Refused | None:
    roles = (Role.HANDLER, Role.UNIT_HEAD)
    open_ = (s for s in rows.shares if s.ended_at is None and s.state == Assignment.State.OPEN and not s.upheld)
    mine = (s for s in open_ if any(by.holds(role, s.unit_id) for role in roles))
    return _only(any(at <= last_to_refuse(share) for share in mine))


def _arbitrate(rows: Rows, by: Actor, at: datetime) -> Refused | None:
    return _only(any(s.state == Assignment.State.REFUSED and s.ended_at is None for s in rows.shares))


def _follow_up(rows: Rows, by: Actor, at: datetime) -> Refused | None:
    if rows.complaint.called_at is not None:
        return NOTHING_TO_DO
    shared = {staff_id for s in rows.shares for staff_id in (s.staff_id, s.answered_by)}
    return Refused("handler_may_not_call") if by.id in shared | {o.by_staff_id for o in rows.opinions} else None


def _pick(rows: Rows, by: Actor, at: datetime) -> Refused | None:
    return _only(any(t.staff_id is None and ready.can_do(t, by) for t in rows.tasks))


def _put_back(rows: Rows, by: Actor, at: datetime) -> Refused | None:
    return _only(any(t.staff_id == by.id and not rows.seated(t) for t in rows.tasks))


def _join_matter(rows: Rows, by: Actor, at: datetime) -> Refused | None:
    belongs = (member := _member(rows)) is not None and member.matter.closed_at is None
    return _only(not belongs and matters.open_of(rows.complaint.coordinator_unit_id, seen_by=by))


def _represent_others(rows: Rows, by: Actor, at: datetime) -> Refused | None:
    member = _member(rows)
    return _only(member and (member.represents_from is None or member.represents_to is not None))


def _member(rows: Rows) -> Member | None:
    return next((member for member in rows.beside.members if member.left_at is None), None)


def _hand_over(rows: Rows, by: Actor, at: datetime) -> Refused | None:
    return _only(any(duty.leads(by, t.path) for t in rows.tasks))


def _on(test: Callable[[Complaint], object]) -> Callable[[Rows, Actor, datetime], Refused | None]:
    return lambda rows, by, at: _only(test(rows.complaint))


def _test(test: endings.Test) -> Callable[[Rows, Actor, datetime], Refused | None]:
    return lambda rows, by, at: _only(test(rows, by, at))


CHECKS: dict[str, Callable[[Rows, Actor, datetime], Refused | None]] = {
    **leaving.CHECKS,
    **{step: _test(test) for step, test in endings.TESTS.items()},
    "join_matter": _join_matter,
    "leave_matter": lambda rows, by, at: _only(_member(rows)),
    "choose_representative": _represent_others,
    "distribute": _distribute,
    "name": _on(lambda c: c.restricted),
    "release": lambda rows, by, at: _only(_waiting(rows)),
    "consult": lambda rows, by, at: _only(consulting.waiting(rows.beside.consultations) is None),
    "minute": lambda rows, by, at: _only(consulting.waiting(rows.beside.consultations)),
    "partner_answered": lambda rows, by, at: _only(any(p.answered_at is None for p in rows.beside.partner_requests)),
    "ask_mandate": _ask_mandate,
    "grant_mandate": _grant,
    "refuse_mandate": _grant,
    "settle_in_mandate": _settle_in_mandate,
    "material_received": lambda rows, by, at: _only(any(m.received_at is None for m in rows.beside.materials)),
    "accept": _on(lambda c: c.acceptance in ("", Acceptance.NOT_ACCEPTED)),
    "answer": _answer,
    "approve": _agree,
    "arbitrate": _arbitrate,
    "close": _close,
    "follow_up": _follow_up,
    "hand_over": _hand_over,
    "not_accept": _on(lambda c: c.acceptance != Acceptance.NOT_ACCEPTED),
    "pick": _pick,
    "propose": _propose,
    "pay": _turns("pay", "amend", "release"),
    "prove": _turns("enter", "confirm", "correct"),
    "refuse_payment": _payments(lambda payment: payment.state in Payment.LIVE),
    "request_payment": _turns("request"),
    "settle_accounts": _payments(paying.unsettled),
    "put_back": _put_back,
    "refuse_assignment": _refuse_assignment,
    "reply": _on(lambda c: c.person_id is not None),
    "reveal": lambda rows, by, at: _only(rows.complaint.person_id is not None or rows.beside.parties),
    "send_back": _approve,
}
