"""mark: what everybody who opens the file should know; it changes nothing in the handling."""

from __future__ import annotations

import pytest

from huiyin.complaints import verify
from huiyin.complaints.models import Stage, Task
from tests.complaints.checks import recorded, refused
from tests.complaints.road import at_stage

pytestmark = pytest.mark.django_db


def test_marks_are_set_together_and_change_nothing_else() -> None:
    road = at_stage(Stage.INVESTIGATING)
    before, waiting = road.complaint, list(Task.objects.filter(complaint=road.complaint).values())
    road.do("mark", road.handler, marks=["proxy", "vulnerable"])
    recorded(road, "mark", road.handler, marks=["vulnerable", "proxy"])
    now = road.complaint
    assert now.marks == ["vulnerable", "proxy"]
    assert (now.stage, now.due_at, now.severity, now.scope) == (
        before.stage, before.due_at, before.severity, before.scope,
    )  # fmt: skip
    assert list(Task.objects.filter(complaint=road.complaint).values()) == waiting
    road.do("mark", road.coordinator, marks=["typical"])
    assert road.complaint.marks == ["typical"]
    assert verify.run() == []


def test_what_it_refuses() -> None:
    road = at_stage(Stage.INVESTIGATING)
    with refused("unknown", "marks"):
        road.do("mark", road.handler, marks=["typical", "x"])
    with refused("marked_so", "marks"):
        road.do("mark", road.handler, marks=[])
    for by in (road.head, road.co, road.caller):
        with refused("not_yours"):
            road.do("mark", by, marks=["typical"])
