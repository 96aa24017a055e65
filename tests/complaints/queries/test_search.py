"""The list equals its plain definition, and finds it without reading the whole table."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from huiyin.complaints import access, commands
from huiyin.complaints.commands import Customer
from huiyin.complaints.models import Complaint, Stage
from huiyin.complaints.queries import search as queries
from huiyin.complaints.queries.search import PAGE, Found, Wanted
from huiyin.organisation.actor import Actor
from tests.complaints.many import many
from tests.complaints.road import LI, MONDAY, Road, at_stage, category
from tests.world import person, unit

pytestmark = pytest.mark.django_db
LATER = MONDAY + timedelta(hours=3)
STORIES = (
    "网点排队两个小时，柜员态度生硬。",
    "信用卡年费多收，录音编号 R-88213907，客服说系统升级。",
    "ETC 卡误扣通行费，ATM 吞卡，要求退费",
    "转账ＡＢＣ１２３未到账，App 一直报错",
    "年费！年费！要求退还全部年费。",
)


def find(by: Actor, words: str = "", **filters: Any) -> Found:
    return queries.search(Wanted(words, **filters), seen_by=by, at=LATER)


def refs(found: Found) -> list[str]:
    return [row.ref for row in found.rows]


def everything(by: Actor, words: str = "", **filters: Any) -> list[int]:
    """Page after page, to the end."""
    ids: list[int] = []
    before: int | None = None
    while True:
        found = find(by, words, before=before, **filters)
        ids += [row.id for row in found.rows]
        before = found.before
        if before is None:
            return ids


def stands_in(word: str, c: Complaint) -> bool:
    """Chinese anywhere, Latin words from their beginning; spelled out without any index."""
    body = f"{c.title} {c.story} {c.source_no}".lower()
    if re.match("[a-z0-9]", word):
        return any(token.startswith(word) for token in re.findall(r"[a-z0-9][a-z0-9_.@-]*", body))
    return word in body


def registered(story: str, at: datetime = MONDAY, **fields: Any) -> Complaint:
    by, home = person("谭宁"), unit("天河支行")
    details = {"category": category(), "channel": "CTR", "received_at": at, **fields}
    return commands.register(by=by, at=at, unit_id=home.pk, story=story, **details)


@pytest.mark.parametrize("name", ["谭宁", "黄珊", "林晓雯", "沈岚", "洪波", "周敏", "罗平", "许文博"])
@pytest.mark.parametrize(
    "word", ["", "年费", "费", "态度生硬", "r-88213907", "r-88", "etc", "2", "升级", "承诺", "不存在的"]
)
def test_it_finds_what_the_reader_may_see_with_the_word_in_it(name: str, word: str) -> None:
    many(70)
    for story in STORIES:
        registered(story)
    by = person(name)
    expected = [c.pk for c in access.visible_to(by).order_by("-pk") if stands_in(word, c)]
    assert everything(by, word) == expected
    assert find(by, word).count == min(len(expected), 100)


def test_all_of_several_words_must_stand_in_it() -> None:
    both, _one = registered("年费多收，客服态度生硬"), registered("年费多收")
    assert everything(person("黄珊"), "态度 年费") == [both.pk]


@pytest.mark.parametrize(
    ("typed", "story"), [("ａｂｃ１２３", 3), ("ABC123", 3), ("app", 3), ("误扣通行费", 2), ("卡误扣", 2)]
)
def test_width_and_case_make_no_difference(typed: str, story: int) -> None:
    made = [registered(each) for each in STORIES]
    assert everything(person("黄珊"), typed) == [made[story].pk]


@pytest.mark.parametrize("typed", ["！", "%", "_", "\\", "' & |", "é", "\x00", "tc", "8213907"])
def test_marks_and_halves_of_latin_words_find_nothing_and_break_nothing(typed: str) -> None:
    for each in STORIES:
        registered(each)
    assert everything(person("黄珊"), typed) == []


def test_a_percent_sign_is_a_percent_sign() -> None:
    rate, _other = registered("利率说好3%实收5%"), registered("利率说好3成")
    assert everything(person("黄珊"), "3%实") == [rate.pk]


def test_older_complaints_are_found_by_the_index_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    """With a narrow newest window the rest comes from the index: the same answer."""
    many(150)
    for story in STORIES * 2:
        registered(story)
    many(20)
    by = person("沈岚")
    wide = {word: everything(by, word) for word in ("年费", "费", "r-88", "etc", "生硬", "手续费与电话", "3")}
    monkeypatch.setattr(queries, "NEAR", 3)
    monkeypatch.setattr(queries, "WINDOW", 40)
    assert {word: everything(by, word) for word in wide} == wide
    assert all(wide.values())


@pytest.mark.parametrize(
    "typed", ["李小明", "13812345678", "138 1234 5678", "110101199003077758", "5678", "6222 0212 3456 7890"]
)
def test_a_customer_is_found_by_name_number_or_card(typed: str) -> None:
    road = Road(customer=Customer(**{**vars(LI), "card": "6222021234567890"}))
    Road(customer=Customer(name="王大力", phone="13900001111"))
    assert refs(find(person("黄珊"), typed)) == [road.ref]
    assert refs(find(person("罗平"), typed)) == []


def test_a_customer_and_a_word_are_found_together() -> None:
    mine = registered("年费多收", customer=LI)
    registered("态度生硬", customer=LI)
    registered("年费多收", customer=Customer(name="王大力", phone="13900001111"))
    assert everything(person("黄珊"), "李小明 年费") == [mine.pk]
    assert everything(person("黄珊"), "年费 13812345678") == [mine.pk]


def test_a_complaint_is_found_by_its_number_in_any_form_within_sight() -> None:
    road = Road()
    bare = road.ref.replace("-", "").lower()
    for typed in (road.ref, bare, f" {road.ref} "):
        assert refs(find(person("黄珊"), typed)) == [road.ref]
        assert refs(find(person("罗平"), typed)) == []
    assert queries.direct(bare, seen_by=person("黄珊")) == road.ref
    assert queries.direct(road.ref, seen_by=person("罗平")) == ""
    assert queries.direct("26-0000000001-0", seen_by=person("黄珊")) == ""


def test_it_is_found_by_the_source_number_and_the_words_are_marked() -> None:
    registered("客户反映" + "情况说明" * 20 + "年费多收", source_no="SUP-2026-17", title="费用争议")
    row = find(person("黄珊"), "年费").rows[0]
    assert [piece.text for piece in row.excerpt if piece.hit] == ["年费"]
    assert not any(piece.hit for piece in row.title)
    row = find(person("黄珊"), "sup-2026").rows[0]
    assert [piece.text for piece in row.excerpt if piece.hit] == ["SUP-2026"]
    assert [piece.text for piece in find(person("黄珊"), "争议").rows[0].title] == ["费用", "争议"]


def test_filters_keep_what_they_say() -> None:
    many(40)
    many(5, at=MONDAY - timedelta(days=6))
    road = at_stage(Stage.INVESTIGATING)
    by, here, at = person("沈岚"), unit("天河支行"), LATER
    late = set(Complaint.objects.filter(task__due_at__lt=at).values_list("pk", flat=True))
    mine = Complaint.objects.get(pk=road.complaint.pk)
    plain: dict[str, Any] = {
        "stage": lambda c: c.stage == Stage.INVESTIGATING, "severity": lambda c: c.severity == 2,
        "channel": lambda c: c.channel_id == "CTR", "category": lambda c: c.category_id == mine.category_id,
        "unit_id": lambda c: here.pk in c.scope, "overdue": lambda c: c.pk in late, "statutory": lambda c: c.statutory,
        "received_from": lambda c: c.received_at >= MONDAY - timedelta(hours=10),
        "received_to": lambda c: c.received_at < MONDAY - timedelta(hours=10),
    }  # fmt: skip
    asked: dict[str, Any] = {
        "stage": Stage.INVESTIGATING, "severity": 2, "channel": "CTR", "category": mine.category.code,
        "unit_id": here.pk, "overdue": True, "statutory": True, "received_from": MONDAY.date(),
        "received_to": MONDAY.date() - timedelta(days=1),
    }  # fmt: skip
    everyone = list(Complaint.objects.order_by("-pk"))
    for name, value in asked.items():
        expected = [c.pk for c in everyone if plain[name](c)]
        assert everything(by, **{name: value}) == expected, name
        assert expected, name
        with_word = [c.pk for c in everyone if plain[name](c) and "要求" in c.story]
        assert everything(by, "要求", **{name: value}) == with_word, name


def test_a_level_one_category_stands_for_all_below_it() -> None:
    made = registered("年费多收")
    above = made.category.parent
    assert above is not None
    assert everything(person("黄珊"), category=above.code) == [made.pk]
    assert everything(person("黄珊"), category="no-such") == []


def test_a_unit_out_of_reach_finds_nothing() -> None:
    road = Road()
    assert refs(find(person("黄珊"), unit_id=road.lead_unit.pk)) == [road.ref]
    assert refs(find(person("黄珊"), unit_id=unit("江苏分行").pk)) == []
    assert refs(find(person("黄珊"), unit_id=10**6)) == []


def test_it_says_how_far_back_it_looked_and_goes_on_from_there(monkeypatch: pytest.MonkeyPatch) -> None:
    old = registered("极少见的字句", at=MONDAY)
    many(30, at=MONDAY + timedelta(hours=1))
    monkeypatch.setattr(queries, "NEAR", 5)
    monkeypatch.setattr(queries, "WINDOW", 10)
    monkeypatch.setattr(queries, "FURTHEST", 20)
    first = find(person("沈岚"), "极少见")
    assert not first.rows
    assert first.more
    assert first.looked_back_to is not None
    assert everything(person("沈岚"), "极少见") == [old.pk]


def test_administrators_and_analysts_find_nothing() -> None:
    Road()
    for name in ("严管", "许文博"):
        assert refs(find(person(name))) == refs(find(person(name), "客户")) == []


def test_the_customer_is_masked() -> None:
    Road()
    row = find(person("黄珊"), "李小明").rows[0]
    assert row.customer == "李*明"
    assert "13812345678" not in repr(row)


@pytest.mark.parametrize("words", ["", "年费", "网点排队", "王1明"])
def test_the_queries_do_not_grow_with_the_complaints(words: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "NEAR", 10**6)  # numbers of complaints are never used again, in tests neither
    def count() -> int:
        with CaptureQueriesContext(connection) as seen:
            find(person("沈岚"), words)
        return len(seen)

    many(10)
    few = count()
    many(990)
    assert count() == few
    assert len(find(person("沈岚")).rows) == PAGE
