"""answer: what the co-handling unit has to say."""

from __future__ import annotations

import pytest

from huiyin.complaints.models import Assignment, Stage
from tests.complaints.checks import kinds, recorded, refused
from tests.complaints.road import at_stage
from tests.world import person

pytestmark = pytest.mark.django_db


def test_it_stands_on_the_share_and_the_demand_is_gone() -> None:
    road = at_stage(Stage.INVESTIGATING).answer()
    held = Assignment.objects.get(complaint=road.complaint, lead=False)
    assert (held.answer, held.answered_by, held.answered_at) == ("当日库存充足", road.co.id, road.at)
    assert kinds(road) == {"investigate"}
    recorded(road, "answer", road.co, unit=road.co_unit.pk, answer="当日库存充足")


def test_it_refuses_nothing_and_a_second_time() -> None:
    road = at_stage(Stage.INVESTIGATING)
    with refused("empty", "answer"):
        road.do("answer", road.co, answer="")
    road.answer()
    with refused("already_answered"):
        road.answer()


def test_it_refuses_whoever_handled_it_before_it_was_taken_up_again() -> None:
    road = at_stage(Stage.INVESTIGATING)
    complaint = road.complaint
    complaint.barred = [road.co.pk]
    complaint.save()
    with refused("handled_before"):
        road.answer()


def test_it_refuses_the_lead_others_and_other_stages() -> None:
    road = at_stage(Stage.INVESTIGATING)
    for by in (road.handler, road.intake, person("黄珊")):
        with refused("not_yours"):
            road.do("answer", by, answer="？")
    with refused("stage"):
        at_stage(Stage.APPROVING).answer()
