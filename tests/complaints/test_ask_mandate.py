"""ask_mandate: a range for those who would approve its upper figures, while the unit works on."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from huiyin.calendars import queries as calendars
from huiyin.calendars import workdays
from huiyin.complaints import verify
from huiyin.complaints.commands import Ask, Offer
from huiyin.complaints.models import Approval, Opinion, Redress, Stage
from huiyin.organisation.actor import SYSTEM
from huiyin.organisation.models import Staff
from tests.complaints.checks import kinds, recorded, refused, task
from tests.complaints.given.customer import asked
from tests.complaints.road import MINUTE, Road, at_stage

pytestmark = pytest.mark.django_db


def mandated(**options: Any) -> Road:
    """A road on which a mandate of 1,000 to 3,000 is asked for."""
    road = at_stage(Stage.INVESTIGATING, **options)
    road.do("ask_mandate", road.handler, **asked(road))
    return road


def state(road: Road) -> str:
    return Opinion.objects.filter(complaint=road.complaint, until__isnull=False).latest("version").state


def test_the_chain_of_the_upper_figure_is_asked_and_the_unit_works_on() -> None:
    road = mandated()
    mandate = Opinion.objects.get(complaint=road.complaint)
    until = asked(road)["until"] - MINUTE
    assert (mandate.state, mandate.until, road.complaint.stage) == ("asked", until, "investigating")
    offer = Redress.objects.get(opinion=mandate)
    assert (offer.least, offer.amount, offer.in_force_at) == (Decimal(1000), Decimal(3000), None)
    places = Approval.objects.filter(opinion=mandate).order_by("step").values_list("place", "staff_id")
    assert list(places) == [("head", road.head.id), ("grade", road.approver.id), ("audit", None)]
    assert kinds(road) == {"investigate", "answer", "grant"}
    assert road.complaint.owner_unit_id == road.lead_unit.pk
    grant = task(road, "grant")
    assert (grant.staff_id, grant.due_at) == (road.head.id, workdays.end_of(1, road.at, calendars.calendar()))
    range_ = [{"kind": "compensation", "amount": "3000", "least": "1000"}]
    recorded(road, "ask_mandate", road.handler, opinion=1, offers=range_)
    assert verify.run() == []


def test_one_is_asked_for_at_a_time_and_the_next_takes_the_place_of_the_granted() -> None:
    road = mandated()
    with refused("mandate_waits"):
        road.do("ask_mandate", road.handler, **asked(road))
    for by in (road.head, road.approver, road.coordinator):
        road.do("grant_mandate", by)
    road.do("ask_mandate", road.handler, **asked(road))
    assert list(Opinion.objects.order_by("version").values_list("state", flat=True)) == ["lapsed", "asked"]


def test_an_opinion_or_another_unit_voids_it() -> None:
    road = mandated()
    road.answer().propose()
    assert (state(road), kinds(road), road.complaint.stage) == ("lapsed", {"approve"}, "approving")
    assert verify.run() == []
    moved = mandated(customer=None)
    moved.do("assign", moved.coordinator, lead=Ask(moved.co_unit.pk, "请核实"))
    assert (state(moved), "grant" in kinds(moved)) == ("lapsed", False)
    assert verify.run() == []


@pytest.mark.parametrize(
    ("wrong", "code", "field"),
    [
        ({"offers": []}, "empty", "offers"),
        ({"offers": [Offer("compensation", Decimal(10), Decimal(11))]}, "least_above_most", "offers"),
        ({"offers": [Offer("compensation", None, Decimal(11))]}, "least_above_most", "offers"),
        ({"offers": [Offer("compensation")]}, "amount_missing", "offers"),
        ({"offers": [Offer("compensation", Decimal(60_000))]}, "beyond_authority", "offers"),
        ({"decision": " "}, "empty", "decision"),
        ({"until": None}, "due_in_past", "until"),
    ],
)
def test_it_refuses_what_nobody_could_sign(wrong: dict[str, Any], code: str, field: str) -> None:
    road = at_stage(Stage.INVESTIGATING)
    wrong = {"until": road.at} if "until" in wrong else wrong
    with refused(code, field):
        road.do("ask_mandate", road.handler, **{**asked(road), **wrong})
    assert not Opinion.objects.filter(complaint=road.complaint).exists()


def test_it_is_the_lead_handlers_to_ask() -> None:
    road = at_stage(Stage.INVESTIGATING)
    for by in (road.co, road.coordinator, road.head):
        with refused("not_yours"):
            road.do("ask_mandate", by, **asked(road))
    road = at_stage(Stage.APPROVING)
    with refused("stage"):
        road.do("ask_mandate", road.handler, **asked(road))


def test_the_place_of_one_who_left_is_passed_on() -> None:
    road = mandated()
    Staff.objects.filter(pk=road.head.pk).update(left_at=road.at)
    road.do("put_back", SYSTEM)
    assert task(road, "grant").staff_id == road.approver.id
    assert road.complaint.owner_unit_id == road.lead_unit.pk
