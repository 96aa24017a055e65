"""Before a complaint is registered: the customer's others, those that read like it, where it will go."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from huiyin.complaints import commands, numbers
from huiyin.complaints.commands import Customer
from huiyin.complaints.models import Complaint, Stage, Task
from huiyin.complaints.queries import beforehand, similar
from huiyin.organisation.actor import Role
from tests.complaints.many import many
from tests.complaints.road import LI, MONDAY, Road, at_stage, category, holder
from tests.world import person, unit

pytestmark = pytest.mark.django_db
LATER = MONDAY + timedelta(hours=3)
STORY = "客户称办理账单分期时坐席告知零手续费，出账后却收取分期手续费，要求退还并道歉。"
RETOLD = "接到电话说账单分期零手续费，办理后账单收取了分期手续费，要求退还手续费。"
OTHER = "网点排队两个小时只开一个窗口，大堂经理态度生硬。"


def registered(story: str, *, in_: str = "天河支行", **fields: Any) -> str:
    by = holder(Role.INTAKE, in_)
    details = {"category": category(), "channel": "CTR", "received_at": MONDAY, **fields}
    made = commands.register(by=by, at=MONDAY, unit_id=unit(in_).pk, story=story, **details)
    return numbers.ref(made.pk, made.registered_at)


@pytest.mark.parametrize(
    "typed",
    [
        Customer(id_no=LI.id_no), Customer(name=LI.name, phone="138 1234-5678"), Customer(card="6222 0212 3456 7890"),
        Customer(name="李 小明", phone=LI.phone),
    ],
)  # fmt: skip
def test_the_customer_is_recognised_and_what_was_promised_is_told(typed: Customer) -> None:
    road = at_stage(Stage.REPLIED, customer=Customer(**{**vars(LI), "card": "6222021234567890"}))
    found = similar.history(typed, seen_by=person("黄珊"), at=LATER)
    assert (found.customer, found.contact, found.year) == ("李*明", "138****5678", 1)
    assert [c.ref for c in found.complaints] == [road.ref]
    assert [(p.name, p.amount, p.kept) for p in found.complaints[0].promised] == [("慰问", Decimal(300), False)]


def test_half_of_what_identifies_a_customer_finds_nobody() -> None:
    Road()
    for typed in (Customer(), Customer(name=LI.name), Customer(phone=LI.phone), Customer(address="天河路 1 号")):
        assert similar.history(typed, seen_by=person("黄珊"), at=LATER) == similar.History()


def test_what_lies_outside_ones_sight_is_not_even_counted() -> None:
    here = registered(STORY, customer=LI)
    registered(OTHER, in_="河西支行", customer=LI)
    near, bank = (similar.history(LI, seen_by=person(name), at=LATER) for name in ("黄珊", "沈岚"))
    assert ([c.ref for c in near.complaints], near.year) == ([here], 1)
    assert bank.year == 2
    assert similar.history(LI, seen_by=person("许文博"), at=LATER) == similar.History()


def test_a_complaint_of_more_than_a_year_ago_is_shown_but_not_counted() -> None:
    registered(STORY, customer=LI)
    found = similar.history(LI, seen_by=person("黄珊"), at=MONDAY + timedelta(days=366))
    assert (found.year, len(found.complaints)) == (0, 1)


def test_the_same_matter_told_again_is_found_among_many() -> None:
    many(60)
    same = registered(STORY)
    registered(OTHER)
    found = similar.alike(RETOLD, Customer(), seen_by=person("黄珊"))
    assert [each.ref for each in found][:1] == [same]
    assert similar.ALIKE * 100 <= found[0].percent <= 100
    assert any(piece.hit for piece in found[0].title)
    assert "排队" not in repr(found)


def test_an_open_complaint_of_the_same_customer_comes_first_and_says_why() -> None:
    mine, like = registered(OTHER, customer=LI), registered(STORY)
    found = similar.alike(RETOLD, LI, seen_by=person("黄珊"))
    assert [(each.ref, each.same_customer) for each in found] == [(mine, True), (like, False)]


def test_a_few_words_are_like_nothing_and_others_complaints_stay_hidden() -> None:
    registered(STORY)
    assert similar.alike("分期", Customer(), seen_by=person("黄珊")) == ()
    assert similar.alike("", Customer(), seen_by=person("黄珊")) == ()
    assert similar.alike(STORY, Customer(), seen_by=person("罗平")) == ()
    assert [each.percent for each in similar.alike(STORY, Customer(), seen_by=person("黄珊"))] == [100]


def test_the_queries_do_not_grow_with_the_complaints() -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as seen:
            similar.history(LI, seen_by=person("沈岚"), at=LATER)
            similar.alike(STORY, LI, seen_by=person("沈岚"))
        return len(seen)

    registered(STORY, customer=LI)
    many(10)
    few = count()
    many(990)
    assert count() == few


@pytest.mark.parametrize("accused", ["天河支行", "广东分行投诉办", None])
def test_it_foretells_where_registering_leads(accused: str | None) -> None:
    home, accused_id = unit("天河支行"), unit(accused).pk if accused else None
    told = beforehand.road(
        home.pk, channel="CTR", received_at=MONDAY, complained_of_unit_id=accused_id, at=MONDAY
    )
    ref = registered(STORY, complained_of_unit_id=accused_id)
    made = Complaint.objects.get(pk=numbers.complaint_id(ref) or 0)
    assert told.coordinator == unit(told.coordinator).name
    assert made.coordinator_unit_id == unit(told.coordinator).pk
    assert made.due_at == told.statutory_at
    assert Task.objects.get(complaint=made).due_at == told.first_contact_at
    assert bool(told.set_aside) is (accused == "广东分行投诉办")
    assert not told.late


def test_it_says_when_the_limit_has_passed_before_the_complaint_arrived() -> None:
    long_ago = MONDAY - timedelta(days=30)
    told = beforehand.road(
        unit("天河支行").pk, channel="REG", received_at=long_ago, complained_of_unit_id=None, at=MONDAY
    )
    assert (told.late, told.referral) == (True, True)


def test_the_first_grade_may_give_this_much_at_once() -> None:
    told = {a.kind: a for a in beforehand.allowances(Decimal(180), at=MONDAY)}
    assert (told["refund"].amount, told["refund"].yearly, told["refund"].covers) == (Decimal(200), Decimal(400), True)
    assert "compensation" not in told
    assert not told["goodwill"].covers
    assert told["apology_oral"].covers
