"""The duty roster: who is on duty for a unit, from when to when."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from huiyin.audit import log
from huiyin.calendars.workdays import day_of
from huiyin.organisation.actor import Actor, Role
from huiyin.organisation.models import Duty, Staff, StaffRole, Unit
from huiyin.organisation.queries import duty
from huiyin.organisation.queries.units import in_force
from huiyin.organisation.refusal import Refused


@transaction.atomic
def enter_duty(
    unit_id: int, *, staff_id: int, starts_at: datetime, ends_at: datetime, by: Actor, at: datetime
) -> int:
    """Put a member of the unit on the roster."""
    unit = Unit.objects.select_for_update(no_key=True).filter(in_force(day_of(at)), pk=unit_id).first()
    if unit is None:
        raise Refused("unknown", field="unit_id", value=unit_id)
    _check_may(unit, by)
    _check_member(unit, staff_id, starts_at)
    if ends_at <= starts_at or ends_at <= at:
        raise Refused("ends_before_it_begins", field="ends_at")
    same = Duty.objects.filter(unit=unit, staff_id=staff_id, starts_at__lt=ends_at, ends_at__gt=starts_at)
    if same.exists():
        raise Refused("on_duty_already", field="starts_at")
    entered = Duty.objects.create(unit=unit, staff_id=staff_id, starts_at=starts_at, ends_at=ends_at)
    _record("enter_duty", entered, by=by, at=at)
    return entered.pk


@transaction.atomic
def remove_duty(duty_id: int, *, by: Actor, at: datetime) -> None:
    """Take a shift off the roster; one that is running ends now, one that is over stays as it was."""
    found = Duty.objects.select_for_update(no_key=True, of=("self",)).filter(pk=duty_id, ends_at__gt=at)
    planned = found.select_related("unit", "staff").first()
    if planned is None:
        raise Refused("nothing_to_end", field="duty_id")
    _check_may(planned.unit, by)
    _record("remove_duty", planned, by=by, at=at)
    if planned.starts_at >= at:
        planned.delete()
        return
    planned.ends_at = at
    planned.save(update_fields=["ends_at"])


def _check_may(unit: Unit, by: Actor) -> None:
    if not by.has(Role.SYSTEM_ADMIN) and not duty.leads(by, unit.path):
        raise Refused("not_your_people", field="unit_id")


def _check_member(unit: Unit, staff_id: int, starts_at: datetime) -> None:
    on = day_of(starts_at)
    here = StaffRole.objects.filter(in_force(on), unit=unit, staff_id=staff_id, staff__left_at=None)
    if not Staff.objects.filter(pk=staff_id).exists() or not here.exists():
        raise Refused("works_elsewhere", field="staff_id", unit_id=unit.pk)
    if duty.is_away(staff_id, on=on):
        raise Refused("away_then", field="staff_id")


def _record(action: str, shift: Duty, *, by: Actor, at: datetime) -> None:
    about = {"staff": shift.staff_id, "from": shift.starts_at.isoformat(), "to": shift.ends_at.isoformat()}
    subject = f"unit:{shift.unit.code}"
    log.act(at=at, by_id=by.id, by_name=by.name, action=action, subject=subject, after=about)
