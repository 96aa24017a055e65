from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huiyin.demo.bank import sheets
from huiyin.organisation import authority
from huiyin.organisation.authority import Limit, Limits, Offer
from huiyin.organisation.models import AuthorityLimit, AuthorityVersion, OfferKind
from huiyin.organisation.sheets import layout, reading

# The first figure a complaint, the second a customer and year, as demo-bank.md prints them.
MONEY = {
    1: ("200/400", "200/400", None, "50/100"),
    2: ("1000/2000", "1000/2000", "1000/1500", "200/400"),
    3: ("5000/8000", "5000/8000", "5000/8000", "300/600"),
    4: ("20000/30000", "20000/30000", "20000/30000", "500/800"),
    5: ("50000/80000", "50000/80000", "50000/80000", "500/800"),
    6: ("100000/", "100000/", "100000/", "1000/"),
    7: ("500000/", "500000/", "500000/", "1000/"),
    8: ("/", "/", "/", None),
}
KINDS = (OfferKind.FEE_WAIVER, OfferKind.REFUND, OfferKind.COMPENSATION, OfferKind.GOODWILL)
WORDS = {1: ["apology_oral"], 2: ["apology_oral", "apology_written"]}
WORDS |= dict.fromkeys((3, 4), ["apology_oral", "apology_written", "correction"])
WORDS |= dict.fromkeys((5, 6, 7), ["apology_oral", "apology_written", "correction", "other"])


def demo(version: str) -> Limits:
    """One version of the demo bank's matrix, as its spreadsheet says it."""
    rows = [row.values for row in reading.read(sheets()).rows[layout.AUTHORITY.name]]
    found: Any = {
        (v["grade"], v["kind"]): (v["amount"], v["yearly"]) for v in rows if v["version"] == version
    }
    return Limits(1, version, {cell: Limit(*figures) for cell, figures in found.items()})


NOW, PAST = demo("AM-2026-03"), demo("AM-2025-01")


def offer(kind: str, amount: object = None) -> Offer:
    return Offer(kind, None if amount is None else Decimal(str(amount)))


def figures() -> Iterator[tuple[int, str, str, str]]:
    for grade, row in MONEY.items():
        for kind, cell in zip(KINDS, row, strict=True):
            if cell is not None:
                amount, yearly = cell.split("/")
                yield grade, kind, amount, yearly


@pytest.mark.parametrize(("grade", "kind", "amount", "yearly"), list(figures()))
def test_each_cell_allows_its_figure_and_not_a_fen_more(
    grade: int, kind: str, amount: str, yearly: str
) -> None:
    if not amount:
        assert authority.allows(NOW, grade, [offer(kind, 10**9)]).ok
        return
    assert authority.allows(NOW, grade, [offer(kind, amount)]).ok
    refused = authority.allows(NOW, grade, [offer(kind, Decimal(amount) + Decimal("0.01"))])
    assert (refused.ok, refused.code, refused.kind) == (False, "amount_above_authority", kind)
    assert refused.limit == Decimal(amount)
    if yearly:
        earlier = offer(kind, Decimal(yearly) - Decimal(amount))
        assert authority.allows(NOW, grade, [offer(kind, amount)], [earlier]).ok
        refused = authority.allows(NOW, grade, [offer(kind, amount)], [earlier, offer(kind, "0.01")])
        assert (refused.code, refused.limit) == ("yearly_above_authority", Decimal(yearly))
    else:
        assert authority.allows(NOW, grade, [offer(kind, amount)], [offer(kind, 10**9)]).ok


@pytest.mark.parametrize(("grade", "kind"), [(1, "compensation"), (8, "goodwill")])
def test_a_dash_allows_nothing_of_the_kind(grade: int, kind: str) -> None:
    refused = authority.allows(NOW, grade, [offer(kind, "0.01")])
    assert (refused.ok, refused.code, refused.kind) == (False, "kind_above_authority", kind)


@pytest.mark.parametrize("grade", range(1, 9))
def test_apologies_and_corrections_come_with_their_grade(grade: int) -> None:
    for kind in ("apology_oral", "apology_written", "correction", "other"):
        assert authority.allows(NOW, grade, [offer(kind)]).ok is (kind in WORDS.get(grade, []))


def test_two_offers_of_a_kind_are_one() -> None:
    split = [offer("refund", 150), offer("refund", 60)]
    assert authority.allows(NOW, 1, split).code == "amount_above_authority"
    assert authority.allows(NOW, 2, split).ok


def test_waiver_refund_and_compensation_share_the_largest_of_their_limits() -> None:
    assert authority.allows(
        NOW, 2, [offer("fee_waiver", 400), offer("refund", 300), offer("compensation", 300)]
    ).ok
    refused = authority.allows(NOW, 2, [offer("fee_waiver", 600), offer("refund", 401)])
    assert (refused.code, refused.limit, refused.asked) == (
        "sum_above_authority",
        Decimal(1000),
        Decimal(1001),
    )


