"""reply: the customer is told what was approved, word for word."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from huiyin.complaints.models import Promise, Reply, Stage
from tests.complaints.checks import customer_clock, kinds, recorded, refused, task
from tests.complaints.road import BEIJING, MINUTE, Road, at_stage

pytestmark = pytest.mark.django_db


def reply(road: Road, **details: Any) -> None:
    given = {"way": "letter", "delivered_at": road.at, "proof": "EMS-1"}
    road.do("reply", road.handler, **{**given, **details})


def test_it_stands_with_its_proof_and_the_customer_is_waited_for() -> None:
    road = at_stage(Stage.REPLYING)
    reply(road)
    sent = Reply.objects.get(complaint=road.complaint)
    assert (sent.way, sent.proof, sent.opinion.version) == ("letter", "EMS-1", 1)
    assert (road.complaint.stage, kinds(road)) == (Stage.REPLIED, {"confirm", "prove"})
    recorded(road, "reply", road.handler, opinion=1, way="letter", proof="EMS-1")


def test_the_customers_clock_stops_when_it_arrived_not_when_it_was_entered() -> None:
    road = at_stage(Stage.REPLYING)
    delivered = road.at - timedelta(minutes=2)
    road.at += timedelta(days=20)
    reply(road, delivered_at=delivered)
    clock = customer_clock(road)
    assert (clock.stopped_at, clock.result, road.complaint.due_at) == (delivered, "kept", None)


def test_late_is_late() -> None:
    road = at_stage(Stage.REPLYING)
    road.at += timedelta(days=20)
    reply(road)
    assert customer_clock(road).result == "late"


def test_silence_is_counted_to_midnight_of_the_seventh_day() -> None:
    road = at_stage(Stage.REPLYING)
    reply(road)
    assert task(road, "confirm").due_at.astimezone(BEIJING).isoformat() == "2026-12-01T00:00:00+08:00"


def test_what_was_decided_is_owed_by_the_replying_unit_within_five_working_days() -> None:
    road = at_stage(Stage.REPLYING)
    reply(road)
    promise = Promise.objects.get(complaint=road.complaint)
    assert (promise.kind, promise.owner_unit_id, promise.payee) == ("goodwill", road.lead_unit.pk, "李*明")
    assert promise.due_at.astimezone(BEIJING).isoformat() == "2026-11-30T17:30:00+08:00"


@pytest.mark.parametrize(
    ("details", "code", "field"),
    [
        ({"proof": " "}, "empty", "proof"),
        ({"way": "pigeon"}, "unknown", "way"),
        ({"delivered_at": timedelta()}, "delivered_in_future", "delivered_at"),
    ],
)
def test_it_refuses_what_proves_nothing(details: dict[str, Any], code: str, field: str) -> None:
    road = at_stage(Stage.REPLYING)
    if "delivered_at" in details:
        details = {"delivered_at": road.at + 2 * MINUTE}
    with refused(code, field):
        reply(road, **details)


def test_it_refuses_where_nobody_is_known_to_be_told() -> None:
    with refused("no_addressee"):
        reply(at_stage(Stage.REPLYING, customer=None))


def test_it_refuses_others_and_other_stages() -> None:
    road = at_stage(Stage.REPLYING)
    for by in (road.intake, road.head, road.coordinator):
        with refused("not_yours"):
            road.do("reply", by, way="letter", delivered_at=road.at, proof="？")
    with refused("stage"):
        reply(at_stage(Stage.REPLIED))
