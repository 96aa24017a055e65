"""hand_down: to a smaller coordinator inside one's own part, and nothing is left without owner or clock."""

from __future__ import annotations

import pytest

from huiyin.complaints import verify
from huiyin.complaints.models import Stage
from tests.complaints.checks import customer_clock, kinds, recorded, refused, task
from tests.complaints.road import Road, at_stage
from tests.world import person, unit

pytestmark = pytest.mark.django_db
WHY = {"reason": "分行即可办理"}


def at_the_top(road: Road) -> Road:
    road.do("escalate", road.coordinator, reason="请总行看")
    return road


def test_the_smaller_coordinator_owes_the_review_and_nothing_waits_nowhere() -> None:
    road = at_the_top(at_stage(Stage.UNDER_REVIEW))
    limit, office = customer_clock(road).due_at, unit("江苏投诉办").pk
    road.do("hand_down", person("沈岚"), unit_id=office, **WHY)
    complaint = road.complaint
    assert (complaint.coordinator_unit_id, complaint.owner_unit_id, complaint.due_at) == (
        office,
        office,
        limit,
    )
    assert (kinds(road), task(road, "review").unit_id) == ({"review"}, office)
    recorded(road, "hand_down", person("沈岚"), **WHY, to_office=office)
    assert verify.run() == []


def test_it_goes_down_only_to_a_coordinator_inside_ones_own_part() -> None:
    road = at_stage(Stage.UNDER_REVIEW)
    with refused("no_smaller_coordinator", "unit_id"):  # a branch has none below it
        road.do("hand_down", road.coordinator, unit_id=unit("江苏投诉办").pk, **WHY)
    at_the_top(road)
    for name in ("天河支行", "投诉管理部"):  # no coordinator; itself
        with refused("no_smaller_coordinator", "unit_id"):
            road.do("hand_down", person("沈岚"), unit_id=unit(name).pk, **WHY)


def test_it_never_goes_down_to_the_unit_complained_of() -> None:
    road = Road(complained_of_unit_id=unit("广东分行").pk).submit()
    assert road.complaint.coordinator_unit_id == unit("投诉管理部").pk
    with refused("no_smaller_coordinator", "unit_id"):
        road.do("hand_down", person("沈岚"), unit_id=unit("广东投诉办").pk, **WHY)


def test_it_refuses_no_reason_and_others() -> None:
    road = at_the_top(at_stage(Stage.UNDER_REVIEW))
    with refused("empty", "reason"):
        road.do("hand_down", person("沈岚"), unit_id=unit("江苏投诉办").pk, reason="")
    with refused("not_yours"):
        road.do("hand_down", road.coordinator, unit_id=unit("江苏投诉办").pk, **WHY)
