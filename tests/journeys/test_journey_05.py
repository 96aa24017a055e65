"""Journey 5: ¥38,000 is beyond the card centre; head office decides it."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from huiyin.organisation.actor import Role
from tests.complaints.road import holder
from tests.journeys.desk import sign, unit_id
from tests.journeys.test_journey_04 import OPINION, under_investigation

pytestmark = pytest.mark.browser


def test_the_card_centre_is_told_that_it_may_not_and_who_may(at_the_desk):
    ref = under_investigation(at_the_desk)
    qin = at_the_desk("秦岳")
    qin.see(ref)
    said = qin.refused("propose", **OPINION, kind_1="compensation", amount_1="38000")
    expect(said).to_contain_text("审批链上没有人有权决定：赔偿 ¥38,000.00")
    expect(said).to_contain_text("请归口管理单位转上级归口")
    assert qin.page.input_value("#step_amount_1") == "38000"


def test_head_office_decides_it(at_the_desk):
    fang, shen = at_the_desk("方静"), at_the_desk("沈岚")
    ref = fang.register(
        then="submit", name="刘梅", phone="13955805580", channel="LET", category="06.04", amount="38000", severity="2",
        story="来信反映信用卡被盗刷 38000 元，信用卡中心无权决定，要求总行处理。",
    )  # fmt: skip
    shen.see(ref)
    asked = {"lead_unit": unit_id("个人金融部"), "lead_question": "请牵头核实并提出处理意见"}
    asked |= {"co_1_unit": unit_id("信用卡中心"), "co_1_question": "交易经过和风控记录"}
    asked |= {"co_2_unit": unit_id("法律合规部"), "co_2_question": "责任分担的法律意见"}
    shen.do("assign", **asked)

    guo = at_the_desk("郭蓉")
    guo.see(ref)
    expect(guo.text()).to_contain_text("现在不能提出处理意见：协办单位 信用卡中心、法律合规部 尚未答复")
    for unit, answer in (("信用卡中心", "境外交易，未验密。"), ("法律合规部", "银行应承担主要责任。")):
        co = at_the_desk(holder(Role.HANDLER, unit).name)
        co.see(ref)
        co.do("answer", answer=answer)

    guo.see(ref)
    guo.press("propose")
    guo.fill(**OPINION, kind_1="compensation", amount_1="38000")
    expect(guo.text("#chain li").first).to_contain_text("万里")
    expect(guo.text("#chain li").first).to_contain_text("¥100,000.00")
    assert guo.send("propose").status == 200
    decided = sign(ref, at_the_desk, ["万里"], auditor="沈岚")
    expect(decided.text()).to_contain_text("待回复")
    guo.see(ref)
    guo.do("reply", way="letter", proof="EMS-20260002")
    expect(guo.text()).to_contain_text("¥38,000.00")
