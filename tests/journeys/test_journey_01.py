"""Journey 1: an instalment fee of ¥155.35, settled while the customer is still on the line."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
SETTLED = {
    "findings": "账单显示分期手续费 155.35 元，办理时没有提示。",
    "grounds": "本行服务价格目录；当场办结权限。",
    "decision": "退还手续费并致歉。",
}


def test_settled_on_the_call_and_closed_when_the_money_is_proved(at_the_desk):
    lin = at_the_desk("林晓雯")
    ref = lin.register(
        then="settle", name="王芳", phone="13900001111", amount="155.35", category="06.01", channel="HOT",
        story="账单分期收了手续费，办理时没有告诉我，要求退还。",
    )  # fmt: skip
    lin.fill(**SETTLED, way="phone", proof="R-88213907", kind_1="refund", amount_1="155.35")
    assert lin.send("settle").status == 200
    expect(lin.text()).to_contain_text("当场办结")
    expect(lin.text()).to_contain_text("R-88213907")
    expect(lin.text()).to_contain_text("收款人")

    assert not lin.may("close")
    expect(lin.text()).to_contain_text("现在不能办结：承诺还没有全部兑现：退费")

    lin.pay("request_payment")
    ye, ma = at_the_desk("叶岑"), at_the_desk("马会")
    ye.see(ref)
    ye.pay("pay", voucher="FK261125001")
    expect(ye.text()).to_contain_text("待另一人复核")
    ma.see(ref)
    ma.pay("pay", voucher="FK261125001")

    lin.see(ref)
    lin.do("close", cause="05.01", liability="none", outcome="已退还手续费，客户在通话中接受。")
    expect(lin.text()).to_contain_text("办结结论")
    told = lin.text(".hy-tl").inner_text()
    assert "林晓雯" in told
    assert "叶岑" in told
    assert "马会" in told
    assert "唐琳" not in told  # no coordinator took part


def test_more_than_200_is_not_settled_on_the_call_even_cut_in_two(at_the_desk):
    lin = at_the_desk("林晓雯")
    lin.register(
        then="settle",
        name="王芳",
        phone="13900001111",
        category="06.01",
        story="要求退还手续费和违约金共三百元。",
    )
    lin.fill(**SETTLED, kind_1="refund", amount_1="150", kind_2="fee_waiver", amount_2="150", proof="R-1")
    assert lin.send("settle").status == 409
    said = lin.text("#step [role=alert]").first
    expect(said).to_contain_text("拆成几项也要合并计算")
    expect(said).to_contain_text("¥300.00")
    expect(said).to_be_focused()
    assert lin.page.input_value("#step_findings") == SETTLED["findings"]
