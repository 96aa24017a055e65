"""decline: on a ground the policy knows, by another than who handled or proposed it, told to the customer, counted."""

from __future__ import annotations

import pytest

from huiyin.complaints import verify
from huiyin.complaints.models import Clock, Counted, Departure, Stage
from huiyin.organisation.actor import Role
from huiyin.organisation.models import StaffRole
from tests.complaints.checks import customer_clock, kinds, recorded, refused
from tests.complaints.road import MONDAY, Road, at_stage
from tests.world import person

pytestmark = pytest.mark.django_db
GROUND = {"ground": "in_court_or_arbitration", "reason": "法院已受理，案号（2026）粤 0106 民初 1 号"}


def test_the_customer_is_told_the_ground_and_how_to_object_and_nobody_works_on_it() -> None:
    road = at_stage(Stage.UNDER_REVIEW)
    road.do("decline", road.coordinator, **GROUND)
    gone = Departure.objects.get(complaint=road.complaint)
    assert (road.complaint.stage, gone.stage, gone.stage_before) == ("declined", "declined", "under_review")
    assert gone.notice == (
        "同一事项已经由法院、仲裁机构受理或者作出裁决。"
        "您对此有异议的，可以向我行任何受理渠道提出，由上一级投诉管理部门重新审核。"
    )
    recorded(road, "decline", road.coordinator, **GROUND, notice=gone.notice)
    assert (kinds(road), road.complaint.owner_unit_id, road.complaint.due_at) == (set(), None, None)
    assert customer_clock(road).result == "declined"
    assert not Clock.objects.filter(complaint=road.complaint, stopped_at=None).exists()
    assert verify.run() == []


def test_the_notice_may_be_written_otherwise_but_is_never_empty() -> None:
    road = at_stage(Stage.UNDER_REVIEW)
    road.do("decline", road.coordinator, **GROUND, notice="  您所反映的事项法院正在审理。 ")
    assert Departure.objects.get(complaint=road.complaint).notice == "您所反映的事项法院正在审理。"


def test_where_nobody_stands_above_the_notice_tells_the_other_remedies() -> None:
    road = at_stage(Stage.UNDER_REVIEW)
    road.do("escalate", road.coordinator, reason="需总行决定")
    road.do("decline", person("沈岚"), **GROUND)
    assert "没有上一级单位可以核查" in Departure.objects.get(complaint=road.complaint).notice


def test_it_counts_in_the_figure_of_the_unit_it_spares() -> None:
    road = at_stage(Stage.INVESTIGATING)
    road.do("propose_decline", road.handler, **GROUND)
    road.do("decline", road.coordinator, **GROUND)
    counted = Counted.objects.get(complaint=road.complaint)
    assert (counted.kind, counted.by_staff_id, counted.at) == ("decline", road.coordinator.id, road.at)
    assert counted.unit_ids == sorted({road.lead_unit.pk, road.co_unit.pk})


def test_it_refuses_an_unknown_ground_and_no_reason() -> None:
    road = at_stage(Stage.UNDER_REVIEW)
    with refused("unknown", "ground"):
        road.do("decline", road.coordinator, ground="too_busy", reason="忙")
    with refused("empty", "reason"):
        road.do("decline", road.coordinator, ground="no_demand", reason=" ")
    assert (road.complaint.stage, Departure.objects.count()) == (Stage.UNDER_REVIEW, 0)


@pytest.mark.parametrize("stage", [Stage.REGISTERED, Stage.INVESTIGATING])
def test_who_proposed_it_does_not_decide_it(stage: Stage) -> None:
    """A small branch puts both roles on one person; maker is not checker all the same."""
    road = at_stage(stage)
    proposer = road.intake if stage == Stage.REGISTERED else road.handler
    road.do("propose_decline", proposer, **GROUND)
    office = road.complaint.coordinator_unit_id
    StaffRole.objects.create(
        staff_id=proposer.pk, unit_id=office, role=Role.COORDINATOR, valid_from=MONDAY.date()
    )
    with refused("handler_may_not_decide"):
        road.do("decline", person(proposer.name), **GROUND)


def test_it_is_the_coordinators_alone_and_only_at_review() -> None:
    road = at_stage(Stage.UNDER_REVIEW)
    for by in (road.intake, road.head):
        with refused("not_yours"):
            road.do("decline", by, **GROUND)
    with refused("stage"):
        working = Road().submit()
        working.assign()
        working.do("decline", working.coordinator, **GROUND)
