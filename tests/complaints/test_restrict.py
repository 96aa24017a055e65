"""restrict: a file that opens only to those named; its work lies in no pool; and it opens again."""

from __future__ import annotations

import pytest

from huiyin.complaints import access, guarding, jobs, verify
from huiyin.complaints.commands import Ask, Offer
from huiyin.complaints.models import Sight, Stage, Task
from huiyin.organisation.actor import Role
from huiyin.organisation.models import StaffRole
from tests.complaints.checks import recorded, refused, task
from tests.complaints.road import MINUTE, Road, at_stage, holder
from tests.complaints.test_hand_over import away
from tests.complaints.test_recuse import sees
from tests.world import person, staff, unit

pytestmark = pytest.mark.django_db


def test_only_those_named_and_the_banks_coordinator_see_it() -> None:
    road = at_stage(Stage.INVESTIGATING)
    road.do("pick", road.handler)
    road.do("restrict", road.coordinator, kind="staff", reason="员工被投诉")
    assert road.complaint.scope == []
    assert not Sight.objects.filter(complaint_id=road.complaint.pk).exists()
    assert guarding.named(road.complaint) >= {road.coordinator.pk, road.handler.pk}
    for by in (road.coordinator, road.handler, person("沈岚")):
        assert sees(by, road), by.name
    for by in (road.intake, road.caller, person("洪波"), person("谢安")):
        assert not sees(by, road), by.name
    recorded(road, "restrict", road.coordinator, restricted="staff", reason="员工被投诉")
    assert verify.run() == []


def test_assigning_names_the_units_head_on_whom_the_work_rests() -> None:
    road = at_stage(Stage.UNDER_REVIEW)
    road.do("restrict", road.coordinator, kind="media", reason="媒体报道")
    road.do("assign", road.coordinator, lead=Ask(road.lead_unit.pk, "请核实"))
    assert task(road, "investigate").staff_id == road.head.pk
    assert sees(road.head, road)
    assert not sees(road.handler, road)
    assert not Task.objects.filter(complaint=road.complaint, staff_id=None).exists()
    assert verify.run() == []


def test_it_goes_its_whole_road_with_those_it_names() -> None:
    road = at_stage(Stage.UNDER_REVIEW)
    road.do("restrict", road.coordinator, kind="major", reason="重大")
    road.assign()
    road.do("name", road.head, staff_ids=[road.handler.pk])
    co_head = holder(Role.UNIT_HEAD, road.co_unit.name)
    road.do("name", co_head, staff_ids=[road.co.pk])
    road.answer().propose(Offer("apology_oral")).approve().reply()
    road.do("name", road.coordinator, staff_ids=[road.intake.pk])
    road.accept()
    assert verify.run() == []
    assert not Task.objects.filter(complaint=road.complaint, staff_id=None).exists()
    road.do("name", road.coordinator, staff_ids=[road.caller.pk])
    road.call()
    road.close()
    assert verify.run() == []


def test_a_deputy_comes_along_and_leaves_with_the_deputising() -> None:
    road = at_stage(Stage.UNDER_REVIEW)
    road.do("restrict", road.coordinator, kind="staff", reason="员工被投诉")
    stands_in = StaffRole.objects.create(
        staff=staff("许航"), unit=unit("广东投诉办"), role=Role.COORDINATOR, deputy_for=staff("黄珊")
    )
    assert sees(person("许航"), road)
    stands_in.delete()
    assert not sees(person("许航"), road)


def test_it_opens_again_as_if_nothing_had_been() -> None:
    road = at_stage(Stage.INVESTIGATING)
    scope = road.complaint.scope
    road.do("restrict", road.coordinator, kind="staff", reason="员工被投诉")
    road.do("restrict", road.coordinator, kind="", reason="与员工行为无关")
    assert road.complaint.scope == scope
    assert guarding.named(road.complaint) == set()
    assert sees(person("洪波"), road)
    assert verify.run() == []


def test_work_put_back_goes_to_another_and_never_to_a_pool() -> None:
    road = at_stage(Stage.INVESTIGATING)
    road.do("pick", road.handler)
    road.do("restrict", road.coordinator, kind="staff", reason="员工被投诉")
    road.do("put_back", road.handler)
    assert task(road, "investigate").staff_id == road.head.pk
    assert access.visible_to(road.head).filter(pk=road.complaint.pk).exists()
    assert verify.run() == []


def test_what_it_refuses() -> None:
    road = at_stage(Stage.INVESTIGATING)
    for code, field, given in (
        ("report_by_retype", "kind", {"kind": "report", "reason": "举报"}),
        ("unknown", "kind", {"kind": "x", "reason": "？"}),
        ("not_restricted", "kind", {"kind": "", "reason": "？"}),
        ("empty", "reason", {"kind": "staff", "reason": " "}),
    ):
        with refused(code, field):
            road.do("restrict", road.coordinator, **given)
    for by in (road.handler, road.head, road.intake):
        with refused("not_yours"):
            road.do("restrict", by, kind="staff", reason="？")
    road.do("restrict", road.coordinator, kind="staff", reason="员工被投诉")
    with refused("restricted_so", "kind"):
        road.do("restrict", road.coordinator, kind="staff", reason="？")


def test_what_rests_on_a_head_or_on_somebody_away_does_not_go_round() -> None:
    """Each minute the system looks for work that rests on the absent; it moves such work once, or not at all."""
    road = at_stage(Stage.UNDER_REVIEW)
    road.do("restrict", road.coordinator, kind="media", reason="媒体报道")
    road.do("assign", road.coordinator, lead=Ask(road.lead_unit.pk, "请核实"))
    assert minutes(road) == (0, road.head.pk)
    road.do("name", road.head, staff_ids=[road.handler.pk])
    away(road.handler.name)
    assert minutes(road) == (1, road.head.pk)
    away(road.head.name)
    StaffRole.objects.filter(unit=road.lead_unit).exclude(staff_id__in=[road.head.pk, road.handler.pk]).delete()
    assert minutes(road) == (0, road.head.pk)  # nobody else is there: it waits for the first to come back
    assert verify.run() == []


def minutes(road: Road) -> tuple[int, int | None]:
    """How many lines three minutes of the clock wrote, and on whom the investigation rests then."""
    before = road.complaint.entry_count
    for minute in range(3):
        jobs.return_from_absent(at=road.at + minute * MINUTE)
    return road.complaint.entry_count - before, task(road, "investigate").staff_id
