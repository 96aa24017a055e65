"""What registering will lead to: who will coordinate, until when, and what may be settled at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from huiyin.calendars import queries as calendars
from huiyin.calendars.workdays import BEIJING
from huiyin.complaints import deadlines
from huiyin.complaints.decisions import FIRST_CONTACT_GRADE
from huiyin.organisation import authority
from huiyin.organisation import queries as organisation
from huiyin.organisation.models import OfferKind
from huiyin.policy import queries as policies


@dataclass(frozen=True)
class Road:
    """The coordinator the complaint will go to and the limits that will run."""

    coordinator: str
    set_aside: str  # the nearer coordinator that may not judge its own
    referral: bool
    first_contact_at: datetime
    statutory_at: datetime
    days: int
    late: bool  # the statutory limit has passed already


@dataclass(frozen=True)
class Allowance:
    """What may be given of one kind at first contact; nothing means: without limit."""

    kind: str
    name: str
    amount: Decimal | None
    yearly: Decimal | None
    money: bool
    covers: bool  # the amount in dispute lies within it


def road(
    unit_id: int, *, channel: str, received_at: datetime, complained_of_unit_id: int | None, at: datetime
) -> Road:
    """Where a complaint taken in here would go, by the rules of today."""
    on = at.astimezone(BEIJING).date()
    goes_to = organisation.coordinator_for(unit_id, on=on, not_for=complained_of_unit_id)
    nearest = organisation.coordinator_for(unit_id, on=on)
    policy = policies.policy()
    statutory_at = deadlines.statutory(received_at, complex_=False, policy=policy)
    first_contact_at = deadlines.due(
        "first_contact", start=at, statutory_due=statutory_at, policy=policy, calendar=calendars.calendar()
    )
    return Road(
        goes_to.name, nearest.name if nearest.pk != goes_to.pk else "",
        any(way.referral for way in policies.channels() if way.code == channel), first_contact_at, statutory_at,
        policy.statutory_simple, statutory_at <= at,
    )  # fmt: skip


def allowances(amount: Decimal | None, *, at: datetime) -> tuple[Allowance, ...]:
    """At first contact everybody has the first grade's limits, whatever else they hold."""
    limits = authority.limits_on(at.astimezone(BEIJING).date())
    return tuple(
        Allowance(
            kind.value, str(kind.label), limit.amount, limit.yearly, kind.value in authority.TOGETHER,
            amount is None or limit.amount is None or amount <= limit.amount,
        )
        for kind in OfferKind
        if (limit := limits.of(FIRST_CONTACT_GRADE, kind)) is not None and limit.amount != 0
    )  # fmt: skip
