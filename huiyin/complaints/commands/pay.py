"""付款: what is owed is asked for, paid by two payment officers, settled between units; or a promise is broken."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from huiyin.calendars import workdays
from huiyin.calendars.workdays import day_of
from huiyin.complaints import access, decisions, parts, paying, ready, work
from huiyin.complaints.commands.close import back_to_review
from huiyin.complaints.lifecycle import Turn, step
from huiyin.complaints.models import Complaint, Cost, Part, Payment, Promise, Task
from huiyin.organisation.actor import Actor, Role
from huiyin.organisation.models import OfferKind
from huiyin.organisation.refusal import Refused


def request_payment(
    ref: str, *, by: Actor, at: datetime, promise_id: int, seen: int | None = None, note: str = ""
) -> Complaint:
    """Ask the paying unit to pay what was promised, the whole of it and once."""
    with step("request_payment", ref, by=by, at=at, seen=seen, note=note) as turn:
        complaint = turn.complaint
        promise = _payable(complaint, by, promise_id)
        unit_id = parts.paying_unit(promise.paying_unit_id or promise.owner_unit_id, on=day_of(at))
        if unit_id is None:
            raise Refused("nobody_pays", field="promise_id")
        payment = Payment.objects.create(
            complaint=complaint, promise=promise, unit_id=unit_id, amount=promise.amount or 0, requested_by=by.pk,
            requested_at=at,
        )  # fmt: skip
        access.place(complaint, Part.PAYING, unit_id, at=at)
        work.done(_demands(complaint, promise), at=at, result="requested")
        paying.demand(payment, complaint, at=at)
        _tell(turn, payment)
        turn.facts["unit"] = unit_id
    return complaint


def _payable(complaint: Complaint, by: Actor, promise_id: int) -> Promise:
    """Money that is owed by the requester's own unit, and that nobody is paying yet."""
    promise = Promise.objects.filter(complaint=complaint, pk=promise_id).first()
    if promise is None or promise.state not in Promise.OWED:
        raise Refused("nothing_to_pay", field="promise_id")
    if promise.kind not in decisions.MONEY:
        raise Refused("not_money", field="promise_id", kind=promise.kind)
    ready.check_owes(promise, by, "request_payment")
    if Payment.objects.filter(promise=promise).exclude(state=Payment.State.REFUSED).exists():
        raise Refused("payment_under_way", field="promise_id")
    return promise


def pay(
    ref: str,
    *,
    by: Actor,
    at: datetime,
    payment_id: int,
    voucher: str,
    seen: int | None = None,
    note: str = "",
) -> Complaint:
    """Enter the voucher of a payment; another payment officer types it again, and it is paid."""
    with step("pay", ref, by=by, at=at, seen=seen, note=note) as turn:
        payment = _of_mine(turn.complaint, by, payment_id, "pay", *Payment.LIVE)
        voucher = paying.written(voucher, "voucher")
        if by.id == payment.requested_by:
            raise Refused("maker_is_checker", field="payment_id")
        if payment.state == Payment.State.REQUESTED or _corrects(payment, by, voucher):
            _enter(payment, by, voucher, at=at)
        else:
            _release(turn, payment, voucher)
        _tell(turn, payment)
    return turn.complaint


def _enter(payment: Payment, by: Actor, voucher: str, *, at: datetime) -> None:
    """Each voucher stands for one payment in the whole bank."""
    payment.state, payment.voucher = Payment.State.ENTERED, voucher
    payment.entered_by, payment.entered_at = by.id, at
    try:
        with transaction.atomic():
            payment.save()
    except IntegrityError as used:
        raise Refused("voucher_used", field="voucher") from used


def _corrects(payment: Payment, by: Actor, voucher: str) -> bool:
    """Whoever entered it may only correct it: the same number again would be a release by the same person."""
    if by.id == payment.entered_by and voucher == payment.voucher:
        raise Refused("maker_is_checker", field="voucher")
    return by.id == payment.entered_by


def _release(turn: Turn, payment: Payment, voucher: str) -> None:
    """The second person has the voucher in hand, and its number agrees."""
    by, at, promise = turn.by, turn.at, payment.promise
    if voucher != payment.voucher:
        raise Refused("voucher_differs", field="voucher")
    payment.state, payment.paid_by, payment.paid_at = Payment.State.PAID, by.id, at
    payment.save()
    promise.state, promise.voucher = Promise.State.PROVED, voucher
    promise.entered_by, promise.entered_at = payment.entered_by, payment.entered_at
    promise.proved_by, promise.proved_at = by.id, at
    promise.save()
    _book(payment, at=at)
    decisions.kept(promise, turn.complaint, at=at)


def _book(payment: Payment, *, at: datetime) -> None:
    """What was paid is the cost of the unit that bears it, from this day."""
    promise = payment.promise
    goodwill = promise.kind == OfferKind.GOODWILL
    Cost.objects.create(
        complaint_id=payment.complaint_id, kind=Cost.Kind.GOODWILL if goodwill else Cost.Kind.REDRESS,
        amount=payment.amount, unit_id=promise.bearing_unit_id or promise.owner_unit_id, at=at,
        by_staff_id=payment.paid_by, payment=payment,
    )  # fmt: skip


