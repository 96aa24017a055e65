"""Days away: entered by the person, by whoever leads the unit, or by the system administrator."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from huiyin.audit import log
from huiyin.calendars.workdays import day_of
from huiyin.organisation.actor import Actor, Role
from huiyin.organisation.models import Absence, Staff, StaffRole
from huiyin.organisation.queries import duty
from huiyin.organisation.queries.units import in_force
from huiyin.organisation.refusal import Refused

WHY_LENGTH = 200


@transaction.atomic
def enter_absence(
    staff_id: int, *, from_day: date, to_day: date, by: Actor, at: datetime, why: str = ""
) -> int:
    """From the first day until the first day back nothing rests on this person."""
    today = day_of(at)
    staff = _staff(staff_id)
    _check_may(staff, by, today)
    if from_day >= to_day or to_day <= today:
        raise Refused("ends_before_it_begins", field="to_day")
    if len(why) > WHY_LENGTH:
        raise Refused("too_long", field="why", longest=WHY_LENGTH)
    if Absence.objects.filter(staff=staff, from_day__lt=to_day, to_day__gt=from_day).exists():
        raise Refused("away_already", field="from_day")
    absence = Absence.objects.create(staff=staff, from_day=from_day, to_day=to_day, why=why.strip())
    _record("enter_absence", absence, by=by, at=at)
    return absence.pk


@transaction.atomic
def end_absence(absence_id: int, *, by: Actor, at: datetime) -> None:
    """Back earlier, or not gone at all: from today on work may rest on this person again."""
    today = day_of(at)
    absence = Absence.objects.select_for_update(no_key=True).filter(pk=absence_id, to_day__gt=today).first()
    if absence is None:
        raise Refused("nothing_to_end", field="absence_id")
    _check_may(absence.staff, by, today)
    _record("end_absence", absence, by=by, at=at)
    if absence.from_day >= today:
        absence.delete()
        return
    absence.to_day = today
    absence.save(update_fields=["to_day"])


def _staff(staff_id: int) -> Staff:
    """Two at once for the same person wait for each other."""
    staff = Staff.objects.select_for_update(no_key=True).filter(pk=staff_id, left_at=None).first()
    if staff is None:
        raise Refused("unknown", field="staff_id", value=staff_id)
    return staff


def _check_may(staff: Staff, by: Actor, today: date) -> None:
    if by.kind == "staff" and by.id == staff.pk or by.has(Role.SYSTEM_ADMIN):
        return
    held = StaffRole.objects.filter(in_force(today), staff=staff).select_related("unit")
    if not any(duty.leads(by, role.unit.path) for role in held):
        raise Refused("not_your_people", field="staff_id")


def _record(action: str, absence: Absence, *, by: Actor, at: datetime) -> None:
    days = {"from": absence.from_day.isoformat(), "to": absence.to_day.isoformat(), "why": absence.why}
    subject = f"staff:{absence.staff.login}"
    log.act(at=at, by_id=by.id, by_name=by.name, action=action, subject=subject, after=days)
