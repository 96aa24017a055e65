"""Changes of the tree: what stands against one, and the lists of those to come and those carried out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from huiyin.organisation.actor import Role
from huiyin.organisation.models import Reorganisation, StaffRole, Unit, UnitPlace
from huiyin.organisation.queries.units import NO_PLACE_FOR_WORK, in_force
from huiyin.organisation.refusal import Refused

MOVE, MERGE, CLOSE = Reorganisation.Kind.MOVE, Reorganisation.Kind.MERGE, Reorganisation.Kind.CLOSE
SHOWN = 50


@dataclass(frozen=True)
class Change:
    """What is to happen to which unit, from which day."""

    kind: str
    unit_id: int
    target_id: int | None
    on: date


@dataclass(frozen=True)
class ChangeLine:
    id: int
    kind: str
    kind_name: str
    unit_id: int
    unit: str
    target_id: int | None
    target: str
    on: date
    reason: str
    drafted_by_id: int
    drafted_by: str
    drafted_at: datetime
    confirmed_by: str
    confirmed_at: datetime | None
    carried_out_at: datetime | None
    held_up: str

    @property
    def change(self) -> Change:
        return Change(self.kind, self.unit_id, self.target_id, self.on)


@dataclass(frozen=True)
class Stay:
    """Where a unit hung, from when to when, and who took over."""

    parent: str
    valid_from: date
    valid_to: date | None
    successor: str


def kinds() -> list[tuple[str, str]]:
    return [(kind.value, str(kind.label)) for kind in Reorganisation.Kind]


def check(change: Change, *, today: date) -> None:
    """Refuse what the tree does not bear; what lies with the unit is asked elsewhere."""
    if change.kind not in Reorganisation.Kind.values:
        raise Refused("unknown", field="kind", value=change.kind)
    if change.on < today:
        raise Refused("day_has_passed", field="on")
    unit = Unit.objects.filter(in_force(change.on), pk=change.unit_id).first()
    if unit is None:
        raise Refused("unknown", field="unit_id", value=change.unit_id)
    if unit.parent_id is None:
        raise Refused("the_bank_itself", field="unit_id")
    target = _target(change)
    if target is not None:
        _check_target(change, unit, target)
    if change.kind == CLOSE and _below(unit, change.on):
        raise Refused("units_below_stay", field="kind")
    if change.kind in (MERGE, CLOSE) and _only_office(unit, change.on):
        raise Refused("only_office", field="unit_id", unit_id=unit.serves_id)


def _target(change: Change) -> Unit | None:
    if change.kind == CLOSE:
        if change.target_id is not None:
            raise Refused("closed_with_successor", field="target_id")
        return None
    target = Unit.objects.filter(in_force(change.on), pk=change.target_id or 0).first()
    if target is None:
        raise Refused("target_missing", field="target_id")
    return target


def _check_target(change: Change, unit: Unit, target: Unit) -> None:
    if target.path[: len(unit.path)] == unit.path:
        raise Refused("into_itself", field="target_id")
    if change.kind == MOVE and target.pk == unit.parent_id:
        raise Refused("hangs_there_already", field="target_id", unit_id=target.pk)
    if change.kind == MERGE and (target.parent_id is None or target.kind in NO_PLACE_FOR_WORK):
        raise Refused("takes_nothing_over", field="target_id", unit_id=target.pk)
    if target.valid_to is not None:
        raise Refused("target_missing", field="target_id")


def _below(unit: Unit, on: date) -> bool:
    return Unit.objects.filter(in_force(on), parent=unit).exists()


def _only_office(unit: Unit, on: date) -> bool:
    """Nobody else coordinates the part that this one serves."""
    if unit.serves_id is None:
        return False
    return not Unit.objects.filter(in_force(on), serves_id=unit.serves_id).exclude(pk=unit.pk).exists()


def changes() -> tuple[list[ChangeLine], list[ChangeLine]]:
    """Those to come, the nearest day first, and those carried out, the newest first."""
    found = Reorganisation.objects.select_related("unit", "target", "drafted_by", "confirmed_by")
    waiting = found.filter(carried_out_at=None, dropped_at=None).order_by("on", "id")
    done = found.filter(carried_out_at__isnull=False).order_by("-carried_out_at", "-id")[:SHOWN]
    return [_line(each) for each in waiting], [_line(each) for each in done]


def change(change_id: int) -> ChangeLine:
    found = Reorganisation.objects.select_related("unit", "target", "drafted_by", "confirmed_by")
    row = found.filter(pk=change_id, carried_out_at=None, dropped_at=None).first()
    if row is None:
        raise Refused("no_such_change", field="change_id")
    return _line(row)


def due(*, on: date) -> list[ChangeLine]:
    """Confirmed, and their day has come."""
    waiting, _done = changes()
    return [line for line in waiting if line.confirmed_at is not None and line.on <= on]


def _line(r: Reorganisation) -> ChangeLine:
    return ChangeLine(
        r.pk, r.kind, str(Reorganisation.Kind(r.kind).label), r.unit_id, r.unit.name, r.target_id,
        r.target.name if r.target else "", r.on, r.reason, r.drafted_by_id, r.drafted_by.name, r.drafted_at,
        r.confirmed_by.name if r.confirmed_by else "", r.confirmed_at, r.carried_out_at, r.held_up,
    )  # fmt: skip


def stays(unit_id: int) -> list[Stay]:
    """The unit's own history, oldest first."""
    places = (
        UnitPlace.objects.filter(unit_id=unit_id).select_related("parent", "successor").order_by("valid_from")
    )
    return [
        Stay(
            p.parent.name if p.parent else "",
            p.valid_from,
            p.valid_to,
            p.successor.name if p.successor else "",
        )
        for p in places
    ]


def successor_of(unit_id: int, *, on: date) -> int:
    """Who answers today for what the unit did: itself, or who took it over, and whoever took that over."""
    seen: set[int] = set()
    while unit_id not in seen:
        seen.add(unit_id)
        ended = UnitPlace.objects.filter(unit_id=unit_id, successor__isnull=False, valid_to__lte=on)
        unit_id = ended.values_list("successor_id", flat=True).first() or unit_id
    return unit_id


def parent_on(unit_id: int, *, on: date) -> int | None:
    """Under whom the unit hung on that day."""
    place = UnitPlace.objects.filter(in_force(on), unit_id=unit_id).first()
    return place.parent_id if place else None


def roles_in(unit_id: int, *, on: date) -> list[tuple[str, str, int]]:
    """Who holds what in this very unit: name, role, grade."""
    held = StaffRole.objects.filter(in_force(on), Q(staff__left_at=None), unit_id=unit_id).order_by("id")
    return [(name, role, grade) for name, role, grade in held.values_list("staff__name", "role", "grade")]


def has_head(unit_id: int, *, on: date) -> bool:
    own = StaffRole.objects.filter(in_force(on), unit_id=unit_id, role=Role.UNIT_HEAD, deputy_for=None)
    return own.filter(staff__left_at=None).exists()
