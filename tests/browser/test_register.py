"""Registering in a real browser: with the panels alive, without any script, and open to everybody."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

from huiyin.complaints.models import Attachment, Complaint, Stage
from tests.complaints.road import LI, category
from tests.world import unit

pytestmark = pytest.mark.browser
HERE = "/register/"
STORY = "客户称办理账单分期时坐席告知零手续费，出账后却收取分期手续费，多次致电没有明确答复，要求退还并道歉。"


def write(page, **more: str) -> None:
    page.fill("#id_name", LI.name)
    page.fill("#id_phone", LI.phone)
    page.fill("#id_story", STORY)
    page.select_option("#id_category", category())
    for name, value in more.items():
        page.fill(f"#id_{name}", value)


@pytest.mark.parametrize("scripts", [True, False])
def test_a_complaint_is_registered_with_or_without_scripts(site, visit, scripts, tmp_path: Path):
    bill = tmp_path / "账单.txt"
    bill.write_text("账单", encoding="utf-8")
    visitor = visit(site, "谭宁", scripts=scripts)
    visitor.open(HERE)
    write(visitor.page, amount="155.35", complained_of="天河支行")
    visitor.page.click("label[for=id_demands_0]")
    visitor.page.set_input_files("#id_attachments", bill)
    visitor.page.click("button[value=submit]")
    expect(visitor.page.locator(".hy-messages")).to_contain_text("已登记")
    made = Complaint.objects.get()
    assert made.stage == Stage.UNDER_REVIEW
    assert (str(made.amount), made.demands, made.complained_of_unit_id) == (
        "155.35",
        ["refund"],
        unit("天河支行").pk,
    )
    assert Attachment.objects.get(complaint=made).name == "账单.txt"
    assert f"/complaints/26-{made.pk:010d}" in visitor.page.url


def test_it_goes_on_to_settle_at_once(site, visit):
    visitor = visit(site, "谭宁", scripts=False)
    visitor.open(HERE)
    write(visitor.page)
    visitor.page.click("button[value=settle]")
    expect(visitor.page.locator("#step-title")).to_have_text("当场办结")


def test_what_is_wrong_is_shown_together_and_nothing_is_lost_not_even_files(site, visit, tmp_path: Path):
    bill = tmp_path / "账单.txt"
    bill.write_text("账单", encoding="utf-8")
    visitor = visit(site, "谭宁")
    visitor.open(HERE)
    write(visitor.page, received_at="2099-01-01T09:00")
    visitor.page.set_input_files("#id_attachments", bill)
    visitor.page.click("button[value=show]")
    expect(visitor.page.get_by_role("alert")).to_be_focused()
    expect(visitor.page.get_by_role("alert")).to_contain_text("收到时间")
    assert visitor.page.input_value("#id_story") == STORY
    assert not visitor.faults()
    visitor.page.fill("#id_received_at", "2026-01-02T09:00")
    visitor.page.keyboard.press("Control+Enter")
    expect(visitor.page.locator(".hy-messages")).to_contain_text("已登记")
    assert Attachment.objects.get().name == "账单.txt"


@pytest.mark.parametrize("scripts", [True, False])
def test_a_double_click_makes_one_complaint(site, visit, scripts):
    visitor = visit(site, "谭宁", scripts=scripts)
    visitor.open(HERE)
    write(visitor.page)
    visitor.page.dblclick("button[value=show]")
    expect(visitor.page.locator(".hy-messages")).to_be_visible()
    assert Complaint.objects.count() == 1


def test_the_panels_follow_what_is_written(site, visit):
    first = visit(site, "谭宁", scripts=False)
    first.open(HERE)
    write(first.page)
    first.page.click("button[value=show]")
    visitor = visit(site, "谭宁")
    visitor.open(HERE)
    expect(visitor.page.locator("#panel-alike")).to_contain_text("没有相似的")
    write(visitor.page)
    expect(visitor.page.locator("#panel-alike")).to_contain_text("相似 100%")
    expect(visitor.page.locator("#panel-history")).to_contain_text("李*明")
    expect(visitor.page.locator("#panel-road")).to_contain_text("广东分行投诉办")
    visitor.page.fill("#id_amount", "9000")
    visitor.page.press("#id_amount", "Tab")
    expect(visitor.page.locator("#panel-settle")).to_contain_text("超出当场权限")
    visitor.page.locator("#id_complained_of").press_sequentially("天河")
    expect(visitor.page.locator("#units option")).to_have_attribute("value", "广东分行 · 天河支行")
    assert not visitor.faults()


def test_the_check_button_fills_them_without_scripts(site, visit):
    visitor = visit(site, "谭宁", scripts=False)
    visitor.open(HERE)
    write(visitor.page, amount="9000")
    visitor.page.click("button[name=check]")
    expect(visitor.page.locator("#panel-settle")).to_contain_text("超出当场权限")
    assert visitor.page.input_value("#id_story") == STORY
    assert not Complaint.objects.exists()


@pytest.mark.parametrize(
    ("theme", "language", "width"),
    [("light", "zh-hans", 1440), ("dark", "en", 1440), ("light", "en", 390), ("dark", "zh-hans", 390)],
)
def test_the_page_is_open_to_everybody(demo_site, visit, theme, language, width):
    visitor = visit(demo_site, "林晓雯", theme=theme, language=language, width=width)
    assert visitor.open(HERE) == 200
    wrong = visitor.faults()
    visitor.page.fill("#id_story", STORY)
    visitor.page.click("label[for=id_demands_0]")
    expect(visitor.page.locator("#panel-alike .hy-list")).to_be_visible()
    wrong += visitor.faults()
    visitor.page.click("button[value=show]")
    expect(visitor.page.get_by_role("alert")).to_be_focused()
    assert not [*wrong, *visitor.faults()]
