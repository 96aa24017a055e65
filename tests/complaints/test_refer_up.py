"""refer_up: what nobody in the part may grant, or two head-office departments must settle, goes one coordinator up."""

from __future__ import annotations

from decimal import Decimal

import pytest

from huiyin.complaints import verify
from huiyin.complaints.commands import Offer
from huiyin.complaints.models import Assignment, Opinion, Participation, Stage
from huiyin.organisation.models import StaffRole
from tests.complaints.checks import customer_clock, kinds, recorded, refused, task
from tests.complaints.road import Road, at_stage
from tests.world import person, unit

pytestmark = pytest.mark.django_db
MUCH = [Offer("compensation", Decimal(90_000))]


def two() -> list[int]:
    return [unit("个人金融部").pk, unit("网络金融部").pk]


def refer(road: Road, by: object = None, **details: object) -> None:
    road.do("refer_up", by or road.handler, reason="超出分行权限", **details)  # type: ignore[arg-type]


@pytest.mark.parametrize("stage", [Stage.INVESTIGATING, Stage.APPROVING])
def test_nobody_in_the_part_may_grant_it_so_the_next_larger_coordinator_reviews_it(stage: Stage) -> None:
    road = at_stage(stage)
    by, limit, root = road.handler if stage == Stage.INVESTIGATING else road.head, None, unit("投诉管理部").pk
    limit = customer_clock(road).due_at
    refer(road, by, offers=MUCH)
    complaint = road.complaint
    assert (complaint.stage, complaint.coordinator_unit_id, complaint.owner_unit_id) == (
        "under_review",
        root,
        root,
    )
    assert (kinds(road), task(road, "review").unit_id, complaint.due_at) == ({"review"}, root, limit)
    assert not Assignment.objects.filter(complaint=complaint, ended_at=None).exists()
    assert not Opinion.objects.filter(complaint=complaint, state="proposed").exists()
    parts = Participation.objects.filter(complaint=complaint, to_at=None).values_list("part", flat=True)
    assert set(parts) == {"intake", "coordinating"}
    recorded(road, "refer_up", by, to_office=root, offers=[{"kind": "compensation", "amount": "90000"}])
    assert verify.run() == []


def test_two_departments_of_head_office_are_reason_enough() -> None:
    road = at_stage(Stage.INVESTIGATING)
    refer(road, road.coordinator, departments=two())
    assert road.complaint.stage == Stage.UNDER_REVIEW
    recorded(road, "refer_up", road.coordinator, departments=sorted(two()))


def test_what_the_part_can_decide_stays_there() -> None:
    road = at_stage(Stage.INVESTIGATING)
    for details in ({}, {"offers": [Offer("goodwill", Decimal(300))]}, {"departments": two()[:1]}):
        with refused("within_the_part", "offers"):
            refer(road, **details)
    with refused("not_of_head_office", "departments"):
        refer(road, departments=[two()[0], road.co_unit.pk])
    assert road.complaint.stage == Stage.INVESTIGATING


def test_an_opinion_for_which_the_authority_is_gone_meanwhile_may_go_up_as_it_is() -> None:
    road = at_stage(Stage.APPROVING)
    with refused("within_the_part"):
        refer(road, road.head)
    StaffRole.objects.filter(role="approver", unit__path__contains=[unit("广东分行").pk]).delete()
    refer(road, road.head)
    assert road.complaint.stage == Stage.UNDER_REVIEW


def test_it_refuses_no_reason_others_and_the_top() -> None:
    road = at_stage(Stage.INVESTIGATING)
    with refused("empty", "reason"):
        road.do("refer_up", road.handler, reason="", departments=two())
    for by in (road.co, road.head, person("丁一")):
        with refused("not_found" if by.name == "丁一" else "not_yours"):
            refer(road, by, departments=two())
