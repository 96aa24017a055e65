"""register: a number, a home and a clock."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from huiyin.complaints import commands, numbers
from huiyin.complaints.commands import Customer
from huiyin.complaints.models import Complaint, Severity, Stage
from huiyin.organisation.actor import SYSTEM, Actor
from tests.complaints.checks import customer_clock, kinds, recorded, refused, task
from tests.complaints.road import BEIJING, LI, MINUTE, MONDAY, Road, category
from tests.world import person, unit

pytestmark = pytest.mark.django_db


def register(by: Actor | None = None, **fields: Any) -> Complaint:
    given: dict[str, Any] = {
        "at": MONDAY, "unit_id": unit("天河支行").pk, "channel": "CTR", "received_at": MONDAY - MINUTE,
        "story": "柜面拒绝大额取现。\n客户要求解释。", "category": category(), "customer": LI,
    }  # fmt: skip
    return commands.register(by=by or person("谭宁"), **{**given, **fields})


def test_it_gets_a_number_that_leads_back_to_it() -> None:
    made = register()
    ref = numbers.ref(made.pk, made.registered_at)
    assert ref.startswith("26-")
    assert numbers.complaint_id(ref) == made.pk


def test_it_belongs_to_the_intake_unit_and_to_the_coordinator_that_serves_it() -> None:
    road = Road()
    complaint = road.complaint
    assert complaint.stage == Stage.REGISTERED
    assert complaint.owner_unit_id == complaint.intake_unit_id == road.lead_unit.pk
    assert complaint.coordinator_unit_id == unit("广东投诉办").pk
    assert (kinds(road), task(road, "complete").staff_id) == ({"complete"}, road.intake.id)


def test_its_clock_starts_when_the_bank_received_it() -> None:
    received = MONDAY - timedelta(days=3)
    road = Road(received_at=received)
    clock = customer_clock(road)
    assert clock.started_at == received
    assert road.complaint.due_at == clock.due_at
    assert clock.due_at.astimezone(BEIJING).isoformat() == "2026-12-06T00:00:00+08:00"  # 24:00 of the 15th day


def test_the_record_begins_with_it() -> None:
    road = Road()
    line = recorded(road, "register", road.intake, channel="CTR")
    assert (line.seq, line.stage_from, line.stage_to) == (1, None, "registered")
    changes = line.payload["changes"]
    assert isinstance(changes, dict)
    assert changes["stage"] == [None, "registered"]


def test_its_title_is_the_first_line_of_the_story_unless_given() -> None:
    assert register().title == "柜面拒绝大额取现。"
    assert register(title="大额取现").title == "大额取现"


def test_a_referral_is_at_least_important() -> None:
    assert register(channel="GOV").severity == Severity.IMPORTANT
    assert register(channel="GOV", severity=Severity.MAJOR).severity == Severity.MAJOR
    assert register().severity == Severity.NORMAL


def test_an_enquiry_runs_on_the_banks_own_clock() -> None:
    road = Road(types=["enquiry"])
    assert not road.complaint.statutory
    assert customer_clock(road).rule == "bank_own"


def test_it_may_be_anonymous() -> None:
    assert register(customer=None).person is None
    assert register(customer=Customer()).person is None


def test_the_system_registers_for_no_person() -> None:
    assert register(SYSTEM).owner_staff_id is None


@pytest.mark.parametrize("name", ["余静", "黄珊", "洪波"])
def test_it_refuses_whoever_takes_no_complaints_in_for_the_unit(name: str) -> None:
    with refused("not_yours"):
        register(person(name))
    assert not Complaint.objects.exists()


@pytest.mark.parametrize(
    ("fields", "code", "field"),
    [
        ({"received_at": MONDAY + MINUTE}, "received_in_future", "received_at"),
        ({"channel": "XXX"}, "unknown", "channel"),
        ({"category": "xxx"}, "unknown", "category"),
        ({"cause": "xxx"}, "unknown", "cause"),
        ({"story": " \n"}, "empty", "story"),
        ({"story": "长" * 20_001}, "too_long", "story"),
    ],
)
def test_it_refuses_what_cannot_be_kept(fields: dict[str, Any], code: str, field: str) -> None:
    with refused(code, field):
        register(**fields)


@pytest.mark.parametrize(
    ("accused", "coordinator"),
    [
        ("天河支行", "广东投诉办"),
        ("广东投诉办", "投诉管理部"),  # the next larger
        ("广东分行", "投诉管理部"),  # the office sits inside what is complained of
        ("江海银行", "广东投诉办"),  # "the bank" is everybody's
        ("投诉管理部", "广东投诉办"),
    ],
)
def test_a_unit_complained_of_does_not_coordinate(accused: str, coordinator: str) -> None:
    made = register(complained_of_unit_id=unit(accused).pk)
    assert made.coordinator_unit_id == unit(coordinator).pk


def test_what_is_complained_of_the_banks_own_coordinator_goes_to_whom_the_executive_named() -> None:
    made = register(person("方静"), unit_id=unit("办公室").pk, complained_of_unit_id=unit("投诉管理部").pk)
    assert made.coordinator_unit_id == unit("江海银行").pk
    assert person("江澜").holds("coordinator", made.coordinator_unit_id)
