"""grant_mandate: each in the chain signs in turn, and the last one's signature puts the range in force."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from huiyin.complaints import verify
from huiyin.complaints.models import Approval, Opinion, Participation, Stage
from huiyin.organisation.models import AuthorityLimit
from tests.complaints.checks import kinds, recorded, refused, task
from tests.complaints.road import Road, at_stage
from tests.complaints.test_ask_mandate import mandated, state

pytestmark = pytest.mark.django_db


def granted(**options: object) -> Road:
    road = mandated(**options)
    for by in (road.head, road.approver, road.coordinator):
        road.do("grant_mandate", by)
    return road


def test_they_sign_in_turn_while_the_unit_works_on() -> None:
    road = mandated()
    road.do("grant_mandate", road.head)
    assert (state(road), task(road, "grant").staff_id) == ("asked", road.approver.id)
    with refused("not_yours"):
        road.do("grant_mandate", road.head)
    road.do("grant_mandate", road.approver, note="按最高额")
    road.do("grant_mandate", road.coordinator)
    recorded(road, "grant_mandate", road.coordinator, opinion=1)
    assert (state(road), kinds(road)) == ("granted", {"investigate", "answer"})
    assert road.complaint.stage == Stage.INVESTIGATING
    assert set(Approval.objects.values_list("decided_by", flat=True)) == {
        road.head.id, road.approver.id, road.coordinator.id
    }  # fmt: skip
    assert not Participation.objects.filter(complaint=road.complaint, part="approving", to_at=None).exists()
    assert verify.run() == []


def test_nobody_grants_what_he_asked_for_and_nothing_is_granted_after_its_last_moment() -> None:
    road = mandated()
    Opinion.objects.update(by_staff_id=road.head.id)
    with refused("maker_is_checker"):
        road.do("grant_mandate", road.head)
    late = mandated(customer=None)
    late.at += timedelta(days=5)
    with refused("mandate_over", "until"):
        late.do("grant_mandate", late.head)


def test_limits_that_were_lowered_meanwhile_refuse_the_last_signature() -> None:
    road = mandated()
    road.do("grant_mandate", road.head)
    road.do("grant_mandate", road.approver)
    AuthorityLimit.objects.all().update(amount=Decimal(10))
    with refused("amount_above_authority"):
        road.do("grant_mandate", road.coordinator)
    assert state(road) == "asked"


def test_an_opinion_under_approval_is_not_signed_as_a_mandate() -> None:
    road = at_stage(Stage.APPROVING)
    with refused("stage"):
        road.do("grant_mandate", road.head)
    none = at_stage(Stage.INVESTIGATING, customer=None)
    with refused("not_yours"):
        none.do("grant_mandate", none.head)
