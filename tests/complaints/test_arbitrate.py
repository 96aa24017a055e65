"""arbitrate: a refused share stays, or goes to another unit."""

from __future__ import annotations

import pytest

from huiyin.complaints.models import Assignment, Stage
from tests.complaints.checks import kinds, recorded, refused, task
from tests.complaints.road import Road, at_stage
from tests.world import unit

pytestmark = pytest.mark.django_db


def refused_by(who: str) -> Road:
    road = at_stage(Stage.INVESTIGATING)
    road.do("refuse_assignment", getattr(road, who), reason="非我部门职责")
    return road


def test_it_stays_and_may_not_be_refused_again() -> None:
    road = refused_by("co")
    road.do("arbitrate", road.coordinator, unit_id=road.co_unit.pk, reason="属其职责")
    assert kinds(road) == {"investigate", "answer"}
    assert Assignment.objects.get(complaint=road.complaint, lead=False).upheld
    recorded(road, "arbitrate", road.coordinator, unit=road.co_unit.pk, to_unit=road.co_unit.pk, reason="属其职责")
    road.answer()


def test_a_co_handlers_share_moves_with_its_question() -> None:
    road, other = refused_by("co"), unit("越秀支行")
    road.do("arbitrate", road.coordinator, unit_id=road.co_unit.pk, to_unit_id=other.pk)
    held = Assignment.objects.get(complaint=road.complaint, lead=False, ended_at=None)
    assert (held.unit_id, held.question) == (other.pk, "当日库存？")
    assert (task(road, "answer").unit_id, road.complaint.reassignments) == (other.pk, 0)
    assert held.due_at < task(road, "investigate").due_at


def test_a_moved_lead_is_counted() -> None:
    road, other = refused_by("handler"), unit("越秀支行")
    road.do("arbitrate", road.coordinator, unit_id=road.lead_unit.pk, to_unit_id=other.pk)
    assert (road.complaint.lead_unit_id, road.complaint.reassignments) == (other.pk, 1)
    assert kinds(road) == {"investigate", "answer"}


def test_it_refuses_where_nothing_was_refused_and_units_out_of_reach() -> None:
    road = refused_by("co")
    with refused("nothing_to_arbitrate", "unit_id"):
        road.do("arbitrate", road.coordinator, unit_id=road.lead_unit.pk)
    with refused("out_of_reach"):
        road.do("arbitrate", road.coordinator, unit_id=road.co_unit.pk, to_unit_id=unit("个人金融部").pk)
    with refused("already_assigned"):
        road.do("arbitrate", road.coordinator, unit_id=road.co_unit.pk, to_unit_id=road.lead_unit.pk)


def test_it_refuses_others_and_other_stages() -> None:
    road = refused_by("co")
    with refused("not_yours"):
        road.do("arbitrate", road.head, unit_id=road.co_unit.pk)
    later = at_stage(Stage.APPROVING)
    with refused("stage"):
        later.do("arbitrate", later.coordinator, unit_id=later.co_unit.pk)
