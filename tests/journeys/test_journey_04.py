"""Journey 4: a stolen card, ¥12,600; the chain is on the page before anything is proposed."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from huiyin.organisation.actor import Role
from tests.complaints.road import holder
from tests.journeys.desk import sign, unit_id

pytestmark = pytest.mark.browser
CHAIN = ["简宁", "何静", "刘建国", "梁颖"]
OPINION = {
    "findings": "交易时卡在客户手中，境外交易非本人发起，风控规则没有拦截。",
    "grounds": "本行信用卡章程关于失卡保障的约定。",
    "decision": "赔偿客户损失并调整额度管控。",
}


def test_decided_up_the_chain_and_paid(at_the_desk):
    ref = under_investigation(at_the_desk)
    qin = at_the_desk("秦岳")
    qin.see(ref)
    qin.press("propose")
    qin.fill(**OPINION, kind_1="compensation", amount_1="12600")
    for name, limit in zip(CHAIN, ("", "¥1,000.00", "¥5,000.00", "¥20,000.00"), strict=True):
        expect(qin.text("#chain li").filter(has_text=name)).to_contain_text(limit)

    # Two offers, each within the limit of 梁颖: added up they are beyond everybody here.
    qin.fill(kind_2="refund", amount_2="12600")
    expect(qin.text("#chain")).to_contain_text("审批链上没有人有权决定")
    assert qin.send("propose").status == 409
    expect(qin.text("#step [role=alert]").first).to_contain_text("请归口管理单位转上级归口")
    qin.fill(kind_2="", amount_2="")
    assert qin.send("propose").status == 200

    decided = sign(ref, at_the_desk, CHAIN, auditor=coordinator())
    expect(decided.text()).to_contain_text("待回复")
    qin.see(ref)
    qin.do("reply", way="letter", proof="EMS-20260001")
    expect(qin.text()).to_contain_text("承诺兑现")
    expect(qin.text()).to_contain_text("¥12,600.00")
    qin.prove("FK126000001")
    jian = at_the_desk("简宁")
    jian.see(ref)
    jian.prove("FK126000001")
    expect(jian.text()).to_contain_text("已兑现")


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
