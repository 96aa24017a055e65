"""The complaint page asks the same number of questions however long the history and however many the demands."""

from __future__ import annotations

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from huiyin.complaints import commands
from huiyin.complaints.models import Clock, Stage, Task
from huiyin.complaints.queries import file as files
from huiyin.organisation.actor import Actor
from huiyin.organisation.refusal import Refused
from tests.complaints.given import details
from tests.complaints.road import MINUTE, Road, at_stage
from tests.complaints.test_lifecycle import everybody
from tests.world import person

pytestmark = pytest.mark.django_db
BANK = "stages"
MOST = 60


def questions(road: Road, by: Actor) -> int:
    with CaptureQueriesContext(connection) as asked:
        files.file(road.ref, seen_by=by, at=road.at)
    return len(asked)


def attempt(step: str, road: Road, by: Actor) -> str:
    """What the command says: '' for done, else the code; nothing it did remains."""
    with transaction.atomic():
        try:
            getattr(commands, step)(road.ref, by=by, at=road.at + MINUTE, **details(step, road))
            return ""
        except Refused as no:
            return no.code
        finally:
            transaction.set_rollback(True)


def lengthen(road: Road) -> None:
    """Sixty more lines and demands."""
    c = road.complaint
    for number in range(60):
        road.do("note", road.coordinator, note=f"第 {number} 次联系客户")
        clock = Clock.objects.create(complaint=c, rule="step:answer", started_at=road.at, due_at=road.at)
        Task.objects.create(
            complaint=c, kind="answer", unit_id=road.lead_unit.pk, path=road.lead_unit.path, clock=clock,
            started_at=road.at, due_at=road.at, stage=c.stage, severity=c.severity,
        )  # fmt: skip


@pytest.mark.parametrize("stage", [Stage.INVESTIGATING, Stage.APPROVING, Stage.REPLIED])
def test_it_asks_as_much_for_one_line_as_for_sixty(stage: Stage) -> None:
    road = at_stage(stage)
    few = {name: questions(road, person(name)) for name in ("黄珊", "余静", "何伟", "洪波")}
    lengthen(road)
    lots = {name: questions(road, person(name)) for name in few}
    assert lots == few
    assert max(few.values()) <= MOST, few


def test_it_shows_the_newest_fifty_lines() -> None:
    road = at_stage(Stage.INVESTIGATING)
    lengthen(road)
    assert len(files.file(road.ref, seen_by=road.coordinator, at=road.at).timeline.lines) == 50


def test_it_shows_masks_and_no_customer_in_full() -> None:
    road = at_stage(Stage.REPLIED)
    shown = repr(files.file(road.ref, seen_by=road.handler, at=road.at))
    assert "李*明" in shown
    assert not any(plain in shown for plain in ("李小明", "13812345678", "110101199003077758"))


def test_who_may_not_see_it_finds_nothing() -> None:
    road = at_stage(Stage.INVESTIGATING)
    for name in ("丁一", "严管", "许文博"):
        with pytest.raises(Refused, match="not_found"):
            files.file(road.ref, seen_by=person(name), at=road.at)


@pytest.mark.parametrize("stage", list(Stage))
def test_an_auditor_is_offered_no_step(stage: Stage) -> None:
    road = at_stage(stage)
    assert files.file(road.ref, seen_by=person("洪波"), at=road.at).steps == ()


@pytest.mark.parametrize("stage", list(Stage))
def test_what_is_offered_as_ready_is_not_refused_for_the_person_or_the_stage(stage: Stage) -> None:
    road = at_stage(stage)
    for by in everybody(road)[-8:-1]:
        for choice in files.file(road.ref, seen_by=by, at=road.at).steps:
            assert attempt(choice.step, road, by) not in {"stage", "not_yours", "not_found"}, choice.step
