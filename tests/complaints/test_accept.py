"""accept: with proof; then a call, or the file is ready to close."""

from __future__ import annotations

import pytest

from huiyin.complaints import access, decisions
from huiyin.complaints.commands import Customer
from huiyin.complaints.models import Acceptance, Assignment, Complaint, Severity, Stage
from huiyin.organisation.actor import Role
from huiyin.organisation.models import StaffRole, Unit
from tests.complaints.checks import kinds, recorded, refused, task
from tests.complaints.road import BEIJING, at_stage
from tests.world import unit

pytestmark = pytest.mark.django_db


def test_it_stands_with_its_proof() -> None:
    road = at_stage(Stage.REPLIED).accept()
    assert (road.complaint.acceptance, road.complaint.accepted_at) == (Acceptance.ACCEPTED, road.at)
    recorded(road, "accept", road.intake, proof="R-88213999")


def test_a_serious_one_is_called_back_within_seven_days_by_another_unit() -> None:
    road = at_stage(Stage.REPLIED).accept()
    complaint = road.complaint
    assert (complaint.stage, kinds(road)) == (Stage.FOLLOWING_UP, {"call", "prove"})
    assert task(road, "call").unit_id == complaint.calling_unit_id == unit("广东投诉办").pk
    assert task(road, "call").due_at.astimezone(BEIJING).isoformat() == "2026-12-01T00:00:00+08:00"
    assert access.visible_to(road.caller).filter(pk=complaint.pk).exists()


def test_an_office_that_handled_it_does_not_call() -> None:
    StaffRole.objects.filter(unit=unit("广东投诉办"), role=Role.HANDLER).delete()
    road = at_stage(Stage.REPLIED)
    Assignment.objects.filter(complaint=road.complaint, lead=False).update(unit_id=unit("广东投诉办").pk)
    road.accept()
    assert road.complaint.calling_unit_id not in (None, unit("广东投诉办").pk, road.lead_unit.pk)


@pytest.mark.parametrize("accused", ["广东分行", "广东投诉办"])
def test_neither_the_unit_complained_of_nor_one_inside_it_calls(accused: str) -> None:
    road = at_stage(Stage.REPLIED)
    complaint = road.complaint
    complaint.complained_of_unit_id = unit(accused).pk
    complaint.save()
    road.accept()
    calling = road.complaint.calling_unit_id
    assert calling is not None
    assert unit(accused).pk not in unit_path(calling)


def unit_path(unit_id: int) -> list[int]:
    return Unit.objects.get(pk=unit_id).path


def test_where_nobody_may_call_the_file_is_ready_to_close() -> None:
    StaffRole.objects.filter(role=Role.FOLLOW_UP).delete()
    road = at_stage(Stage.REPLIED).accept()
    assert (road.complaint.stage, road.complaint.drawn, kinds(road)) == (Stage.REPLIED, False, {"close", "prove"})


def test_an_ordinary_one_is_called_back_in_three_of_ten() -> None:
    drawn = [decisions.is_drawn(Complaint(pk=n, severity=Severity.NORMAL)) for n in range(2000)]
    assert 500 < sum(drawn) < 700  # five standard deviations to either side of 600
    for number in range(6):
        road = at_stage(Stage.REPLIED, severity=Severity.NORMAL, customer=someone(number)).accept()
        asked = decisions.is_drawn(road.complaint)
        assert (road.complaint.drawn, road.complaint.stage == Stage.FOLLOWING_UP) == (asked, asked)


def someone(number: int) -> Customer:
    return Customer(name="客户", phone=f"1390000{number:04d}")


def test_whoever_did_not_accept_may_still_come_round() -> None:
    road = at_stage(Stage.REPLIED)
    complaint = road.complaint
    complaint.rounds = 2
    complaint.save()
    road.do("not_accept", road.intake, reason="太少")
    assert "stand" in kinds(road)
    road.accept()
    assert "stand" not in kinds(road)
    assert road.complaint.acceptance == Acceptance.ACCEPTED


def test_it_refuses_without_proof_and_twice() -> None:
    road = at_stage(Stage.REPLIED, severity=Severity.NORMAL)
    with refused("empty", "proof"):
        road.do("accept", road.intake, proof=" ")
    StaffRole.objects.filter(role=Role.FOLLOW_UP).delete()
    road.accept()
    with refused("already_answered"):
        road.accept()


def test_handler_and_intake_may_others_and_other_stages_not() -> None:
    road = at_stage(Stage.REPLIED)
    for by in (road.head, road.coordinator, road.co):
        with refused("not_yours"):
            road.do("accept", by, proof="R-1")
    road.do("accept", road.handler, proof="R-1")
    with refused("stage"):
        at_stage(Stage.REPLYING).accept()
