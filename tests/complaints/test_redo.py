"""redo: investigated again by somebody who did not handle it, with limits of its own."""

from __future__ import annotations

from datetime import timedelta

import pytest

from huiyin.complaints import verify, work
from huiyin.complaints.models import Assignment, Stage
from tests.complaints.checks import kinds, recorded, refused, task
from tests.complaints.road import Road, at_stage
from tests.complaints.test_reopen import second_handler
from tests.world import person

pytestmark = pytest.mark.django_db
CHECKED = {"process": "未听取客户意见", "limits": "符合", "result": "事实不清", "grounds": "请调取监控后重新认定"}


@pytest.mark.parametrize("stage", [Stage.CLOSED, Stage.REPLIED])
def test_the_lead_unit_investigates_again_with_another_handler(stage: Stage) -> None:
    road: Road = at_stage(stage)
    second_handler()
    road.ask_review().at += timedelta(days=9)
    road.do("redo", road.reviewer, **CHECKED)
    complaint = road.complaint
    assert (complaint.stage, kinds(road) - {"prove"}) == (Stage.INVESTIGATING, {"investigate"})
    assert (complaint.lead_unit_id, complaint.acceptance, complaint.stood_by) == (road.lead_unit.pk, "", False)
    assert road.handler.id in complaint.barred
    assert task(road, "investigate").staff_id is None
    share = Assignment.objects.get(complaint=complaint, ended_at=None)
    assert (share.lead, share.question) == (True, "请调取监控后重新认定")
    clock = work.customer_clock(complaint)
    assert clock is not None
    assert (clock.started_at, complaint.due_at) == (road.at, clock.due_at)
    recorded(road, "redo", road.reviewer, reason="请调取监控后重新认定")
    with refused("handled_before"):
        road.propose()
    assert verify.run() == []


def test_where_the_unit_has_no_other_handler_the_coordinator_decides() -> None:
    road = at_stage(Stage.REPLIED).refuse_for_good().ask_review()
    road.do("redo", road.reviewer, **CHECKED)
    assert (road.complaint.stage, kinds(road)) == (Stage.UNDER_REVIEW, {"review"})
    assert verify.run() == []


def test_it_refuses_others_and_unchecked_parts() -> None:
    road = at_stage(Stage.REVIEWING)
    with refused("empty", "limits"):
        road.do("redo", road.reviewer, **{**CHECKED, "limits": ""})
    for by in (road.coordinator, person("沈岚")):
        with refused("not_yours"):
            road.do("redo", by, **CHECKED)
    with refused("stage"):
        at_stage(Stage.CLOSED).do("redo", road.coordinator, **CHECKED)
