"""People and the roles they hold on a day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from huiyin.calendars.workdays import BEIJING
from huiyin.organisation.actor import Actor, Held, Role
from huiyin.organisation.models import Absence, Staff, StaffRole, Unit
from huiyin.organisation.queries import parts
from huiyin.organisation.queries.units import in_force, unit

WHOLE_BANK_ROLES = (Role.AUDITOR, Role.EXECUTIVE)


# `distance` and `in_part` mean something only where a chain is drawn.
@dataclass(frozen=True)
class Holder:
    """A person holding a role in a unit, in one's own right or as somebody's deputy."""

    staff_id: int
    name: str
    unit_id: int
    unit_name: str
    role: str
    grade: int = 0
    deputy_for_id: int | None = None
    distance: int = 0
    in_part: bool = True


def actor(staff_id: int, *, on: date) -> Actor:
    return acting(Staff.objects.get(pk=staff_id), on=on)


def acting(staff: Staff, *, on: date) -> Actor:
    """The person with every role held on the day, as oneself or as a deputy; none once they have left."""
    roles = StaffRole.objects.filter(in_force(on), staff_id=staff.pk).select_related("unit__serves")
    held = tuple(_held(role) for role in sorted(roles, key=lambda r: (r.deputy_for_id is not None, r.pk)))
    if staff.left_at is not None and staff.left_at.astimezone(BEIJING).date() <= on:
        held = ()
    return Actor("staff", staff.pk, staff.name, held, held[0].unit_id if held else None)


def _held(role: StaffRole) -> Held:
    return Held(
        role.role,
        role.unit_id,
        role.unit.name,
        tuple(role.unit.path),
        _root(role),
        role.grade,
        role.deputy_for_id,
    )


def _root(role: StaffRole) -> tuple[int, ...]:
    """How far a role reaches: a coordinator the part served, auditor and executive all, others their unit."""
    if role.role in WHOLE_BANK_ROLES:
        return ()
    serves = role.unit.serves
    return tuple(serves.path if role.role == Role.COORDINATOR and serves is not None else role.unit.path)


def holders(role: str, unit_id: int, *, on: date, grade: int | None = None) -> list[Holder]:
    """Who holds the role in that very unit, own holders before deputies; nobody who is away, if others are there."""
    found = _working(on).filter(role=role, unit_id=unit_id)
    if grade is not None:
        found = found.filter(grade=grade)
    return sorted((_holder(r) for r in _present(found)), key=lambda h: (h.deputy_for_id is not None, h.grade))


def units_with(role: str, top_id: int, *, on: date) -> list[int]:
    """The units at or below `top_id` in which somebody holds the role, nearest to the top first."""
    top = unit(top_id)
    below = Q(unit__path__contains=[top.pk]) if top.path else Q()
    found = {(len(r.unit.path), r.unit_id) for r in _working(on).filter(below, role=role)}
    return [unit_id for _depth, unit_id in sorted(found)]


def head_of(unit_id: int, *, on: date) -> Holder | None:
    """The unit's head, with the grade held in the same unit, if any."""
    found = holders(Role.UNIT_HEAD, unit_id, on=on)
    if not found:
        return None
    grades = [h.grade for h in holders(Role.APPROVER, unit_id, on=on) if h.staff_id == found[0].staff_id]
    return replace(found[0], grade=max(grades, default=0))


def deputy_of(staff_id: int, *, on: date, role: str = "", unit_id: int = 0) -> Holder | None:
    """Who stands in for a person on the day, in one role in one unit if asked so."""
    found = _working(on).filter(deputy_for_id=staff_id)
    if role:
        found = found.filter(role=role, unit_id=unit_id)
    deputy = found.order_by("away", "id").first()
    return _holder(deputy) if deputy else None


def works_in(staff_id: int, *, on: date) -> list[int]:
    """The units in which a person holds a role in their own right."""
    own = StaffRole.objects.filter(in_force(on), staff_id=staff_id, deputy_for=None)
    return sorted(set(own.values_list("unit_id", flat=True)))


