"""The page of signatures: everything needed to decide, and no way to decide in one press."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from huiyin.complaints.models import Stage
from tests.complaints import road as roads
from tests.complaints.conftest import bank
from tests.complaints.given.customer import asked
from tests.complaints.road import LI, at_stage
from tests.web.desk.visitors import an_hour_ago, desk
from tests.world import person

__all__ = ["bank"]
pytestmark = pytest.mark.django_db
PAGE = "/approvals/"


@pytest.fixture(autouse=True)
def just_now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(roads, "MONDAY", an_hour_ago())


def page(name: str, address: str = PAGE) -> str:
    answer = desk(person(name)).get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_it_shows_what_is_asked_and_who_signs_to_the_one_whose_turn_it_is() -> None:
    road = at_stage(Stage.APPROVING)
    shown = page("何伟")
    assert f"/complaints/{road.ref}/approve/" in shown
    assert "¥300.00" in shown
    assert "超出您的权限" in shown
    assert "何伟" in shown
    assert "李*明" in shown
    assert LI.name not in shown
    assert road.ref not in page("黄珊")
    assert road.ref not in page("余静")


def test_it_signs_nothing_itself() -> None:
    at_stage(Stage.APPROVING)
    inside = page("何伟").partition('<main id="main"')[2].partition("</main>")[0]
    assert "<form" not in inside
    assert "<button" not in inside
    assert desk(person("何伟")).post(PAGE).status_code == 405


def test_it_says_that_nothing_waits() -> None:
    assert "没有等您审批的意见。" in page("何伟")
    assert "还没有审批记录。" in page("何伟")


def test_it_keeps_what_was_signed() -> None:
    road = at_stage(Stage.APPROVING)
    road.do("approve", road.head)
    shown = page("何伟")
    assert f"/complaints/{road.ref}/approve/" not in shown
    assert road.ref in shown.partition('id="history"')[2]


def test_it_turns_each_list_by_itself() -> None:
    for _number in range(21):
        at_stage(Stage.APPROVING)
    first = page("何伟")
    more = re.findall(r'href="(/approvals/\?after=[^"]+)"', first)
    assert len(re.findall(r"<article", first)) == 20
    assert len(re.findall(r"<article", page("何伟", more[0]))) == 1
    assert "没有等您审批的意见。" not in page("何伟", "/approvals/?after=x&before=y")


def test_it_is_for_whoever_reads_complaints() -> None:
    assert desk(person("严管")).get(PAGE).status_code == 403


def test_the_way_to_it_is_shown_to_whoever_signs() -> None:
    for name, signs in (("何伟", True), ("卢毅", True), ("黄珊", True), ("余静", False), ("谭宁", False)):
        assert (f'href="{PAGE}"' in page(name, "/work/")) is signs, name


def test_it_asks_the_database_as_often_for_many_as_for_one() -> None:
    at_stage(Stage.APPROVING)
    visitor = desk(person("何伟"))
    visitor.get(PAGE)
    with CaptureQueriesContext(connection) as few:
        visitor.get(PAGE)
    for _number in range(4):
        at_stage(Stage.APPROVING)
    with CaptureQueriesContext(connection) as lots:
        visitor.get(PAGE)
    assert len(lots) == len(few) <= 22


def test_a_mandate_stands_among_what_is_to_sign_with_its_range_and_last_moment() -> None:
    road = at_stage(Stage.INVESTIGATING)
    road.do("ask_mandate", road.handler, **asked(road))
    shown = page("何伟")
    assert "¥1,000.00 – ¥3,000.00" in shown
    assert "协商授权，到" in shown
    assert f"/complaints/{road.ref}/grant_mandate/" in shown
    assert f"/complaints/{road.ref}/refuse_mandate/" in shown
    assert f"/complaints/{road.ref}/approve/" not in shown
    assert road.ref not in page("卢毅")
    road.do("grant_mandate", road.head)
    assert road.ref in page("卢毅").partition('id="history"')[0]
    assert "已同意" in page("何伟").partition('id="history"')[2]
