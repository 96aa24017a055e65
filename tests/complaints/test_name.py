"""name: to whom a restricted file opens; whoever is named takes over work that lies with a head; and its end."""

from __future__ import annotations

import pytest

from huiyin.complaints import guarding, verify
from huiyin.complaints.commands import Ask
from huiyin.complaints.models import Stage
from huiyin.organisation.actor import Role
from tests.complaints.checks import recorded, refused, task
from tests.complaints.road import Road, at_stage, holder
from tests.complaints.test_recuse import sees
from tests.world import person

pytestmark = pytest.mark.django_db


def restricted() -> Road:
    road = at_stage(Stage.UNDER_REVIEW)
    road.do("restrict", road.coordinator, kind="staff", reason="员工被投诉")
    road.do("assign", road.coordinator, lead=Ask(road.lead_unit.pk, "请核实"))
    return road


def test_the_head_names_the_handler_who_takes_the_work_over() -> None:
    road = restricted()
    road.do("name", road.head, staff_ids=[road.handler.pk], why="承办")
    recorded(road, "name", road.head, people="余静", reason="承办", ended=False)
    assert task(road, "investigate").staff_id == road.handler.pk
    assert sees(road.handler, road)
    assert verify.run() == []


def test_work_a_handler_does_already_stays_there() -> None:
    road = restricted()
    road.do("name", road.head, staff_ids=[road.handler.pk])
    road.do("name", road.coordinator, staff_ids=[road.intake.pk])
    assert task(road, "investigate").staff_id == road.handler.pk
    assert sees(road.intake, road)


def test_whoever_is_named_no_more_sees_it_no_more_and_hands_on() -> None:
    road = restricted()
    road.do("name", road.head, staff_ids=[road.handler.pk])
    road.do("name", road.coordinator, staff_ids=[road.handler.pk], end=True)
    assert not sees(road.handler, road)
    assert task(road, "investigate").staff_id == road.head.pk
    assert verify.run() == []


def test_nobody_outside_and_nobody_recused_is_named() -> None:
    road = restricted()
    for by, outsider in (
        (road.coordinator, person("丁一")), (road.head, road.co), (road.coordinator, holder(Role.HANDLER, "越秀支行")),
    ):  # fmt: skip
        with refused("no_part", "staff_ids"):
            road.do("name", by, staff_ids=[outsider.pk])
    road.do("recuse", road.coordinator, staff_ids=[road.handler.pk], why="relation")
    with refused("recused", "staff_ids"):
        road.do("name", road.coordinator, staff_ids=[road.handler.pk])
    assert road.handler.pk not in guarding.named(road.complaint)


def test_what_else_it_refuses() -> None:
    road = restricted()
    with refused("empty", "staff_ids"):
        road.do("name", road.coordinator, staff_ids=[])
    with refused("unknown", "staff_ids"):
        road.do("name", road.coordinator, staff_ids=[999_999])
    with refused("not_found"):
        road.do("name", road.intake, staff_ids=[road.handler.pk])
    open_ = at_stage(Stage.INVESTIGATING)
    with refused("not_restricted"):
        open_.do("name", open_.coordinator, staff_ids=[open_.handler.pk])
    with refused("not_yours"):
        open_.do("name", open_.handler, staff_ids=[open_.handler.pk])
