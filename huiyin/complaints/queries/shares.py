"""Who owes what on a complaint: the units asked, the promises made, the calls tried, the files kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from huiyin.calendars import workdays
from huiyin.complaints import paying, sharing, work
from huiyin.complaints.decisions import MONEY
from huiyin.complaints.models import Assignment, Payment, Promise, Task
from huiyin.complaints.queries.due import Due, due
from huiyin.complaints.queries.lateness import lateness
from huiyin.complaints.queries.names import Names
from huiyin.complaints.queries.rows import Rows
from huiyin.complaints.ready import DOERS
from huiyin.organisation.actor import Actor, Role
from huiyin.organisation.models import OfferKind


@dataclass(frozen=True)
class Share:
    """One unit's share: what it was asked, until when, and what it said."""

    id: int
    unit_id: int
    unit: str
    person: str
    lead: bool
    question: str
    state: str
    state_name: str
    due: Due
    answer: str
    answered_at: datetime | None
    refusal: str
    returns: int
    mine: bool
    ended: bool
    parent_id: int | None  # the share it was given out from
    depth: int = 0
    late_days: int = 0  # working days charged to this unit


@dataclass(frozen=True)
class Owed:
    """One thing promised to the customer; `mine` says what this reader may do about it now."""

    id: int
    kind: str
    name: str
    payee: str
    amount: Decimal | None
    due: Due
    owner: str
    paying: str
    bearing: str
    bearing_id: int
    long: bool
    state: str
    state_name: str
    voucher: str
    entered_by: str
    proved_by: str
    mine: str  # enter | confirm | correct | request | pay | amend | release | ""
    payment: Paid | None


@dataclass(frozen=True)
class Paid:
    """How far the newest payment of a promise has come."""

    id: int
    state: str
    state_name: str
    unit_id: int
    unit: str
    voucher: str
    refusal: str
    requested_by: str
    entered_by: str
    paid_by: str
    unsettled: bool


@dataclass(frozen=True)
class Attempt:
    at: datetime
    by: str
    attempt: int
    reached: bool
    process_satisfied: bool | None
    result_satisfied: bool | None
    note: str


@dataclass(frozen=True)
class Kept:
    """One attached file."""

    id: int
    name: str
    size: int
    by: str
    at: datetime


@dataclass(frozen=True)
class Blame:
    unit: str
    share: int


def shares(rows: Rows, names: Names, by: Actor, *, at: datetime) -> tuple[Share, ...]:
    """Shares still running first, the lead before the others; under each what was given out below it."""
    ordered = sorted(rows.shares, key=lambda s: (s.ended_at is not None and s.state != "answered", not s.lead, s.pk))
    late = lateness(rows.clocks, rows.shares, at=at).by_share
    tree = _below(ordered, None, depth=0)
    return tuple(
        replace(_share(share, names, by, at), depth=depth, late_days=late.get(share.pk, 0)) for share, depth in tree
    )


def _below(ordered: list[Assignment], parent_id: int | None, *, depth: int) -> Iterator[tuple[Assignment, int]]:
    for share in ordered:
        if share.parent_id == parent_id:
            yield share, depth
            yield from _below(ordered, share.pk, depth=depth + 1)


def given_out_from(shares: Iterable[Share], by: Actor) -> int | None:
    """The unit whose share this reader would give out below."""
    running = sorted((s for s in shares if s.state == Assignment.State.OPEN), key=lambda s: (not s.lead, s.id))
    return sharing.gives_out(by, [share.unit_id for share in running])


def _share(share: Assignment, names: Names, by: Actor, at: datetime) -> Share:
    return Share(
        share.pk, share.unit_id, names.unit(share.unit_id), names.person(share.answered_by or share.staff_id),
        share.lead, share.question, share.state, str(Assignment.State(share.state).label),
        due(share.assigned_at, share.due_at, at=share.answered_at or at), share.answer, share.answered_at,
        share.refusal, share.returns, any(h.unit_id == share.unit_id for h in by.held), share.ended_at is not None,
        share.parent_id,
    )  # fmt: skip


def promises(rows: Rows, names: Names, by: Actor, *, at: datetime) -> tuple[Owed, ...]:
    newest = {payment.promise_id: payment for payment in rows.beside.payments}
    return tuple(owed(promise, newest.get(promise.pk), names, by, at) for promise in rows.promises)


def owed(promise: Promise, payment: Payment | None, names: Names, by: Actor, at: datetime) -> Owed:
    """One promise with its newest payment, as this reader may act on it."""
    begun = promise.redress.in_force_at or promise.due_at
    return Owed(
        promise.pk, promise.kind, str(OfferKind(promise.kind).label), promise.payee, promise.amount,
        due(begun, promise.due_at, at=promise.proved_at or at), names.unit(promise.owner_unit_id),
        names.unit(payment.unit_id if payment else promise.paying_unit_id),
        names.unit(promise.bearing_unit_id), promise.bearing_unit_id or promise.owner_unit_id, promise.long,
        promise.state, str(Promise.State(promise.state).label), promise.voucher, names.person(promise.entered_by),
        names.person(promise.proved_by), turn(promise, payment, by), _paid(payment, names),
    )  # fmt: skip


def _paid(payment: Payment | None, names: Names) -> Paid | None:
    return None if payment is None else Paid(
        payment.pk, payment.state, str(Payment.State(payment.state).label), payment.unit_id,
        names.unit(payment.unit_id), payment.voucher, payment.refusal, names.person(payment.requested_by),
        names.person(payment.entered_by), names.person(payment.paid_by), paying.unsettled(payment),
    )  # fmt: skip


def turn(promise: Promise, payment: Payment | None, by: Actor) -> str:
    """What this reader may do about a promise now: have it paid, pay it, prove it, or nothing."""
    if promise.state not in Promise.OWED:
        return ""
    if payment is not None and payment.state in Payment.LIVE:
        return _of_officer(payment, by)
    if not any(by.holds(role, promise.owner_unit_id) for role in DOERS[Task.Kind.PROVE]):
        return ""
    if promise.kind in MONEY:
        return "request"
    if promise.state != Promise.State.ENTERED:
        return "enter"
    return "correct" if promise.entered_by == by.id else "confirm"


def _of_officer(payment: Payment, by: Actor) -> str:
    """The payment officer enters it, corrects what was entered, or as the second person releases it."""
    if not by.holds(Role.PAYMENT, payment.unit_id) or payment.requested_by == by.id:
        return ""
    if payment.state == Payment.State.REQUESTED:
        return "pay"
    return "amend" if payment.entered_by == by.id else "release"


def attempts(rows: Rows, names: Names) -> tuple[Attempt, ...]:
    return tuple(
        Attempt(c.at, names.person(c.by_staff_id), c.attempt, c.reached, c.process_satisfied, c.result_satisfied,
                c.note)
        for c in rows.beside.calls
    )  # fmt: skip


def kept(rows: Rows, names: Names) -> tuple[Kept, ...]:
    return tuple(Kept(f.pk, f.name, f.blob.size, names.person(f.by_staff_id), f.at) for f in rows.files)


def accountable(rows: Rows, names: Names) -> tuple[Blame, ...]:
    return tuple(Blame(names.unit(row.unit_id), row.share) for row in rows.beside.accountable)


def last_to_refuse(share: Assignment) -> datetime:
    rules = work.rules()
    return workdays.end_of(rules.policy.refusal, share.assigned_at, rules.calendar)
