"""The worklist and the signatures in a real browser: open to everybody, by keyboard, and without scripts."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from huiyin.complaints.models import Stage, Task
from huiyin.organisation.models import Staff
from tests.browser.visitor import LOOKS, share
from tests.complaints.many import many
from tests.world import person, unit

pytestmark = pytest.mark.browser
CAST = ("余静", "黄珊", "卢毅", "谭宁")


def pool(number: int) -> None:
    """Free work of 天河支行, some of it overdue."""
    many(number, stage=Stage.INVESTIGATING, at=timezone.now() - timedelta(hours=1), units=[unit("天河支行")])


@pytest.mark.parametrize("look", range(len(LOOKS)))
def test_both_pages_are_open_to_everybody(demo_to_read, visit, look):
    wrong = []
    for name in share((*CAST, busiest_signer()), look):
        visitor = visit(demo_to_read, name, **LOOKS[look], start="")
        for address in ("/work/?scope=unit" if name not in CAST else "/work/", "/approvals/"):
            assert visitor.open(address) == 200, address
            wrong += visitor.faults()
    assert not wrong


def busiest_signer() -> str:
    """Somebody with many opinions to sign."""
    waiting = Task.objects.filter(kind="approve").values_list("staff_id", flat=True)
    found = [staff_id for staff_id in waiting if staff_id is not None]
    return Staff.objects.get(pk=max(found, key=found.count)).name


@pytest.mark.parametrize("width", [320, 768, 1000, 1180])
def test_no_width_runs_over(demo_to_read, visit, width):
    visitor = visit(demo_to_read, busiest_signer(), language="en", width=width)
    wrong = []
    for address in ("/work/?scope=unit", "/approvals/"):
        visitor.open(address)
        wrong += visitor.faults(axe=False)
    assert not wrong


def test_it_is_worked_by_keyboard(site, visit):
    pool(5)
    page = visit(site, "余静").page
    page.goto(f"{site}/work/?scope=pool")
    page.keyboard.press("j")
    page.keyboard.press("x")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("Shift+x")
    expect(page.locator("[data-bulk] [data-count]")).to_have_text("3")
    page.keyboard.press("Escape")
    expect(page.locator("[data-bulk]")).to_be_hidden()
    page.keyboard.press("/")
    expect(page.locator("#q")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("k")
    page.keyboard.press("Enter")
    page.wait_for_url("**/complaints/*/")


def test_it_filters_in_place_and_keeps_the_focus(site, visit):
    pool(60)
    page = visit(site, "余静").page
    page.goto(f"{site}/work/?scope=pool")
    page.evaluate("window.stays = true")
    page.click("#tile-approve")
    expect(page.locator("#tile-approve")).to_have_attribute("aria-current", "true")
    assert page.evaluate("document.activeElement.id") == "tile-approve"
    assert page.url.endswith("/work/?scope=pool&kind=approve")
    page.click("#tile-approve")
    expect(page.locator("tbody tr:not(.grp)")).to_have_count(50)
    page.click("#more a")
    expect(page.locator("tbody tr:not(.grp)")).to_have_count(60)
    heads = page.locator("tr.grp th").all_inner_texts()
    assert len(heads) == len(set(heads))
    page.select_option("#id_severity", "3")
    expect(page.locator("#clear")).to_be_visible()
    assert page.url.endswith("/work/?scope=pool&severity=3")
    page.fill("#q", "没有这样的")
    page.keyboard.press("Enter")
    expect(page.locator("#queue")).to_contain_text("没有符合条件的任务")
    page.go_back()
    expect(page.locator("h1")).to_have_text("工作台")
    assert not page.evaluate("document.querySelector('#work #work')")


def test_it_takes_what_was_chosen(site, visit):
    pool(4)
    page = visit(site, "余静").page
    page.goto(f"{site}/work/?scope=pool")
    page.check("[data-all]")
    page.click("[data-bulk] button[value=pick]")
    expect(page.locator(".hy-messages")).to_contain_text("已领取 4 件")
    assert Task.objects.filter(staff_id=person("余静").id).count() == 4


def test_it_works_without_scripts(site, visit):
    pool(60)
    page = visit(site, "余静", scripts=False).page
    page.goto(f"{site}/work/?scope=pool")
    page.click("#more a")
    expect(page.locator("tbody tr:not(.grp)")).to_have_count(10)
    page.click("button[name=one] >> nth=0")
    expect(page.locator(".hy-messages")).to_contain_text("已领取 1 件")
    page.select_option("#id_kind", "reply")
    page.click("#sieve")
    expect(page.locator("#queue")).to_contain_text("没有符合条件的任务")
    page.click("#queue a")
    page.click("form[action='/work/next/'] button")
    page.wait_for_url("**/complaints/*/")
    assert Task.objects.filter(staff_id=person("余静").id).count() == 2
