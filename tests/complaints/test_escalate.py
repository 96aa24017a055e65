"""escalate: to the coordinator of the next larger part, with a review of its own."""

from __future__ import annotations

import pytest

from huiyin.complaints import access, verify
from huiyin.complaints.models import Clock, Participation, Stage
from tests.complaints.checks import customer_clock, kinds, recorded, refused, task
from tests.complaints.road import Road, at_stage
from tests.world import person, unit

pytestmark = pytest.mark.django_db


def test_the_next_larger_coordinator_owes_the_review_and_the_customers_limit_stands() -> None:
    road = at_stage(Stage.UNDER_REVIEW)
    limit, root = customer_clock(road).due_at, unit("投诉管理部").pk
    road.do("escalate", road.coordinator, reason="涉及制度修改")
    complaint = road.complaint
    assert (complaint.stage, complaint.coordinator_unit_id, complaint.owner_unit_id) == (
        "under_review",
        root,
        root,
    )
    assert (kinds(road), task(road, "review").unit_id, complaint.due_at) == ({"review"}, root, limit)
    assert list(Clock.objects.filter(complaint=complaint, rule="step:review", stopped_at=None)) == [
        task(road, "review").clock
    ]
    coordinating = Participation.objects.filter(complaint=complaint, part="coordinating", to_at=None)
    assert [part.unit_id for part in coordinating] == [root]
    assert access.visible_to(person("沈岚")).filter(pk=complaint.pk).exists()
    recorded(road, "escalate", road.coordinator, reason="涉及制度修改", to_office=root)
    assert verify.run() == []


def test_nobody_stands_above_the_banks_own_coordinator() -> None:
    road = at_stage(Stage.UNDER_REVIEW)
    road.do("escalate", road.coordinator, reason="涉及制度修改")
    with refused("already_at_the_top"):
        road.do("escalate", person("沈岚"), reason="再上")


def test_it_never_reaches_the_unit_complained_of() -> None:
    road = Road(complained_of_unit_id=unit("投诉管理部").pk).submit()
    road.do("escalate", road.coordinator, reason="超出分行权限")
    assert road.complaint.coordinator_unit_id != unit("投诉管理部").pk
    assert verify.run() == []


def test_it_refuses_no_reason_others_and_other_stages() -> None:
    road = at_stage(Stage.UNDER_REVIEW)
    with refused("empty", "reason"):
        road.do("escalate", road.coordinator, reason=" ")
    with refused("not_yours"):
        road.do("escalate", road.head, reason="？")
    road.assign()
    with refused("stage"):
        road.do("escalate", road.coordinator, reason="？")