def test_goodwill_is_counted_apart() -> None:
    assert authority.allows(NOW, 2, [offer("refund", 1000), offer("goodwill", 200)]).ok
    assert authority.allows(NOW, 2, [offer("refund", 1000), offer("goodwill", 201)]).kind == "goodwill"


def test_what_the_customer_got_in_the_year_counts_together_too() -> None:
    earlier = [offer("fee_waiver", 900), offer("refund", 500)]
    assert authority.allows(NOW, 2, [offer("compensation", 600)], earlier).ok
    refused = authority.allows(NOW, 2, [offer("compensation", 601)], earlier)
    assert (refused.code, refused.limit) == ("yearly_sum_above_authority", Decimal(2000))


def test_compensation_has_its_own_smaller_year_at_the_second_grade() -> None:
    assert authority.allows(NOW, 2, [offer("compensation", 500)], [offer("compensation", 1000)]).ok
    refused = authority.allows(NOW, 2, [offer("compensation", 501)], [offer("compensation", 1000)])
    assert (refused.code, refused.kind, refused.limit) == (
        "yearly_above_authority",
        "compensation",
        Decimal(1500),
    )


def test_earlier_money_does_not_forbid_an_apology() -> None:
    assert authority.allows(NOW, 2, [offer("apology_oral")], [offer("refund", 10**6)]).ok


def test_it_names_the_lowest_grade_that_may_decide() -> None:
    assert authority.lowest_grade(NOW, [offer("compensation", 12600)]) == 4
    assert authority.lowest_grade(NOW, [offer("compensation", 38000)]) == 5
    assert authority.lowest_grade(NOW, [offer("compensation", 600_000)]) == 8
    assert authority.lowest_grade(NOW, [offer("goodwill", 1001)]) is None
    assert authority.lowest_grade(NOW, [offer("refund", 155)], [offer("refund", 300)]) == 2


def test_a_past_decision_is_weighed_by_the_version_of_its_day() -> None:
    asked = [offer("refund", 900)]
    assert authority.allows(NOW, 2, asked).ok
    assert authority.allows(PAST, 2, asked).limit == Decimal(800)


def test_without_a_version_nobody_may_decide_anything() -> None:
    assert authority.allows(Limits(), 8, [offer("apology_oral")]).code == "kind_above_authority"


@pytest.mark.django_db
def test_the_version_in_force_is_chosen_by_day(bank: None) -> None:
    assert authority.limits_on(date(2024, 12, 31)).version_id is None
    assert authority.limits_on(date(2025, 1, 1)).code == "AM-2025-01"
    assert authority.limits_on(date(2026, 6, 30)).code == "AM-2025-01"
    assert authority.limits_on(date(2026, 7, 1)).code == "AM-2026-03"
    assert authority.limits_on(date(2030, 1, 1)).table == NOW.table


@pytest.mark.django_db
def test_an_ended_version_without_successor_leaves_no_authority(bank: None) -> None:
    AuthorityLimit.objects.all().delete()
    AuthorityVersion.objects.all().delete()
    AuthorityVersion.objects.create(code="X", valid_from=date(2026, 1, 1), valid_to=date(2026, 2, 1))
    assert authority.limits_on(date(2026, 1, 31)).code == "X"
    assert authority.limits_on(date(2026, 2, 1)).version_id is None


amounts = st.decimals(min_value=0, max_value=60_000, places=2)
offers = st.lists(st.builds(Offer, st.sampled_from(KINDS), amounts), max_size=4)


@given(st.integers(1, 7), offers, offers)
def test_a_higher_grade_may_do_all_that_a_lower_may(
    grade: int, asked: list[Offer], earlier: list[Offer]
) -> None:
    if authority.allows(NOW, grade, asked, earlier).ok and grade < 7:
        assert authority.allows(NOW, grade + 1, asked, earlier).ok


@given(st.integers(1, 8), offers, offers, st.data())
def test_cutting_an_offer_in_two_changes_nothing(
    grade: int, asked: list[Offer], earlier: list[Offer], data: st.DataObject
) -> None:
    pieces = []
    for whole in asked:
        part = data.draw(st.decimals(min_value=0, max_value=whole.amount, places=2))
        pieces += [Offer(whole.kind, part), Offer(whole.kind, (whole.amount or 0) - part)]
    assert authority.allows(NOW, grade, pieces, earlier) == authority.allows(NOW, grade, asked, earlier)


@given(st.integers(1, 8), offers, offers, offers)
def test_asking_less_never_needs_more(
    grade: int, asked: list[Offer], more: list[Offer], earlier: list[Offer]
) -> None:
    if authority.allows(NOW, grade, [*asked, *more], earlier).ok:
        assert authority.allows(NOW, grade, asked, earlier).ok
