"""Moving, merging and closing units: one person drafts, another confirms, and it happens on its day."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from huiyin.audit import log
from huiyin.calendars.workdays import day_of
from huiyin.organisation.actor import SYSTEM, Actor, Role
from huiyin.organisation.commands import importing, tree
from huiyin.organisation.models import Assignable, Duty, Move, Reorganisation, StaffRole, Unit, UnitPlace
from huiyin.organisation.queries import reorganisation
from huiyin.organisation.queries.reorganisation import CLOSE, MERGE, MOVE, Change
from huiyin.organisation.refusal import Refused

REASON_LENGTH = 500


@transaction.atomic
def draft_change(change: Change, *, reason: str, by: Actor, at: datetime) -> int:
    """Write down what is to happen; nothing moves before another person has confirmed it."""
    _only(by, Role.SYSTEM_ADMIN)
    reorganisation.check(change, today=day_of(at))
    if not reason.strip():
        raise Refused("empty", field="reason")
    if len(reason) > REASON_LENGTH:
        raise Refused("too_long", field="reason", longest=REASON_LENGTH)
    unit = Unit.objects.select_for_update(no_key=True).get(pk=change.unit_id)
    if Reorganisation.objects.filter(unit=unit, carried_out_at=None, dropped_at=None).exists():
        raise Refused("change_waits_already", field="unit_id", unit_id=unit.pk)
    row = Reorganisation.objects.create(
        kind=change.kind, unit=unit, target_id=change.target_id, on=change.on, reason=reason.strip(), drafted_at=at,
        drafted_by_id=by.pk,
    )  # fmt: skip
    _record("draft_change", row, by=by, at=at)
    return row.pk


@transaction.atomic
def confirm_change(change_id: int, *, by: Actor, at: datetime) -> None:
    """Another person agrees: from its day on it is carried out by itself."""
    _only(by, Role.SECURITY_ADMIN)
    row = _waiting(change_id)
    if row.drafted_by_id == by.id:
        raise Refused("maker_is_checker")
    if row.confirmed_at is not None:
        raise Refused("confirmed_already")
    reorganisation.check(Change(row.kind, row.unit_id, row.target_id, row.on), today=min(row.on, day_of(at)))
    row.confirmed_by_id, row.confirmed_at = by.pk, at
    row.on = max(row.on, day_of(at))  # confirmed late: nothing happens in the past
    row.save(update_fields=["confirmed_by", "confirmed_at", "on"])
    _record("confirm_change", row, by=by, at=at)


@transaction.atomic
def drop_change(change_id: int, *, by: Actor, at: datetime) -> None:
    """It is not to happen after all."""
    _only(by, Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN)
    row = _waiting(change_id)
    row.dropped_at = at
    row.save(update_fields=["dropped_at"])
    _record("drop_change", row, by=by, at=at)


@transaction.atomic
def carry_out(change_id: int, *, at: datetime) -> None:
    """Its day has come: the tree, the people and what coordinators may assign change at once, or nothing does."""
    importing.alone()
    row = _waiting(change_id)
    reorganisation.check(Change(row.kind, row.unit_id, row.target_id, row.on), today=row.on)
    target = row.target or row.unit  # a unit that is closed empty has none, and its way asks for none
    DOING[Reorganisation.Kind(row.kind)](row.unit, target, row.on)
    row.carried_out_at, row.held_up = at, ""
    row.save(update_fields=["carried_out_at", "held_up"])
    _record("carry_out_change", row, by=SYSTEM, at=at)


def hold_up(change_id: int, code: str) -> None:
    """Why it could not be carried out on its day, for whoever confirmed it to see; it is tried again."""
    Reorganisation.objects.filter(pk=change_id).exclude(held_up=code).update(held_up=code)


def _move(unit: Unit, target: Unit, on: date) -> None:
    _hang(unit, target, on)
    tree.replant()


def _merge(unit: Unit, target: Unit, on: date) -> None:
    """Everything below and about the unit is the successor's."""
    for child in Unit.objects.filter(Q(valid_to=None) | Q(valid_to__gt=on), parent=unit):
        _hang(child, target, on)
    Unit.objects.filter(serves=unit).update(serves=target)
    _end(unit, on, target)
    _hand_roles(unit, target, on)
    _hand_assignables(unit, target, on)
    Duty.objects.filter(unit=unit, ends_at__date__gte=on).update(unit=target)
    tree.replant()
    Move.objects.create(unit=unit, path_before=unit.path, successor=target)


