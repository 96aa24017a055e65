"""distribute: a unit gives parts of its share to units below, and signs one answer when all of them have answered."""

from __future__ import annotations

from datetime import timedelta

import pytest

from huiyin.audit import log
from huiyin.complaints import access, commands, numbers, verify
from huiyin.complaints.commands import Ask
from huiyin.complaints.models import Assignment, Stage, Task
from huiyin.organisation.actor import Actor, Role
from tests.complaints.checks import recorded, refused
from tests.complaints.road import LI, MINUTE, Road, at_stage, category, holder
from tests.world import person, unit

pytestmark = pytest.mark.django_db
ABOVE, BELOW = "广东分行", "越秀支行"


def asked_branch() -> Road:
    """天河支行 leads, the branch as a whole co-handles; its office is 广东分行投诉办."""
    road = at_stage(Stage.UNDER_REVIEW)
    lead, co = Ask(road.lead_unit.pk, "请核实"), Ask(unit(ABOVE).pk, "全辖有无类似情况？")
    road.do("assign", road.coordinator, lead=lead, co_handlers=[co])
    return road


def given_out() -> Road:
    road = asked_branch()
    road.do("distribute", road.coordinator, shares=[Ask(unit(BELOW).pk, "贵行有无先例？")])
    return road


def share(road: Road, name: str) -> Assignment:
    return Assignment.objects.get(complaint=road.complaint, unit_id=unit(name).pk, ended_at=None)


def answer(road: Road, name: str) -> None:
    road.do("answer", holder(Role.HANDLER, name), answer=f"{name}没有")


def test_the_part_hangs_under_the_share_with_a_limit_before_its_own() -> None:
    road = given_out()
    above, below = share(road, ABOVE), share(road, BELOW)
    assert (below.parent_id, below.lead, below.question) == (above.pk, False, "贵行有无先例？")
    assert road.at < below.due_at < above.due_at
    assert Task.objects.get(assignment_id=below.pk).due_at == below.due_at
    recorded(
        road, "distribute", road.coordinator, unit=above.unit_id,
        assigned=[{"unit": below.unit_id, "question": "贵行有无先例？"}],
    )  # fmt: skip
    assert access.visible_to(holder(Role.HANDLER, BELOW)).filter(pk=road.complaint.pk).exists()
    assert verify.run() == []


def test_the_unit_answers_when_all_below_have() -> None:
    road = given_out()
    with refused("below_unanswered"):
        road.do("answer", holder(Role.HANDLER, ABOVE), answer="全辖没有")
    road.do("distribute", road.coordinator, shares=[Ask(unit("广东分行个人金融部").pk, "有无产品公告？")])
    answer(road, BELOW)
    with refused("co_handlers_unanswered"):
        road.propose()
    # Whoever works in both units answers below first, then for the whole.
    both = holder(Role.HANDLER, "广东分行个人金融部")
    assert both.holds(Role.HANDLER, unit(ABOVE).pk)
    road.do("answer", both, answer="我部没有")
    assert share(road, "广东分行个人金融部").answer == "我部没有"
    road.do("answer", both, answer="全辖没有")
    assert share(road, ABOVE).state == Assignment.State.ANSWERED
    road.propose()
    assert road.complaint.stage == Stage.APPROVING
    assert verify.run() == []


def test_a_lead_gives_out_too_and_proposes_when_all_have_answered() -> None:
    road = at_stage(Stage.UNDER_REVIEW)
    road.do("assign", road.coordinator, lead=Ask(unit(ABOVE).pk, "请核实"))
    road.do("distribute", holder(Role.UNIT_HEAD, ABOVE), shares=[Ask(unit("天河支行").pk, "当时如何解释？")])
    assert share(road, "天河支行").parent_id == share(road, ABOVE).pk
    blocks = {"findings": "未预约", "grounds": "规定", "decision": "致歉"}
    with refused("co_handlers_unanswered"):
        road.do("propose", holder(Role.HANDLER, ABOVE), **blocks)
    road.do("answer", road.handler, answer="按规定解释")
    road.do("propose", holder(Role.HANDLER, ABOVE), **blocks)
    assert road.complaint.stage == Stage.APPROVING


