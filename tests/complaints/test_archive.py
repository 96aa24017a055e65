"""archive: the whole file put away as its next version."""

from __future__ import annotations

import pytest

from huiyin.complaints import jobs
from huiyin.complaints.models import Clock, Stage
from huiyin.organisation.actor import SYSTEM
from tests.complaints.checks import recorded, refused
from tests.complaints.road import MINUTE, at_stage

pytestmark = pytest.mark.django_db


def test_it_rests_and_no_clock_runs() -> None:
    road = at_stage(Stage.CLOSED)
    road.do("archive", road.coordinator)
    assert (road.complaint.stage, road.complaint.archive_version) == (Stage.ARCHIVED, 1)
    assert not Clock.objects.filter(complaint=road.complaint, stopped_at=None).exists()
    recorded(road, "archive", road.coordinator)


def test_the_system_does_it_when_the_right_to_a_review_has_run_out_and_not_before() -> None:
    road = at_stage(Stage.CLOSED)
    clock = Clock.objects.get(complaint=road.complaint, rule="archive", stopped_at=None)
    with refused("right_to_review_runs"):
        road.do("archive", SYSTEM)
    assert jobs.run_due(at=clock.due_at - MINUTE) == 0
    assert jobs.run_due(at=clock.due_at) == 1
    assert road.complaint.stage == Stage.ARCHIVED


def test_a_file_put_away_again_is_the_next_version() -> None:
    road = at_stage(Stage.ARCHIVED)
    assert road.complaint.archive_version == 1
    road.do("reopen", road.coordinator, reason="新的事实")
    assert road.complaint.archive_version == 1


def test_it_refuses_others_and_other_stages() -> None:
    road = at_stage(Stage.CLOSED)
    with refused("not_yours"):
        road.do("archive", road.handler)
    with refused("stage"):
        at_stage(Stage.ARCHIVED).archive()
