"""Journey 19: the collector rings colleagues; collection stops the same day, the partner is asked and answers late."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from playwright.sync_api import expect

from huiyin.complaints import verify
from huiyin.complaints.commands import Ask, Customer
from huiyin.complaints.models import PartnerRequest
from huiyin.organisation.actor import Role
from huiyin.policy import queries as policy
from tests.complaints.road import BEIJING, holder
from tests.complaints.test_journeys import Case
from tests.journeys.desk import Desk, signed, unit_id

pytestmark = pytest.mark.browser
GROUP = "卡中心资产保全组"
OPINION = {
    "findings": "合作机构 11 月三次致电客户同事，录音属实。",
    "grounds": "不得联系与债务无关的第三人。",
    "decision": "立即停止委外催收，书面致歉，并按合同约定处理合作机构。",
}


def test_stopped_the_same_day_and_the_breach_is_answered_for(at_the_desk):
    case, handler = asked_a_week_ago()
    desk = at_the_desk(handler)
    desk.see(case.ref)
    expect(desk.text()).to_contain_text("已停催")
    desk.do("partner_answered", request_id=PartnerRequest.objects.get().pk, answer="录音三段，确有联系同事。")
    expect(desk.text()).to_contain_text("迟回")

    ask = {"unit_id": unit_id("催收合作机构 A"), "what": "请提供外呼名单和授权记录"}
    desk.do("ask_partner", **ask)
    expect(desk.text()).to_contain_text("催收合作机构 A")
    desk.do("partner_answered", answer="名单附后。", request_id=PartnerRequest.objects.latest("pk").pk)
    expect(desk.text()).to_contain_text("已回")
    desk.do("propose", **OPINION, kind_1="apology_written")
    signed(case.ref)
    answered(desk, case.ref, at_the_desk)


def asked_a_week_ago() -> tuple[Case, str]:
    """Taken in twelve days ago, collection stopped within the minute, the partner asked the next day."""
    category = next(c.code for c in policy.categories() if c.name == "联系第三人")
    customer = Customer(name="高远", phone="13811112222")
    story = "催收人员给我的同事打电话，说我欠款不还。"
    at = (datetime.now(BEIJING) - timedelta(days=12)).replace(hour=10, minute=0)
    case = Case(
        "赵一凡", "卡中心客户服务部", at=at, channel="CARD", customer=customer, story=story, category=category
    )
    case.do("mark", "赵一凡", marks=["no_collection"])
    case.do("submit", "赵一凡")
    case.do("assign", holder(Role.COORDINATOR, "卡中心投诉管理组"), lead=Ask(unit_id(GROUP), "请核实并答复"))
    handler = holder(Role.HANDLER, GROUP)
    case.do("pick", handler)
    case.do("ask_partner", handler, unit_id=unit_id("催收合作机构 A"), what="请提供三次外呼的录音")
    return case, handler.name


def answered(desk: Desk, ref: str, at_the_desk) -> None:
    """The letter says that the bank apologises, and it is the reply that carries the apology."""
    desk.see(ref)
    expect(desk.text()).to_contain_text("书面致歉")
    desk.do("reply", way="letter", proof="EMS-20260019")
    intake = at_the_desk("赵一凡")
    intake.see(ref)
    intake.do("accept", proof="R-88219001")
    expect(intake.text()).to_contain_text("客户接受")
    assert verify.run() == []
