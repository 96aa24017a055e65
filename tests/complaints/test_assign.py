"""assign: one first responsible unit, others for their part, within the coordinator's reach."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from huiyin.complaints import access, commands, numbers
from huiyin.complaints.commands import Ask
from huiyin.complaints.models import Assignment, Complaint, Participation, Stage, Task
from huiyin.organisation.actor import Role
from huiyin.organisation.models import StaffRole, Unit
from huiyin.organisation.queries import actor
from tests.complaints.checks import kinds, recorded, refused, task
from tests.complaints.road import BEIJING, LI, MONDAY, Road, at_stage, category, holder
from tests.world import unit

pytestmark = pytest.mark.django_db


def assign(road: Road, to: str | Unit, *others: str, **details: Any) -> None:
    asks = [Ask(unit(name).pk, "请说明") for name in others]
    lead = to if isinstance(to, Unit) else unit(to)
    road.do("assign", road.coordinator, **{"lead": Ask(lead.pk, "请核实"), "co_handlers": asks, **details})


def test_each_unit_has_its_question_and_the_co_handlers_due_lies_before_the_leads() -> None:
    road = at_stage(Stage.UNDER_REVIEW)
    assign(road, "天河支行", "广东分行运营部", "越秀支行")
    assert (road.complaint.stage, kinds(road)) == (Stage.INVESTIGATING, {"investigate", "answer"})
    lead = task(road, "investigate")
    assert lead.due_at.astimezone(BEIJING).isoformat() == "2026-11-30T17:30:00+08:00"
    for answer in Task.objects.filter(complaint=road.complaint, kind="answer"):
        assert answer.due_at.astimezone(BEIJING).isoformat() == "2026-11-26T17:30:00+08:00"
    asked = [{"unit": unit(name).pk, "question": q} for name, q in (
        ("天河支行", "请核实"), ("广东分行运营部", "请说明"), ("越秀支行", "请说明"))]  # fmt: skip
    recorded(road, "assign", road.coordinator, assigned=asked)


def test_it_lies_in_the_pool_of_the_lead_unit() -> None:
    road = at_stage(Stage.INVESTIGATING)
    assert task(road, "investigate").staff_id is None
    assert (road.complaint.owner_unit_id, road.complaint.owner_staff_id) == (road.lead_unit.pk, None)


def test_whoever_is_asked_sees_it_and_whoever_no_longer_is_does_not() -> None:
    road, handler = at_stage(Stage.UNDER_REVIEW), holder(Role.HANDLER, "越秀支行")
    seen = access.visible_to(handler).filter(pk=road.complaint.pk)
    assert not seen.exists()
    assign(road, "越秀支行")
    assert seen.exists()
    assign(road, "天河支行")
    assert not seen.exists()


def test_to_assign_again_moves_the_lead_and_is_counted() -> None:
    road = at_stage(Stage.INVESTIGATING)
    assign(road, "越秀支行")
    assert (road.complaint.reassignments, road.complaint.lead_unit_id) == (1, unit("越秀支行").pk)
    running = Assignment.objects.filter(complaint=road.complaint, ended_at=None)
    assert {(a.unit_id, a.lead) for a in running} == {(unit("越秀支行").pk, True), (road.co_unit.pk, False)}
    leads = Participation.objects.filter(complaint=road.complaint, part="lead")
    assert leads.count() == 2
    assert leads.get(to_at=None).unit_id == unit("越秀支行").pk


def test_a_co_handler_may_become_the_lead() -> None:
    road = at_stage(Stage.INVESTIGATING)
    assign(road, road.co_unit)
    assert kinds(road) == {"investigate"}


def test_the_coordinator_may_set_an_earlier_time_but_no_later_one() -> None:
    road = at_stage(Stage.UNDER_REVIEW)
    soon, late = MONDAY + timedelta(days=1), MONDAY + timedelta(days=12)
    co = [Ask(road.co_unit.pk, "？", late)]
    assign(road, "天河支行", lead=Ask(road.lead_unit.pk, "？", soon), co_handlers=co)
    assert task(road, "investigate").due_at == soon
    assert road.at <= task(road, "answer").due_at < soon


def test_an_office_works_for_a_unit_in_which_nobody_handles() -> None:
    road, branch = at_stage(Stage.UNDER_REVIEW), unit("广东分行")
    StaffRole.objects.filter(unit=branch, role=Role.HANDLER).delete()
    assign(road, branch)
    assert road.complaint.lead_unit_id == unit("广东投诉办").pk


@pytest.mark.parametrize(
    ("details", "code", "field"),
    [
        ({"lead": ("个人金融部", "？")}, "out_of_reach", "lead"),
        ({"lead": ("天河支行", " ")}, "empty", "lead_question"),
        ({"lead": ("天河支行", "？", MONDAY)}, "due_in_past", "lead"),
        ({"co_handlers": [("个人金融部", "？")]}, "out_of_reach", "co_handlers"),
        ({"co_handlers": [("广东分行运营部", "")]}, "empty", "co_handlers_question"),
        ({"co_handlers": [("天河支行", "？")]}, "unit_twice", "co_handlers"),
    ],
)
def test_it_refuses_what_cannot_be_worked_on(details: dict[str, Any], code: str, field: str) -> None:
    road = at_stage(Stage.UNDER_REVIEW)
    made = {name: [_ask(a) for a in x] if isinstance(x, list) else _ask(x) for name, x in details.items()}
    with refused(code, field):
        assign(road, "天河支行", **made)
    assert road.complaint.stage == Stage.UNDER_REVIEW


def _ask(given: Any) -> Ask:
    return Ask(unit(given[0]).pk, *given[1:])


def test_it_refuses_a_unit_in_which_nobody_works() -> None:
    road = at_stage(Stage.UNDER_REVIEW)
    StaffRole.objects.filter(unit=road.lead_unit, role=Role.HANDLER).delete()
    with refused("nobody_to_handle", "lead"):
        assign(road, "天河支行")


def test_it_refuses_a_unit_in_which_only_those_work_who_handled_it_before() -> None:
    road = at_stage(Stage.CLOSED)
    road.do("reopen", road.coordinator, reason="新的事实")
    with refused("nobody_to_handle", "lead"):
        assign(road, "天河支行")
    assign(road, "越秀支行")


def test_the_outlet_does_not_investigate_the_conduct_of_its_own_people() -> None:
    road = Road(complained_of_unit_id=unit("天河支行").pk, complained_of_person="王某").submit()
    with refused("own_conduct", "lead"):
        assign(road, "天河支行")
    assign(road, "广东分行运营部", "天河支行")  # asked, it may answer


def test_an_outlet_may_work_on_a_complaint_about_its_procedure() -> None:
    assign(Road(complained_of_unit_id=unit("天河支行").pk).submit(), "天河支行")


def test_it_refuses_others_and_other_stages() -> None:
    road = at_stage(Stage.UNDER_REVIEW)
    with refused("not_yours"):
        road.do("assign", road.head, lead=Ask(road.lead_unit.pk, "？"))
    proposed = at_stage(Stage.APPROVING)
    with refused("stage"):
        assign(proposed, "天河支行")


def test_the_day_is_beijings_also_where_the_clock_speaks_utc() -> None:
    """苏州园区支行 ends on 2026-07-01, and 23:30 UTC of June 30 is half past seven of July 1 in Beijing."""
    before_midnight, early = datetime(2026, 6, 30, 15, 59, tzinfo=UTC), datetime(2026, 6, 30, 23, 30, tzinfo=UTC)
    complaint = suzhou(before_midnight - timedelta(hours=2))
    with refused("out_of_reach", "lead"):
        assign_at(complaint, early)
    assign_at(complaint, before_midnight)


def suzhou(at: datetime) -> Complaint:
    """A complaint of 苏州分行, under review since the evening before."""
    clerk, office = holder(Role.INTAKE, "苏州分行办公室"), unit("苏州分行办公室")
    made = commands.register(
        by=clerk, at=at, unit_id=office.pk, channel="LET", received_at=at, story="排队", category=category(),
        customer=LI,
    )  # fmt: skip
    return commands.submit(numbers.ref(made.pk, made.registered_at), by=clerk, at=at)


def assign_at(complaint: Complaint, at: datetime) -> None:
    office = Unit.objects.get(pk=complaint.coordinator_unit_id)
    by = actor(StaffRole.objects.filter(unit=office, role=Role.COORDINATOR)[0].staff_id, on=MONDAY.date())
    ref = numbers.ref(complaint.pk, complaint.registered_at)
    outlet = unit("苏州园区支行")
    who = holder(Role.HANDLER, "苏州分行")
    begun = at.date() - timedelta(days=9)
    StaffRole.objects.get_or_create(staff_id=who.pk, unit=outlet, role=Role.HANDLER, valid_from=begun)
    commands.assign(ref, by=by, at=at, lead=Ask(outlet.pk, "？"))
