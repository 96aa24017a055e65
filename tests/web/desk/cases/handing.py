"""交接."""

from __future__ import annotations

from huiyin.complaints.models import Stage, Task
from tests.complaints.road import Road
from tests.web.desk.cases.case import Case, Fields


def picked(road: Road) -> None:
    road.do("pick", road.handler)


def given_back(road: Road) -> Fields:
    return {"task_id": Task.objects.get(complaint=road.complaint, staff_id=road.handler.pk).pk}


CASES: dict[str, Case] = {
    "hand_over": Case(
        Stage.INVESTIGATING, "head", given_back, ("task_id",), {"to_staff_id": "999999"}, picked, outsider="handler",
        quiet=True),
}  # fmt: skip
