"""交接 and reorganisation."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from huiyin.complaints.models import Task
from tests.complaints.road import Road
from tests.world import unit


def handed(road: Road) -> dict[str, Any]:
    """The first demand, to whoever handles in the outlet."""
    task = Task.objects.filter(complaint=road.complaint).order_by("id").first()
    return {"task_id": task.pk if task else 0, "to_staff_id": road.handler.pk}


GIVEN: dict[str, Callable[[Road], dict[str, Any]]] = {
    "hand_over": handed,
    "follow_reorganisation": lambda road: {
        "unit_id": road.lead_unit.pk, "successor_id": unit("越秀支行").pk,
    },
}  # fmt: skip
