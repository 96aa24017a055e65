"""object: the customer objects to declining or transferring; the next larger coordinator reviews it."""

from __future__ import annotations

import pytest

from huiyin.complaints import access, verify
from huiyin.complaints.models import Departure, Named, Participation, Stage
from tests.complaints.checks import customer_clock, kinds, recorded, refused, task
from tests.complaints.road import at_stage
from tests.world import person, unit

pytestmark = pytest.mark.django_db
WHY = {"reason": "卡就是你们行发的", "proof": "录音 R-7"}


@pytest.mark.parametrize("stage", [Stage.DECLINED, Stage.TRANSFERRED])
def test_the_next_larger_coordinator_reviews_it_on_the_first_receipts_clock(stage: Stage) -> None:
    before = customer_clock(at_stage(Stage.UNDER_REVIEW))
    road = at_stage(stage)
    assert road.complaint.due_at is None
    road.do("object", road.intake, **WHY)
    complaint, root = road.complaint, unit("投诉管理部").pk
    assert (complaint.stage, complaint.owner_unit_id, complaint.coordinator_unit_id) == (
        "under_review",
        root,
        root,
    )
    assert (complaint.due_at, complaint.types) == (before.due_at, ["complaint"])
    assert (customer_clock(road).stopped_at, customer_clock(road).result) == (None, "")
    assert (kinds(road), task(road, "review").unit_id) == ({"review"}, root)
    gone = Departure.objects.get(complaint=complaint)
    assert (gone.returned_at, gone.returned_by) == (road.at, "object")
    assert not Participation.objects.filter(complaint=complaint, part="receiving", to_at=None).exists()
    recorded(road, "object", road.intake, **WHY, to_office=root)
    assert verify.run() == []


def test_the_office_that_declined_does_not_review_its_own() -> None:
    road = at_stage(Stage.DECLINED)
    road.do("object", road.coordinator, **WHY)
    with refused("not_yours"):
        road.do("decline", road.coordinator, ground="no_demand", reason="同前")
    assert access.visible_to(person("沈岚")).filter(pk=road.complaint.pk).exists()


def test_a_head_office_decision_has_nobody_above_and_says_which_remedies_remain() -> None:
    road = at_stage(Stage.UNDER_REVIEW)
    road.do("escalate", road.coordinator, reason="需总行决定")
    road.do("decline", person("沈岚"), ground="no_demand", reason="联系三次无诉求")
    with refused("no_larger_coordinator"):
        road.do("object", person("沈岚"), **WHY)
    assert road.complaint.stage == Stage.DECLINED


def test_it_refuses_no_reason_others_and_what_was_not_declined() -> None:
    road = at_stage(Stage.DECLINED)
    with refused("empty", "reason"):
        road.do("object", road.intake, reason=" ")
    with refused("not_yours"):
        road.do("object", road.head, **WHY)
    with refused("stage"):
        merged = at_stage(Stage.MERGED)
        merged.do("object", merged.intake, **WHY)


def test_a_report_is_opened_by_the_integrity_office_before_anybody_reviews_it() -> None:
    road = at_stage(Stage.UNDER_REVIEW)
    road.do("retype", road.coordinator, to_type="report", reason="反映收受好处")
    officer = person("谢安")
    Named.objects.create(complaint=road.complaint, staff_id=road.coordinator.pk, from_at=road.at)
    with refused("report_still_shut"):
        road.do("object", road.coordinator, reason="只是投诉服务")
    road.do("restrict", officer, kind="", reason="不是举报")
    road.do("object", road.coordinator, reason="只是投诉服务")
    assert task(road, "review").unit_id == unit("投诉管理部").pk
    assert verify.run() == []
