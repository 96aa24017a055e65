"""give_statement: the person asked answers the questions, and sees nothing else of the complaint on the way."""

from __future__ import annotations

import pytest

from huiyin.complaints import commands, verify
from huiyin.complaints.models import Clock, Stage, Statement
from huiyin.complaints.queries import guards
from tests.complaints.checks import recorded, refused
from tests.complaints.road import MINUTE, Road, at_stage
from tests.world import person, staff

pytestmark = pytest.mark.django_db
ANSWER = "我按规定说明了预约要求。"


def asked() -> tuple[Road, Statement]:
    road = at_stage(Stage.INVESTIGATING, complained_of_staff_id=staff("王磊").pk)
    road.do("ask_statement", road.handler, staff_id=staff("王磊").pk, questions="怎么答复的？")
    return road, Statement.objects.get(complaint=road.complaint)


def test_the_answer_stands_in_the_file_and_stops_the_clock() -> None:
    road, statement = asked()
    road.at += MINUTE
    by = person("王磊")
    commands.give_statement_by_id(statement.pk, by=by, at=road.at, answer=f" {ANSWER} ")
    recorded(road, "give_statement", by, answer=ANSWER)
    statement.refresh_from_db()
    assert (statement.answer, statement.answered_at) == (ANSWER, road.at)
    assert Clock.objects.get(pk=statement.clock_id).stopped_at == road.at
    assert verify.run() == []


def test_the_asked_sees_the_questions_and_nothing_else() -> None:
    road, statement = asked()
    (seen,) = guards.statements(by=person("王磊"), at=road.at)
    assert (seen.id, seen.questions, seen.open) == (statement.pk, "怎么答复的？", True)
    shown = repr(seen)
    for hidden in (road.ref, road.complaint.title, road.complaint.story, "李", "余静"):
        assert hidden not in shown, hidden
    assert guards.statements(by=person("孙强"), at=road.at) == []
    for step, given in (("note", {"note": "？"}), ("reveal", {"reason": "？"})):
        with refused("not_found"):
            road.do(step, person("王磊"), **given)


def test_only_the_asked_answers_once_and_in_words() -> None:
    road, statement = asked()
    give, at = commands.give_statement_by_id, road.at + MINUTE
    for name in ("孙强", "余静", "黄珊"):
        with refused("no_statement"):
            give(statement.pk, by=person(name), at=at, answer=ANSWER)
    with refused("no_statement"):
        give(10**9, by=person("王磊"), at=at, answer=ANSWER)
    with refused("empty", "answer"):
        give(statement.pk, by=person("王磊"), at=at, answer="  ")
    with refused("too_long", "answer"):
        give(statement.pk, by=person("王磊"), at=at, answer="长" * 20_001)
    give(statement.pk, by=person("王磊"), at=at, answer=ANSWER)
    with refused("statement_given"):
        give(statement.pk, by=person("王磊"), at=at, answer=ANSWER)


def test_a_refusal_tells_nothing_of_where_the_complaint_stands() -> None:
    road, statement = asked()
    road.answer().propose().approve()
    with pytest.raises(commands.Refused) as no:
        commands.give_statement_by_id(statement.pk, by=person("王磊"), at=road.at, answer=ANSWER)
    assert (no.value.code, no.value.params) == ("statement_over", {})
    (seen,) = guards.statements(by=person("王磊"), at=road.at)
    assert not seen.open


def test_by_its_number_nobody_else_gets_at_the_complaint() -> None:
    road, _statement = asked()
    for name in ("孙强", "丁一", "何伟"):
        with refused("not_found"):
            road.do("give_statement", person(name), answer=ANSWER)
    road.do("give_statement", person("王磊"), answer=ANSWER)
    with refused("not_found"):
        road.do("give_statement", person("王磊"), answer=ANSWER)
