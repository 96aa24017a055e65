"""Keeping what is derived from the tree: every unit's path, and who lies below whom."""

from __future__ import annotations

from django.db import transaction

from huiyin.organisation.models import Move, Unit, UnitReach
from huiyin.organisation.queries.derived import Above, path_of, reach_of


def replant() -> None:
    """Work out every path again from the parents, and rebuild the table of who lies below whom."""
    with transaction.atomic():
        units = list(Unit.objects.select_for_update(no_key=True).order_by("id"))
        above = {u.pk: u.parent_id for u in units}
        moved = [u for u in units if u.path != path_of(u.pk, above)]
        # A unit without a path is new; one with another path has moved, and what lies with it must follow.
        Move.objects.bulk_create(Move(unit=u, path_before=u.path) for u in moved if u.path)
        for u in moved:
            u.path = path_of(u.pk, above)
        Unit.objects.bulk_update(moved, ["path"], batch_size=500)
        _rebuild_reach(above)


def _rebuild_reach(above: Above) -> None:
    UnitReach.objects.all().delete()
    rows = (UnitReach(above_id=a, unit_id=u, depth=d) for a, u, d in reach_of(above))
    UnitReach.objects.bulk_create(rows, batch_size=2000)
