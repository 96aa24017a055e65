"""Taking in people who come together: what they share is written once, and each gets a complaint of one's own."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from huiyin.complaints import commands, numbers
from huiyin.complaints.commands import Customer
from huiyin.complaints.ground import Ground
from huiyin.intake.commands.once import Answer, once
from huiyin.organisation.actor import Actor
from huiyin.organisation.refusal import Refused

CREATED = 201
MOST = 100


@dataclass(frozen=True)
class Visitor:
    """One of those who came, with what is one's own."""

    customer: Customer
    amount: Decimal | None = None


def register_together(
    key: str, shared: Mapping[str, Any], people: Sequence[Visitor], *, by: Actor, at: datetime
) -> Answer:
    """Register each of them, once, all or none; a refusal says which line it is about."""
    if not people:
        raise Refused("empty", field="people")
    if len(people) > MOST:
        raise Refused("too_many_people", field="people", most=MOST)
    plain = {"shared": dict(shared), "people": [asdict(each) for each in people]}
    sent = json.dumps(plain, ensure_ascii=False, sort_keys=True, default=str).encode()
    return once(f"desk:{by.pk}", f"together:{key}", sent, lambda: _register(shared, people, by, at), at=at)


def _register(shared: Mapping[str, Any], people: Sequence[Visitor], by: Actor, at: datetime) -> Answer:
    ground, refs = Ground(), []
    for line, each in enumerate(people, start=1):
        try:
            made = commands.register(
                by=by, at=at, customer=each.customer, amount=each.amount, ground=ground, **shared
            )
        except Refused as no:
            own = no.field in ("customer", "amount", "phone", "name")
            field = "people" if own else no.field
            raise Refused(no.code, field=field, **{**no.params, "line": line}) from no
        refs.append(numbers.ref(made.pk, made.registered_at))
    return Answer(CREATED, {"refs": refs})
