"""情况说明: the asked answers on a page of one's own, on which nothing of the complaint stands."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from huiyin.complaints.models import Stage, Statement
from tests.complaints import road as roads
from tests.complaints.conftest import bank
from tests.complaints.road import Road, at_stage
from tests.web.api.callers import person as caller
from tests.web.api.callers import problem
from tests.web.desk.visitors import an_hour_ago, desk
from tests.world import person, staff

__all__ = ["bank"]
pytestmark = pytest.mark.django_db
QUESTIONS, ANSWER = "当天上午您怎样答复客户？\n有谁在场？", "我按规定说明了预约要求。"


@pytest.fixture(autouse=True)
def just_now(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(roads, "MONDAY", an_hour_ago())
    yield


def asked() -> tuple[Road, Statement]:
    road = at_stage(Stage.INVESTIGATING, complained_of_staff_id=staff("王磊").pk)
    road.do("ask_statement", road.handler, staff_id=staff("王磊").pk, questions=QUESTIONS)
    return road, Statement.objects.get(complaint=road.complaint)


def test_the_page_shows_the_questions_and_nothing_of_the_complaint() -> None:
    road, _statement = asked()
    page = desk(person("王磊")).get("/statements/").content.decode()
    assert "有谁在场？" in page
    for hidden in (road.ref, road.complaint.title, road.complaint.story[:8], "李*明", "138****5678", "余静"):
        assert hidden not in page, hidden


def test_only_who_was_asked_finds_the_way_there() -> None:
    asked()
    assert 'href="/statements/"' in desk(person("王磊")).get("/help/").content.decode()
    assert 'href="/statements/"' not in desk(person("孙强")).get("/help/").content.decode()


def test_the_answer_is_given_and_stands_in_the_file_of_those_who_see_it() -> None:
    road, statement = asked()
    visitor, page = desk(person("王磊")), f"/statements/{statement.pk}/"
    empty = visitor.post(page, {"answer": " "})
    assert empty.status_code == 409
    assert "<code>empty</code>" in empty.content.decode()
    assert visitor.post(page, {"answer": ANSWER}).status_code == 302
    assert ANSWER in visitor.get("/statements/").content.decode()
    assert ANSWER in desk(road.handler).get(f"/complaints/{road.ref}/").content.decode()
    again = visitor.post(page, {"answer": "再说一遍"})
    assert "<code>statement_given</code>" in again.content.decode()
    assert "再说一遍" not in str(Statement.objects.get(pk=statement.pk).answer)


def test_nobody_else_answers_and_nobody_learns_that_there_is_one() -> None:
    _road, statement = asked()
    theirs, none = (
        desk(person("孙强")).post(f"/statements/{n}/", {"answer": ANSWER}) for n in (statement.pk, 10**6)
    )
    assert theirs.status_code == none.status_code == 409
    assert "<code>no_statement</code>" in theirs.content.decode()
    assert QUESTIONS[:8] not in theirs.content.decode()


def test_the_same_by_the_api() -> None:
    _road, statement = asked()
    by = caller(person("王磊"))
    (seen,) = by.get("statements").json()["items"]
    assert (seen["id"], seen["questions"], seen["open"]) == (statement.pk, QUESTIONS, True)
    assert by.post(f"statements/{statement.pk}", {"answer": ANSWER}).json() == {"id": statement.pk}
    assert problem(by.post(f"statements/{statement.pk}", {"answer": ANSWER}))["code"] == "statement_given"
    assert problem(caller(person("孙强")).post(f"statements/{statement.pk}", {"answer": ANSWER}))["code"] == (
        "no_statement"
    )


def test_the_page_of_a_guarded_file_says_who_may_not_and_who_alone_may() -> None:
    road, _statement = asked()
    road.do("restrict", road.coordinator, kind="staff", reason="员工被投诉")
    road.do("mark", road.coordinator, marks=["vulnerable"])
    page = desk(road.coordinator).get(f"/complaints/{road.ref}/").content.decode()
    assert "仅指名人员可查阅（员工被投诉）" in page
    assert "谁不能接触本件" in page
    assert "王磊" in page
    assert "被投诉人的直接主管" in page
    assert "特殊客群" in page


def test_what_no_record_can_keep_is_refused() -> None:
    _road, statement = asked()
    answer = desk(person("王磊")).post(f"/statements/{statement.pk}/", {"answer": "我\x00说明"})
    assert answer.status_code == 409
    statement.refresh_from_db()
    assert statement.answered_at is None
