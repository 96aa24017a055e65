"""settle_in_mandate: what was agreed inside the range is the bank's word without a second climb."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from huiyin.complaints import approving, commands, verify
from huiyin.complaints.commands import Offer
from huiyin.complaints.models import Approval, Opinion, Party, Promise, Redress, Stage
from huiyin.complaints.queries import file as queries
from huiyin.organisation.models import AuthorityLimit
from tests.complaints.checks import kinds, recorded, refused, task
from tests.complaints.given.customer import BLOCKS, agent
from tests.complaints.road import Road, at_stage
from tests.complaints.test_ask_mandate import state
from tests.complaints.test_grant_mandate import granted

pytestmark = pytest.mark.django_db


def ready(**options: Any) -> Road:
    return granted(**options).answer()


def settle(road: Road, *offers: Offer, **more: Any) -> None:
    agreed = list(offers) or [Offer("compensation", Decimal(2000))]
    road.do("settle_in_mandate", road.handler, **{**BLOCKS, "offers": agreed, "proof": "R-8", **more})


def test_it_goes_to_the_reply_without_a_second_climb_and_is_promised() -> None:
    road = ready()
    signed = Approval.objects.count()
    settle(road)
    opinion = Opinion.objects.get(complaint=road.complaint, state="approved")
    assert (state(road), road.complaint.stage, road.complaint.redress) == (
        "used",
        Stage.REPLYING,
        Decimal(2000),
    )
    assert (opinion.until, opinion.authority_version_id is not None, Approval.objects.count()) == (
        None,
        True,
        signed,
    )
    assert (kinds(road), task(road, "reply").staff_id) == ({"reply"}, road.handler.id)
    recorded(road, "settle_in_mandate", road.handler, opinion=2, proof="R-8",
             offers=[{"kind": "compensation", "amount": "2000"}])  # fmt: skip
    assert verify.run() == []
    road.reply()
    assert Promise.objects.get(complaint=road.complaint).amount == Decimal(2000)
    assert verify.run() == []


def test_the_page_shows_the_signatures_of_the_mandate_for_it() -> None:
    road = ready()
    file = queries.file(road.ref, seen_by=road.handler, at=road.at)
    assert (file.opinion, file.mandate and file.mandate.in_force) == (None, True)
    assert file.primary is not None
    assert file.primary.step == "settle_in_mandate"
    settle(road)
    file = queries.file(road.ref, seen_by=road.handler, at=road.at)
    assert file.opinion is not None
    assert file.opinion.in_mandate
    assert [seat.person for seat in file.opinion.chain] == [
        road.head.name,
        road.approver.name,
        road.coordinator.name,
    ]
    assert len(file.opinions) == 1


@pytest.mark.parametrize("amounts", [["999.99"], ["3000.01"], ["2000", "1500"]])
def test_it_refuses_what_lies_outside_the_range_cut_in_two_or_not(amounts: list[str]) -> None:
    road = ready()
    with refused("outside_mandate", "offers"):
        settle(road, *(Offer("compensation", Decimal(amount)) for amount in amounts))
    assert road.complaint.stage == Stage.INVESTIGATING


def test_it_refuses_other_kinds_too_late_and_without_proof() -> None:
    road = ready()
    with refused("kind_not_in_mandate", "offers"):
        settle(road, Offer("goodwill", Decimal(1500)))
    with refused("empty", "proof"):
        settle(road, proof=" ")
    with refused("empty", "offers"):
        settle(road, offers=[])
    road.at += timedelta(days=5)
    with refused("mandate_over", "until"):
        settle(road)


def test_it_refuses_without_a_mandate_and_while_a_co_handler_has_not_answered() -> None:
    road = at_stage(Stage.INVESTIGATING).answer()
    with refused("no_mandate"):
        settle(road)
    waiting = granted(customer=None)
    with refused("co_handlers_unanswered"):
        settle(waiting)
    with refused("not_yours"):
        waiting.do("settle_in_mandate", waiting.co, **BLOCKS, offers=[], proof="R-8")


def test_what_another_complaint_used_up_meanwhile_counts() -> None:
    """Both mandates were granted; the customer's yearly limit lets only one of them be used."""
    first, second = ready(), ready()
    settle(first)
    AuthorityLimit.objects.filter(grade=4, kind="compensation").update(yearly=Decimal(3500))
    with refused("yearly_above_authority", "offers"):
        settle(second)
    assert not Redress.objects.filter(opinion__complaint=second.complaint, in_force_at__isnull=False).exists()


def test_what_the_customer_refused_is_void_and_the_mandate_is_used_up() -> None:
    road = ready()
    settle(road)
    road.reply().do("not_accept", road.handler, reason="太少")
    assert (road.complaint.stage, road.complaint.redress) == (Stage.INVESTIGATING, None)
    with refused("no_mandate"):
        settle(road)


def test_what_stands_counts_with_the_next_mandate() -> None:
    """Grade 4 gives 20,000 at most: with the 2,000 that stand, another 19,000 climbs on."""
    road = ready()
    settle(road)
    road.reply()
    offers = [Offer("compensation", Decimal(19_000))]
    seats = approving.chain(road.complaint, offers, proposer_id=road.handler.pk, at=road.at)
    assert max(seat.grade for seat in seats) == 5


def test_somebody_with_authority_may_agree_and_an_informant_may_not() -> None:
    road = ready()
    road.do("represent", road.handler, kind="informant", customer=commands.Customer(name="邻居"))
    road.do("represent", road.handler, **agent(road))
    informant, lawyer = Party.objects.order_by("pk")
    with refused("no_authority", "party_id"):
        settle(road, party_id=informant.pk)
    settle(road, party_id=lawyer.pk)
    recorded(road, "settle_in_mandate", road.handler, party=lawyer.pk, party_kind="agent")
