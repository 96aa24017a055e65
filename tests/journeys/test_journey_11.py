"""Journey 11: three departments disagree on a failed transfer; one may not refuse it, a meeting binds them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Locator, expect

from huiyin.calendars.workdays import BEIJING
from huiyin.complaints import verify
from huiyin.complaints.commands import Ask
from tests.complaints.road import category
from tests.journeys.desk import Desk, unit_id
from tests.journeys.earlier import WANG, Earlier, ago, last_day

pytestmark = pytest.mark.browser
PERSONAL, NET, OPERATIONS = "个人金融部", "网络金融部", "运营管理部"
STORY = "手机银行转账五万元，钱已扣、对方未到账，三天后才退回，要求赔偿利息并说明原因。"
DECIDED = "按系统超时处理：网络金融部牵头答复，向客户致歉并补偿利息。"
DISSENT = "报文已按时发出，不同意记为运营差错。"


def test_the_lead_refuses_and_must_keep_it_on_the_clock_that_runs(at_the_desk):
    fang, shen, xu = at_the_desk("方静"), at_the_desk("沈岚"), at_the_desk("许航")
    ref = fang.register(
        then="submit",
        name=WANG.name,
        phone=WANG.phone,
        channel="LET",
        category=category(),
        story=STORY,
        severity="2",
    )
    shen.see(ref)
    shen.do("assess", statutory="yes", complex_="yes", severity="2", reason="涉及三个部门的系统")
    asked = {"lead_unit": unit_id(NET), "lead_question": "请牵头查明原因并提出意见"}
    for number, (unit, question) in enumerate(
        ((PERSONAL, "客户账户的情况？"), (OPERATIONS, "报文何时发出？")), 1
    ):
        asked |= {f"co_{number}_unit": unit_id(unit), f"co_{number}_question": question}
    shen.do("assign", **asked)
    due = lead_due(shen)

    xu.see(ref)
    xu.do("refuse_assignment", reason="资金在核心系统，应由运营管理部牵头")
    shen.see(ref)
    expect(units(shen)).to_contain_text("申请退办：资金在核心系统，应由运营管理部牵头")
    shen.do("arbitrate", unit_id=unit_id(NET), reason="客户从手机银行发起，由网络金融部牵头")
    xu.see(ref)
    assert not xu.may("refuse_assignment")
    assert lead_due(xu) == due  # from the assignment, not from the signing for it
    expect(xu.text()).to_contain_text("客户从手机银行发起，由网络金融部牵头")
    expect(xu.text("section[aria-label=时限]")).to_contain_text(f"复杂 30 日 {last_day(ago(), 30)}")
    assert verify.run() == []


def test_they_meet_one_dissents_it_binds_and_the_late_days_are_the_late_ones(at_the_desk):
    case = asked_twenty_days_ago()
    tian, shen, xu = at_the_desk("田野"), at_the_desk("沈岚"), at_the_desk("许航")
    tian.see(case.ref)
    tian.do("answer", answer="报文按时发出，是网银渠道未收回执。")
    expect(share(tian, OPERATIONS)).to_contain_text("迟")
    for on_time in (PERSONAL, NET):  # the lead waited for the answer: those days are not its own
        expect(share(tian, on_time)).not_to_contain_text("迟")

    shen.see(case.ref)
    shen.do("consult", meets_at=soon(), agenda="未到账的原因在渠道还是在核心系统？")
    xu.see(case.ref)
    expect(xu.text()).to_contain_text("现在不能提出处理意见：会商尚未登记纪要")
    shen.see(case.ref)
    met = {"minutes": "网金：回执超时。个金：客户无过错。运营：报文已发。", "decision": DECIDED}
    shen.do("minute", **met, binding="yes", **{f"dissent_{unit_id(OPERATIONS)}": DISSENT})
    meeting = shen.text("section.card").filter(has_text="决定有约束力")
    for words in (DECIDED, DISSENT, "不同意见", OPERATIONS):
        expect(meeting).to_contain_text(words)

    xu.see(case.ref)
    xu.press("propose")
    expect(xu.text("#step")).to_contain_text(DECIDED)  # what binds stands where the opinion is written
    blocks = {"findings": "回执超时，系统未及时冲正。", "grounds": "会商决定。", "decision": DECIDED}
    xu.fill(**blocks, kind_1="compensation", amount_1="20")
    assert xu.send("propose").status == 200
    expect(xu.text(".hy-head")).to_contain_text("意见审批中")
    assert verify.run() == []


def asked_twenty_days_ago() -> Earlier:
    """The co-handlers' three working days are long over; one answered in time, one has not answered."""
    case = Earlier.registered("方静", "办公室", at=ago(days=20), channel="LET", story=STORY, severity=2)
    case.do("submit", "方静")
    case.do("assess", "沈岚", statutory=True, complex_=True, severity=2, reason="涉及三个部门的系统")
    co = [Ask(unit_id(PERSONAL), "客户账户的情况？"), Ask(unit_id(OPERATIONS), "报文何时发出？")]
    case.do("assign", "沈岚", lead=Ask(unit_id(NET), "请牵头查明原因并提出意见"), co_handlers=co)
    case.do("answer", "郭蓉", answer="客户账户正常，是核心系统没有入账。")
    return case


def soon() -> str:
    return f"{timezone.now().astimezone(BEIJING) + timedelta(minutes=10):%Y-%m-%dT%H:%M}"


def units(desk: Desk) -> Locator:
    return desk.text("section.card").filter(has_text="责任单位").first


def share(desk: Desk, unit: str) -> Locator:
    return units(desk).locator("li").filter(has_text=unit)


def lead_due(desk: Desk) -> str:
    return share(desk, NET).locator("span.text-nowrap").inner_text()
