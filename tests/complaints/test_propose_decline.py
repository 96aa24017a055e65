"""propose_decline: from intake or from the lead unit back to the coordinator, and nothing is left behind below."""

from __future__ import annotations

from datetime import timedelta

import pytest

from huiyin.complaints import verify
from huiyin.complaints.models import Assignment, Opinion, Participation, Stage, Task
from tests.complaints.checks import customer_clock, kinds, recorded, refused, task
from tests.complaints.road import Road, at_stage

pytestmark = pytest.mark.django_db
GROUND = {"ground": "repeat_no_new_facts", "reason": "八月已答复，没有新的事实"}


@pytest.mark.parametrize("stage", [Stage.REGISTERED, Stage.INVESTIGATING])
def test_the_coordinator_reviews_it_and_nobody_else_has_work_with_it(stage: Stage) -> None:
    road = at_stage(stage)
    limit = customer_clock(road).due_at
    by = road.intake if stage == Stage.REGISTERED else road.handler
    road.do("propose_decline", by, **GROUND)
    complaint, office = road.complaint, road.complaint.coordinator_unit_id
    assert (complaint.stage, complaint.owner_unit_id, complaint.due_at) == ("under_review", office, limit)
    assert (kinds(road), task(road, "review").unit_id) == ({"review"}, office)
    assert not Assignment.objects.filter(complaint=complaint, ended_at=None).exists()
    playing = Participation.objects.filter(complaint=complaint, to_at=None).values_list("part", flat=True)
    assert set(playing) == {"intake", "coordinating"}
    recorded(road, "propose_decline", by, **GROUND)
    assert verify.run() == []


def test_a_mandate_that_was_asked_for_ends_with_the_share() -> None:
    road = at_stage(Stage.INVESTIGATING)
    Opinion.objects.create(
        complaint=road.complaint, version=1, by_staff_id=road.handler.pk, findings="f", grounds="g", decision="d",
        remedies="r", state=Opinion.State.GRANTED, at=road.at, until=road.at + timedelta(days=3),
    )  # fmt: skip
    road.do("propose_decline", road.handler, **GROUND)
    assert Opinion.objects.get(complaint=road.complaint).state == Opinion.State.LAPSED


def test_it_refuses_an_unknown_ground_no_reason_and_a_colleagues_work() -> None:
    road = at_stage(Stage.INVESTIGATING)
    with refused("unknown", "ground"):
        road.do("propose_decline", road.handler, ground="x", reason="y")
    with refused("empty", "reason"):
        road.do("propose_decline", road.handler, ground="no_demand", reason="")
    Task.objects.filter(complaint=road.complaint, kind="investigate").update(staff_id=road.head.pk)
    with refused("picked_by_another"):
        road.do("propose_decline", road.handler, **GROUND)


def test_others_may_not() -> None:
    road = at_stage(Stage.INVESTIGATING)
    for by in (road.co, road.coordinator, road.intake):
        with refused("not_yours"):
            road.do("propose_decline", by, **GROUND)
    proposed = Road().submit()
    proposed.assign()
    proposed.answer().propose()
    with refused("stage"):
        proposed.do("propose_decline", proposed.handler, **GROUND)
