"""release: the coordinator lets a co-handling unit off, counted, and never as the handler."""

from __future__ import annotations

import pytest

from huiyin.complaints import verify
from huiyin.complaints.models import Assignment, Clock, Counted, Stage
from tests.complaints.checks import kinds, recorded, refused, task
from tests.complaints.road import Road, at_stage

pytestmark = pytest.mark.django_db


def release(road: Road, **given: object) -> None:
    road.do("release", road.coordinator, **{"unit_id": road.co_unit.pk, "reason": "不再需要", **given})


def test_the_demand_its_clock_and_the_sight_end_and_it_is_counted() -> None:
    road = at_stage(Stage.INVESTIGATING)
    clock = task(road, "answer").clock
    release(road)
    held = Assignment.objects.get(complaint=road.complaint, lead=False)
    assert (held.state, held.ended_at, kinds(road)) == (Assignment.State.RELEASED, road.at, {"investigate"})
    assert Clock.objects.get(pk=clock.pk).result == "released"
    assert road.co_unit.pk not in road.complaint.scope
    counted = Counted.objects.get(complaint=road.complaint)
    assert (counted.kind, counted.by_staff_id) == ("release", road.coordinator.id)
    assert road.co_unit.pk in counted.unit_ids
    recorded(road, "release", road.coordinator, unit=road.co_unit.pk, reason="不再需要")
    road.propose()
    assert verify.run() == []


def test_a_refusal_that_waits_is_settled_by_it() -> None:
    road = at_stage(Stage.INVESTIGATING)
    road.do("refuse_assignment", road.co, reason="非我部门职责")
    release(road)
    assert kinds(road) == {"investigate"}


def test_it_refuses_the_lead_whoever_answered_no_reason_and_the_handler() -> None:
    road = at_stage(Stage.INVESTIGATING)
    with refused("not_co_handling", "unit_id"):
        release(road, unit_id=road.lead_unit.pk)
    with refused("empty", "reason"):
        release(road, reason=" ")
    Assignment.objects.filter(complaint=road.complaint, lead=True).update(staff_id=road.coordinator.id)
    with refused("handler_may_not_decide"):
        release(road)
    Assignment.objects.filter(complaint=road.complaint, lead=True).update(staff_id=None)
    road.answer()
    with refused("already_answered"):
        release(road)


def test_it_refuses_others_and_other_stages() -> None:
    road = at_stage(Stage.INVESTIGATING)
    for by in (road.handler, road.head, road.co):
        with refused("not_yours"):
            road.do("release", by, unit_id=road.co_unit.pk, reason="？")
    with refused("stage"):
        release(at_stage(Stage.APPROVING))