def refuse_payment(
    ref: str,
    *,
    by: Actor,
    at: datetime,
    payment_id: int,
    reason: str,
    seen: int | None = None,
    note: str = "",
) -> Complaint:
    """Send a request back, or report that the money came back; it is owed as before and may be asked for anew."""
    with step("refuse_payment", ref, by=by, at=at, seen=seen, note=note) as turn:
        payment = _of_mine(turn.complaint, by, payment_id, "refuse_payment", *Payment.LIVE)
        reason = paying.written(reason, "reason", longest=paying.LETTER)
        if by.id in _sent_out_by(payment):
            raise Refused("maker_is_checker", field="payment_id")
        payment.state, payment.refusal, payment.refused_by = Payment.State.REFUSED, reason, by.id
        payment.save()
        work.done(_demands(turn.complaint, payment.promise), at=at, result="refused")
        paying.owe_again(payment.promise, turn.complaint, at=at)
        _tell(turn, payment)
        turn.facts["reason"] = reason
    return turn.complaint


def _sent_out_by(payment: Payment) -> set[int | None]:
    """Whoever sent the money on its way does not say alone that it came back, for then it is owed once more."""
    return {payment.entered_by, payment.batch.by_staff_id if payment.batch else None}


def settle_accounts(
    ref: str,
    *,
    by: Actor,
    at: datetime,
    payment_id: int,
    voucher: str,
    seen: int | None = None,
    note: str = "",
) -> Complaint:
    """The unit that bears the cost has made it good to the unit that paid."""
    with step("settle_accounts", ref, by=by, at=at, seen=seen, note=note) as turn:
        payment = _of_mine(turn.complaint, by, payment_id, "settle_accounts", Payment.State.PAID)
        if not paying.unsettled(payment):
            raise Refused("nothing_to_settle", field="payment_id")
        voucher = paying.written(voucher, "voucher")
        payment.settled_by, payment.settled_at = by.id, at
        payment.save(update_fields=["settled_by", "settled_at"])
        turn.facts |= {"payment": payment.pk, "amount": str(payment.amount), "voucher": voucher}
    return turn.complaint


def break_promise(ref: str, *, by: Actor, at: datetime, seen: int | None = None, note: str = "") -> Complaint:
    """What was promised for a day after the closing was not kept: the file is taken up again, and it is still owed."""
    with step("break_promise", ref, by=by, at=at, seen=seen, note=note) as turn:
        complaint = turn.complaint
        broken = list(decisions.owed(complaint).filter(long=True, due_at__lte=at))
        if not broken:
            raise Refused("nothing_to_break")
        for promise in broken:
            _break(complaint, promise, at=at)
        complaint.barred = sorted({*complaint.barred, *parts.handlers(complaint)})
        back_to_review(turn)
        turn.facts |= {
            "promises": [promise.pk for promise in broken],
            "kinds": [promise.kind for promise in broken],
        }
    return complaint


def _break(complaint: Complaint, promise: Promise, *, at: datetime) -> None:
    """It is late for good, and gets the days of every payment once more; the file is not closed without it again."""
    rules = work.rules()
    payment = Payment.objects.filter(promise=promise, state__in=Payment.LIVE).first()
    work.done(_demands(complaint, promise), at=at, result="broken")
    promise.state, promise.long = Promise.State.BROKEN, False
    promise.due_at = workdays.end_of(rules.policy.payment, at, rules.calendar)
    promise.save()
    if payment is None:
        decisions.demand(promise, at=at)
    else:
        payment.promise = promise
        paying.demand(payment, complaint, at=at)


def _of_mine(complaint: Complaint, by: Actor, payment_id: int, name: str, *states: Payment.State) -> Payment:
    """A payment of the officer's own unit, as far as this step needs it to be."""
    found = Payment.objects.filter(complaint=complaint, pk=payment_id, state__in=states)
    # Held, so that a batch that gathers it at this moment is not overwritten.
    payment = found.select_related("promise__redress__opinion").select_for_update(no_key=True, of=("self",)).first()
    if payment is None:
        raise Refused("nothing_to_pay", field="payment_id")
    if not by.holds(Role.PAYMENT, payment.unit_id):
        raise Refused("not_yours", step=name, who=[(Role.PAYMENT, "paying")])
    payment.promise.complaint = complaint
    return payment


def _demands(complaint: Complaint, promise: Promise) -> QuerySet[Task]:
    return work.tasks(complaint, *work.OWED).filter(promise_id=promise.pk)


def _tell(turn: Turn, payment: Payment) -> None:
    turn.facts |= {
        "payment": payment.pk, "promise": payment.promise_id, "kind": payment.promise.kind, "state": payment.state,
        "amount": str(payment.amount), "voucher": payment.voucher,
    }  # fmt: skip
