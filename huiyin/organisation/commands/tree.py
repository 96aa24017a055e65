"""Keeping what is derived from the tree: every unit's path, and who lies below whom."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from huiyin.organisation.models import Unit, UnitReach


def replant() -> None:
    """Work out every path again from the parents, and rebuild the table of who lies below whom."""
    with transaction.atomic():
        units = list(Unit.objects.select_for_update(no_key=True).order_by("id"))
        above = {u.pk: u.parent_id for u in units}
        moved = [u for u in units if u.path != path_of(u.pk, above)]
        for u in moved:
            u.path = path_of(u.pk, above)
        Unit.objects.bulk_update(moved, ["path"], batch_size=500)
        _rebuild_reach(above)


def path_of(unit_id: int, above: Mapping[int, int | None]) -> list[int]:
    """From below the root down to the unit itself; empty for the root."""
    path: list[int] = []
    here: int | None = unit_id
    while here is not None and above[here] is not None:
        path.insert(0, here)
        here = above[here]
    return path


def _rebuild_reach(above: Mapping[int, int | None]) -> None:
    UnitReach.objects.all().delete()
    rows = []
    for unit_id in above:
        here: int | None = unit_id
        depth = 0
        while here is not None:
            rows.append(UnitReach(above_id=here, unit_id=unit_id, depth=depth))
            here, depth = above[here], depth + 1
    UnitReach.objects.bulk_create(rows, batch_size=2000)
