"""Complaints told on their own: given out below, about somebody of the staff, a report, a petition, a long promise."""

from __future__ import annotations

import random
from collections.abc import Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction

from huiyin.complaints import commands
from huiyin.complaints.commands import Ask, Offer, matters
from huiyin.complaints.models import Complaint, Stage
from huiyin.demo import complaints, customers, data, posts, road
from huiyin.demo.road import BLOCKS, Story
from huiyin.demo.turns import BRISK
from huiyin.organisation import queries as organisation
from huiyin.organisation.actor import SYSTEM, Actor, Role

SEED = 1018
FIRST = 400  # the numbers of these customers; those on the main road have smaller ones


def load(*, at: datetime) -> None:
    luck = random.Random(SEED)
    for number, tell in enumerate(
        (_nested, _staff, _report, _petition, _long, _broken, _outlet, _witness), start=FIRST
    ):
        with transaction.atomic():
            tell(luck, number, at)


def begin(name: str, unit: str, number: int, luck: random.Random, at: datetime, *, days: float,
          amount: Decimal = Decimal(0), role: str = Role.INTAKE) -> Story:  # fmt: skip
    """The story of this name, told so many days ago to the unit of this code."""
    unit_id = unit_id_of(unit)
    story: Mapping[str, Any] = data.read("told")[name]
    go = complaints.begin(
        story, customers.customer(number), amount, by=posts.someone(role, unit_id), unit_id=unit_id,
        received=at - timedelta(days=days), luck=luck, until=at,
    )  # fmt: skip
    go.pace = BRISK
    return go


def unit_id_of(code: str) -> int:
    return organisation.unit_by_code(code).pk


def holder(role: str, code: str) -> Actor:
    return posts.someone(role, unit_id_of(code))


def _nested(luck: random.Random, number: int, at: datetime) -> None:
    """Head office asks a branch, whose office asks a department and two outlets, one of which has answered."""
    go = begin("nested", "BGS", number, luck, at, days=1.5)
    road.drive(go, Stage.UNDER_REVIEW)
    co = [Ask(unit_id_of("JS"), "请核实三家网点的销售录音和退费情况")]
    lead = Ask(unit_id_of("GRJR"), "请牵头核实产品准入和话术，提出处理意见")
    go.do("assign", holder(Role.COORDINATOR, "TSGL"), lead=lead, co_handlers=co)
    below = (
        ("JS-YGB", "请调取开通记录"),
        ("JS-NJCX", "请说明当日办理经过"),
        ("JS-NJXJ", "请说明当日办理经过"),
    )
    shares = [Ask(unit_id_of(code), question) for code, question in below]
    go.do("distribute", holder(Role.COORDINATOR, "JS-TSB"), shares=shares)
    go.do(
        "answer", holder(Role.HANDLER, "JS-YGB"), answer="开通记录 214 笔，均有客户签字，其中 31 笔无录音。"
    )


def _staff(luck: random.Random, number: int, at: datetime) -> None:
    """About somebody at the counter, who is kept out with the chief, and asked; only those named see the file."""
    go = begin("staff", "JS-NJCX", number, luck, at, days=1.2)
    road.drive(go, Stage.UNDER_REVIEW)
    by, accused = holder(Role.COORDINATOR, "JS-TSB"), holder(Role.INTAKE, "JS-HX")
    go.do("assign", by, lead=Ask(unit_id_of("JS-GJB"), "请调取监控，核实经过，提出处理意见"))
    go.do("recuse", by, staff_ids=[accused.pk], why="accused")
    asked = "当时客户要求办理什么业务？您怎样答复？有没有肢体接触？"
    go.do("ask_statement", by, staff_id=accused.pk, questions=asked)
    go.do("restrict", by, kind="staff", reason="员工被投诉，限指定人员办理")
    go.do("name", by, staff_ids=[holder(Role.HANDLER, "JS-GJB").pk], why="承办")


def _report(luck: random.Random, number: int, at: datetime) -> None:
    go = begin("report", "BGS", number, luck, at, days=4)
    road.drive(go, Stage.UNDER_REVIEW)
    by = holder(Role.COORDINATOR, "TSGL")
    go.do("retype", by, to_type="report", reason="反映员工涉嫌违规，依规转纪检监察部门受理")


def _petition(luck: random.Random, number: int, at: datetime) -> None:
    go = begin("petition", "XFB", number, luck, at, days=6)
    road.drive(go, Stage.UNDER_REVIEW)
    by = holder(Role.COORDINATOR, "TSGL")
    go.do("retype", by, to_type="petition", reason="属于信访事项，不涉及金融产品和服务")


