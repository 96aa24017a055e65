"""Journey 3: a large withdrawal refused at the counter of 广东分行天河支行; it never leaves the branch."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from huiyin.organisation.actor import Role
from tests.complaints import road
from tests.journeys.desk import sign, unit_id

pytestmark = pytest.mark.browser
BLOCKS = {
    "findings": "客户当日未预约，柜面库存充足，经办人机械执行预约规定。",
    "grounds": "人民币现金管理规定；本行服务承诺。",
    "decision": "向客户致歉，当日为其办理取现，并给予慰问金。",
}


def test_from_the_counter_to_the_archive(at_the_desk):
    tan, huang = at_the_desk("谭宁"), at_the_desk("黄珊")
    ref = register(tan)
    tan.do("submit")

    huang.see(ref)
    asked = {"lead_unit": unit_id("天河支行"), "lead_question": "请核实经过并提出处理意见"}
    huang.do("assign", **asked, co_1_unit=unit_id("广东分行运营部"), co_1_question="当日现金库存是否充足？")

    yu = at_the_desk("余静")
    yu.see(ref)
    expect(yu.text()).to_contain_text("现在不能提出处理意见")
    expect(yu.text()).to_contain_text("广东分行运营部")
    co = at_the_desk(road.holder(Role.HANDLER, "广东分行运营部").name)
    co.see(ref)
    co.do("answer", answer="当日库存充足，无需预约即可支付。")

    yu.see(ref)
    yu.press("propose")
    yu.fill(**BLOCKS, kind_1="goodwill", amount_1="300")
    for name in ("何伟", "卢毅"):  # grade 2 may give 200 of goodwill, nobody here holds grade 3
        expect(yu.text("#chain")).to_contain_text(name)
    yu.send("propose")
    expect(yu.text()).to_contain_text("现在等待")
    assert not yu.may("approve")

    audited = sign(ref, at_the_desk, ["何伟", "卢毅"], auditor="黄珊")
    expect(audited.text()).to_contain_text("待回复")
    yu.see(ref)
    yu.do("reply", way="letter", proof="EMS-1029384756")
    expect(yu.text()).to_contain_text("EMS-1029384756")

    tan.see(ref)
    tan.do("accept", proof="签收单 0113")
    call(ref, at_the_desk, yu)

    huang.see(ref)
    expect(huang.text()).to_contain_text("现在不能办结")
    keep_the_promise(ref, at_the_desk, yu)
    huang.see(ref)
    huang.do(
        "close", cause=road.cause(), liability="partial", outcome="已致歉并慰问，客户接受。", share_1="100"
    )
    expect(huang.text()).to_contain_text("办结结论")
    huang.do("archive")
    expect(huang.text()).to_contain_text("已归档")

    see_it_from_head_office(ref, at_the_desk)


def register(tan) -> str:
    """At the counter, with the number of the paper and the video; major, so that nothing is drawn by lot."""
    ref = tan.register(
        source_no="意见簿 0113，录像 TH-20261124-3", name="李小明", phone="13812345678", category=road.category(),
        story="客户持存单要求支取八万元，柜员以没有预约为由拒绝，客户等候一个小时后离开。", severity="3",
        complained_of="天河支行",
    )  # fmt: skip
    expect(tan.text()).to_contain_text("意见簿 0113")
    expect(tan.text()).to_contain_text("网点柜面")
    return ref


def call(ref, at_the_desk, yu) -> None:
    """The branch's pool calls, never the outlet that handled it."""
    yu.see(ref)
    assert not yu.may("follow_up")
    han = at_the_desk("韩松")
    han.see(ref)
    han.do("follow_up", reached="yes", process_satisfied="yes", result_satisfied="no")
    expect(han.text()).to_contain_text("接通")


def keep_the_promise(ref, at_the_desk, yu) -> None:
    """The outlet asks for it; one payment officer enters the voucher, another confirms it from the paper."""
    yu.see(ref)
    yu.pay("request_payment")
    for name in ("叶岑", "马会"):
        officer = at_the_desk(name)
        officer.see(ref)
        officer.pay("pay", voucher="FK261124001")
    expect(officer.text()).to_contain_text("已兑现")


def see_it_from_head_office(ref, at_the_desk) -> None:
    """投诉管理部 can read all of it and was never asked to act."""
    shen = at_the_desk("沈岚")
    assert shen.see(ref) == 200
    stranger = at_the_desk("罗平")
    assert stranger.see(ref) == 404
