"""Journey 14: "your manager takes kickbacks": the report closes to the line at once, the money stays a complaint."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from playwright.sync_api import expect

from huiyin.complaints import numbers, verify
from huiyin.complaints.models import Complaint, Link
from tests import world
from tests.complaints.road import BEIJING
from tests.journeys.desk import Desk
from tests.web.api.callers import person as caller

pytestmark = pytest.mark.browser
SECRET, TITLE = "信贷经理收受回扣", "贷款被收八百元手续费"
LETTER = "办理贷款时被多收手续费 800 元；而且信贷经理收受回扣，谁给钱谁先放款。"
OUTSIDE = ("黄珊", "罗平", "沈岚", "洪波")


def test_the_report_goes_to_the_integrity_office_alone_and_the_money_stays(at_the_desk):
    tan, huang = at_the_desk("谭宁"), at_the_desk("黄珊")
    ref = tan.register(name="孙立群", phone="13922225555", category="06.04", story=LETTER, title=SECRET)
    tan.do("propose_retype", to_type="report", reason="信中举报信贷经理收受回扣。")

    huang.see(ref)
    money = {"title": TITLE, "story": "办理贷款时被多收手续费 800 元，要求退还。", "category": "06.04"}
    huang.do("split", **money, reason="一信两事：收费争议仍按投诉办理。")
    second = numbers.ref(*Complaint.objects.order_by("-pk").values_list("pk", "registered_at")[0])
    huang.see(ref)
    huang.press("retype")
    assert huang.page.input_value("#step_to_type") == "report"  # as proposed
    with huang.page.expect_navigation():
        assert huang.send("retype").status == 200
    assert SECRET not in huang.page.content()

    for name in OUTSIDE:
        outside(at_the_desk(name), name, ref, second)
    integrity(at_the_desk("谢安"), ref, second)
    money_goes_on(huang, second)
    assert verify.run() == []


def outside(desk: Desk, name: str, ref: str, second: str) -> None:
    """Neither the file nor a trace of it, on any page and through the API."""
    assert desk.see(ref) == 404
    for page in (f"/complaints/{second}/", "/work/?scope=reach"):
        desk.visitor.open(page)
        told = desk.page.content()
        assert SECRET not in told, page
        assert f"/complaints/{ref}/" not in told, page
    for words in ("13922225555", "收受回扣"):
        desk.page.fill("#search", words)
        with desk.page.expect_navigation():
            desk.page.press("#search", "Enter")
        assert f"/complaints/{ref}/" not in desk.page.content(), words
    api = caller(world.person(name))
    assert api.get(f"complaints/{ref}").status_code == 404
    for words in ("13922225555", "收受回扣"):
        assert ref not in api.post("complaints/search", {"words": words}).content.decode()


def integrity(xie: Desk, ref: str, second: str) -> None:
    """谢安 has it with a limit of its own, may ask who wrote it, and says what came of it."""
    xie.visitor.open("/work/")
    expect(xie.text("main")).to_contain_text(ref)
    xie.see(ref)
    expect(xie.text()).to_contain_text("纪检监察部")
    xie.press("reveal")
    xie.fill(reason="核实举报人身份")
    assert xie.send("reveal").status == 200
    expect(xie.text()).to_contain_text("孙立群")
    xie.do("finish_transfer", result="初核后立案。")
    expect(xie.text(".hy-tl")).to_contain_text("初核后立案")
    assert Link.objects.filter(kind="split").count() == 1
    assert xie.see(second) == 404  # what the line works on is not for the integrity office


def money_goes_on(huang: Desk, second: str) -> None:
    huang.see(second)
    last = datetime.now(BEIJING) + timedelta(days=15)
    expect(huang.text()).to_contain_text(f"{last.month}月{last.day}日")
    expect(huang.text()).to_contain_text(TITLE)
    assert huang.may("assign")
