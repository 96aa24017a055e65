"""What the steps of paying have in common: who is asked for what, and what is owed again when money comes back."""

from __future__ import annotations

from datetime import datetime

from huiyin.complaints import decisions, work
from huiyin.complaints.models import Complaint, Opinion, Payment, Promise, Task
from huiyin.organisation.refusal import Refused

LINE, LETTER = 200, 20_000


def demand(payment: Payment, complaint: Complaint, *, at: datetime) -> None:
    """The paying unit owes the payment until the promise is due."""
    promise = payment.promise
    work.ask(
        complaint, Task.Kind.PAY, payment.unit_id, at=at, due_at=promise.due_at, promise_id=promise.pk,
        payment_id=payment.pk, fires=promise.long, fires_as=work.PROMISE,
    )  # fmt: skip


def owe_again(promise: Promise, complaint: Complaint, *, at: datetime) -> None:
    """The owner owes it as before; unless the customer has refused the decision meanwhile: then it is void."""
    if promise.redress.opinion.state != Opinion.State.REJECTED:
        decisions.demand(promise, at=at)
        return
    promise.state = Promise.State.VOID
    promise.save(update_fields=["state"])
    promise.redress.void_at = at
    promise.redress.save(update_fields=["void_at"])
    decisions.add_up(complaint)


def written(text: str, field: str, *, longest: int = LINE) -> str:
    """What an officer typed, or a file brought, as the record can keep it."""
    read = text.strip()
    if not read:
        raise Refused("empty", field=field)
    if len(read) > longest:
        raise Refused("too_long", field=field, longest=longest)
    if "\x00" in read:
        raise Refused("unreadable", field=field)
    return read


def unsettled(payment: Payment) -> bool:
    """One unit has paid what another bears, and has not been made good."""
    bearing = payment.promise.bearing_unit_id or payment.promise.owner_unit_id
    return payment.state == Payment.State.PAID and payment.unit_id != bearing and payment.settled_at is None