def _long(luck: random.Random, number: int, at: datetime) -> None:
    """Closed, while what was promised for a later day is still to come."""
    go = begin("long", "DZYH", number, luck, at, days=40, amount=Decimal("1286.40"))
    go.offers = [Offer("refund", go.amount, due_at=at + timedelta(days=75)), Offer("apology_oral")]
    go.pace = 20
    road.drive(go, Stage.CLOSED)


def _broken(luck: random.Random, number: int, at: datetime) -> None:
    """Promised for a day after the closing, and not kept: it is taken up again."""
    go = begin("broken", "DZYH", number, luck, at, days=80)
    due = at - timedelta(days=2)
    go.offers = [Offer("correction", due_at=due), Offer("apology_oral")]
    go.pace = 12
    road.drive(go, Stage.CLOSED)
    commands.break_promise(go.ref, by=SYSTEM, at=max(go.at, due))


def _outlet(luck: random.Random, number: int, at: datetime) -> None:
    """Proposed by the outlet, and waiting for its head to sign."""
    go = begin("outlet", "GD-TH", number, luck, at, days=0.8)
    go.offers = [Offer("goodwill", Decimal(300)), Offer("apology_written")]
    road.drive(go, Stage.UNDER_REVIEW)
    ask = Ask(unit_id_of("GD-TH"), "请牵头核实并提出处理意见")
    go.do("assign", holder(Role.COORDINATOR, "GD-TSB"), lead=ask)
    road.drive(go, Stage.APPROVING)


def _witness(luck: random.Random, number: int, at: datetime) -> None:
    """Another outlet's complaint, about which the head of this one is asked."""
    go = begin("witness", "GD-YX", number, luck, at, days=0.8)
    road.drive(go, Stage.UNDER_REVIEW)
    by, lead = holder(Role.COORDINATOR, "GD-TSB"), Ask(unit_id_of("GD-GJB"), "请核实当日两家网点的接待情况")
    go.do("assign", by, lead=lead)
    asked = "客户称当日先到天河支行取号，后被劝往越秀支行。当时谁接待、怎样答复？"
    go.do("ask_statement", by, staff_id=holder(Role.UNIT_HEAD, "GD-TH").pk, questions=asked)


def matter(*, at: datetime) -> None:
    """Customers of one branch with one cause: one investigation and opinion, each with an answer of one's own."""
    luck = random.Random(SEED)
    with transaction.atomic():
        group = [_member(luck, n, at) for n in range(10)]
        _decide(group, at)
        for n, go in enumerate(group[:5]):
            road.drive(go, Stage.REPLIED)
            _answer(go, accepts=n != 0)


def _member(luck: random.Random, n: int, at: datetime) -> Story:
    outlet = ("JS-NJCX", "JS-NJXJ", "JS-HX")[n % 3]
    amount = Decimal(luck.randrange(90_000, 480_000)) / 100
    go = begin("matter", outlet, FIRST + 50 + n, luck, at, days=2.2 - n / 10, amount=amount)
    road.drive(go, Stage.UNDER_REVIEW)
    return go


def _decide(group: list[Story], at: datetime) -> None:
    """Gathered, given out, investigated and signed as one."""
    by, handler = holder(Role.COORDINATOR, "JS-TSB"), holder(Role.HANDLER, "JS-GJB")
    clock, hour = max(go.at for go in group), timedelta(hours=BRISK)
    refs, office = [go.ref for go in group], unit_id_of("JS-TSB")
    title = "“稳盈一号”代销基金净值亏损"
    made = matters.open_matter(refs, title=title, by=by, at=clock, unit_id=office).matter_id
    matters.assign(
        made, by=by, at=clock + hour, lead=Ask(unit_id_of("JS-GJB"), "请统一核实销售录音、风险测评和口径")
    )
    for ref in refs[1:4]:
        commands.choose_representative(ref, by=by, at=clock + 2 * hour, chosen_by="到场人员书面推举")
    offers = {go.ref: [Offer("goodwill", Decimal(200)), Offer("apology_written")] for go in group[:4]}
    matters.propose(made, by=handler, at=clock + 3 * hour, **BLOCKS, offers=offers,
                             otherwise=[Offer("apology_written")])  # fmt: skip
    for go in group:
        go.at = clock + 4 * hour
    _sign(made, group)


def _sign(matter_id: int, group: list[Story]) -> None:
    while (by := next((found for go in group if (found := road.signer(go, go.complaint))), None)) is not None:
        for go in group:
            go.at = min(go.at + timedelta(hours=BRISK), go.until)
        matters.approve(matter_id, by=by, at=group[0].at, note="口径统一，同意")


def _answer(go: Story, *, accepts: bool) -> None:
    complaint: Complaint = go.complaint
    by = posts.someone(Role.INTAKE, complaint.intake_unit_id)
    if accepts:
        go.do("accept", by, proof=road.recording(go))
    else:
        go.do("not_accept", by, reason="要求赔偿全部亏损", proof=road.recording(go))
