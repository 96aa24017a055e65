"""Choosing the unit for a part, so that nobody judges or calls for himself."""

from __future__ import annotations

from datetime import date

from huiyin.complaints.models import Assignment, Complaint
from huiyin.organisation import queries as organisation
from huiyin.organisation.actor import Role
from huiyin.organisation.models import Unit
from huiyin.organisation.refusal import Refused


def handling_units(complaint: Complaint) -> set[int]:
    """All units that ever had the complaint to handle."""
    asked = Assignment.objects.filter(complaint=complaint).values_list("unit_id", flat=True)
    alone = [complaint.intake_unit_id] if complaint.first_contact else []
    return {*asked, *alone}


def calling_unit(complaint: Complaint, *, on: date) -> int:
    """The nearest unit with a follow-up officer that neither handled the complaint nor is complained of."""
    barred = handling_units(complaint) | {complaint.complained_of_unit_id}
    part = organisation.served_part(complaint.coordinator_unit_id, on=on)
    while True:
        found = [u for u in organisation.units_with(Role.FOLLOW_UP, part.pk, on=on) if u not in barred]
        if found:
            return found[0]
        if part.parent_id is None:
            raise Refused("nobody_to_call")
        part = Unit.objects.get(pk=part.parent_id)


def pool_of(unit_id: int, *, on: date, field: str) -> int:
    """The unit itself if somebody in it handles, else the office that coordinates it: nothing waits nowhere."""
    office = organisation.coordinator_for(unit_id, on=on)
    pools = [unit_id, *([office.pk] if office.serves_id == unit_id else [])]
    for pool in pools:
        if organisation.holders(Role.HANDLER, pool, on=on):
            return pool
    raise Refused("nobody_to_handle", field=field, unit_id=unit_id)
