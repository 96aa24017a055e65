"""Journey 20: before the holiday, the handler on leave, and the same complaint that was closed in August."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from playwright.sync_api import expect

from huiyin.complaints import jobs, verify
from huiyin.complaints.commands import Ask, Customer
from huiyin.complaints.models import Stage
from huiyin.organisation import commands as organisation
from huiyin.organisation.actor import Role
from tests import world
from tests.complaints.checks import refused, task
from tests.complaints.road import BEIJING, findings, holder
from tests.complaints.test_hand_over import colleague
from tests.complaints.test_journeys import Case
from tests.journeys.desk import Desk, signed, unit_id

pytestmark = pytest.mark.browser
SAME = Customer(name="何淑芬", phone="13733334444")
EVENING = datetime(2026, 9, 29, 17, 30, tzinfo=BEIJING)
OFFICE = "广东分行个人金融部"
STORY = "柜面以未预约为由拒绝取款。"


def test_a_repeat_with_new_facts_stands_over_the_holiday_and_rests_on_nobody(at_the_desk):
    august = closed_in_august()
    case = Case(
        "谭宁", "天河支行", at=EVENING, channel="CTR", customer=SAME, story=f"{STORY}现提供当日录音。"
    )
    case.do("submit", "谭宁")
    case.at = EVENING + timedelta(hours=15, minutes=40)
    case.do("link", "黄珊", other=august.ref, kind="repeat", reason="同一事项，提供了新的录音。")
    with refused("nobody_to_handle"):  # 余静 handled it in August, and 天河支行 has nobody else
        case.do("assign", "黄珊", lead=Ask(unit_id("天河支行"), "请核实"))
    case.do("assign", "黄珊", lead=Ask(unit_id(OFFICE), "请核实录音"))
    limits_are_shorter(case)
    deputy = leaves_in_the_evening(case)

    huang = at_the_desk("黄珊")
    huang.see(case.ref)
    expect(huang.text()).to_contain_text("10月14日")
    expect(huang.text()).to_contain_text("重复投诉")
    expect(huang.text()).to_contain_text(august.ref)
    stands_in = at_the_desk(deputy)
    stands_in.see(case.ref)
    stands_in.do(
        "propose", findings="录音属实。", grounds="服务承诺。", decision="致歉。", kind_1="apology_oral"
    )
    assert verify.run() == []
    without_new_facts(at_the_desk)


def closed_in_august() -> Case:
    case = Case("谭宁", "天河支行", at=datetime(2026, 8, 10, 10, tzinfo=BEIJING), channel="CTR", customer=SAME,
                story=STORY)  # fmt: skip
    case.do("submit", "谭宁")
    case.do("assign", "黄珊", lead=Ask(unit_id("天河支行"), "请核实"))
    case.do(
        "propose",
        "余静",
        findings="当日库存不足。",
        grounds="现金管理规定。",
        decision="说明情况。",
        offers=[],
    )
    signed(case.ref, at=case.at + timedelta(hours=1))
    case.at += timedelta(hours=2)
    case.do("reply", "余静", way="phone", delivered_at=case.at, proof="R-1")
    case.do("accept", "谭宁", proof="R-2")
    if case.complaint.stage == Stage.FOLLOWING_UP:
        case.do("follow_up", "韩松", reached=True, process_satisfied=True, result_satisfied=True)
    case.do("close", "黄珊", **findings(case.place.pk))
    return case


def limits_are_shorter(case: Case) -> None:
    """Ten working days of steps would end on 10-19; the law's day is 10-14, so each step has less."""
    assert case.complaint.due_at == datetime(2026, 10, 15, tzinfo=BEIJING)
    five_days = datetime(2026, 10, 14, 17, 30, tzinfo=BEIJING)
    assert case.at < task(case, "investigate").due_at < five_days - timedelta(days=2)


def leaves_in_the_evening(case: Case) -> str:
    """The handler picks it and is away from the next day: it lies in the pool, where the deputy finds it."""
    handler = holder(Role.HANDLER, OFFICE)
    case.do("pick", handler)
    deputy = colleague(Role.HANDLER, OFFICE, deputy_for=world.staff(handler.name))
    back = datetime.now(BEIJING).date() + timedelta(days=30)
    organisation.enter_absence(handler.pk, from_day=date(2026, 10, 1), to_day=back, by=handler, at=case.at)
    assert jobs.return_from_absent(at=datetime(2026, 10, 1, 0, 5, tzinfo=BEIJING)) == 1
    assert task(case, "investigate").staff_id is None
    return deputy.name


def without_new_facts(at_the_desk) -> None:
    """The third time nothing is new: declined on that ground, with the way to object."""
    tan: Desk = at_the_desk("谭宁")
    huang: Desk = at_the_desk("黄珊")
    ref = tan.register(then="submit", name=SAME.name, phone=SAME.phone, category="06.04", story=STORY)
    huang.see(ref)
    huang.do("decline", ground="repeat_no_new_facts", reason="八月已经答复，没有新的事实。")
    expect(huang.text()).to_contain_text("不予办理")
    expect(huang.text()).to_contain_text("没有新的事实和理由")
    expect(huang.text()).to_contain_text("有异议的，可以向我行任何受理渠道提出")
