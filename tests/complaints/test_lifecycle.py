"""The table: every step, tried by every role, at every stage, does exactly what the table says."""

from __future__ import annotations

from contextlib import nullcontext
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from huiyin.complaints import access, commands, lifecycle
from huiyin.complaints.commands import Ask
from huiyin.complaints.models import Complaint, Stage
from huiyin.complaints.table import STEPS, Step
from huiyin.organisation.actor import SYSTEM, Actor, Held, Role
from huiyin.organisation.refusal import Refused
from tests.complaints.meant import LEADS, MAY, may_lead
from tests.complaints.road import LI, MINUTE, Road, at_stage, category
from tests.world import unit

pytestmark = pytest.mark.django_db
BANK = "stages"

OUTSIDE = "江苏分行运营部"


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


@pytest.fixture
def standing_still(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody gets through, so nothing changes: the gate asks once who plays a part, and keeps no savepoints."""
    playing, next_place, seen = lifecycle._playing, lifecycle.next_place, access.visible_to
    parts, places = dict[tuple[str, int], list[int]](), dict[int, Any]()

    def playing_once(part: str, complaint: Complaint) -> list[int]:
        if (part, complaint.pk) not in parts:
            parts[part, complaint.pk] = playing(part, complaint)
        return parts[part, complaint.pk]

    def next_once(complaint: Complaint) -> Any:
        if complaint.pk not in places:
            places[complaint.pk] = next_place(complaint)
        return places[complaint.pk]

    monkeypatch.setattr(lifecycle, "_playing", playing_once)
    monkeypatch.setattr(lifecycle, "next_place", next_once)
    monkeypatch.setattr(lifecycle, "_last", lambda complaint: {})
    monkeypatch.setattr(lifecycle, "transaction", SimpleNamespace(atomic=nullcontext))
    monkeypatch.setattr(access, "visible_to", cache(seen))


@pytest.mark.usefixtures("standing_still")
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
    return access.visible_to(by).filter(pk=road.complaint.pk).exists()


@pytest.mark.parametrize("stage", list(Stage))
def test_the_people_of_the_branch_may_do_what_the_domain_says(stage: Stage) -> None:
    """The gate opens to whom the table names, as shown above; here the names are held against what is meant."""
    road = at_stage(stage)
    people = {"运营": road.co, "谭宁": road.intake, "黄珊": road.coordinator, "余静": road.handler,
             "何伟": road.head, "韩松": road.caller, "系统": SYSTEM}  # fmt: skip
    complaint, wrong = road.complaint, []
    for step, rule in STEPS.items():
        names = people if stage in rule.frm else {}
        may = {name for name, by in names.items() if lifecycle.permits(rule, complaint, by)}
        meant = {name for name, stages in MAY[step].items() if stage in stages}
        if may != meant:
            wrong.append(f"{step} at {stage}: {sorted(may)}, meant are {sorted(meant)}")
    assert not wrong, "\n".join(wrong)


def test_every_step_begins_and_leads_where_the_domain_says() -> None:
    for step, rule in STEPS.items():
        begins, _leads = LEADS[step]
        assert {str(stage) for stage in rule.frm} == set(begins), step
        for stage in rule.frm:
            # Where none or several are named the command decides, and it may stay.
            to = {*rule.to, *(() if len(rule.to) == 1 else (stage,))}
            assert {str(each) for each in to} >= may_lead(step, stage), f"{step} from {stage}"
    assert set(LEADS) == set(STEPS) == set(MAY)


def test_every_step_has_a_command() -> None:
    assert {name for name in STEPS if hasattr(commands, name)} == set(STEPS)


def test_every_step_has_a_file_of_tests() -> None:
    files = {path.stem.removeprefix("test_") for path in Path(__file__).parent.glob("test_*.py")}
    files |= {"partner_answered", "follow_reorganisation"}  # in test_ask_partner.py and test_reorganise.py
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
