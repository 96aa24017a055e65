"""Who does what in the invented life of a complaint: the first in a unit who holds the role."""

from __future__ import annotations

import random
from functools import cache

from django.utils import timezone

from huiyin.complaints import parts
from huiyin.complaints.commands import Refused
from huiyin.complaints.models import Complaint
from huiyin.organisation import queries as organisation
from huiyin.organisation.actor import Actor, Role
from huiyin.organisation.models import StaffRole

INTAKE_UNITS = {
    "CARD": "XYK-KHFW", "MOB": "DZYH", "WEB": "DZYH", "EBK": "DZYH", "LET": "BGS", "EML": "BGS", "REG": "BGS",
    "PBC": "BGS", "GOV": "BGS", "MED": "QYWH",
}  # fmt: skip
HOTLINE = "KFZX-RX1"
BUSY = 0.7  # of what is said over a counter is said in these outlets
BUSY_OUTLETS = ("天河支行", "越秀支行", "南京城西支行")


def someone(role: str, unit_id: int) -> Actor:
    """Somebody who holds the role in the unit today."""
    return _actor(_holder(role, unit_id))


@cache
def _holder(role: str, unit_id: int) -> int:
    held = StaffRole.objects.filter(role=role, unit_id=unit_id, valid_to=None, staff__left_at=None)
    found = held.order_by("id").first()
    if found is None:
        raise Refused("nobody_to_handle", unit_id=unit_id)
    return found.staff_id


@cache
def _actor(staff_id: int) -> Actor:
    return organisation.actor(staff_id, on=timezone.localdate())


def coordinator(complaint: Complaint) -> Actor:
    return someone(Role.COORDINATOR, complaint.coordinator_unit_id)


def taker(complaint: Complaint) -> Actor:
    """Whoever took it in."""
    return someone(Role.INTAKE, complaint.intake_unit_id)


def leader(complaint: Complaint) -> Actor:
    """Whoever handles it in the lead unit."""
    return someone(Role.HANDLER, complaint.lead_unit_id or 0)


def two_of(unit_id: int) -> tuple[Actor, Actor]:
    """Maker and checker: two different people of the unit that owes it."""
    return _two(unit_id, Role.HANDLER, Role.INTAKE, Role.UNIT_HEAD)


def two_who_pay(unit_id: int) -> tuple[Actor, Actor]:
    """Maker and checker of the unit that pays."""
    return _two(unit_id, Role.PAYMENT)


def _two(unit_id: int, *roles: Role) -> tuple[Actor, Actor]:
    held = StaffRole.objects.filter(unit_id=unit_id, role__in=roles, valid_to=None).order_by("id")
    people = list(dict.fromkeys(held.values_list("staff_id", flat=True)))
    if len(people) < 2:
        raise Refused("maker_is_checker")
    return _actor(people[0]), _actor(people[1])


@cache
def working_units(coordinator_id: int) -> list[int]:
    """Where a coordinator can have work done: units within its reach with somebody to handle it."""
    on = timezone.localdate()
    reach = [u.id for u in organisation.assignable_units(coordinator_id, on=on)]
    return [unit_id for unit_id in reach if _pool(unit_id) is not None]


def _pool(unit_id: int) -> int | None:
    try:
        return parts.pool_of(unit_id, on=timezone.localdate(), field="lead")
    except Refused:
        return None


def intake(channel: str, luck: random.Random) -> tuple[Actor, int]:
    """The unit that takes a channel in; a counter is that of any outlet."""
    if channel == "CTR":
        unit_id = luck.choice(_outlets(luck.random() < BUSY))
    else:
        unit_id = organisation.unit_by_code(INTAKE_UNITS.get(channel, HOTLINE)).pk
    return someone(Role.INTAKE, unit_id), unit_id


@cache
def _outlets(busy: bool) -> list[int]:
    """Where complaints are taken over the counter; the busy ones are those whose people the printed accounts name."""
    held = StaffRole.objects.filter(role=Role.INTAKE, unit__kind="sub_branch", valid_to=None).order_by("id")
    named = held.filter(unit__name__in=BUSY_OUTLETS) if busy else held
    return list(named.values_list("unit_id", flat=True))
