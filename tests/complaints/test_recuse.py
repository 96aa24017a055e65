"""recuse: who may not touch a complaint, what rests on them goes to others, and they never come back into it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from huiyin.complaints import access, guarding, verify
from huiyin.complaints.commands import Ask, Offer
from huiyin.complaints.lifecycle import next_place
from huiyin.complaints.models import Approval, Recusal, Stage, Task
from huiyin.organisation import queries as organisation
from huiyin.organisation.actor import Actor, Role
from huiyin.organisation.models import StaffRole
from tests.complaints.checks import recorded, refused, task
from tests.complaints.road import MONDAY, Road, at_stage, holder
from tests.world import person, staff, unit

pytestmark = pytest.mark.django_db


def sees(by: Actor, road: Road) -> bool:
    one, other = (
        rows(by).filter(pk=road.complaint.pk).exists() for rows in (access.visible_to, access.listing)
    )
    assert one == other
    return one


def test_the_work_goes_back_and_whoever_is_recused_sees_it_no_more() -> None:
    road = at_stage(Stage.INVESTIGATING)
    road.do("pick", road.handler)
    road.do("recuse", road.coordinator, staff_ids=[road.handler.pk], why="relation")
    recorded(road, "recuse", road.coordinator, recusal="relation", people="余静")
    assert task(road, "investigate").staff_id is None
    assert road.complaint.owner_staff_id is None
    assert not sees(road.handler, road)
    assert sees(road.head, road)
    with refused("not_found"):
        road.do("note", road.handler, note="？")
    with refused("not_found"):
        road.do("pick", road.handler)
    assert verify.run() == []


def test_with_the_accused_go_the_direct_chief_and_both_deputies() -> None:
    road = at_stage(Stage.UNDER_REVIEW, complained_of_unit_id=unit("天河支行").pk)
    StaffRole.objects.create(
        staff=staff("余静"), unit=unit("天河支行"), role=Role.UNIT_HEAD, deputy_for=staff("何伟")
    )
    road.do("recuse", road.coordinator, staff_ids=[road.intake.pk], why="accused")
    kept_out = dict(Recusal.objects.filter(complaint=road.complaint).values_list("staff_id", "why"))
    assert kept_out == {road.intake.pk: "accused", road.head.pk: "chief", road.handler.pk: "chief"}
    assert road.complaint.complained_of_staff_id == road.intake.pk
    assert road.complaint.complained_of_person == "谭宁"
    assert verify.run() == []


def test_the_head_complained_of_has_the_chief_above_and_the_chief_may_stay_if_so_decided() -> None:
    road = at_stage(Stage.UNDER_REVIEW)
    above = holder(Role.UNIT_HEAD, "广东分行")
    road.do("recuse", road.coordinator, staff_ids=[road.head.pk], why="accused")
    assert {road.head.pk, above.pk} <= guarding.recused(road.complaint)
    road = at_stage(Stage.UNDER_REVIEW)
    road.do("recuse", road.coordinator, staff_ids=[road.intake.pk], why="accused", chief=False)
    assert guarding.recused(road.complaint) == {road.intake.pk}


def test_who_is_named_at_registration_is_kept_out_from_the_first_moment() -> None:
    road = Road(complained_of_unit_id=unit("天河支行").pk, complained_of_staff_id=staff("余静").pk)
    assert guarding.recused(road.complaint) == {staff("余静").pk, staff("何伟").pk}
    assert (road.complaint.complained_of_person, sees(road.handler, road)) == ("余静", False)
    assert verify.run() == []
    other = Road()
    other.do("amend", other.intake, complained_of_staff_id=staff("王磊").pk)
    assert guarding.recused(other.complaint) == {staff("王磊").pk, staff("孙强").pk}
    with refused("unknown", "complained_of_staff_id"):
        other.do("amend", other.intake, complained_of_staff_id=999_999)
    assert verify.run() == []


def test_a_seat_in_the_chain_goes_to_the_next_whoever_comes_first_or_later() -> None:
    road = at_stage(Stage.APPROVING)
    road.do("recuse", road.coordinator, staff_ids=[road.head.pk, road.approver.pk], why="decided")
    seated = set(
        Approval.objects.filter(opinion__complaint=road.complaint).values_list("staff_id", flat=True)
    )
    assert not seated & {road.head.pk, road.approver.pk}
    place = Approval.objects.filter(opinion__complaint=road.complaint, decided_at=None).order_by("step")[0]
    assert task(road, "approve").staff_id == place.staff_id
    assert verify.run() == []
    with refused("not_found"):
        road.do("approve", road.head)


def test_a_chain_drawn_later_leaves_them_out() -> None:
    road = at_stage(Stage.INVESTIGATING)
    road.do("recuse", road.coordinator, staff_ids=[road.head.pk], why="relation")
    road.answer().propose(Offer("goodwill", Decimal(150)))
    seats = Approval.objects.filter(opinion__complaint=road.complaint)
    assert road.head.pk not in set(seats.values_list("staff_id", flat=True))
    assert verify.run() == []


def test_where_nobody_is_left_to_coordinate_the_next_larger_part_does() -> None:
    road = at_stage(Stage.UNDER_REVIEW)
    office = unit("广东投诉办").pk
    offices = StaffRole.objects.filter(role=Role.COORDINATOR, unit_id=office).values_list(
        "staff_id", flat=True
    )
    road.do("recuse", road.coordinator, staff_ids=sorted(set(offices)), why="relation")
    complaint = road.complaint
    assert complaint.coordinator_unit_id == complaint.owner_unit_id == unit("投诉管理部").pk
    assert task(road, "review").unit_id == unit("投诉管理部").pk
    assert not sees(road.coordinator, road)
    assert verify.run() == []
    with refused("nobody_to_coordinate"):
        everybody = StaffRole.objects.filter(role=Role.COORDINATOR, unit=unit("投诉管理部"))
        road.do("recuse", person("沈岚"), staff_ids=sorted({r.staff_id for r in everybody}), why="relation")


def test_they_are_given_neither_the_share_nor_the_call() -> None:
    StaffRole.objects.filter(role=Role.HANDLER, unit=unit("天河支行")).exclude(staff=staff("余静")).delete()
    StaffRole.objects.filter(role=Role.FOLLOW_UP, unit=unit("广东投诉办")).exclude(
        staff=staff("韩松")
    ).delete()
    road = at_stage(Stage.UNDER_REVIEW)
    road.do("recuse", road.coordinator, staff_ids=[road.handler.pk], why="relation")
    with refused("nobody_to_handle"):
        road.do("assign", road.coordinator, lead=Ask(road.lead_unit.pk, "请核实"))
    road = at_stage(Stage.REPLIED)
    road.do("recuse", road.coordinator, staff_ids=[road.caller.pk], why="relation")
    road.accept()
    assert road.complaint.calling_unit_id not in (None, unit("广东投诉办").pk)
    assert verify.run() == []


def test_whoever_decided_does_not_ask_the_customer_how_it_was_decided() -> None:
    road = at_stage(Stage.FOLLOWING_UP)
    StaffRole.objects.create(staff=staff("卢毅"), unit=unit("广东投诉办"), role=Role.FOLLOW_UP)
    with refused("handler_may_not_call"):
        road.do("follow_up", person("卢毅"), reached=False)


def test_what_it_refuses() -> None:
    road = at_stage(Stage.INVESTIGATING)
    by = road.coordinator
    for code, field, given in (
        ("empty", "staff_ids", {"staff_ids": [], "why": "relation"}),
        ("unknown", "staff_ids", {"staff_ids": [999_999], "why": "relation"}),
        ("unknown", "why", {"staff_ids": [road.handler.pk], "why": "x"}),
    ):
        with refused(code, field):
            road.do("recuse", by, **given)
    road.do("recuse", by, staff_ids=[road.handler.pk], why="relation")
    with refused("already_recused", "staff_ids"):
        road.do("recuse", by, staff_ids=[road.handler.pk], why="decided")
    for name in (road.head, road.co, road.intake):
        with refused("not_yours"):
            road.do("recuse", name, staff_ids=[road.approver.pk], why="relation")
    assert Task.objects.filter(complaint=road.complaint).exists()


def test_what_waits_meanwhile_comes_back_to_others() -> None:
    """Withdrawn, then recused, then not free after all: nothing rests on whoever may not see it any more."""
    for stage, kind in ((Stage.INVESTIGATING, "investigate"), (Stage.APPROVING, "approve")):
        road = at_stage(stage)
        if kind == "investigate":
            road.do("pick", road.handler)
        holds = task(road, kind).staff_id
        road.withdraw()
        road.do("recuse", road.coordinator, staff_ids=[holds], why="relation")
        road.do("confirm_withdrawal", road.coordinator, free=False, proof="R-1")
        place = next_place(road.complaint)
        now = place.staff_id if place else None
        assert holds != now == task(road, kind).staff_id == road.complaint.owner_staff_id
        assert task(road, kind).approval_id == (place and place.pk)
        assert verify.run() == []


def test_the_review_that_waits_meanwhile_goes_with_the_coordination() -> None:
    road = at_stage(Stage.UNDER_REVIEW)
    office = road.complaint.coordinator_unit_id
    road.withdraw()
    road.do("recuse", road.coordinator, staff_ids=all_who(Role.COORDINATOR, office), why="relation")
    assert road.complaint.coordinator_unit_id == unit("投诉管理部").pk
    road.do("confirm_withdrawal", road.root, free=False, proof="R-1")
    assert task(road, "review").unit_id == road.complaint.owner_unit_id == unit("投诉管理部").pk
    with refused("nobody_to_coordinate"):
        road.do("hand_down", road.root, unit_id=office, reason="分行可以处理")
    assert verify.run() == []


def test_work_does_not_come_back_to_whoever_was_recused_meanwhile() -> None:
    """Proposed, then recused: neither the reply nor the rework rests on that person."""
    for stage, kind in ((Stage.APPROVING, "reply"), (Stage.APPROVING, "investigate"), (Stage.REPLIED, "investigate")):
        road = at_stage(stage)
        road.do("recuse", road.coordinator, staff_ids=[road.handler.pk], why="relation")
        if stage == Stage.REPLIED:
            road.do("not_accept", road.intake, reason="金额太少")
        elif kind == "reply":
            road.approve()
        else:
            road.do("send_back", road.head, reason="补充依据")
        assert (task(road, kind).staff_id, road.complaint.owner_staff_id) == (None, None)
        assert verify.run() == []


def test_a_call_or_a_review_nobody_is_left_to_make_does_not_wait_nowhere() -> None:
    road = at_stage(Stage.FOLLOWING_UP)
    here = task(road, "call").unit_id
    road.do("recuse", road.coordinator, staff_ids=all_who(Role.FOLLOW_UP, here), why="relation")
    there = task(road, "call").unit_id
    assert here != there == road.complaint.calling_unit_id == road.complaint.owner_unit_id
    assert guarding.has_one(road.complaint, Role.FOLLOW_UP, there, on=MONDAY.date())
    assert verify.run() == []
    road = at_stage(Stage.REVIEWING)
    with refused("nobody_to_review"):
        everybody = all_who(Role.REVIEWER, task(road, "recheck").unit_id)
        road.do("recuse", road.coordinator, staff_ids=everybody, why="relation")


def all_who(role: Role, unit_id: int) -> list[int]:
    return [h.staff_id for h in organisation.holders(role, unit_id, on=MONDAY.date())]