def _close(unit: Unit, target: Unit, on: date) -> None:
    _end(unit, on, None)
    StaffRole.objects.filter(unit=unit, valid_from__gte=on).delete()
    StaffRole.objects.filter(Q(valid_to=None) | Q(valid_to__gt=on), unit=unit).update(valid_to=on)
    standing = Assignable.objects.filter(Q(coordinator=unit) | Q(top=unit))
    standing.filter(Q(valid_to=None) | Q(valid_to__gt=on)).update(valid_to=on)


DOING = {MOVE: _move, MERGE: _merge, CLOSE: _close}


def _hang(unit: Unit, parent: Unit, on: date) -> None:
    """The old place ends on the day and a new one begins; a place that began the same day is corrected."""
    last = UnitPlace.objects.filter(unit=unit).order_by("-valid_from")[0]
    Unit.objects.filter(pk=unit.pk).update(parent=parent)
    if last.valid_from == on:
        UnitPlace.objects.filter(unit=unit, valid_from=on).update(parent=parent)
        return
    UnitPlace.objects.filter(unit=unit, valid_from=last.valid_from).update(valid_to=on)
    UnitPlace.objects.create(unit=unit, parent=parent, valid_from=on, valid_to=last.valid_to)


def _end(unit: Unit, on: date, successor: Unit | None) -> None:
    Unit.objects.filter(pk=unit.pk).update(valid_to=on, serves=None)
    last = UnitPlace.objects.filter(unit=unit).order_by("-valid_from")[0]
    UnitPlace.objects.filter(unit=unit, valid_from=last.valid_from).update(valid_to=on, successor=successor)


def _hand_roles(unit: Unit, target: Unit, on: date) -> None:
    """People go on in the successor as what they were; a unit has one head, the successor's own if there is one."""
    running = Q(valid_to=None) | Q(valid_to__gt=on)
    there = StaffRole.objects.filter(running, unit=target)
    known = set(there.values_list("staff_id", "role", "deputy_for_id"))
    headed = there.filter(role=Role.UNIT_HEAD, deputy_for=None, staff__left_at=None).exists()
    for held in StaffRole.objects.filter(running, unit=unit).order_by("id"):
        begins, ends = max(held.valid_from, on), held.valid_to
        if held.valid_from < on:
            held.valid_to = on
            held.save(update_fields=["valid_to"])
        else:
            held.delete()
        same = (held.staff_id, held.role, held.deputy_for_id) in known
        if not same and not (headed and held.role == Role.UNIT_HEAD):
            StaffRole.objects.create(
                staff_id=held.staff_id, unit=target, role=held.role, grade=held.grade, valid_from=begins, valid_to=ends,
                deputy_for_id=held.deputy_for_id,
            )  # fmt: skip


def _hand_assignables(unit: Unit, target: Unit, on: date) -> None:
    running = Q(valid_to=None) | Q(valid_to__gt=on)
    for held in Assignable.objects.filter(running & (Q(coordinator=unit) | Q(top=unit))).order_by("id"):
        coordinator = target if held.coordinator_id == unit.pk else held.coordinator
        top = target if held.top_id == unit.pk else held.top
        Assignable.objects.filter(pk=held.pk).update(valid_to=on)
        if not Assignable.objects.filter(running, coordinator=coordinator, top=top).exists():
            Assignable.objects.create(coordinator=coordinator, top=top, valid_from=on, valid_to=held.valid_to)


def _waiting(change_id: int) -> Reorganisation:
    rows = Reorganisation.objects.select_for_update(no_key=True, of=("self",)).select_related(
        "unit", "target"
    )
    row = rows.filter(pk=change_id, carried_out_at=None, dropped_at=None).first()
    if row is None:
        raise Refused("no_such_change", field="change_id")
    return row


def _only(by: Actor, *roles: Role) -> None:
    if not by.has(*roles):
        raise Refused("not_administrator")


def _record(action: str, row: Reorganisation, *, by: Actor, at: datetime) -> None:
    about = {
        "kind": row.kind, "target": row.target.code if row.target else "", "on": row.on.isoformat(),
        "reason": row.reason,
    }  # fmt: skip
    log.act(at=at, by_id=by.id, by_name=by.name, action=action, subject=f"unit:{row.unit.code}", after=about)
