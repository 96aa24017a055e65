"""Journey 11: late days are charged to the unit that was late; clocks run from the assignment, not from signing."""

from __future__ import annotations

from datetime import datetime

import pytest

from huiyin.complaints.commands import Ask
from huiyin.complaints.models import Assignment, Clock, Stage
from huiyin.complaints.queries import file as files
from huiyin.complaints.queries.lateness import Late, lateness
from huiyin.organisation.actor import Role
from tests.complaints.checks import refused
from tests.complaints.road import BEIJING, Road, at_stage, holder
from tests.web.desk.cases.units import to_branch
from tests.world import unit

pytestmark = pytest.mark.django_db


def on(day: int, hour: int = 10, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, tzinfo=BEIJING)


def charged(road: Road) -> Late:
    shares = list(Assignment.objects.filter(complaint=road.complaint))
    return lateness(Clock.objects.filter(complaint=road.complaint), shares, at=road.at)


def test_the_co_handlers_late_days_are_its_own_and_not_the_leads() -> None:
    """运营 answers three working days late; the lead, whose limit has passed meanwhile, proposes the same day."""
    road = at_stage(Stage.INVESTIGATING)
    assert charged(road).by_unit == {}
    road.at = on(1, month=12)  # due 11-26 and 11-30; 28 and 29 are a weekend
    road.answer()
    assert charged(road).by_unit == {road.co_unit.pk: 3}
    shown = {
        share.unit_id: share.late_days
        for share in files.file(road.ref, seen_by=road.handler, at=road.at).shares
    }
    assert shown == {road.lead_unit.pk: 0, road.co_unit.pk: 3}
    road.at = on(2, 11, month=12)
    road.propose()
    assert charged(road).by_unit == {road.co_unit.pk: 3, road.lead_unit.pk: 1}


def test_who_waits_below_is_not_charged_either() -> None:
    road = at_stage(Stage.INVESTIGATING).answer()
    to_branch(road)
    road.do("distribute", road.coordinator, shares=[Ask(unit("越秀支行").pk, "？")])
    due = {a.unit_id: a.due_at for a in Assignment.objects.filter(complaint=road.complaint, ended_at=None)}
    assert due[unit("越秀支行").pk] < due[unit("广东分行").pk] < due[road.lead_unit.pk]
    road.at = on(30, 16)
    road.do("answer", holder(Role.HANDLER, "越秀支行"), answer="没有")
    road.do("answer", holder(Role.HANDLER, "广东分行"), answer="全辖没有")
    by_unit = charged(road).by_unit
    assert by_unit[unit("越秀支行").pk] > 0
    assert unit("广东分行").pk not in by_unit


def test_the_clock_runs_from_the_assignment_whenever_it_is_opened_and_silence_is_acceptance() -> None:
    road = at_stage(Stage.INVESTIGATING)
    clock = Clock.objects.get(complaint=road.complaint, rule="step:answer", stopped_at=None)
    begun, due_at = clock.started_at, clock.due_at
    road.at = on(25)
    road.do("pick", road.co)
    clock.refresh_from_db()
    assert (clock.started_at, clock.due_at) == (begun, due_at)
    with refused("too_late_to_refuse"):
        road.do("refuse_assignment", road.co, reason="非我部门职责")
    assert charged(road).by_unit == {}
    road.at = on(27)
    assert charged(road).by_unit == {road.co_unit.pk: 1}
