"""finish_transfer: the receiving unit says what came of it, once."""

from __future__ import annotations

import pytest

from huiyin.complaints import access, verify
from huiyin.complaints.models import Clock, Departure, Stage
from tests.complaints.checks import kinds, recorded, refused
from tests.complaints.road import at_stage
from tests.world import person

pytestmark = pytest.mark.django_db


def test_the_result_is_kept_and_nothing_is_left_to_do() -> None:
    road = at_stage(Stage.TRANSFERRED)
    road.do("finish_transfer", road.co, result="已电话解答预约规则")
    gone = Departure.objects.get(complaint=road.complaint)
    assert (gone.result, gone.finished_at, gone.returned_at) == ("已电话解答预约规则", road.at, None)
    assert (road.complaint.stage, kinds(road)) == (Stage.TRANSFERRED, set())
    assert Clock.objects.get(complaint=road.complaint, rule="step:transfer").result == "kept"
    recorded(road, "finish_transfer", road.co, result="已电话解答预约规则")
    with refused("transfer_finished"):
        road.do("finish_transfer", road.co, result="再说一次")
    assert verify.run() == []


def test_it_refuses_no_result_and_whoever_did_not_receive_it() -> None:
    road = at_stage(Stage.TRANSFERRED)
    with refused("empty", "result"):
        road.do("finish_transfer", road.co, result="")
    for by in (road.coordinator, road.intake):
        with refused("not_yours"):
            road.do("finish_transfer", by, result="已答复")


def test_a_request_about_personal_data_opens_to_the_privacy_officer_it_went_to() -> None:
    road, officer = at_stage(Stage.UNDER_REVIEW), person("宋词")
    assert not access.visible_to(officer).exists()
    road.do("retype", road.coordinator, to_type="personal_information", reason="客户要求更正登记的地址")
    road.do("finish_transfer", officer, result="已更正并书面答复")
    assert list(access.listing(officer)) == [road.complaint]
    road.do("take_back", road.coordinator, reason="另有收费争议")
    assert not access.visible_to(officer).exists()
    assert verify.run() == []
