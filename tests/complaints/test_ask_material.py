"""ask_material: only what the customer alone has, and the customer's clock goes on."""

from __future__ import annotations

from typing import Any

import pytest

from huiyin.complaints import deadlines, verify
from huiyin.complaints.models import Clock, Material, Stage
from huiyin.complaints.papers import HELD, Paper
from huiyin.web.ui import words
from tests.complaints.checks import customer_clock, kinds, recorded, refused
from tests.complaints.road import at_stage

pytestmark = pytest.mark.django_db
WHY = {"kind": "police", "why": "证明失窃时间"}


def test_it_waits_beside_the_work_and_no_clock_stops() -> None:
    road = at_stage(Stage.INVESTIGATING)
    clock, running = customer_clock(road), Clock.objects.filter(stopped_at=None).count()
    road.do("ask_material", road.handler, **WHY)
    asked = Material.objects.get(complaint=road.complaint)
    assert (asked.by_when, asked.asked_by) == (deadlines.end_of_day(road.at, 7), road.handler.id)
    now = customer_clock(road)
    assert (now.due_at, now.stopped_at, Clock.objects.filter(stopped_at=None).count()) == (
        clock.due_at,
        None,
        running,
    )
    assert kinds(road) == {"investigate", "answer"}
    recorded(road, "ask_material", road.handler, paper="police", reason="证明失窃时间")
    assert verify.run() == []


@pytest.mark.parametrize("kind", list(HELD))
def test_what_the_bank_holds_itself_is_refused_with_the_place_where_it_lies(kind: str) -> None:
    road = at_stage(Stage.UNDER_REVIEW)
    with refused("bank_holds_it", "kind"):
        road.do("ask_material", road.coordinator, kind=kind, why="核实")
    said = words.said("bank_holds_it", {"paper": kind, "where": kind})
    assert str(HELD[Paper(kind)]) in said.way
    assert kind not in said.rule


@pytest.mark.parametrize(
    ("wrong", "code", "field"),
    [
        ({"kind": "castle"}, "unknown", "kind"),
        ({"why": " "}, "empty", "why"),
        ({"kind": "other"}, "empty", "what"),
        ({"by_when": "now"}, "due_in_past", "by_when"),
    ],
)
def test_it_refuses_a_request_nobody_could_fulfil(wrong: dict[str, Any], code: str, field: str) -> None:
    road = at_stage(Stage.REGISTERED)
    wrong = {"by_when": road.at} if "by_when" in wrong else wrong
    with refused(code, field):
        road.do("ask_material", road.intake, **{**WHY, **wrong})
    assert not Material.objects.exists()


def test_it_refuses_others_and_other_stages() -> None:
    road = at_stage(Stage.INVESTIGATING)
    for by in (road.head, road.co):
        with refused("not_yours"):
            road.do("ask_material", by, **WHY)
    later = at_stage(Stage.REPLYING)
    with refused("stage"):
        later.do("ask_material", later.handler, **WHY)
