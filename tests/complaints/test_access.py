"""Who sees what: one plain definition, three ways of asking, and none of them an hour late."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from huiyin.complaints import access
from huiyin.complaints.commands import Ask
from huiyin.complaints.models import Complaint, Named, Participation, Recusal, Stage
from huiyin.organisation import queries as organisation
from huiyin.organisation.actor import SYSTEM, Actor, Role
from huiyin.organisation.models import Staff, StaffRole, Unit
from tests.complaints.road import at_stage, holder
from tests.world import TODAY, person, unit

READS = {
    "intake_officer", "handler", "approver", "coordinator", "follow_up_officer", "unit_head", "executive", "auditor",
    "relation_owner", "reception_officer", "reviewer", "legal_officer", "payment_officer", "quality_inspector",
    "duty_officer",
}  # fmt: skip


def plainly(by: Actor) -> set[int]:
    """A reading role reaches its unit and all below (a coordinator's: the part served; auditor and executive: all),
    and every complaint in which one of these units plays a part."""
    reached: set[int] = set()
    for role in StaffRole.objects.filter(staff_id=by.pk, valid_to=None).select_related("unit__serves"):
        if role.role in READS:
            reached |= _below(role)
    playing = Participation.objects.filter(to_at=None, unit_id__in=reached)
    seen = set(playing.values_list("complaint_id", flat=True))
    recusals = Recusal.objects.filter(staff_id=by.pk).values_list("complaint_id", flat=True)
    return ((seen - _closed_to(by)) | _by_name(by)) - set(recusals)


def _closed_to(by: Actor) -> set[int]:
    """What is restricted is closed to all but those named, and to the bank's own coordinator unless it is a report."""
    closed = Complaint.objects.exclude(restricted="")
    offices = StaffRole.objects.filter(staff_id=by.pk, role="coordinator", valid_to=None).select_related(
        "unit__serves"
    )
    if any((office.unit.serves or office.unit).parent_id is None for office in offices):
        closed = closed.filter(restricted="report")
    return set(closed.values_list("pk", flat=True))


def _by_name(by: Actor) -> set[int]:
    """Named oneself, or in the place of whom one stands in for."""
    roles = StaffRole.objects.filter(staff_id=by.pk, valid_to=None, deputy_for__isnull=False)
    people = {by.pk, *roles.values_list("deputy_for_id", flat=True)}
    return set(Named.objects.filter(staff_id__in=people, to_at=None).values_list("complaint_id", flat=True))


def _below(role: StaffRole) -> set[int]:
    top = role.unit.serves if role.role == "coordinator" and role.unit.serves else role.unit
    everything = Unit.objects.values_list("pk", flat=True)
    if role.role in ("auditor", "executive") or top.parent_id is None:
        return set(everything)
    return set(everything.filter(path__contains=[top.pk]))


def everybody() -> Iterator[Actor]:
    for staff in Staff.objects.order_by("pk"):
        yield organisation.actor(staff.pk, on=TODAY)


def test_for_everybody_in_the_bank_three_readings_agree(own_demo: str) -> None:
    """The row's own scope, the index of sight, and the plain definition."""
    assert Complaint.objects.count() > 100
    seen_by_some = 0
    for by in everybody():
        seen = set(access.visible_to(by).values_list("pk", flat=True))
        assert set(access.listing(by).values_list("pk", flat=True)) == seen == plainly(by), by.name
        seen_by_some += 0 < len(seen) < Complaint.objects.count()
    assert seen_by_some > 50  # the comparison is not about nothing and everything


def sees(by: Actor, complaint: Complaint) -> bool:
    one, other = (rows(by).filter(pk=complaint.pk).exists() for rows in (access.visible_to, access.listing))
    assert one == other
    return one


@pytest.mark.django_db
def test_the_people_of_the_branch_see_it_and_others_do_not() -> None:
    complaint = at_stage(Stage.INVESTIGATING).complaint
    for name in ("谭宁", "余静", "何伟", "黄珊", "卢毅", "洪波", "江澜"):
        assert sees(person(name), complaint), name
    for name in (
        "罗平",
        "丁一",
        "严管",
        "安全",
        "审计",
        "许文博",
        "曹慧",
        "柳青",
        "谢安",
        "宋词",
        "尹正",
        "赵一凡",
    ):
        assert not sees(person(name), complaint), name
    assert sees(SYSTEM, complaint)


@pytest.mark.django_db
def test_the_banks_coordinator_sees_what_stays_in_the_branch() -> None:
    assert sees(person("沈岚"), at_stage(Stage.INVESTIGATING).complaint)


@pytest.mark.django_db
def test_sight_goes_with_the_part_at_once() -> None:
    road, other = at_stage(Stage.UNDER_REVIEW), holder(Role.HANDLER, "越秀支行")
    road.do("assign", road.coordinator, lead=Ask(unit("越秀支行").pk, "？"))
    assert sees(other, road.complaint)
    road.do("assign", road.coordinator, lead=Ask(road.lead_unit.pk, "？"))
    assert not sees(other, road.complaint)


@pytest.mark.django_db
def test_a_caller_sees_it_from_when_the_call_is_asked_for() -> None:
    StaffRole.objects.filter(unit=unit("广东投诉办"), role=Role.FOLLOW_UP).delete()
    road = at_stage(Stage.REPLIED)
    caller = organisation.actor(
        StaffRole.objects.filter(role=Role.FOLLOW_UP, unit=unit("客服中心回访组"))[0].staff_id, on=TODAY
    )
    StaffRole.objects.filter(role=Role.FOLLOW_UP).exclude(unit=unit("客服中心回访组")).delete()
    assert not sees(caller, road.complaint)
    road.accept()
    assert sees(caller, road.complaint)


@pytest.mark.django_db
def test_whoever_has_left_or_holds_the_role_no_more_sees_nothing() -> None:
    road = at_stage(Stage.INVESTIGATING)
    StaffRole.objects.filter(staff_id=road.handler.pk).update(valid_to=TODAY)
    assert not sees(person("余静"), road.complaint)
    assert sees(person("余静", on=TODAY - timedelta(days=1)), road.complaint)
    Staff.objects.filter(pk=road.head.pk).update(left_at=road.at)
    assert not sees(person("何伟"), road.complaint)


@pytest.mark.django_db
def test_a_unit_that_was_only_asked_once_sees_it_no_more() -> None:
    road = at_stage(Stage.INVESTIGATING)
    road.do("refuse_assignment", road.co, reason="非我部门职责")
    road.do("arbitrate", road.coordinator, unit_id=road.co_unit.pk, to_unit_id=unit("越秀支行").pk)
    assert road.co_unit.pk not in road.complaint.scope
    assert unit("越秀支行").pk in road.complaint.scope


@pytest.mark.django_db
def test_who_worked_on_it_before_it_was_taken_up_again_sees_it_no_more() -> None:
    road = at_stage(Stage.CLOSED)
    road.do("reopen", road.coordinator, reason="新的事实")
    assert road.co_unit.pk not in road.complaint.scope
    assert road.complaint.scope.count(road.complaint.coordinator_unit_id) == 1
