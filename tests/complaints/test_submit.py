"""submit: what cannot be settled at once goes to the coordinator."""

from __future__ import annotations

import pytest

from huiyin.complaints.models import Stage
from tests.complaints.checks import kinds, recorded, refused, task
from tests.complaints.road import BEIJING, Road, at_stage
from tests.world import unit

pytestmark = pytest.mark.django_db


def test_the_coordinator_owes_the_review() -> None:
    road = Road().submit()
    assert (road.complaint.stage, kinds(road)) == (Stage.UNDER_REVIEW, {"review"})
    assert task(road, "review").unit_id == road.complaint.owner_unit_id == unit("广东投诉办").pk
    assert road.complaint.owner_staff_id is None
    line = recorded(road, "submit", road.intake)
    assert (line.stage_from, line.stage_to) == ("registered", "under_review")


def test_the_review_is_due_at_the_close_of_the_next_working_day() -> None:
    due = task(Road().submit(), "review").due_at.astimezone(BEIJING)
    assert due.isoformat() == "2026-11-24T17:30:00+08:00"


def test_it_refuses_others_and_a_second_time() -> None:
    road = Road()
    with refused("not_yours"):
        road.do("submit", road.head)
    with refused("stage"):
        at_stage(Stage.UNDER_REVIEW).submit()
