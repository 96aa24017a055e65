"""assess: statutory or not, simple or complex, how serious; never by whoever handled it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from huiyin.complaints.commands import Ask
from huiyin.complaints.models import Counted, Opinion, Stage
from tests.complaints.checks import customer_clock, recorded, refused, task
from tests.complaints.road import Road, at_stage
from tests.world import unit

pytestmark = pytest.mark.django_db
COMPLEX: dict[str, Any] = {"statutory": True, "complex_": True, "severity": 3, "reason": "涉及两个部门"}


def test_complex_moves_the_customers_limit_from_15_to_30_days() -> None:
    road = at_stage(Stage.UNDER_REVIEW)
    before = customer_clock(road)
    road.do("assess", road.coordinator, **COMPLEX)
    after = customer_clock(road)
    assert after.started_at == before.started_at
    assert after.due_at - before.due_at == timedelta(days=15)
    assert road.complaint.due_at == after.due_at
    assert task(road, "review").severity == 3
    recorded(road, "assess", road.coordinator, reason="涉及两个部门")


def test_what_is_no_complaint_by_law_runs_on_the_banks_own_clock_of_the_same_length() -> None:
    road = at_stage(Stage.UNDER_REVIEW)
    due = road.complaint.due_at
    road.do("assess", road.coordinator, **{**COMPLEX, "statutory": False, "complex_": False})
    assert (customer_clock(road).rule, road.complaint.due_at) == ("bank_own", due)


def test_it_refuses_to_give_no_reason() -> None:
    road = at_stage(Stage.UNDER_REVIEW)
    with refused("empty", "reason"):
        road.do("assess", road.coordinator, **{**COMPLEX, "reason": ""})


def test_it_refuses_whoever_handled_it() -> None:
    """As if 黄珊 had settled it herself at first contact; the customer did not accept."""
    road = Road()
    blocks = {"findings": "事实", "grounds": "依据", "decision": "决定"}
    road.do("settle", road.intake, **blocks, proof="R-1")
    road.do("not_accept", road.intake, reason="不同意")
    Opinion.objects.filter(complaint=road.complaint).update(by_staff_id=road.coordinator.id)
    with refused("handler_may_not_assess"):
        road.do("assess", road.coordinator, **COMPLEX)


def test_it_refuses_others_and_other_stages() -> None:
    road = at_stage(Stage.UNDER_REVIEW)
    with refused("not_yours"):
        road.do("assess", road.intake, **COMPLEX)
    road.do("assign", road.coordinator, lead=Ask(unit("天河支行").pk, "？"))
    with refused("stage"):
        road.do("assess", road.coordinator, **COMPLEX)


def test_complex_and_a_lower_severity_are_counted_and_nothing_else_is() -> None:
    """Domain rule 12: decided by another than the handler, and counted."""
    road = at_stage(Stage.UNDER_REVIEW)
    for complex_, severity in ((False, 3), (True, 3), (True, 2), (True, 3)):
        road.do(
            "assess",
            road.coordinator,
            statutory=True,
            complex_=complex_,
            severity=severity,
            reason="重新核对",
        )
    counted = Counted.objects.filter(complaint=road.complaint).order_by("pk")
    assert [(row.kind, row.unit_ids) for row in counted] == [
        ("complex", [road.lead_unit.pk]), ("severity_down", [road.lead_unit.pk])
    ]  # fmt: skip
