"""Choosing the unit for a part, so that nobody judges or calls for himself."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from huiyin.complaints import guarding
from huiyin.complaints.models import Assignment, Complaint, Opinion
from huiyin.organisation import queries as organisation
from huiyin.organisation.actor import Role
from huiyin.organisation.models import Unit
from huiyin.organisation.refusal import Refused


def handling_units(complaint: Complaint) -> set[int]:
    """All units that ever had the complaint to handle."""
    asked = Assignment.objects.filter(complaint=complaint).values_list("unit_id", flat=True)
    alone = [complaint.intake_unit_id] if complaint.first_contact else []
    return {*asked, *alone}


def handlers(complaint: Complaint) -> set[int]:
    """Everyone who had a share of the work in hand."""
    held = Assignment.objects.filter(complaint=complaint).values_list("staff_id", "answered_by")
    proposed = Opinion.objects.filter(complaint=complaint).values_list("by_staff_id", flat=True)
    return {staff_id for pair in held for staff_id in pair if staff_id is not None} | set(proposed)


def calling_unit(complaint: Complaint, *, on: date) -> int | None:
    """The nearest unit with a follow-up officer that neither handled the complaint nor is complained of, if any."""
    barred = handling_units(complaint) | accused_units(complaint)
    part: Unit | None = organisation.served_part(complaint.coordinator_unit_id, on=on)
    while part is not None:
        units = (u for u in organisation.units_with(Role.FOLLOW_UP, part.pk, on=on) if u not in barred)
        found = [u for u in units if guarding.has_one(complaint, Role.FOLLOW_UP, u, on=on)]
        if found:
            return found[0]
        part = part.parent
    return None


def accused_units(complaint: Complaint) -> set[int]:
    """The unit complained of and all below it; a complaint about the bank as a whole bars nobody."""
    accused = Unit.objects.filter(pk=complaint.complained_of_unit_id or 0, parent__isnull=False).first()
    below = Unit.objects.filter(path__contains=[accused.pk]) if accused else Unit.objects.none()
    return set(below.values_list("pk", flat=True))


def paying_unit(unit_id: int, *, on: date) -> int | None:
    """The nearest unit with a payment officer: at or below this one, else below the next above, if any."""
    part: Unit | None = Unit.objects.get(pk=unit_id)
    while part is not None:
        if found := organisation.units_with(Role.PAYMENT, part.pk, on=on):
            return found[0]
        part = part.parent
    return None


def known_unit(unit_id: int, *, field: str) -> int:
    """A unit of the bank, of today or of former days."""
    if not Unit.objects.filter(pk=unit_id).exists():
        raise Refused("unknown", field=field, value=unit_id)
    return unit_id


def pool_of(unit_id: int, *, on: date, field: str, barred: Collection[int] = ()) -> int:
    """The unit itself if somebody in it may handle, else the office that coordinates it: nothing waits nowhere."""
    office = organisation.coordinator_for(unit_id, on=on)
    pools = [unit_id, *([office.pk] if office.serves_id == unit_id else [])]
    for pool in pools:
        if has_handler(pool, on=on, barred=barred):
            return pool
    raise Refused("nobody_to_handle", field=field, unit_id=unit_id)


def has_handler(unit_id: int, *, on: date, barred: Collection[int] = ()) -> bool:
    """Does anybody handle complaints in this very unit who did not handle this one before?"""
    return any(h.staff_id not in barred for h in organisation.holders(Role.HANDLER, unit_id, on=on))
