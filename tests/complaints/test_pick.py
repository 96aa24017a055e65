"""pick: a free task of one's unit, and nobody else gets it; pick_next: the most urgent."""

from __future__ import annotations

from datetime import timedelta

import pytest

from huiyin.complaints import commands
from huiyin.complaints.models import Assignment, Stage, Task
from tests.complaints.checks import recorded, refused, task
from tests.complaints.road import Road, at_stage
from tests.world import unit

pytestmark = pytest.mark.django_db


def test_it_is_mine_and_the_complaint_says_so() -> None:
    road = at_stage(Stage.INVESTIGATING)
    version = road.complaint.version
    road.do("pick", road.handler)
    assert task(road, "investigate").staff_id == road.complaint.owner_staff_id == road.handler.id
    assert Assignment.objects.get(complaint=road.complaint, lead=True).staff_id == road.handler.id
    assert road.complaint.version == version  # nobody's page has become old by it
    recorded(road, "pick", road.handler, task="investigate")


def test_the_clock_goes_on_as_before() -> None:
    road = at_stage(Stage.INVESTIGATING)
    due = task(road, "investigate").due_at
    road.do("pick", road.handler)
    assert task(road, "investigate").due_at == due


def test_a_named_task_is_picked_out_of_several() -> None:
    road = at_stage(Stage.INVESTIGATING)
    road.do("refuse_assignment", road.co, reason="非我部门职责")
    road.do("pick", road.coordinator, task_id=task(road, "arbitrate").pk)
    assert task(road, "arbitrate").staff_id == road.coordinator.id
    assert task(road, "investigate").staff_id is None


def test_it_refuses_what_is_taken_not_ones_units_or_barred() -> None:
    road = at_stage(Stage.INVESTIGATING)
    for by in (road.head, road.intake, road.coordinator):  # they see it, and do not handle in the unit
        with refused("nothing_to_pick"):
            road.do("pick", by)
    with refused("nothing_to_pick"):
        road.do("pick", road.handler, task_id=task(road, "answer").pk)
    complaint = road.complaint
    complaint.barred = [road.handler.pk]
    complaint.save()
    with refused("handled_before"):
        road.do("pick", road.handler)
    complaint.barred = []
    complaint.save()
    road.do("pick", road.handler)
    with refused("nothing_to_pick"):
        road.do("pick", road.handler)


def test_it_refuses_when_the_file_is_closed() -> None:
    road = at_stage(Stage.CLOSED)
    with refused("stage"):
        road.do("pick", road.coordinator)


def test_the_most_urgent_comes_first_and_then_nothing() -> None:
    late, soon = at_stage(Stage.INVESTIGATING), at_stage(Stage.INVESTIGATING)
    Task.objects.filter(complaint=soon.complaint).update(due_at=soon.at + timedelta(hours=1))
    pool, at = unit("天河支行").pk, late.at + timedelta(hours=1)
    picked = [commands.pick_next(pool, by=late.handler, at=at) for _ in range(3)]
    assert [c and c.pk for c in picked] == [soon.complaint.pk, late.complaint.pk, None]


def test_what_one_handled_before_is_passed_over_but_not_the_review_of_it() -> None:
    road = at_stage(Stage.INVESTIGATING)
    complaint = road.complaint
    complaint.barred = [road.handler.pk, road.coordinator.pk]
    complaint.save()
    assert commands.pick_next(road.lead_unit.pk, by=road.handler, at=road.at) is None
    road.do("refuse_assignment", road.co, reason="非我部门职责")
    office = road.complaint.coordinator_unit_id
    assert commands.pick_next(office, by=road.coordinator, at=road.at) is not None


def test_one_who_handles_nowhere_gets_nothing() -> None:
    road: Road = at_stage(Stage.INVESTIGATING)
    assert commands.pick_next(road.lead_unit.pk, by=road.co, at=road.at) is None
