"""consult: units that disagree are called together, and nobody decides over it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from huiyin.complaints import access, verify
from huiyin.complaints.models import Consultation, Stage
from huiyin.organisation.actor import Role
from tests.complaints.checks import kinds, recorded, refused, task
from tests.complaints.road import BEIJING, Road, at_stage, holder
from tests.world import unit

pytestmark = pytest.mark.django_db


def consult(road: Road, *names: str, **given: object) -> None:
    units = [road.lead_unit.pk, road.co_unit.pk, *(unit(name).pk for name in names)]
    details = {"meets_at": road.at + timedelta(hours=3), "agenda": "责任如何划分", "unit_ids": units, **given}
    road.do("consult", road.coordinator, **details)


@pytest.mark.parametrize("stage", [Stage.INVESTIGATING, Stage.APPROVING])
def test_the_coordinator_owes_the_minutes_within_a_working_day(stage: Stage) -> None:
    road = at_stage(stage)
    consult(road)
    demand = task(road, "meet")
    assert demand.unit_id == unit("广东投诉办").pk
    assert demand.due_at.astimezone(BEIJING).isoformat() == "2026-11-24T17:30:00+08:00"
    assert road.complaint.stage == stage
    recorded(
        road, "consult", road.coordinator, agenda="责任如何划分", units=[road.lead_unit.pk, road.co_unit.pk]
    )
    assert verify.run() == []


def test_whoever_is_called_from_outside_sees_the_file_until_it_is_minuted() -> None:
    road, guest = at_stage(Stage.INVESTIGATING), holder(Role.HANDLER, "越秀支行")
    seen = access.visible_to(guest).filter(pk=road.complaint.pk)
    consult(road, "越秀支行")
    assert seen.exists()
    road.do("minute", road.coordinator, minutes="各方陈述", decision="按统一口径", binding=False)
    assert not seen.exists()


def test_nobody_proposes_or_approves_over_it() -> None:
    road = at_stage(Stage.INVESTIGATING).answer()
    consult(road)
    with refused("consultation_open"):
        road.propose()
    approving = at_stage(Stage.APPROVING)
    consult(approving)
    with refused("consultation_open"):
        approving.do("approve", approving.head)
    approving.do("send_back", approving.head, reason="会商后再报")
    assert kinds(approving) == {"investigate", "meet"}


def test_it_is_called_off_when_the_units_have_done_with_it() -> None:
    road = at_stage(Stage.INVESTIGATING)
    consult(road, "越秀支行")
    road.do("propose_decline", road.handler, ground="no_demand", reason="没有诉求")
    assert kinds(road) == {"review"}
    held = Consultation.objects.get(complaint=road.complaint)
    assert (held.called_off_at, held.minuted_at) == (road.at, None)
    assert unit("越秀支行").pk not in road.complaint.scope
    road.assign().answer().propose()
    assert road.complaint.stage == Stage.APPROVING
    assert verify.run() == []


def test_it_refuses_a_second_one_the_past_nobody_and_units_out_of_reach() -> None:
    road = at_stage(Stage.INVESTIGATING)
    for given, code, field in (
        ({"agenda": " "}, "empty", "agenda"),
        ({"meets_at": road.at - timedelta(days=1)}, "meets_in_past", "meets_at"),
        ({"unit_ids": []}, "empty", "unit_ids"),
        ({"unit_ids": [road.lead_unit.pk] * 2}, "unit_twice", "unit_ids"),
        ({"unit_ids": [unit("个人金融部").pk]}, "out_of_reach", "unit_ids"),
    ):
        with refused(code, field):
            consult(road, **given)
    consult(road)
    with refused("consultation_open"):
        consult(road)
    assert Consultation.objects.filter(complaint=road.complaint).count() == 1


def test_it_refuses_others_and_other_stages() -> None:
    road = at_stage(Stage.INVESTIGATING)
    given = {"meets_at": road.at + timedelta(days=1), "agenda": "？", "unit_ids": [road.lead_unit.pk]}
    with refused("not_yours"):
        road.do("consult", road.handler, **given)
    later = at_stage(Stage.REPLYING)
    with refused("stage"):
        later.do("consult", later.coordinator, **given)
