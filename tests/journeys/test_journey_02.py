"""Journey 2: settled on the call; the customer rings next day: "that is not what I agreed"."""

from __future__ import annotations

from decimal import Decimal

import pytest
from playwright.sync_api import expect

from huiyin.complaints import verify
from huiyin.complaints.commands import Offer
from huiyin.complaints.models import Payment, Promise
from tests.complaints.road import findings
from tests.journeys.desk import Desk, unit_id
from tests.journeys.earlier import BLOCKS, WANG, Earlier, ago, last_day
from tests.world import unit

pytestmark = pytest.mark.browser
LIMITS = "section[aria-label=时限]"
NOT_AGREED = "不是我同意的：坐席答应的是全部分期手续费。"


def settled_yesterday() -> Earlier:
    case = Earlier.registered(
        "林晓雯", "客服中心热线一组", at=ago(hours=24), channel="HOT", source_no="R-88213907",
        story="账单分期收了手续费，办理时没有告诉我，要求退还。", amount=Decimal("155.35"), severity=3,
    )  # fmt: skip
    case.do("settle", "林晓雯", **BLOCKS, offers=[Offer("refund", Decimal("155.35"))], proof="R-88213907")
    return case


def test_it_is_found_reviewed_and_worked_on_by_the_branch_within_the_first_limit(at_the_desk):
    case = settled_yesterday()
    until = last_day(case.complaint.received_at, 15)
    zhao = at_the_desk("赵明")
    find(zhao, case.ref)
    expect(zhao.text(".hy-head")).to_contain_text("当场办结")
    zhao.do("not_accept", reason=NOT_AGREED, proof="R-88214455")
    expect(zhao.text(".hy-head")).to_contain_text("待审核")
    expect(zhao.text(".hy-head")).not_to_contain_text("当场办结")  # the credit for first contact is withdrawn
    expect(zhao.text()).to_contain_text("审核 · 客服中心业务管理组")
    expect(zhao.text(".hy-steps")).not_to_contain_text("未抽中")  # whether somebody calls is drawn of the next answer
    expect(zhao.text(LIMITS)).to_contain_text(f"简单 15 日 {until}")

    tang = at_the_desk("唐琳")
    tang.visitor.open("/work/")
    tang.page.locator(f"main a[href*='{case.ref}']").first.click()
    tang.do("assign", lead_unit=unit_id("江苏分行"), lead_question="请核实客户与网点当时如何约定")
    expect(tang.text(LIMITS)).to_contain_text(until)
    below(case.ref, at_the_desk)
    assert verify.run() == []


def below(ref: str, at_the_desk) -> None:
    """The branch's office has it in its list, gives it out below, and the outlet answers to it."""
    luo = at_the_desk("罗平")
    luo.visitor.open("/work/")
    luo.page.locator(f"main a[href*='{ref}']").first.click()
    luo.do("distribute", below_1_unit=unit_id("南京城西支行"), below_1_question="办理分期时如何告知手续费？")
    outlet = luo.text("li.hy-below")
    expect(outlet).to_contain_text("南京城西支行")
    expect(outlet).to_contain_text("办理分期时如何告知手续费？")


def test_what_was_closed_already_is_taken_up_again(at_the_desk):
    case = settled_yesterday()
    paid_and_closed(case)
    until = last_day(case.complaint.received_at, 15)
    zhao, tang = at_the_desk("赵明"), at_the_desk("唐琳")
    find(zhao, case.ref)
    expect(zhao.text(".hy-head")).to_contain_text("已办结")
    assert not zhao.may("not_accept")
    zhao.do("contact", inbound="yes", said=NOT_AGREED)
    tang.see(case.ref)
    expect(tang.text("#talks")).to_contain_text(NOT_AGREED)
    tang.do("reopen", reason="客户次日来电，称不是其同意的方案")
    expect(tang.text(".hy-head")).to_contain_text("待审核")
    expect(tang.text(".hy-head")).not_to_contain_text("当场办结")
    expect(tang.text(LIMITS)).to_contain_text(f"简单 15 日 {until}")
    assert tang.may("assign")
    assert verify.run() == []


def paid_and_closed(case: Earlier) -> None:
    case.do("request_payment", "林晓雯", promise_id=Promise.objects.get(complaint=case.complaint).pk)
    for name in ("叶岑", "马会"):
        payment = Payment.objects.get(complaint=case.complaint)
        case.do("pay", name, payment_id=payment.pk, voucher="FK261125001")
    case.do("close", "林晓雯", **findings(unit("客服中心热线一组").pk))


def find(desk: Desk, ref: str) -> None:
    """By the number the customer rings from; it stays out of the address."""
    desk.visitor.open("/help/")
    desk.page.fill("#search", WANG.phone)
    desk.page.press("#search", "Enter")
    found = desk.page.locator("tbody a", has_text="账单分期").first
    expect(desk.page.locator("tbody")).to_contain_text(ref)
    assert WANG.phone not in desk.page.url
    found.click()
    desk.page.wait_for_url(f"**/complaints/{ref}/")
