"""ask_review: within thirty days of delivery the superior unit is asked to check the decision, once."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from huiyin.complaints import deadlines, verify
from huiyin.complaints.models import Clock, Complaint, Reply, Review, Stage
from huiyin.organisation.models import StaffRole
from tests.complaints.checks import kinds, recorded, refused, task
from tests.complaints.road import Road, at_stage
from tests.world import person, unit

pytestmark = pytest.mark.django_db


def given(road: Road, **other: Any) -> dict[str, Any]:
    return {"reason": "没有回答合同条款", "proof": "R-9", "asked_at": road.at, **other}


def delivered(road: Road) -> datetime:
    return Reply.objects.filter(complaint=road.complaint).latest("id").delivered_at


@pytest.mark.parametrize("stage", [Stage.REPLIED, Stage.FOLLOWING_UP, Stage.CLOSED, Stage.ARCHIVED])
def test_the_reviewers_of_the_superior_office_owe_a_decision_in_thirty_days(stage: Stage) -> None:
    road = at_stage(stage).ask_review()
    complaint, group = road.complaint, unit("核查组")
    assert (complaint.stage, complaint.owner_unit_id, complaint.closed_at) == (Stage.REVIEWING, group.pk, None)
    assert kinds(road) - {"prove"} == {"recheck"}
    review = Review.objects.get(complaint=complaint)
    asked = road.at - timedelta(minutes=1)
    assert (review.stage_before, review.asked_at, review.unit_id) == (stage, asked, group.pk)
    assert task(road, "recheck").due_at == review.due_at == deadlines.end_of_day(asked, 30)
    assert not Clock.objects.filter(complaint=complaint, rule__in=["archive", "silence"], stopped_at=None).exists()
    assert group.pk in complaint.scope
    recorded(road, "ask_review", road.intake, reason="两次答复都没有回答合同条款", unit=group.pk)
    assert verify.run() == []


def test_the_thirtieth_day_is_in_time_and_the_thirty_first_is_not() -> None:
    """Journey 12."""
    road = at_stage(Stage.CLOSED)
    last = deadlines.end_of_day(delivered(road), 30)
    road.at = last
    with refused("review_too_late", "asked_at"):
        road.do("ask_review", road.intake, **given(road, asked_at=last))
    road.do("ask_review", road.intake, **given(road, asked_at=last - timedelta(seconds=1)))
    assert road.complaint.stage == Stage.REVIEWING


def test_a_decision_is_reviewed_once() -> None:
    road = at_stage(Stage.REVIEWING)
    Complaint.objects.filter(pk=road.complaint.pk).update(stage=Stage.REPLIED)
    with refused("reviewed_already"):
        road.do("ask_review", road.intake, **given(road))


def test_a_head_office_decision_has_no_superior() -> None:
    road = at_stage(Stage.CLOSED)
    Complaint.objects.filter(pk=road.complaint.pk).update(coordinator_unit_id=unit("投诉管理部").pk)
    with pytest.raises(Exception) as no:
        road.do("ask_review", road.intake, **given(road))
    assert no.value.code == "no_superior"  # type: ignore[attr-defined]
    assert "仲裁" in no.value.params["remedies"]  # type: ignore[attr-defined]
    Complaint.objects.filter(pk=road.complaint.pk).update(
        coordinator_unit_id=unit("广东分行投诉办").pk, complained_of_unit_id=unit("投诉管理部").pk
    )
    with refused("no_superior"):
        road.do("ask_review", road.intake, **given(road))


def test_it_refuses_what_cannot_be() -> None:
    road = at_stage(Stage.REPLIED)
    hour = timedelta(hours=1)
    for code, field, value in (
        ("empty", "reason", " "), ("empty", "proof", ""), ("received_in_future", "asked_at", road.at + hour),
        ("asked_before_delivery", "asked_at", delivered(road) - hour),
    ):  # fmt: skip
        with refused(code, field):
            road.do("ask_review", road.intake, **given(road, **{field: value}))
    for by in (road.head, road.co, road.caller):
        with refused("not_yours"):
            road.do("ask_review", by, **given(road))
    with refused("not_found"):
        road.do("ask_review", person("丁一"), **given(road))
    StaffRole.objects.filter(role="reviewer").delete()
    with refused("nobody_to_review"):
        road.do("ask_review", road.intake, **given(road))
