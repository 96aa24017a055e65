"""refuse_mandate: anybody whose turn it is says no; the unit works on without the range."""

from __future__ import annotations

import pytest

from huiyin.complaints import verify
from huiyin.complaints.models import Approval, Participation
from tests.complaints.checks import kinds, recorded, refused
from tests.complaints.given.customer import asked
from tests.complaints.test_ask_mandate import mandated, state

pytestmark = pytest.mark.django_db


def test_it_ends_there_with_its_reason_and_may_be_asked_anew() -> None:
    road = mandated()
    road.do("grant_mandate", road.head)
    road.do("refuse_mandate", road.approver, reason="金额没有依据")
    recorded(road, "refuse_mandate", road.approver, reason="金额没有依据", opinion=1)
    assert (state(road), kinds(road), road.complaint.returns) == ("lapsed", {"investigate", "answer"}, 0)
    signed = Approval.objects.get(decided_by=road.approver.id)
    assert (signed.verdict, signed.note) == ("returned", "金额没有依据")
    assert not Participation.objects.filter(complaint=road.complaint, part="approving", to_at=None).exists()
    assert verify.run() == []
    road.do("ask_mandate", road.handler, **asked(road))
    assert state(road) == "asked"


def test_it_refuses_a_word_too_few_and_others() -> None:
    road = mandated()
    with refused("empty", "reason"):
        road.do("refuse_mandate", road.head, reason=" ")
    for by in (road.handler, road.approver, road.coordinator):
        with refused("not_yours"):
            road.do("refuse_mandate", by, reason="不同意")
