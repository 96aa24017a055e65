"""What follows from the parents alone: paths and reach; and where the tables say otherwise."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeAlias

from huiyin.organisation.models import Unit, UnitReach

Above: TypeAlias = Mapping[int, int | None]


def path_of(unit_id: int, above: Above) -> list[int]:
    """From below the root down to the unit itself; empty for the root."""
    path: list[int] = []
    here: int | None = unit_id
    while here is not None and above[here] is not None:
        path.insert(0, here)
        here = above[here]
    return path


def reach_of(above: Above) -> Iterator[tuple[int, int, int]]:
    """Everybody above a unit, itself included, with the steps between."""
    for unit_id in above:
        here: int | None = unit_id
        depth = 0
        while here is not None:
            yield here, unit_id, depth
            here, depth = above[here], depth + 1


def faults() -> list[str]:
    """What is wrong with the tree as stored, one line each; nothing when all is well."""
    units = {u.pk: u for u in Unit.objects.all()}
    above = {u.pk: u.parent_id for u in units.values()}
    wrong = [
        f"unit {u.code}: its path is not that of the tree"
        for u in units.values()
        if u.path != path_of(u.pk, above)
    ]
    if set(reach_of(above)) != set(UnitReach.objects.values_list("above_id", "unit_id", "depth")):
        wrong.append("unit_reach: who lies below whom is not what the tree says")
    roots = [u for u in units.values() if u.parent_id is None]
    if units and len(roots) != 1:
        wrong.append(f"unit: {len(roots)} units have nothing above them; there is one bank")
    if units and not any(u.serves_id == root.pk for u in units.values() for root in roots):
        wrong.append("unit: nobody coordinates the whole bank")
    return wrong
