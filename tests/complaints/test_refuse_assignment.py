"""refuse_assignment: within one working day, and not answered yet."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from huiyin.complaints.models import Stage
from tests.complaints.checks import kinds, recorded, refused, task
from tests.complaints.road import BEIJING, Road, at_stage
from tests.world import unit

pytestmark = pytest.mark.django_db
CLOSE_OF_TUESDAY = datetime(2026, 11, 24, 17, 30, tzinfo=BEIJING)


def refuse(road: Road, reason: str = "非我部门职责") -> None:
    road.do("refuse_assignment", road.co, reason=reason)


def test_the_coordinator_arbitrates_and_the_share_stays_meanwhile() -> None:
    road = at_stage(Stage.INVESTIGATING)
    refuse(road)
    assert kinds(road) == {"investigate", "answer", "arbitrate"}
    assert task(road, "arbitrate").unit_id == unit("广东投诉办").pk
    recorded(road, "refuse_assignment", road.co, unit=road.co_unit.pk, reason="非我部门职责")


def test_handler_and_head_of_the_lead_may() -> None:
    for name in ("handler", "head"):
        road = at_stage(Stage.INVESTIGATING)
        road.do("refuse_assignment", getattr(road, name), reason="应由运营部办理")
        assert "arbitrate" in kinds(road)


def test_silence_beyond_one_working_day_is_acceptance() -> None:
    in_time, late = at_stage(Stage.INVESTIGATING), at_stage(Stage.INVESTIGATING)
    in_time.at = CLOSE_OF_TUESDAY - timedelta(minutes=1)
    refuse(in_time)
    late.at = CLOSE_OF_TUESDAY
    with refused("too_late_to_refuse"):
        refuse(late)


def test_it_refuses_after_the_answer_after_the_arbitration_and_without_reason() -> None:
    road = at_stage(Stage.INVESTIGATING)
    with refused("empty", "reason"):
        refuse(road, " ")
    refuse(road)
    with refused("already_answered"):
        refuse(road)
    road.do("arbitrate", road.coordinator, unit_id=road.co_unit.pk)
    with refused("already_arbitrated"):
        refuse(road)
    answered = at_stage(Stage.INVESTIGATING).answer()
    with refused("already_answered"):
        refuse(answered)


def test_it_refuses_others_and_other_stages() -> None:
    road = at_stage(Stage.INVESTIGATING)
    with refused("not_yours"):
        road.do("refuse_assignment", road.intake, reason="？")
    with refused("stage"):
        refuse(at_stage(Stage.APPROVING))
