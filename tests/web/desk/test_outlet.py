"""The outlet head's page: what to sign, to answer and to explain, and nothing else."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from huiyin.complaints.commands import Ask
from huiyin.complaints.models import Approval, Stage
from tests.complaints import road as roads
from tests.complaints.conftest import bank
from tests.complaints.road import LI, Road, at_stage
from tests.web.desk.visitors import an_hour_ago, desk
from tests.world import person, unit

__all__ = ["bank"]
pytestmark = pytest.mark.django_db
PAGE = "/outlet/"


@pytest.fixture(autouse=True)
def just_now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(roads, "MONDAY", an_hour_ago())


def page(name: str) -> str:
    answer = desk(person(name)).get(PAGE)
    assert answer.status_code == 200
    return answer.content.decode()


def sign(road: Road, name: str, seen: object) -> str:
    answer = desk(person(name)).post(f"{PAGE}{road.ref}/sign/", {"seen": seen}, follow=True)
    assert answer.redirect_chain == [(PAGE, 303)]
    return answer.content.decode()


def decided(road: Road) -> int:
    return Approval.objects.filter(opinion__complaint=road.complaint, decided_at__isnull=False).count()


def test_it_shows_what_to_sign_and_what_to_answer() -> None:
    signing, answering = at_stage(Stage.APPROVING), at_stage(Stage.INVESTIGATING)
    shown = page("何伟")
    assert "致歉并慰问" in shown
    assert "¥300.00" in shown
    assert f"{PAGE}{signing.ref}/sign/" in shown
    assert f"/complaints/{signing.ref}/send_back/" in shown
    assert "请核实并提出处理意见" in shown
    assert f"/complaints/{answering.ref}/" in shown
    assert "待签 1" in shown
    assert "待答 1" in shown
    assert LI.name not in shown
    answering.answer().propose()
    assert "待签 2" in page("何伟")


def test_it_signs_what_was_shown_and_comes_back() -> None:
    road = at_stage(Stage.APPROVING)
    assert "已同意" in sign(road, "何伟", road.complaint.version)
    assert decided(road) == 1
    assert "没有等您签的意见。" in page("何伟")


def test_it_signs_nothing_that_changed_meanwhile_nothing_unread_and_nothing_twice() -> None:
    road = at_stage(Stage.APPROVING)
    assert "您看到的内容已不是最新" in sign(road, "何伟", road.complaint.version - 1)
    for seen in ("", "很多", "9" * 30):
        assert "提交的内容有误" in sign(road, "何伟", seen)
    assert decided(road) == 0
    assert desk(person("何伟")).get(f"{PAGE}{road.ref}/sign/").status_code == 405


def test_a_share_given_out_says_for_how_many_it_waits() -> None:
    road = at_stage(Stage.UNDER_REVIEW)
    road.do("assign", road.coordinator, lead=Ask(unit("广东分行").pk, "请核实"))
    road.do(
        "distribute",
        road.coordinator,
        shares=[Ask(unit("越秀支行").pk, "？"), Ask(unit("天河支行").pk, "？")],
    )
    president = roads.holder("unit_head", "广东分行")
    assert "等 2 个下属单位答复" in desk(president).get(PAGE).content.decode()
    # What lies below is theirs to answer, not the president's.
    assert "待答 1" in desk(president).get(PAGE).content.decode()


def test_it_is_for_heads_and_stands_in_their_navigation() -> None:
    assert desk(person("余静")).get(PAGE).status_code == 403
    assert desk(person("余静")).post(f"{PAGE}X/sign/", {"seen": 1}).status_code == 403
    assert f'href="{PAGE}"' in desk(person("何伟")).get("/work/").content.decode()
    assert f'href="{PAGE}"' not in desk(person("余静")).get("/work/").content.decode()


def test_the_number_of_queries_does_not_grow_with_what_waits() -> None:
    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as made:
            page("何伟")
        return len(made)

    at_stage(Stage.APPROVING)
    at_stage(Stage.INVESTIGATING)
    few = queries()
    for _number in range(3):
        at_stage(Stage.APPROVING)
        at_stage(Stage.INVESTIGATING)
    assert queries() == few
