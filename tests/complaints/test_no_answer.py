"""no_answer: silence, by the system, when the days are over; never taken for acceptance."""

from __future__ import annotations

from datetime import timedelta

import pytest

from huiyin.complaints.models import Acceptance, Stage
from huiyin.organisation.actor import SYSTEM
from tests.complaints.checks import kinds, recorded, refused, task
from tests.complaints.road import MINUTE, Road, at_stage

pytestmark = pytest.mark.django_db


def silent() -> Road:
    road = at_stage(Stage.REPLIED)
    road.at = task(road, "confirm").due_at
    return road


def test_it_is_recorded_as_silence_and_the_customer_is_called() -> None:
    road = silent()
    road.do("no_answer", SYSTEM)
    assert (road.complaint.acceptance, road.complaint.stage) == (Acceptance.NO_ANSWER, Stage.FOLLOWING_UP)
    assert "confirm" not in kinds(road)
    recorded(road, "no_answer", SYSTEM)


def test_it_refuses_while_there_is_time() -> None:
    road = silent()
    road.at -= 2 * MINUTE
    with refused("still_time_to_answer"):
        road.do("no_answer", SYSTEM)


def test_it_refuses_after_an_answer() -> None:
    road = silent()
    complaint = road.complaint
    complaint.acceptance = Acceptance.ACCEPTED
    complaint.save()
    with refused("already_answered"):
        road.do("no_answer", SYSTEM)


def test_nobody_but_the_system_and_only_after_the_reply() -> None:
    road = silent()
    with refused("not_yours"):
        road.do("no_answer", road.coordinator)
    early = at_stage(Stage.REPLYING)
    early.at += timedelta(days=30)
    with refused("stage"):
        early.do("no_answer", SYSTEM)
