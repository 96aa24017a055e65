"""Journey 5: ¥38,000 is beyond the card centre; it is referred up, and head office decides it."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from playwright.sync_api import expect

from huiyin.organisation.actor import Role
from tests.complaints.road import BEIJING, holder
from tests.journeys.desk import Desk, sign, unit_id
from tests.journeys.test_journey_04 import REASONS, under_investigation

pytestmark = pytest.mark.browser
OPINION = {**REASONS, "decision": "赔偿客户损失并调整额度管控。"}
CLAIM = {"kind_1": "compensation", "amount_1": "38000"}


def test_beyond_the_card_centre_it_goes_up_and_head_office_decides_it(at_the_desk):
    ref = under_investigation(at_the_desk)
    qin = at_the_desk("秦岳")
    qin.see(ref)
    qin.press("refer_up")
    qin.fill(reason="先试试", kind_1="compensation", amount_1="12600")
    assert qin.send("refer_up").status == 409  # 梁颖 may decide that
    qin.see(ref)
    said = qin.refused("propose", **OPINION, **CLAIM)
    expect(said).to_contain_text("审批链上没有人有权决定：赔偿 ¥38,000.00")
    expect(said).to_contain_text("请归口管理单位转上级归口")
    assert qin.page.input_value("#step_amount_1") == "38000"
    qin.see(ref)
    qin.do("refer_up", reason="客户要求全额赔偿，超出卡中心权限。", **CLAIM)

    shen = at_the_desk("沈岚")
    shen.see(ref)
    expect(shen.text()).to_contain_text("超出卡中心权限")
    asked = {"lead_unit": unit_id("个人金融部"), "lead_question": "请牵头核实并提出处理意见"}
    asked |= {"co_1_unit": unit_id("信用卡中心"), "co_1_question": "交易经过和风控记录"}
    asked |= {"co_2_unit": unit_id("法律合规部"), "co_2_question": "责任分担的法律意见"}
    shen.do("assign", **asked)
    keeps_its_thirty_days(shen)

    guo = at_the_desk("郭蓉")
    guo.see(ref)
    expect(guo.text()).to_contain_text("现在不能提出处理意见：协办单位 信用卡中心、法律合规部 尚未答复")
    for unit, answer in (("信用卡中心", "境外交易，未验密。"), ("法律合规部", "银行应承担主要责任。")):
        co = at_the_desk(holder(Role.HANDLER, unit).name)
        co.see(ref)
        co.do("answer", answer=answer)
    decided_by_the_general_manager(ref, at_the_desk, guo)


def keeps_its_thirty_days(desk: Desk) -> None:
    """Complex at review: day 30 after the day of receipt, whoever coordinates it now."""
    last = datetime.now(BEIJING) + timedelta(days=30)
    expect(desk.text()).to_contain_text(f"{last.month}月{last.day}日")
    expect(desk.text()).to_contain_text("复杂 30 日")


def decided_by_the_general_manager(ref: str, at_the_desk, guo: Desk) -> None:
    guo.see(ref)
    guo.press("propose")
    guo.fill(**OPINION, **CLAIM)
    expect(guo.text("#chain li").first).to_contain_text("万里")
    expect(guo.text("#chain li").first).to_contain_text("¥100,000.00")
    assert guo.send("propose").status == 200
    decided = sign(ref, at_the_desk, ["万里"], auditor="沈岚")
    expect(decided.text()).to_contain_text("待回复")
    guo.see(ref)
    guo.do("reply", way="letter", proof="EMS-20260002")
    expect(guo.text()).to_contain_text("¥38,000.00")
