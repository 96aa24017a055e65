"""What registering will lead to: who will coordinate, until when, and what may be settled at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import Q

from huiyin.calendars import queries as calendars
from huiyin.calendars.workdays import BEIJING
from huiyin.complaints import deadlines
from huiyin.complaints.decisions import FIRST_CONTACT_GRADE
from huiyin.organisation import authority
from huiyin.organisation import queries as organisation
from huiyin.organisation.actor import Actor, Role
from huiyin.organisation.models import OfferKind, Unit
from huiyin.organisation.queries import UnitChoice
from huiyin.organisation.queries.units import in_force
from huiyin.policy import queries as policies

MOST_UNITS = 50


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


def units_like(typed: str, *, at: datetime) -> list[UnitChoice]:
    """The units somebody may mean; one alone where its name, code or whole trail was written out."""
    parts = [part.strip() for part in typed.split("·") if part.strip()]
    if not parts:
        return []
    here = Unit.objects.filter(in_force(at.astimezone(BEIJING).date())).exclude(path=[])
    named = here.filter(Q(name__icontains=parts[-1]) | Q(code__iexact=parts[-1])).order_by("path")[:MOST_UNITS]
    found = [u for u in organisation.choices(named) if all(part in u.trail or part == u.code for part in parts)]
    exact = [u for u in found if typed.strip() in (u.trail, u.name, u.code)]
    return exact or found


def accused(name: str, unit_id: int | None, *, by: Actor, at: datetime) -> int | None:
    """The one colleague of this name in the unit complained of, who is kept out from the first moment.

    Not where that would keep out whoever registers it: the coordinator decides it then.
    """
    if unit_id is None or any(h.role == Role.UNIT_HEAD or h.deputy_for_id is not None for h in by.held):
        return None
    there = organisation.people_in([unit_id], on=at.astimezone(BEIJING).date())
    found = {h.staff_id for h in there if h.name == name.strip()} - {by.id}
    return found.pop() if len(found) == 1 else None


def usual_channel(unit_id: int) -> str:
    """The way in that this unit owns, else the one that belongs to whatever outlet the customer came to."""
    path = organisation.unit(unit_id).path
    ways = policies.channels()
    owned = [way for way in ways if way.owning_unit_id in path]
    nobodys = [way for way in ways if way.owning_unit_id is None and not way.referral]
    return next((way.code for way in [*owned, *nobodys]), "")
