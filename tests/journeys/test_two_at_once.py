"""Two people at two browsers take the same step: one wins, the other is told who, and loses nothing typed."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.complaints import road
from tests.journeys.desk import unit_id

pytestmark = pytest.mark.browser
QUESTION = "请天河支行核实当日经过，三日内提出意见"


def test_who_comes_second_sees_who_won_and_keeps_what_was_typed(at_the_desk):
    tan, huang, lu = (at_the_desk(name) for name in ("谭宁", "黄珊", "卢毅"))
    ref = tan.register(
        then="submit", name="李小明", phone="13812345678", category=road.category(), story="取现被拒。"
    )
    for desk in (huang, lu):
        desk.see(ref)
        desk.press("assign")
        desk.fill(lead_unit=unit_id("天河支行"), lead_question=QUESTION)
    lu.fill(lead_question=f"{QUESTION}，并附录像")
    assert huang.send("assign").status == 200

    assert lu.send("assign").status == 409
    said = lu.text("#step [role=alert]").first
    expect(said).to_contain_text("黄珊 已于")
    expect(said).to_contain_text("分办")
    expect(said).to_be_focused()
    assert lu.page.input_value("#step_lead_question") == f"{QUESTION}，并附录像"

    lu.page.click("button[name=reload]")
    expect(lu.text()).to_contain_text("调查处理中")
    assert lu.page.input_value("#step_lead_question") == f"{QUESTION}，并附录像"
    assert not lu.visitor.faults()
