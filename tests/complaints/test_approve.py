"""approve: in turn, never one's own, never twice; nothing waits for somebody who is gone."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from huiyin.complaints import jobs, verify
from huiyin.complaints.commands import Offer
from huiyin.complaints.models import Approval, Opinion, Redress, Severity, Stage
from huiyin.organisation.actor import Role
from huiyin.organisation.models import AuthorityLimit, Staff, StaffRole
from tests.complaints.checks import kinds, recorded, refused, task
from tests.complaints.road import BEIJING, Road, at_stage
from tests.world import FOUNDING, TODAY, person, staff, unit

pytestmark = pytest.mark.django_db


def hire(name: str, role: str, place: str, *, grade: int = 0, deputy_for: str = "") -> Staff:
    new = Staff.objects.create_user(name, "a long password", name=name)
    StaffRole.objects.create(
        staff=new, unit=unit(place), role=role, grade=grade, valid_from=FOUNDING.date(),
        deputy_for=staff(deputy_for) if deputy_for else None,
    )  # fmt: skip
    return new


def leave(name: str, road: Road) -> None:
    Staff.objects.filter(name=name).update(left_at=road.at)
    jobs.return_from_absent(at=road.at + timedelta(minutes=1))
    road.at += timedelta(minutes=1)


def test_each_in_turn_and_the_last_makes_it_the_banks_word() -> None:
    road = at_stage(Stage.APPROVING)
    for by, following in ((road.head, "approve"), (road.approver, "approve"), (road.coordinator, "reply")):
        road.do("approve", by, note="同意")
        assert kinds(road) == {following}
    assert (road.complaint.stage, road.complaint.redress) == (Stage.REPLYING, Decimal(300))
    assert Opinion.objects.get(complaint=road.complaint).state == "approved"
    assert Redress.objects.get(opinion__complaint=road.complaint).in_force_at == road.at
    recorded(road, "approve", road.coordinator, opinion=1, place=3, note="同意")


def test_each_has_a_working_day_and_the_reply_goes_to_whoever_proposed() -> None:
    road = at_stage(Stage.APPROVING)
    assert task(road, "approve").due_at.astimezone(BEIJING).isoformat() == "2026-11-24T17:30:00+08:00"
    road.approve()
    assert task(road, "reply").staff_id == road.handler.id


def test_it_refuses_out_of_turn_the_proposer_and_the_same_person_twice() -> None:
    road = at_stage(Stage.APPROVING)
    for by in (road.approver, road.coordinator, road.handler, road.intake):
        with refused("not_yours"):
            road.do("approve", by)
    road.do("approve", road.head)
    road.do("approve", road.approver)
    with refused("maker_is_checker"):  # 卢毅 stands in for 黄珊, and has signed
        road.do("approve", road.approver)


def test_it_refuses_the_proposer_also_at_the_audit() -> None:
    road = at_stage(Stage.APPROVING)
    road.do("approve", road.head)
    road.do("approve", road.approver)
    Opinion.objects.filter(complaint=road.complaint).update(by_staff_id=road.coordinator.id)
    with refused("maker_is_checker"):
        road.do("approve", road.coordinator)


def test_the_last_refuses_what_has_come_to_pass_the_limit_meanwhile() -> None:
    road = at_stage(Stage.APPROVING)
    road.do("approve", road.head)
    road.do("approve", road.approver)
    AuthorityLimit.objects.filter(grade=4, kind="goodwill").update(amount=299)
    with refused("amount_above_authority", "offers"):
        road.do("approve", road.coordinator)
    road.do("send_back", road.coordinator, reason="超出权限")


def test_two_decisions_for_one_customer_may_not_pass_the_years_limit_together() -> None:
    """Drawn while each alone lay within grade 4's 800 of goodwill a year."""
    one, two = at_stage(Stage.INVESTIGATING).answer(), at_stage(Stage.INVESTIGATING).answer()
    for road in (one, two):
        road.propose(Offer("goodwill", Decimal(500)))
    one.approve()
    with refused("yearly_above_authority"):
        two.approve()


def test_an_anonymous_one_has_nobody_to_reply_to() -> None:
    road = at_stage(Stage.REPLYING, customer=None)
    assert kinds(road) == {"close"}
    assert road.complaint.due_at is None


def test_a_deputy_signs_for_the_one_named() -> None:
    road = at_stage(Stage.APPROVING)
    hire("副行长", Role.UNIT_HEAD, "天河支行", deputy_for="何伟")
    road.do("approve", person("副行长"))
    assert Approval.objects.get(opinion__complaint=road.complaint, step=1).decided_by == staff("副行长").pk


def test_a_deputy_in_another_role_does_not() -> None:
    road = at_stage(Stage.APPROVING)
    hire("副行长", Role.HANDLER, "天河支行", deputy_for="何伟")
    with refused("not_yours"):
        road.do("approve", person("副行长"))


def test_after_the_one_named_has_left_the_successor_signs() -> None:
    road = at_stage(Stage.APPROVING)
    successor = hire("新行长", Role.UNIT_HEAD, "天河支行")
    leave("何伟", road)
    assert task(road, "approve").staff_id == road.complaint.owner_staff_id == successor.pk
    road.do("approve", person("新行长"))
    assert verify.run() == []


def test_the_one_named_signs_no_more_after_a_transfer() -> None:
    road = at_stage(Stage.APPROVING)
    hire("新行长", Role.UNIT_HEAD, "天河支行")
    StaffRole.objects.filter(staff=staff("何伟"), role=Role.UNIT_HEAD).update(valid_to=TODAY - timedelta(days=1))
    StaffRole.objects.create(staff=staff("何伟"), unit=unit("广东分行"), role=Role.HANDLER, valid_from=TODAY)
    with refused("not_yours"):
        road.do("approve", person("何伟"))
    jobs.return_from_absent(at=road.at)
    assert task(road, "approve").staff_id == staff("新行长").pk


def test_a_vacant_place_with_another_behind_it_is_skipped() -> None:
    road = at_stage(Stage.APPROVING)
    leave("何伟", road)
    assert task(road, "approve").staff_id == road.approver.id
    road.do("approve", road.approver)
    road.do("approve", road.coordinator)
    assert road.complaint.stage == Stage.REPLYING


def test_a_vacant_last_place_goes_up_to_the_next_grade() -> None:
    """卢毅's grade 4 would have sufficed; the branch's vice president holds grade 5."""
    road = at_stage(Stage.INVESTIGATING, severity=Severity.NORMAL).answer().propose()
    road.do("approve", road.head)
    leave("卢毅", road)
    place = Approval.objects.get(pk=task(road, "approve").approval_id or 0)
    assert (place.place, place.grade, place.unit_id) == ("grade", 5, unit("广东分行").pk)
    assert verify.run() == []


def test_it_refuses_other_stages() -> None:
    road = at_stage(Stage.REPLYING)
    with refused("stage"):
        road.do("approve", road.head)
