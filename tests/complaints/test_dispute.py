"""dispute: mediation, arbitration and lawsuits as a record; no limit of the customer's stops for them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from huiyin.complaints import verify
from huiyin.complaints.models import Dispute, Stage
from huiyin.complaints.queries import file as queries
from tests.complaints.checks import customer_clock, recorded, refused
from tests.complaints.road import at_stage

pytestmark = pytest.mark.django_db
BEGAN = date(2026, 11, 20)
CENTRE = {"kind": "mediation", "body": "广东金融纠纷调解中心", "began_on": BEGAN}


def test_it_is_written_down_as_it_begins_and_again_as_it_ends() -> None:
    road = at_stage(Stage.INVESTIGATING)
    due = customer_clock(road).due_at
    road.do("dispute", road.coordinator, **CENTRE, number="2026-调-17")
    recorded(
        road, "dispute", road.coordinator, dispute="mediation", number="2026-调-17", began_on="2026-11-20"
    )
    assert (customer_clock(road).due_at, customer_clock(road).stopped_at) == (due, None)
    road.do("dispute", road.coordinator, **CENTRE, ended_on=date(2026, 11, 23), outcome="达成协议")
    record = Dispute.objects.get(complaint=road.complaint)
    assert (record.number, record.ended_on, record.outcome) == ("2026-调-17", date(2026, 11, 23), "达成协议")
    road.do("dispute", road.coordinator, **CENTRE)
    assert Dispute.objects.count() == 2
    shown = queries.file(road.ref, seen_by=road.handler, at=road.at).cases
    assert [(each.kind_name, each.outcome) for each in shown] == [("调解", "达成协议"), ("调解", "")]
    assert verify.run() == []


@pytest.mark.parametrize(
    ("wrong", "code", "field"),
    [
        ({"kind": "duel"}, "unknown", "kind"),
        ({"body": " "}, "empty", "body"),
        ({"began_on": date(2026, 11, 24)}, "dispute_dates", "began_on"),
        ({"ended_on": date(2026, 11, 19), "outcome": "撤诉"}, "dispute_dates", "ended_on"),
        ({"ended_on": date(2026, 11, 24), "outcome": "撤诉"}, "dispute_dates", "ended_on"),
        ({"ended_on": BEGAN}, "empty", "outcome"),
    ],
)
def test_it_refuses_what_cannot_be_so(wrong: dict[str, Any], code: str, field: str) -> None:
    road = at_stage(Stage.INVESTIGATING)
    with refused(code, field):
        road.do("dispute", road.coordinator, **{**CENTRE, **wrong})
    assert not Dispute.objects.exists()


def test_it_is_the_coordinators_or_the_legal_officers() -> None:
    road = at_stage(Stage.CLOSED)
    with refused("not_yours"):
        road.do("dispute", road.handler, **CENTRE)
    road.do("dispute", road.coordinator, **CENTRE)
