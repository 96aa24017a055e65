"""close: with what was found, and not while anything is owed."""

from __future__ import annotations

from typing import Any

import pytest

from huiyin.complaints.commands import Customer
from huiyin.complaints.models import Accountable, Assignment, Clock, Severity, Stage, Task
from huiyin.organisation.actor import SYSTEM
from tests.complaints.checks import recorded, refused
from tests.complaints.road import BEIJING, Road, at_stage, cause, findings
from tests.world import unit

pytestmark = pytest.mark.django_db
BLOCKS = {"findings": "事实", "grounds": "依据", "decision": "决定"}


def ready() -> Road:
    return at_stage(Stage.FOLLOWING_UP).call().prove()


def close(road: Road, **details: Any) -> None:
    road.do("close", road.coordinator, **{**findings(road.lead_unit.pk), **details})


def settled(proof: str = "R-1") -> Road:
    road = Road()
    road.do("settle", road.intake, **BLOCKS, proof=proof)
    return road


def test_it_ends_with_category_cause_liability_outcome_and_shares() -> None:
    road = ready()
    close(road)
    complaint = road.complaint
    assert (complaint.stage, complaint.closed_at, complaint.owner_unit_id) == (Stage.CLOSED, road.at, None)
    assert complaint.cause is not None
    assert (complaint.cause.code, complaint.liability, complaint.outcome) == (cause(), "partial", "已致歉")
    assert Accountable.objects.get(complaint=complaint).share == 100
    recorded(road, "close", road.coordinator, accountable=[[road.lead_unit.pk, 100]])


def test_nothing_is_demanded_any_more_and_only_the_archives_clock_runs() -> None:
    road = ready()
    close(road)
    assert not Task.objects.filter(complaint=road.complaint).exists()
    assert not Assignment.objects.filter(complaint=road.complaint, ended_at=None).exists()
    running = Clock.objects.get(complaint=road.complaint, stopped_at=None)
    assert (running.rule, running.fire_at) == ("archive", running.due_at)
    assert running.due_at.astimezone(BEIJING).isoformat() == "2027-01-23T00:00:00+08:00"  # 30 + 30 days after


def test_the_coordinator_closes_an_anonymous_one_without_a_reply() -> None:
    road = at_stage(Stage.REPLYING, customer=None)
    close(road)
    assert road.complaint.stage == Stage.CLOSED


def test_at_first_contact_the_intake_officer_may_with_proof() -> None:
    road = settled()
    road.do("close", road.intake, **findings(road.lead_unit.pk))
    assert road.complaint.stage == Stage.CLOSED


def test_at_first_contact_the_intake_officer_may_not_without() -> None:
    road = settled(proof="")
    road.do("not_accept", road.intake, reason="？")
    other = settled(proof="")
    with refused("customer_unanswered"):
        other.do("close", other.intake, **findings(other.lead_unit.pk))
    answered = at_stage(Stage.REPLIED, severity=Severity.NORMAL)
    answered.prove()
    complaint = answered.complaint
    complaint.acceptance = "accepted"
    complaint.save()
    with refused("not_yours"):
        answered.do("close", answered.intake, **findings(answered.lead_unit.pk))


@pytest.mark.parametrize(
    ("details", "code", "field"),
    [
        ({"category": "xxx"}, "unknown", "category"),
        ({"cause": ""}, "unknown", "cause"),
        ({"liability": "maybe"}, "unknown", "liability"),
        ({"outcome": " "}, "empty", "outcome"),
        ({"accountable": []}, "shares", "accountable"),
        ({"accountable": [("天河支行", 60), ("越秀支行", 30)]}, "shares", "accountable"),
        ({"accountable": [("天河支行", 60), ("天河支行", 40)]}, "unit_twice", "accountable"),
    ],
)
def test_it_refuses_what_says_too_little(details: dict[str, Any], code: str, field: str) -> None:
    road = ready()
    if "accountable" in details:
        details = {"accountable": [(unit(name).pk, share) for name, share in details["accountable"]]}
    with refused(code, field):
        close(road, **details)


def test_where_the_bank_is_not_at_fault_nobody_need_bear_a_share() -> None:
    road = ready()
    close(road, liability="none", accountable=[])
    assert road.complaint.stage == Stage.CLOSED


def test_it_refuses_while_a_promise_is_unproved() -> None:
    road = at_stage(Stage.FOLLOWING_UP).call()
    with refused("promises_unproved"):
        close(road)


def test_it_refuses_before_the_reply_the_answer_and_the_call() -> None:
    with refused("not_replied"):
        close(at_stage(Stage.REPLYING))
    with refused("customer_unanswered"):
        close(at_stage(Stage.REPLIED).prove())
    with refused("not_called"):
        close(at_stage(Stage.FOLLOWING_UP, customer=Customer(name="王五")).prove())
    unhappy = at_stage(Stage.REPLIED, customer=Customer(name="赵六")).prove()
    complaint = unhappy.complaint
    complaint.rounds = 2
    complaint.save()
    unhappy.do("not_accept", unhappy.intake, reason="太少")
    with refused("customer_does_not_accept"):
        close(unhappy)


def test_it_refuses_others_and_other_stages() -> None:
    road = ready()
    for by in (road.handler, road.intake, SYSTEM):
        with refused("not_yours"):
            road.do("close", by, **findings(road.lead_unit.pk))
    with refused("stage"):
        close(at_stage(Stage.INVESTIGATING))
