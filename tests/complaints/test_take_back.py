"""take_back: it was a complaint after all: the same work on the same clocks, since the same moment."""

from __future__ import annotations

from datetime import timedelta

import pytest

from huiyin.complaints import verify
from huiyin.complaints.models import Clock, Departure, Participation, Stage
from huiyin.organisation.models import Staff
from tests.complaints.checks import customer_clock, recorded, refused, task
from tests.complaints.road import at_stage
from tests.complaints.standing import standing

pytestmark = pytest.mark.django_db


def test_it_stands_where_it_stood_with_the_limit_of_the_first_receipt() -> None:
    road = at_stage(Stage.UNDER_REVIEW)
    road.do("pick", road.coordinator)
    before, limit = standing(road.complaint), customer_clock(road).due_at
    road.transfer()
    road.at += timedelta(days=3)
    road.do("take_back", road.coordinator, reason="客户表示不满，属投诉")
    assert standing(road.complaint) == before
    assert (road.complaint.due_at, task(road, "review").staff_id) == (limit, road.coordinator.pk)
    gone = Departure.objects.get(complaint=road.complaint)
    assert (gone.returned_at, gone.returned_by) == (road.at, "take_back")
    assert Clock.objects.get(complaint=road.complaint, rule="step:transfer").result == "taken_back"
    assert not Participation.objects.filter(complaint=road.complaint, part="receiving", to_at=None).exists()
    recorded(road, "take_back", road.coordinator, reason="客户表示不满，属投诉")
    assert verify.run() == []


def test_work_of_somebody_who_left_meanwhile_lies_in_the_pool() -> None:
    road = at_stage(Stage.UNDER_REVIEW)
    road.do("pick", road.coordinator)
    road.transfer()
    Staff.objects.filter(pk=road.coordinator.pk).update(left_at=road.at)
    road.do("take_back", road.coordinator, reason="属投诉")
    assert (task(road, "review").staff_id, road.complaint.owner_staff_id) == (None, None)
    assert verify.run() == []


def test_it_may_leave_and_come_back_again() -> None:
    road = at_stage(Stage.TRANSFERRED)
    road.do("take_back", road.coordinator, reason="属投诉")
    road.transfer()
    assert Departure.objects.filter(complaint=road.complaint).count() == 2
    assert verify.run() == []


def test_it_refuses_no_reason_others_and_what_was_declined() -> None:
    road = at_stage(Stage.TRANSFERRED)
    with refused("empty", "reason"):
        road.do("take_back", road.coordinator, reason="")
    with refused("not_yours"):
        road.do("take_back", road.co, reason="属投诉")
    declined = at_stage(Stage.DECLINED)
    with refused("stage"):
        declined.do("take_back", declined.coordinator, reason="属投诉")