def deputies_of(staff_ids: Iterable[int], *, on: date) -> set[int]:
    """Whoever stands in for one of these people in any role."""
    return set(_working(on).filter(deputy_for_id__in=set(staff_ids)).values_list("staff_id", flat=True))


def known_staff(staff_ids: Iterable[int]) -> set[int]:
    """Those of them who work for the bank."""
    return set(Staff.objects.filter(pk__in=set(staff_ids), left_at=None).values_list("pk", flat=True))


def names_of(staff_ids: Iterable[int]) -> list[str]:
    """Their names, in the given order."""
    wanted = list(staff_ids)
    names = dict(Staff.objects.filter(pk__in=wanted).values_list("pk", "name"))
    return [names.get(one, f"#{one}") for one in wanted]


def people_in(unit_ids: Iterable[int], *, on: date, roles: Iterable[str] | None = None) -> list[Holder]:
    """Who works in these units, each person once a unit; in one of these roles, if any are given."""
    found = _working(on).filter(unit_id__in=set(unit_ids)).order_by("unit__path", "staff_id", "id")
    if roles is not None:
        found = found.filter(role__in=set(roles))
    return list({(role.unit_id, role.staff_id): _holder(role) for role in found}.values())


def approvers(unit_id: int, *, on: date) -> list[Holder]:
    """Whose authority reaches the unit: theirs at or above it, and those in the office that coordinates it.

    By grade, nearest first, own holders before deputies; `in_part`: inside the smallest served part.
    """
    lead = unit(unit_id)
    office = parts.coordinator_for(unit_id, on=on)
    part = office.serves or office
    reaching = Q(unit_id__in=lead.path) | Q(unit__parent=None) | Q(unit=office)
    found = _present(_working(on).filter(reaching, role=Role.APPROVER))
    holders = [_holder(r, distance=_distance(lead, r.unit, office, part), part=part) for r in found]
    away = {r.staff_id for r in found if r.away}
    highest = max((h.grade for h in holders if h.in_part and h.staff_id not in away), default=0)
    # As a grade that nobody holds is skipped, so is one whose only holder is away; the last resort waits.
    holders = [h for h in holders if h.staff_id not in away or h.grade > highest]
    return sorted(holders, key=lambda h: (h.grade, h.distance, h.deputy_for_id is not None, h.staff_id))


def _distance(lead: Unit, at: Unit, office: Unit, part: Unit) -> int:
    """Steps up from the lead unit; the coordinating office counts as the top of what it serves."""
    above = part.path if at.pk == office.pk and at.pk not in lead.path else at.path
    return len(lead.path) - len(above)


def _working(on: date) -> QuerySet[Any]:
    """Roles in force of people who are still here, and whether they are away that day."""
    here = Q(staff__left_at=None) | Q(staff__left_at__date__gt=on)
    found = StaffRole.objects.filter(in_force(on), here).select_related("staff", "unit").order_by("id")
    return found.annotate(away=Exists(Absence.objects.filter(away_on(on), staff_id=OuterRef("staff_id"))))


def away_on(on: date) -> Q:
    """Absences that cover the day."""
    return Q(from_day__lte=on, to_day__gt=on)


def _present(found: Iterable[Any]) -> list[Any]:
    """Whoever is away gives way to a deputy or a colleague in the same seat; where there is nobody else, stays."""
    roles = list(found)
    filled = {(r.role, r.unit_id, r.grade) for r in roles if not r.away}
    return [r for r in roles if not r.away or (r.role, r.unit_id, r.grade) not in filled]


def _holder(role: StaffRole, *, distance: int = 0, part: Unit | None = None) -> Holder:
    return Holder(
        staff_id=role.staff_id,
        name=role.staff.name,
        unit_id=role.unit_id,
        unit_name=role.unit.name,
        role=role.role,
        grade=role.grade,
        deputy_for_id=role.deputy_for_id,
        distance=distance,
        in_part=part is None or role.unit.path[: len(part.path)] == part.path,
    )
