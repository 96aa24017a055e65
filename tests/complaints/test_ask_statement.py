"""ask_statement: questions to the person complained about, on a clock of their own and with no task."""

from __future__ import annotations

import pytest

from huiyin.complaints import verify
from huiyin.complaints.models import Clock, Stage, Statement
from tests.complaints.checks import kinds, recorded, refused
from tests.complaints.road import at_stage
from tests.complaints.test_recuse import sees
from tests.world import person, staff

pytestmark = pytest.mark.django_db
QUESTIONS = "11 月 20 日上午您怎样答复客户？"


def test_the_questions_run_on_a_clock_of_their_own() -> None:
    road = at_stage(Stage.INVESTIGATING)
    before = kinds(road)
    road.do("ask_statement", road.handler, staff_id=staff("王磊").pk, questions=f" {QUESTIONS} ")
    recorded(road, "ask_statement", road.handler, question=QUESTIONS, people="王磊")
    asked = Statement.objects.get(complaint=road.complaint)
    clock = Clock.objects.get(pk=asked.clock_id)
    assert (asked.questions, asked.asked_by, asked.due_at) == (QUESTIONS, road.handler.pk, clock.due_at)
    assert (clock.rule, clock.stopped_at, clock.due_at.day) == ("statement", None, 25)  # two working days on
    assert kinds(road) == before
    assert not sees(person("王磊"), road)
    assert verify.run() == []


def test_one_at_a_time_to_a_person_and_never_to_oneself() -> None:
    road = at_stage(Stage.INVESTIGATING)
    road.do("ask_statement", road.coordinator, staff_id=staff("王磊").pk, questions=QUESTIONS)
    with refused("statement_waiting", "staff_id"):
        road.do("ask_statement", road.handler, staff_id=staff("王磊").pk, questions="还有呢？")
    with refused("not_oneself", "staff_id"):
        road.do("ask_statement", road.handler, staff_id=road.handler.pk, questions=QUESTIONS)
    with refused("unknown", "staff_id"):
        road.do("ask_statement", road.handler, staff_id=999_999, questions=QUESTIONS)
    with refused("empty", "questions"):
        road.do("ask_statement", road.handler, staff_id=staff("孙强").pk, questions=" ")
    for by in (road.head, road.co, road.intake):
        with refused("not_yours"):
            road.do("ask_statement", by, staff_id=staff("孙强").pk, questions=QUESTIONS)
