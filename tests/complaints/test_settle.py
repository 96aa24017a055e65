"""settle: at first contact, within the first grade's limits."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from huiyin.complaints import jobs
from huiyin.complaints.commands import Customer, Offer
from huiyin.complaints.models import Acceptance, Opinion, Promise, Reply, Stage
from tests.complaints.checks import customer_clock, kinds, recorded, refused
from tests.complaints.road import LI, Road, at_stage

pytestmark = pytest.mark.django_db
BLOCKS = {"findings": "误收手续费", "grounds": "收费公示", "decision": "退费"}
ONLY_NAME = Customer(name=LI.name, phone=LI.phone)
ONLY_NUMBER = Customer(id_no=LI.id_no)


def refund(amount: str) -> list[Offer]:
    return [Offer("refund", Decimal(amount))]


def settled(proof: str = "R-1", amount: str = "155.35", customer: Customer | None = LI, **fields: Any) -> Road:
    road = Road(customer=customer, **fields)
    road.do("settle", road.intake, **BLOCKS, offers=refund(amount), proof=proof)
    return road


def test_with_proof_it_is_accepted_in_the_same_act() -> None:
    road = settled()
    complaint = road.complaint
    assert (complaint.stage, complaint.first_contact, complaint.acceptance) == (
        Stage.REPLIED, True, Acceptance.ACCEPTED,
    )  # fmt: skip
    assert kinds(road) == {"prove", "close"}
    assert complaint.redress == Decimal("155.35")
    assert customer_clock(road).result == "kept"
    recorded(road, "settle", road.intake, offers=[{"kind": "refund", "amount": "155.35"}], told="R-1")


def test_without_proof_the_customer_is_asked() -> None:
    road = settled(proof="")
    assert road.complaint.acceptance == ""
    assert kinds(road) == {"prove", "confirm"}
    jobs.run_due(at=road.at + timedelta(days=9))
    assert road.complaint.acceptance == Acceptance.NO_ANSWER


@pytest.mark.parametrize(
    ("proof", "source_no", "told"), [("R-1", "TH-1", "R-1"), ("", "TH-1", "TH-1"), (" ", "", "")]
)
def test_the_reply_shows_what_evidence_there_is_and_invents_none(proof: str, source_no: str, told: str) -> None:
    road = settled(proof=proof, source_no=source_no)
    assert Reply.objects.get(complaint=road.complaint).proof == told
    assert (road.complaint.acceptance == Acceptance.ACCEPTED) is (proof == "R-1")


def test_money_is_promised_and_an_apology_is_not() -> None:
    road = Road()
    road.do("settle", road.intake, **BLOCKS, offers=[*refund("50"), Offer("apology_oral")], proof="R-1")
    assert [p.kind for p in Promise.objects.filter(complaint=road.complaint)] == ["refund"]


@pytest.mark.parametrize(
    ("offers", "code"),
    [
        (refund("200.01"), "amount_above_authority"),
        ([*refund("100.01"), *refund("100")], "amount_above_authority"),
        ([*refund("150"), Offer("fee_waiver", Decimal(100))], "sum_above_authority"),
        ([Offer("compensation", Decimal(1))], "kind_above_authority"),
        ([Offer("goodwill", Decimal(51))], "amount_above_authority"),
        ([Offer("correction")], "kind_above_authority"),
    ],
)
def test_it_refuses_above_the_first_grade(offers: list[Offer], code: str) -> None:
    road = Road()
    with refused(code, "offers"):
        road.do("settle", road.intake, **BLOCKS, offers=offers, proof="R-1")
    assert not Opinion.objects.exists()


def test_it_grants_up_to_the_limit() -> None:
    assert settled(amount="200").complaint.redress == Decimal(200)


def test_the_same_customer_gets_no_more_than_the_years_limit() -> None:
    settled(amount="200")
    settled(amount="199")
    with refused("yearly_above_authority"):
        settled(amount="2")


def test_after_a_year_it_counts_no_more() -> None:
    settled(amount="200")
    settled(amount="199")
    road = Road()
    road.at += timedelta(days=366)
    road.do("settle", road.intake, **BLOCKS, offers=refund("150"), proof="R-1")


@pytest.mark.parametrize("first", [ONLY_NAME, ONLY_NUMBER])
def test_the_same_customer_is_found_on_whichever_row(first: Customer) -> None:
    """One complaint has the name and phone, the other the identity number; a third shows they are one person."""
    other = ONLY_NUMBER if first == ONLY_NAME else ONLY_NAME
    one, two = settled(amount="200", customer=first), settled(amount="190", customer=other)
    assert one.complaint.person_id != two.complaint.person_id
    with refused("yearly_above_authority"):
        settled(amount="50", customer=LI)


def test_it_refuses_an_amount_left_out() -> None:
    road = Road()
    with refused("amount_missing", "offers"):
        road.do("settle", road.intake, **BLOCKS, offers=[Offer("refund")], proof="R-1")


@pytest.mark.parametrize("block", BLOCKS)
def test_it_refuses_an_empty_block(block: str) -> None:
    road = Road()
    with refused("empty", block):
        road.do("settle", road.intake, **{**BLOCKS, block: " "}, proof="R-1")


def test_only_the_intake_officer_and_only_at_once() -> None:
    road = Road()
    with refused("not_yours"):
        road.do("settle", road.coordinator, **BLOCKS, proof="R-1")
    later = at_stage(Stage.UNDER_REVIEW)
    with refused("stage"):
        later.do("settle", later.intake, **BLOCKS, proof="R-1")
