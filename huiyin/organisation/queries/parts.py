"""Parts of the bank: which coordinator serves a unit, and whom a coordinator may give work to."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet

from huiyin.organisation.actor import Role
from huiyin.organisation.models import Assignable, Unit
from huiyin.organisation.queries.units import NO_PLACE_FOR_WORK, UnitChoice, choices, in_force, unit


def coordinator_for(unit_id: int, *, on: date, not_for: int | None = None) -> Unit:
    """The coordinator with the smallest served part that contains the unit.

    A unit complained of does not coordinate its own case, nor does a coordinator that sits inside it: the
    next larger does. Nobody is larger than the bank's: for its own, whoever coordinates beside the executive.
    """
    nearest_first = _coordinators(unit(unit_id), on=on)
    accused = unit(not_for) if not_for is not None else None
    for found in nearest_first:
        if accused is None or not _is_own(found, accused):
            return found
    return _beside_the_executive(on) or nearest_first[-1]


def _beside_the_executive(on: date) -> Unit | None:
    """The unit in which an executive sits and somebody was made coordinator, though it serves no part."""
    held = Q(roles__staff__left_at=None) & in_force(on, prefix="roles__")
    named = Unit.objects.filter(held, roles__role=Role.COORDINATOR, serves=None).order_by("pk")
    executive = Unit.objects.filter(held, roles__role=Role.EXECUTIVE)
    return named.filter(pk__in=executive.values("pk")).first()


def larger_coordinator(coordinator_id: int, *, on: date, not_for: int | None = None) -> Unit | None:
    """The coordinator of the next larger part, or nothing above the bank's own; never the unit complained of."""
    top = _part(coordinator_id)
    larger = [c for c in _coordinators(top, on=on) if _top(c).pk != top.pk]
    accused = unit(not_for) if not_for is not None else None
    fit = [c for c in larger if accused is None or not _is_own(c, accused)]
    if larger and not fit:
        beside = _beside_the_executive(on)
        return beside if beside is not None and beside.pk != coordinator_id else None
    return fit[0] if fit else None


def smaller_coordinators(coordinator_id: int, *, on: date, not_for: int | None = None) -> list[Unit]:
    """The coordinators of parts inside this one's own, the nearest first; never the unit complained of."""
    part = _part(coordinator_id)
    inside = Unit.objects.filter(in_force(on), serves__isnull=False).exclude(pk=coordinator_id)
    found = [c for c in inside.select_related("serves") if _lies_in(_top(c), part) and _top(c).pk != part.pk]
    accused = unit(not_for) if not_for is not None else None
    return sorted(
        (c for c in found if accused is None or not _is_own(c, accused)), key=lambda c: (len(c.path), c.pk)
    )


def served_part(unit_id: int, *, on: date) -> Unit:
    """The top of the smallest served part that contains the unit."""
    return _top(coordinator_for(unit_id, on=on))


def may_assign(coordinator_id: int, unit_id: int, *, on: date) -> bool:
    """Own part whole; elsewhere only the units named, which give the work out below themselves."""
    target = Unit.objects.filter(in_force(on), pk=unit_id).first()
    if target is None or target.kind in NO_PLACE_FOR_WORK:
        return False
    return (
        _lies_in(target, _part(coordinator_id)) or _named(coordinator_id, on).filter(top_id=unit_id).exists()
    )


def assignable_units(coordinator_id: int, *, on: date) -> list[UnitChoice]:
    """All units this coordinator may give work to: its own part in tree order, then the units named."""
    part = _part(coordinator_id)
    here = Unit.objects.filter(in_force(on)).exclude(kind__in=NO_PLACE_FOR_WORK)
    own = here.filter(path__contains=part.path).exclude(path=[])
    named = here.filter(pk__in=_named(coordinator_id, on).values("top_id")).exclude(pk__in=own)
    return choices([*own.order_by("path"), *named.order_by("path")])


def works_below(giver_id: int, unit_id: int, *, on: date) -> bool:
    """Does the unit work in the part that this one serves, or below it?"""
    return _below(giver_id, on).filter(pk=unit_id).exists()


def units_below(giver_id: int, *, on: date) -> list[UnitChoice]:
    """All units to which this one may give out a part of its own work, in tree order."""
    return choices(_below(giver_id, on).order_by("path"))


def has_below(giver_id: int, *, on: date) -> bool:
    return _below(giver_id, on).exists()


def offices_of(unit_ids: Iterable[int]) -> list[tuple[int, int]]:
    """The offices that coordinate these very units, each with the unit it serves."""
    found = Unit.objects.filter(serves_id__in=list(unit_ids)).values_list("pk", "serves_id")
    return [(office_id, served_id) for office_id, served_id in found if served_id is not None]


def _below(giver_id: int, on: date) -> QuerySet[Unit]:
    """Without the unit itself and the top of what it serves, for which it works already."""
    top = _part(giver_id)
    inside = Q(path__contains=top.path) if top.path else Q()
    return (
        Unit.objects.filter(inside, in_force(on))
        .exclude(pk__in=[giver_id, top.pk])
        .exclude(kind__in=NO_PLACE_FOR_WORK)
    )


def head_office_departments(*, on: date) -> dict[int, str]:
    """The departments that stand right below the bank, by number with their names."""
    standing = Unit.objects.filter(
        in_force(on), kind=Unit.Kind.DEPARTMENT, parent__parent=None, parent__isnull=False
    )
    return dict(standing.order_by("id").values_list("pk", "name"))


def _named(coordinator_id: int, on: date) -> QuerySet[Assignable]:
    return Assignable.objects.filter(in_force(on), coordinator_id=coordinator_id)


def _coordinators(here: Unit, *, on: date) -> list[Unit]:
    """Every unit that serves a part containing this one, smallest part first, the bank's own last."""
    containing = Q(serves_id__in=here.path) | Q(serves__parent=None, serves__isnull=False)
    found = list(Unit.objects.filter(containing, in_force(on)).select_related("serves"))
    if not found:
        raise Unit.DoesNotExist(f"no unit coordinates {here.code}")
    return sorted(found, key=lambda c: (-len(_top(c).path), c.pk))


def _top(coordinator: Unit) -> Unit:
    return coordinator.serves or coordinator


def _part(coordinator_id: int) -> Unit:
    return _top(Unit.objects.select_related("serves").get(pk=coordinator_id))


def _lies_in(inner: Unit, outer: Unit) -> bool:
    return inner.path[: len(outer.path)] == outer.path


def _is_own(coordinator: Unit, accused: Unit) -> bool:
    """Is the coordinator the unit complained of, inside it, above it in its own office, or its own office?"""
    if not accused.path:
        return False  # "the bank" as a whole is everybody's
    return (
        _top(coordinator).pk == accused.pk or _lies_in(coordinator, accused) or _lies_in(accused, coordinator)
    )
