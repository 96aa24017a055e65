"""Journey 9: an anonymous letter, handed down to the branch, verified, and closed without anybody to answer to."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

from huiyin.calendars.workdays import BEIJING
from huiyin.complaints import verify
from tests.complaints.road import category, cause
from tests.journeys.desk import Desk, sign, unit_id
from tests.journeys.earlier import Earlier, ago, last_day

pytestmark = pytest.mark.browser
RECEIVED = ago(days=3)
LIMITS = "section[aria-label=时限]"
STORY = "南京新街口支行连续三天 9 点半才开门，门前排着二十多位老人，没有任何告示。"
FOUND = {
    "findings": "调阅录像，三个工作日均晚开门二十至三十分钟。",
    "grounds": "本行网点营业时间公告。",
    "decision": "责令整改，营业时间张贴公示。",
}


def test_from_the_scanned_letter_to_the_end_without_an_addressee(at_the_desk, tmp_path: Path):
    ref = scanned(at_the_desk("方静"), tmp_path)
    handed_down(ref, at_the_desk("沈岚"))

    luo, ding = at_the_desk("罗平"), at_the_desk("丁一")
    luo.see(ref)
    luo.do("assign", lead_unit=unit_id("江苏分行运营部"), lead_question="请调阅录像核实开门时间")
    ding.see(ref)
    ding.do("propose", **FOUND)
    audited = sign(ref, at_the_desk, ["齐欢"], auditor="罗平")
    expect(audited.text(".hy-head")).to_contain_text("待回复")

    ding.see(ref)
    assert not ding.may("reply")
    luo.see(ref)
    luo.do(
        "close",
        cause=cause(),
        liability="full",
        outcome="反映属实，已责令整改。",
        unit_1=unit_id("南京新街口支行"),
    )
    expect(luo.text(".hy-head")).to_contain_text("已办结")
    expect(luo.text()).to_contain_text("南京新街口支行 100%")
    expect(luo.text(".hy-steps .x")).to_contain_text(["客户确认无需", "回访无需"])
    closed = Earlier(ref, RECEIVED).complaint
    assert (closed.acceptance, closed.drawn, closed.called_at) == ("", False, None)
    assert verify.run() == []


def scanned(fang: Desk, folder: Path) -> str:
    """Received on one day and entered on another: the limit counts from the first."""
    letter = folder / "匿名信.txt"
    letter.write_text("扫描件", encoding="utf-8")
    ref = fang.register(
        then="submit", channel="LET", anonymous="yes", story=STORY, category=category(), complained_of="南京新街口支行",
        received_at=f"{RECEIVED.astimezone(BEIJING):%Y-%m-%dT%H:%M}", attachments=str(letter), severity="2",
    )  # fmt: skip
    expect(fang.text(LIMITS)).to_contain_text(last_day(RECEIVED, 15))
    expect(fang.text()).to_contain_text("匿名信.txt")
    expect(fang.text()).to_contain_text("匿名")
    return ref


def handed_down(ref: str, shen: Desk) -> None:
    """Not within the regulator's figure, so the same days are the bank's own; the branch's office goes on with it."""
    shen.see(ref)
    shen.do("assess", statutory="no", complex_="no", severity="2", reason="匿名，无法联系和答复")
    expect(shen.text(LIMITS)).to_contain_text(f"本行时限 · 简单 15 日 {last_day(RECEIVED, 15)}")
    expect(shen.text("#file dl").first).to_contain_text("非监管口径")
    shen.do("hand_down", unit_id=unit_id("江苏分行投诉办"), reason="网点在江苏分行辖内")
    expect(shen.text()).to_contain_text("审核 · 江苏分行投诉办")
