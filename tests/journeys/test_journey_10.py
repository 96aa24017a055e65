"""Journey 10: a teller is complained of; neither he nor his chief finds the file, and he answers questions only."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from huiyin.complaints import verify
from huiyin.organisation.actor import Role
from tests.complaints.road import category, holder
from tests.journeys.desk import Desk, signed, unit_id
from tests.journeys.earlier import WANG, meanwhile

pytestmark = pytest.mark.browser
OUTLET, ACCUSED, CHIEF = "河西支行", "王磊", "孙强"
STORY = "柜员在柜台前大声说我听不懂人话，旁边的客户都在看，要求道歉。"
QUESTIONS = "1. 当日 10 时许在 3 号柜台说了什么？\n2. 有无同事在场？"
ANSWER = "当时语气急躁，说过“听不懂人话”，刘丽在场。"
PENALTY = "扣减当月绩效"
FOUND = {
    "findings": "录像有声，柜员言语不当，与本人说明一致。",
    "grounds": "本行柜面服务规范第 12 条。",
    "decision": "向您书面致歉；已按规定处理当事柜员。",
}


def test_neither_he_nor_his_chief_by_any_route_and_the_customer_hears_the_result(at_the_desk):
    wang, sun = at_the_desk(ACCUSED), at_the_desk(CHIEF)
    clerk, luo, ding = (
        at_the_desk(holder(Role.INTAKE, "江苏分行办公室").name),
        at_the_desk("罗平"),
        at_the_desk("丁一"),
    )
    ref = clerk.register(
        then="submit", name=WANG.name, phone=WANG.phone, channel="VIS", category=category(), story=STORY, severity="3",
        complained_of=OUTLET, complained_of_person=ACCUSED,
    )  # fmt: skip
    kept_out(luo, ref)
    for away in (wang, sun):
        finds_nothing(away, ref)
    investigated(ding, ref)
    answered(wang, ref)
    ding.see(ref)
    expect(ding.text("#statements")).to_contain_text(ANSWER)
    ding.do("propose", **FOUND, kind_1="apology_written")
    signed(ref)
    meanwhile(ref, "note", "罗平", note=f"移送人力资源部：{PENALTY}")
    told(ding, ref)
    assert (wang.see(ref), sun.see(ref)) == (404, 404)
    assert verify.run() == []


def kept_out(luo: Desk, ref: str) -> None:
    """From the moment the name was written down, and the direct chief too; the outlet does not investigate its own."""
    luo.see(ref)
    for name in (ACCUSED, CHIEF):
        expect(luo.text("#recusals")).to_contain_text(name)
    asked = {"lead_unit": unit_id(OUTLET), "lead_question": "请核实"}
    expect(luo.refused("assign", **asked)).to_contain_text("不能自己调查")
    luo.fill(lead_unit=unit_id("江苏分行运营部"), lead_question="请调阅录像并询问当事人")
    luo.fill(co_1_unit=unit_id(OUTLET), co_1_question="请提供当日 3 号柜台录像和排班")
    assert luo.send("assign").status == 200


def finds_nothing(away: Desk, ref: str) -> None:
    """Not by the address, the number, the words of it, nor in the list of work, though the outlet has a share in it."""
    assert away.see(ref) == 404
    away.visitor.open("/complaints/")
    for words in (ref, "听不懂人话"):
        away.page.fill("#search", words)
        with away.page.expect_navigation():
            away.page.press("#search", "Enter")
        expect(away.page.locator("main")).not_to_contain_text("听不懂人话，")
        assert away.page.locator(f"a[href*='{ref}']").count() == 0
    for scope in ("", "?scope=unit"):
        away.visitor.open(f"/work/{scope}")
        assert away.page.locator(f"a[href*='{ref}']").count() == 0


def investigated(ding: Desk, ref: str) -> None:
    """The outlet's others hand over the video; the questions go to the teller without a name in them."""
    outlet = holder(Role.HANDLER, OUTLET)
    assert outlet.name not in (ACCUSED, CHIEF)
    meanwhile(ref, "answer", outlet, answer="录像和排班表已送运营部。")
    ding.see(ref)
    ding.do("ask_statement", staff_id=ACCUSED, questions=QUESTIONS)
    expect(ding.text("#statements")).to_contain_text(ACCUSED)


def told(ding: Desk, ref: str) -> None:
    """The customer is told the result, not the penalty nor what the teller said."""
    ding.see(ref)
    expect(ding.text(".hy-tl")).to_contain_text(PENALTY)
    expect(ding.text(".hy-letter")).to_contain_text(FOUND["decision"])
    for inside in (PENALTY, ANSWER, ACCUSED):
        expect(ding.text(".hy-letter")).not_to_contain_text(inside)


def answered(wang: Desk, ref: str) -> None:
    wang.visitor.open("/statements/")
    asked = wang.page.locator("main")
    expect(asked).to_contain_text("1. 当日 10 时许在 3 号柜台说了什么？")
    told = asked.inner_text()
    for hidden in (WANG.name, WANG.phone, ref, "要求道歉"):
        assert hidden not in told
    wang.page.fill("main textarea", ANSWER)
    wang.visitor.follow("main form .btn-primary")
    expect(asked).to_contain_text(ANSWER)
