"""minute: what was said and decided, who dissents; a binding decision is carried out."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from huiyin.complaints import verify
from huiyin.complaints.models import Approval, Assignment, Consultation, Opinion, Stage
from huiyin.complaints.queries import file as files
from tests.complaints.checks import kinds, recorded, refused, task
from tests.complaints.road import Road, at_stage
from tests.world import unit

pytestmark = pytest.mark.django_db
DECISION = "由运营部先行垫付，十日内补齐流水"


def called(stage: Stage) -> Road:
    road = at_stage(stage)
    if stage == Stage.INVESTIGATING:
        road.answer()
    units = [road.lead_unit.pk, road.co_unit.pk]
    road.do(
        "consult",
        road.coordinator,
        meets_at=road.at + timedelta(hours=1),
        agenda="责任如何划分",
        unit_ids=units,
    )
    return road


def minute(road: Road, **given: Any) -> None:
    road.do(
        "minute", road.coordinator, **{"minutes": "各方陈述", "decision": DECISION, "binding": True, **given}
    )


def test_under_approval_the_opinion_goes_back_and_the_lead_carries_it_out() -> None:
    road = called(Stage.APPROVING)
    minute(road, dissent={road.co_unit.pk: "不同意先行垫付"})
    assert (road.complaint.stage, kinds(road)) == (Stage.INVESTIGATING, {"investigate"})
    assert Opinion.objects.get(complaint=road.complaint).state == "returned"
    assert task(road, "investigate").staff_id == road.handler.id
    assert road.complaint.returns == Assignment.objects.get(complaint=road.complaint, lead=True).returns == 0
    said = [{"unit": road.co_unit.pk, "said": "不同意先行垫付"}]
    recorded(
        road, "minute", road.coordinator, minutes="各方陈述", decided=DECISION, dissent=said, binding=True
    )
    held = Consultation.objects.get(complaint=road.complaint)
    assert (held.dissent, held.minuted_by, held.minuted_at) == (said, road.coordinator.id, road.at)
    assert files.file(road.ref, seen_by=road.handler, at=road.at).bound_by == DECISION
    road.propose()
    recorded(road, "propose", road.handler, carries_out=DECISION)
    assert Approval.objects.filter(opinion__complaint=road.complaint, opinion__version=2).exists()
    assert verify.run() == []


def test_in_investigation_it_is_recorded_and_the_next_opinion_names_it() -> None:
    road = called(Stage.INVESTIGATING)
    minute(road)
    assert (road.complaint.stage, kinds(road)) == (Stage.INVESTIGATING, {"investigate"})
    road.propose()
    recorded(road, "propose", road.handler, carries_out=DECISION)


def test_advice_that_does_not_bind_leaves_the_opinion_where_it_is() -> None:
    road = called(Stage.APPROVING)
    minute(road, binding=False)
    assert (road.complaint.stage, kinds(road)) == (Stage.APPROVING, {"approve"})
    road.approve()
    assert road.complaint.stage == Stage.REPLYING


def test_the_file_shows_what_was_said_and_who_dissents() -> None:
    road = called(Stage.INVESTIGATING)
    minute(road, dissent={road.lead_unit.pk: "损失应由柜面承担"})
    (meeting,) = files.file(road.ref, seen_by=road.handler, at=road.at).meetings
    assert meeting.dissent == (("天河支行", "损失应由柜面承担"),)
    assert (meeting.minutes, meeting.decision, meeting.minuted_by) == ("各方陈述", DECISION, "黄珊")
    lines = files.file(road.ref, seen_by=road.handler, at=road.at).timeline.lines
    assert lines[0].fact["dissent"] == "天河支行：损失应由柜面承担"


def test_it_refuses_nothing_to_minute_empty_blocks_and_units_that_did_not_meet() -> None:
    road = at_stage(Stage.INVESTIGATING)
    with refused("nothing_to_minute"):
        minute(road)
    road = called(Stage.INVESTIGATING)
    for given, code, field in (
        ({"minutes": " "}, "empty", "minutes"),
        ({"decision": ""}, "empty", "decision"),
        ({"dissent": {unit("越秀支行").pk: "？"}}, "not_at_the_table", "dissent"),
        ({"dissent": {road.co_unit.pk: " "}}, "empty", "dissent"),
    ):
        with refused(code, field):
            minute(road, **given)
    minute(road)
    with refused("nothing_to_minute"):
        minute(road)


def test_it_refuses_others_and_other_stages() -> None:
    road = called(Stage.APPROVING)
    with refused("not_yours"):
        road.do("minute", road.handler, minutes="？", decision="？", binding=True)
    with refused("stage"):
        minute(at_stage(Stage.REPLYING))
