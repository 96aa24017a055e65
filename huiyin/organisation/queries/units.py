"""The tree of units."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from huiyin.organisation.models import Unit

NO_PLACE_FOR_WORK = (Unit.Kind.PARTNER, Unit.Kind.COMMITTEE)


@dataclass(frozen=True)
class UnitChoice:
    """A unit as pickers show it; `trail` names it with all above it."""

    id: int
    code: str
    name: str
    kind: str
    trail: str


def in_force(on: date, *, prefix: str = "") -> Q:
    """Rows that hold on a day: from their first day up to the day before `valid_to`."""
    begun = Q(**{f"{prefix}valid_from__lte": on})
    return begun & (Q(**{f"{prefix}valid_to": None}) | Q(**{f"{prefix}valid_to__gt": on}))


def unit(unit_id: int) -> Unit:
    return Unit.objects.get(pk=unit_id)


def unit_by_code(code: str) -> Unit:
    return Unit.objects.get(code=code)


def root() -> Unit:
    """The bank itself."""
    return Unit.objects.get(parent=None)


def tree(*, on: date) -> list[Unit]:
    """All units of the day, each right behind the one above it, siblings as the bank lists them."""
    below: dict[int | None, list[Unit]] = {}
    for each in Unit.objects.filter(in_force(on)).order_by("id"):
        below.setdefault(each.parent_id, []).append(each)
    return list(_walk(below, None))


def _walk(below: dict[int | None, list[Unit]], above_id: int | None) -> Iterator[Unit]:
    for each in below.get(above_id, []):
        yield each
        yield from _walk(below, each.pk)


def children(unit_id: int) -> list[Unit]:
    return list(Unit.objects.filter(parent_id=unit_id).order_by("id"))


def partners(*, on: date) -> list[UnitChoice]:
    """The outside partners of the day, each named with the department that manages it."""
    return choices(Unit.objects.filter(in_force(on), kind=Unit.Kind.PARTNER).order_by("path"))


def is_partner(unit_id: int, *, on: date) -> bool:
    return Unit.objects.filter(in_force(on), pk=unit_id, kind=Unit.Kind.PARTNER).exists()


def page(*, on: date, after: int, limit: int) -> list[UnitChoice]:
    """The units of the day by number, from the one after `after` on."""
    return choices(Unit.objects.filter(in_force(on), pk__gt=after).order_by("id")[:limit])


def choices(units: Iterable[Unit]) -> list[UnitChoice]:
    """The units as pickers show them, in the given order."""
    wanted = list(units)
    names = dict(Unit.objects.filter(pk__in={i for u in wanted for i in u.path}).values_list("pk", "name"))
    return [
        UnitChoice(u.pk, u.code, u.name, u.kind, " · ".join(names[i] for i in u.path) or u.name)
        for u in wanted
    ]
