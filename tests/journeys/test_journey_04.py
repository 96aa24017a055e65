"""Journey 4: a stolen card, ¥12,600, settled within a mandate whose chain is on the page before it is asked for."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from playwright.sync_api import expect

from huiyin.complaints import parts
from huiyin.demo import posts
from huiyin.organisation.actor import Role
from tests.complaints.road import BEIJING, holder
from tests.journeys.desk import Desk, unit_id

pytestmark = pytest.mark.browser
CHAIN = ["简宁", "何静", "刘建国", "梁颖"]
REASONS = {
    "findings": "交易时卡在客户手中，境外交易非本人发起，风控规则没有拦截。",
    "grounds": "本行信用卡章程关于失卡保障的约定。",
}


def test_settled_within_a_mandate_and_paid(at_the_desk):
    ref = under_investigation(at_the_desk)
    qin = at_the_desk("秦岳")
    qin.see(ref)
    ask_for_a_mandate(qin)
    for name in CHAIN:
        grant(at_the_desk(name), ref)
    auditor = at_the_desk(coordinator())
    auditor.see(ref)
    if auditor.may("grant_mandate"):
        auditor.do("grant_mandate")

    qin.see(ref)
    expect(qin.text("#mandate")).to_contain_text("¥8,000.00 – ¥12,600.00")
    expect(qin.text("#mandate")).to_contain_text("已授权")
    qin.do("contact", inbound="no", said="提出赔偿 8000 元，客户要求全额。", kind_1="compensation", amount_1="8000",
           answer_1="refused", kind_2="compensation", amount_2="12600", answer_2="accepted")  # fmt: skip
    expect(qin.text("#talks")).to_contain_text("不同意")
    agreed = {**REASONS, "decision": "与客户议定赔偿 12600 元并调整额度管控。", "proof": "录音 R-2026-4"}
    # Two offers, each inside the range: added up they are beyond it.
    split = {"kind_1": "compensation", "amount_1": "8000", "kind_2": "compensation", "amount_2": "8000"}
    expect(qin.refused("settle_in_mandate", **agreed, **split)).to_contain_text("拆成几项也要合并计算")
    qin.fill(amount_1="12600", kind_2="", amount_2="")
    assert qin.send("settle_in_mandate").status == 200
    expect(qin.text()).to_contain_text("授权内议定")
    expect(qin.text()).to_contain_text("待回复")
    qin.see(ref)
    qin.do("reply", way="letter", proof="EMS-20260001")
    expect(qin.text()).to_contain_text("承诺兑现")
    expect(qin.text()).to_contain_text("¥12,600.00")
    qin.pay("request_payment")
    for name in cashiers():
        officer = at_the_desk(name)
        officer.see(ref)
        officer.pay("pay", voucher="FK126000001")
    qin.see(ref)
    expect(qin.text()).to_contain_text("已兑现")


def ask_for_a_mandate(qin: Desk) -> None:
    """Whoever must sign is on the page before it is asked for, and that two offers are too much is said at once."""
    qin.press("ask_mandate")
    until = f"{datetime.now(BEIJING) + timedelta(days=5):%Y-%m-%dT%H:%M}"
    qin.fill(**REASONS, decision="客户要求全额，先行协商。", until=until, kind_1="compensation", least_1="8000",
             amount_1="12600")  # fmt: skip
    for name, limit in zip(CHAIN, ("", "¥1,000.00", "¥5,000.00", "¥20,000.00"), strict=True):
        expect(qin.text("#chain li").filter(has_text=name)).to_contain_text(limit)
    qin.fill(kind_2="refund", amount_2="12600")
    expect(qin.text("#chain")).to_contain_text("审批链上没有人有权决定")
    assert qin.send("ask_mandate").status == 409
    expect(qin.text("#step [role=alert]").first).to_contain_text("请归口管理单位转上级归口")
    qin.fill(kind_2="", amount_2="")
    assert qin.send("ask_mandate").status == 200


def grant(desk: Desk, ref: str) -> None:
    """From the list of signatures to the file, and the range is agreed to."""
    desk.visitor.open("/approvals/")
    desk.page.locator(f"#waiting a[href*='{ref}/grant_mandate/']").click()
    assert desk.send("grant_mandate").status == 200


def cashiers() -> list[str]:
    """The two of the unit that pays for the lead unit."""
    paying = parts.paying_unit(unit_id("卡中心风险运营组"), on=datetime.now(BEIJING).date()) or 0
    return [officer.name for officer in posts.two_who_pay(paying)]


def coordinator() -> str:
    return holder(Role.COORDINATOR, "卡中心投诉管理组").name


def under_investigation(at_the_desk) -> str:
    zhao, liu = at_the_desk("赵一凡"), at_the_desk(coordinator())
    ref = zhao.register(
        then="submit", name="刘梅", phone="13955805580", channel="CARD", category="06.04", amount="12600", severity="2",
        story="卡在身边，凌晨被境外消费 12600 元，要求银行承担损失。",
    )  # fmt: skip
    liu.see(ref)
    liu.do("assess", statutory="yes", complex_="yes", severity="2", reason="涉及境外交易取证")
    expect(liu.text()).to_contain_text("复杂 30 日")
    liu.do("assign", lead_unit=unit_id("卡中心风险运营组"), lead_question="请查明交易经过并提出意见")
    return ref
