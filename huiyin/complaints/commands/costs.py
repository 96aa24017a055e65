"""费用: what handling a complaint costs beside what the customer gets."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from huiyin.complaints import parts
from huiyin.complaints.lifecycle import step
from huiyin.complaints.models import Complaint, Cost
from huiyin.organisation.actor import Actor
from huiyin.organisation.refusal import Refused

# What the customer gets is booked by its payment, and by nothing else.
BY_HAND = (Cost.Kind.POSTAGE, Cost.Kind.FEE, Cost.Kind.OTHER)


def book_cost(
    ref: str,
    *,
    by: Actor,
    at: datetime,
    kind: str,
    amount: Decimal,
    unit_id: int,
    what: str,
    seen: int | None = None,
    note: str = "",
) -> Complaint:
    """Book what handling it cost to the unit that bears it."""
    with step("book_cost", ref, by=by, at=at, seen=seen, note=note) as turn:
        if kind not in BY_HAND:
            raise Refused("unknown", field="kind", value=kind)
        if amount <= 0:
            raise Refused("amount_missing", field="amount", kind=kind)
        if not what.strip():
            raise Refused("empty", field="what")
        Cost.objects.create(
            complaint=turn.complaint, kind=kind, amount=amount, at=at, by_staff_id=by.id, what=what.strip(),
            unit_id=parts.known_unit(unit_id, field="unit_id"),
        )  # fmt: skip
        turn.facts |= {"kind": kind, "amount": str(amount), "unit": unit_id, "what": what.strip()}
    return turn.complaint
