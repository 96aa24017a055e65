"""The table: every step, tried by every role, at every stage, does exactly what the table says."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from huiyin.complaints import commands, lifecycle
from huiyin.complaints.commands import Ask
from huiyin.complaints.models import Complaint, Stage
from huiyin.complaints.table import STEPS, Step
from huiyin.organisation.actor import SYSTEM, Actor, Held, Role
from huiyin.organisation.refusal import Refused
from tests.complaints.given import details
from tests.complaints.road import LI, MINUTE, Road, at_stage, category
from tests.world import unit

pytestmark = pytest.mark.django_db
BANK = "stages"

BLOCKS = {"findings": "事实", "grounds": "依据", "decision": "决定"}
OUTSIDE = "江苏分行运营部"
NO_PERMISSION = {"not_yours", "not_found"}


def everybody(road: Road) -> list[Actor]:
    """Every role in the unit that may play a part with it, every role in a unit outside, and the system."""
    places = (road.lead_unit, unit("广东分行投诉办"), unit(OUTSIDE))
    held = [(role, place) for role in Role for place in places]
    # Numbers nobody has: these people exist only for this test.
    people = [_somebody(900_000 + n, role, place) for n, (role, place) in enumerate(held)]
    cast = [road.intake, road.coordinator, road.handler, road.head, road.approver, road.caller, road.co]
    return [*people, *cast, SYSTEM]


def _somebody(number: int, role: Role, place: Any) -> Actor:
    whole = role in (Role.AUDITOR, Role.EXECUTIVE)
    root = () if whole else tuple(place.serves.path) if role == Role.COORDINATOR and place.serves else tuple(place.path)
    held = Held(role, place.pk, place.name, tuple(place.path), root)
    return Actor("staff", number, f"{role}@{place.name}", (held,), place.pk)


def attempt(step: str, road: Road, by: Actor, given: dict[str, Any] | None = None) -> str:
    """What the command says: '' for done, else the code; nothing it did remains."""
    arguments = details(step, road) if given is None else given
    with transaction.atomic():
        try:
            getattr(commands, step)(road.ref, by=by, at=road.at + MINUTE, **arguments)
            return ""
        except Refused as no:
            return no.code
        finally:
            transaction.set_rollback(True)


@pytest.mark.parametrize("stage", list(Stage))
def test_every_step_is_open_to_exactly_whom_the_table_names(stage: Stage) -> None:
    road = at_stage(stage)
    complaint, wrong = road.complaint, []
    for number, by in enumerate(everybody(road)):
        seen = _sees(road, by)
        # To whoever does not see it the complaint does not exist, whatever the step: one door a stage will do.
        doors = list(STEPS.items())[1:] if seen else [list(STEPS.items())[1 + number % (len(STEPS) - 1)]]
        for step, rule in doors:
            told, expected = knock(step, road, by), _expected(rule, complaint, by, seen)
            if told != expected:
                wrong.append(f"{step} at {stage} by {by.name}: {told or 'opened'}, the table says {expected or 'open'}")
    assert not wrong, "\n".join(wrong)


def knock(step: str, road: Road, by: Actor) -> str:
    """What the gate every command goes through says: '' when it opens, else the code; nothing is changed."""
    try:
        with lifecycle.step(step, road.ref, by=by, at=road.at + MINUTE):
            raise GateOpened
    except GateOpened:
        return ""
    except Refused as no:
        return no.code


class GateOpened(Exception):
    """The gate let through; what lies behind it is not tried here."""


def _expected(rule: Step, complaint: Complaint, by: Actor, seen: bool) -> str:
    if not seen:
        return "not_found"
    if Stage(complaint.stage) not in rule.frm:
        return "stage"
    return "" if lifecycle.permits(rule, complaint, by) else "not_yours"


def _sees(road: Road, by: Actor) -> bool:
    from huiyin.complaints import access

    return access.visible_to(by).filter(pk=road.complaint.pk).exists()


# The plain reading of the table in domain.md: who, in which unit, at which stage. Written by hand, so that the
# table in the code is held against something that was not derived from it.
MEANT = {
    "amend": {("registered", "谭宁"), ("under_review", "黄珊"), ("investigating", "余静")},
    "settle": {("registered", "谭宁")},
    "submit": {("registered", "谭宁")},
    "return_to_intake": {("under_review", "黄珊")},
    "assess": {("under_review", "黄珊")},
    "assign": {("under_review", "黄珊"), ("investigating", "黄珊")},
    "refuse_assignment": {("investigating", "余静"), ("investigating", "何伟"), ("investigating", "运营部处理人")},
    "arbitrate": {("investigating", "黄珊")},
    "answer": {("investigating", "运营部处理人")},
    "propose": {("investigating", "余静")},
    "ask_mandate": {("investigating", "余静")},
    "settle_in_mandate": {("investigating", "余静")},
    "ask_material": {
        ("registered", "谭宁"), ("registered", "黄珊"), ("under_review", "谭宁"), ("under_review", "黄珊"),
        ("investigating", "谭宁"), ("investigating", "余静"), ("investigating", "黄珊"),
    },
    "approve": {("approving", "何伟")},
    "send_back": {("approving", "何伟")},
    "reply": {("replying", "余静")},
    "accept": {("replied", "谭宁"), ("replied", "余静")},
    "no_answer": {("replied", "系统")},
    "not_accept": {("replied", "谭宁"), ("replied", "余静")},
    "follow_up": {("following_up", "韩松")},
    "close": {("replying", "黄珊"), ("replied", "黄珊"), ("replied", "谭宁"), ("following_up", "黄珊")},
    "reopen": {("following_up", "黄珊"), ("closed", "黄珊"), ("archived", "黄珊")},
    "archive": {("closed", "黄珊"), ("closed", "系统")},
}


@pytest.mark.parametrize("stage", list(Stage))
def test_the_people_of_the_branch_may_do_what_the_domain_says(stage: Stage) -> None:
    road = at_stage(stage)
    names = {"运营部处理人": road.co, "谭宁": road.intake, "黄珊": road.coordinator, "余静": road.handler,
             "何伟": road.head, "韩松": road.caller, "系统": SYSTEM}  # fmt: skip
    for step, meant in MEANT.items():
        given = details(step, road)
        answers = {name: attempt(step, road, by, given) for name, by in names.items()}
        may = {name for name, code in answers.items() if code not in {*NO_PERMISSION, "stage"}}
        assert may == {name for at, name in meant if at == stage}, f"{step} at {stage}"


def test_every_step_has_a_command() -> None:
    assert {name for name in STEPS if hasattr(commands, name)} == set(STEPS)


def test_every_step_has_a_file_of_tests() -> None:
    files = {path.stem.removeprefix("test_") for path in Path(__file__).parent.glob("test_*.py")}
    assert set(STEPS) <= files


def test_every_stage_is_reached_and_left() -> None:
    reached = {stage for rule in STEPS.values() for stage in rule.to}
    left = {stage for rule in STEPS.values() for stage in rule.frm if any(to != stage for to in rule.to)}
    assert reached == set(Stage)
    assert left == set(Stage)


def test_whoever_may_not_act_is_told_who_may() -> None:
    road = at_stage(Stage.UNDER_REVIEW)
    with pytest.raises(Refused) as no:
        commands.assign(road.ref, by=road.intake, at=road.at, lead=Ask(road.lead_unit.pk, "？"))
    assert no.value.params["who"] == [("coordinator", "coordinating")]


def test_an_unknown_number_and_one_out_of_sight_are_told_apart_by_nobody() -> None:
    road = Road(customer=LI, category=category())
    stranger = _somebody(900_001, Role.HANDLER, unit(OUTSIDE))
    for ref in (road.ref, "26-9999999999-X"):
        with pytest.raises(Refused) as no:
            commands.note(ref, by=stranger, at=road.at, note="？")
        assert no.value.code == "not_found"
