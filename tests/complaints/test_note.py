"""note: a line for the staff, at any stage, by whoever works on it."""

from __future__ import annotations

import pytest

from huiyin.complaints.models import Stage
from tests.complaints.checks import recorded, refused
from tests.complaints.road import at_stage, holder
from tests.world import person

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("stage", list(Stage))
def test_it_stands_on_the_record_and_makes_nobodys_page_old(stage: Stage) -> None:
    road = at_stage(stage)
    before = road.complaint
    road.do("note", road.coordinator, note=" 已致电客户 ", seen=before.version - 1)
    assert (road.complaint.stage, road.complaint.version) == (stage, before.version)
    recorded(road, "note", road.coordinator, note="已致电客户")


def test_it_refuses_nothing() -> None:
    road = at_stage(Stage.REGISTERED)
    with refused("empty", "note"):
        road.do("note", road.intake, note="  ")


def test_auditors_and_those_without_sight_write_nothing() -> None:
    road = at_stage(Stage.INVESTIGATING)
    with refused("not_yours"):
        road.do("note", person("洪波"), note="？")
    for name in ("丁一", "严管", "许文博"):
        with refused("not_found"):
            road.do("note", person(name), note="？")
    with refused("not_found"):
        road.do("note", holder("handler", "越秀支行"), note="？")
