"""付款批次: the day's payments go out in one file, and what the core system answers comes back in one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction

from huiyin.complaints import access, numbers, people
from huiyin.complaints.commands.pay import pay, refuse_payment
from huiyin.complaints.lifecycle import step
from huiyin.complaints.models import Batch, Payment
from huiyin.complaints.payfile import Receipt, Slip
from huiyin.complaints.people import Customer
from huiyin.organisation.actor import Actor, Role
from huiyin.organisation.refusal import Refused


@dataclass(frozen=True)
class Outcome:
    """What became of one line: done, or the rule that stood against it."""

    row: int
    payment_id: int | None
    refused: Refused | None = None


@transaction.atomic
def batch(payment_ids: Sequence[int], *, by: Actor, at: datetime) -> Batch:
    """Gather payments of one's own unit that nobody has begun; each goes out in one batch and in no other."""
    seen = Payment.objects.filter(complaint__in=access.visible_to(by), pk__in=payment_ids)
    waiting = seen.filter(state=Payment.State.REQUESTED, batch=None).order_by("id")
    payments = list(waiting.select_for_update(no_key=True, of=("self",)))
    if not payments or len(payments) < len(set(payment_ids)):
        raise Refused("not_to_be_batched", field="payments")
    units = {payment.unit_id for payment in payments}
    if len(units) > 1 or not by.holds(Role.PAYMENT, payments[0].unit_id):
        raise Refused("not_yours", step="pay", who=[(Role.PAYMENT, "paying")])
    made = Batch.objects.create(
        unit_id=payments[0].unit_id, at=at, by_staff_id=by.pk, count=len(payments),
        total=sum(payment.amount for payment in payments),
    )  # fmt: skip
    Payment.objects.filter(pk__in=[payment.pk for payment in payments]).update(batch=made)
    return made


@transaction.atomic
def batch_slips(batch_id: int, *, by: Actor, at: datetime) -> list[Slip]:
    """What the core system needs of a batch; that the customer's name and account were shown stands on each record."""
    made = Batch.objects.filter(pk=batch_id).first()
    if made is None or not by.holds(Role.PAYMENT, made.unit_id):
        raise Refused("not_found", ref=str(batch_id))
    live = Payment.objects.filter(batch=made, complaint__in=access.visible_to(by), state__in=Payment.LIVE)
    # In the order of the complaints: two files at once never wait for each other.
    return [_slip(payment, by, at) for payment in live.select_related("complaint").order_by("complaint_id", "id")]


def _slip(payment: Payment, by: Actor, at: datetime) -> Slip:
    ref = numbers.ref(payment.complaint_id, payment.complaint.registered_at)
    with step("reveal", ref, by=by, at=at) as turn:
        person = turn.complaint.person
        customer = people.opened(person) if person else Customer()
        shown = {name: value for name, value in asdict(customer).items() if value and name in ("name", "card")}
        turn.facts |= {"batch": payment.batch_id, "payment": payment.pk, "shown": list(shown)}
    return Slip(
        payment.batch_id or 0, payment.pk, payment.promise_id, ref, customer.name, customer.card, payment.amount
    )


def receipts(lines: Sequence[Receipt], *, by: Actor, at: datetime) -> list[Outcome]:
    """Each line enters or releases one payment, or sends it back, as if its officer had typed it; others go on."""
    taken: set[int | None] = set()
    return [_take(line, taken, by, at) for line in lines]


def _take(line: Receipt, taken: set[int | None], by: Actor, at: datetime) -> Outcome:
    try:
        _receive(line, taken, by, at)
    except Refused as no:
        return Outcome(line.row, line.payment_id, no)
    return Outcome(line.row, line.payment_id)


def _receive(line: Receipt, taken: set[int | None], by: Actor, at: datetime) -> None:
    payment = Payment.objects.filter(pk=line.payment_id or 0, complaint__in=access.visible_to(by)).first()
    if payment is None:
        raise Refused("nothing_to_pay", field="payment_id")
    if line.payment_id in taken:
        raise Refused("twice_in_file", field="payment_id")
    taken.add(line.payment_id)
    if line.amount != payment.amount:
        raise Refused("amount_differs", field="amount", amount=payment.amount)
    ref = numbers.ref(payment.complaint_id, payment.complaint.registered_at)
    if line.paid is None:
        raise Refused("unreadable_result", field="result")
    if line.paid:
        pay(ref, by=by, at=at, payment_id=payment.pk, voucher=line.voucher)
    else:
        refuse_payment(ref, by=by, at=at, payment_id=payment.pk, reason=line.reason)