@pytest.mark.parametrize("how", ["reassigned", "refused", "released"])
def test_what_was_given_out_ends_with_the_share_and_the_record_names_it(how: str) -> None:
    road = given_out()
    if how == "reassigned":
        road.do("refuse_assignment", holder(Role.HANDLER, ABOVE), reason="非我行职责")
        assert not Task.objects.filter(complaint=road.complaint, unit_id=unit(BELOW).pk).exists()
        road.do("arbitrate", road.coordinator, unit_id=unit(ABOVE).pk, to_unit_id=road.co_unit.pk)
    elif how == "refused":
        road.do("refuse_assignment", holder(Role.HANDLER, ABOVE), reason="非我行职责")
    else:
        road.do("release", road.coordinator, unit_id=unit(ABOVE).pk, reason="不再需要")
    below = Assignment.objects.get(complaint=road.complaint, unit_id=unit(BELOW).pk)
    assert (below.state, below.ended_at is not None) == (Assignment.State.ENDED, True)
    told = [line.payload.get("ended_below") for line in log.timeline(road.complaint.pk, limit=2)]
    assert [unit(BELOW).pk] in told
    assert not access.visible_to(holder(Role.HANDLER, BELOW)).filter(pk=road.complaint.pk).exists()
    assert verify.run() == []


def test_a_part_refused_moves_within_the_share_it_came_from() -> None:
    road = given_out()
    road.do("refuse_assignment", holder(Role.HANDLER, BELOW), reason="非我行职责")
    road.do("arbitrate", road.coordinator, unit_id=unit(BELOW).pk, to_unit_id=road.co_unit.pk)
    moved = Assignment.objects.get(complaint=road.complaint, unit_id=road.co_unit.pk, parent_id__isnull=False)
    assert (moved.parent_id, moved.ended_at) == (share(road, ABOVE).pk, None)


def test_head_office_assigns_a_branch_and_somebody_inside_owns_it() -> None:
    """The trap: 江苏分行 is asked as a whole; its handlers or its office take it, and 投诉办 gives it out below."""
    clerk, office = person("方静"), unit("办公室")
    at = Road().at
    made = commands.register(
        by=clerk, at=at, unit_id=office.pk, channel="LET", received_at=at - MINUTE, story="转账失败",
        category=category(), customer=LI,
    )  # fmt: skip
    ref = numbers.ref(made.pk, made.registered_at)
    commands.submit(ref, by=clerk, at=at)
    commands.assign(ref, by=person("沈岚"), at=at + MINUTE, lead=Ask(unit("江苏分行").pk, "请核实"))
    demand = Task.objects.get(complaint=made)
    assert demand.unit_id in (unit("江苏分行").pk, unit("江苏分行投诉办").pk)
    assert holder(Role.HANDLER, "江苏分行").holds(Role.HANDLER, demand.unit_id)
    commands.distribute(
        ref, by=person("罗平"), at=at + 2 * MINUTE, shares=[Ask(unit("南京城西支行").pk, "当时情况？")]
    )
    assert Task.objects.get(complaint=made, kind="answer").unit_id == unit("南京城西支行").pk
    assert verify.run() == []


def test_it_refuses_units_not_below_the_unit_itself_twice_and_without_question() -> None:
    road = asked_branch()
    for name, question, code, field in (
        ("南京城西支行", "？", "out_of_reach", "shares"),
        (ABOVE, "？", "out_of_reach", "shares"),
        ("天河支行", "？", "already_assigned", "shares"),
        (BELOW, " ", "empty", "shares_question"),
    ):
        with refused(code, field):
            road.do("distribute", road.coordinator, shares=[Ask(unit(name).pk, question)])
    with refused("unit_twice", "shares"):
        road.do("distribute", road.coordinator, shares=[Ask(unit(BELOW).pk, "？")] * 2)
    with refused("due_in_past", "shares"):
        road.do(
            "distribute", road.coordinator, shares=[Ask(unit(BELOW).pk, "？", road.at - timedelta(days=1))]
        )
    with refused("empty", "shares"):
        road.do("distribute", road.coordinator, shares=[])


def test_it_refuses_others_whoever_has_answered_and_other_stages() -> None:
    road, asks = asked_branch(), [Ask(unit(BELOW).pk, "？")]
    strangers: tuple[Actor, ...] = (road.handler, road.intake)
    for by in strangers:
        with refused("not_yours"):
            road.do("distribute", by, shares=asks)
    answer(road, ABOVE)
    with refused("already_answered"):
        road.do("distribute", road.coordinator, shares=asks)
    later = at_stage(Stage.APPROVING)
    with refused("stage"):
        later.do("distribute", later.coordinator, shares=asks)
