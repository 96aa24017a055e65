"""follow_up: somebody else calls; process and result are asked apart."""

from __future__ import annotations

import pytest

from huiyin.complaints.commands import Offer
from huiyin.complaints.models import Assignment, Call, Stage
from huiyin.complaints.queries import file as files
from huiyin.organisation.actor import Role
from huiyin.organisation.models import Staff, StaffRole
from huiyin.organisation.queries import actor
from tests.complaints.checks import kinds, recorded, refused
from tests.complaints.road import Road, at_stage
from tests.world import TODAY, unit

pytestmark = pytest.mark.django_db


def unreached(road: Road) -> None:
    road.do("follow_up", road.caller, reached=False)


def test_both_answers_stand_apart_and_the_file_is_ready_to_close() -> None:
    road = at_stage(Stage.FOLLOWING_UP).call()
    complaint = road.complaint
    assert (complaint.process_satisfied, complaint.result_satisfied, complaint.called_at) == (True, False, road.at)
    assert (complaint.stage, kinds(road)) == (Stage.FOLLOWING_UP, {"close", "prove"})
    recorded(road, "follow_up", road.caller, attempt=1, reached=True)


def test_the_third_attempt_ends_it() -> None:
    road = at_stage(Stage.FOLLOWING_UP)
    unreached(road)
    unreached(road)
    assert kinds(road) == {"call", "prove"}
    unreached(road)
    assert (kinds(road), road.complaint.process_satisfied) == ({"close", "prove"}, None)
    with refused("already_called"):
        unreached(road)


def test_after_it_was_taken_up_again_there_are_three_attempts_again() -> None:
    road = at_stage(Stage.FOLLOWING_UP)
    other = Staff.objects.create_user("xin.ren", "a long password", name="新人")
    StaffRole.objects.create(staff=other, unit=unit("天河支行"), role=Role.HANDLER, valid_from=TODAY.replace(day=1))
    unreached(road)
    unreached(road)
    road.do("reopen", road.coordinator, reason="新的事实")
    road.handler = actor(other.pk, on=TODAY)
    road.propose(Offer("apology_written")).approve().reply().accept()
    unreached(road)
    assert "call" in kinds(road)
    assert Call.objects.filter(complaint=road.complaint).count() == 3


def test_it_refuses_half_an_answer() -> None:
    road = at_stage(Stage.FOLLOWING_UP)
    with refused("empty", "process_satisfied"):
        road.do("follow_up", road.caller, reached=True)
    with refused("empty", "result_satisfied"):
        road.do("follow_up", road.caller, reached=True, process_satisfied=True)


def test_it_refuses_whoever_handled_it() -> None:
    road = at_stage(Stage.FOLLOWING_UP)
    Assignment.objects.filter(complaint=road.complaint, lead=False).update(answered_by=road.caller.id)
    with refused("handler_may_not_call"):
        road.call()
    page = files.file(road.ref, seen_by=road.caller, at=road.at)
    assert [choice.why for choice in page.steps if choice.step == "follow_up"] == ["handler_may_not_call"]


def test_it_refuses_others_and_other_stages() -> None:
    road = at_stage(Stage.FOLLOWING_UP)
    for by in (road.handler, road.coordinator, road.intake):
        with refused("not_yours"):
            road.do("follow_up", by, reached=False)
    closed = at_stage(Stage.CLOSED)
    with refused("stage"):
        closed.do("follow_up", closed.caller, reached=False)
