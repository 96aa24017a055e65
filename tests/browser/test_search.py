"""The search box and the list in a real browser."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from huiyin.complaints import access, numbers, people
from huiyin.complaints.models import Complaint
from tests.world import person

pytestmark = pytest.mark.browser
HERE = "/complaints/"


def newest(name: str) -> Complaint:
    found = access.visible_to(person(name)).exclude(person=None).order_by("-pk").first()
    assert found is not None
    return found


def test_the_box_finds_words_customers_and_goes_straight_to_a_number(demo_to_read, visit):
    visitor, made = visit(demo_to_read, "沈岚"), newest("沈岚")
    ref = numbers.ref(made.pk, made.registered_at)
    visitor.open("/help/")
    visitor.page.keyboard.press("Control+k")
    visitor.page.keyboard.type("手续费")
    visitor.page.keyboard.press("Enter")
    expect(visitor.page.locator(".hy-hit").first).to_have_text("手续费")
    assert "?q=" in visitor.page.url
    assert visitor.page.input_value("#search") == "手续费"
    assert made.person is not None
    visitor.page.fill("#search", people.opened(made.person).phone)
    visitor.page.press("#search", "Enter")
    expect(visitor.page.locator("tbody")).to_contain_text(ref)
    assert "q=" not in visitor.page.url
    visitor.page.fill("#search", ref.replace("-", "").lower())
    visitor.page.press("#search", "Enter")
    visitor.page.wait_for_url(f"**/complaints/{ref}/")


@pytest.mark.parametrize("scripts", [True, False])
def test_filters_chips_and_pages(demo_to_read, visit, scripts):
    visitor = visit(demo_to_read, "沈岚", scripts=scripts)
    visitor.open(HERE)
    rows = visitor.page.locator("tbody tr")
    expect(rows).to_have_count(25)
    newest_one = rows.first.inner_text()
    visitor.page.get_by_role("link", name="较早的").click()
    assert rows.first.inner_text() != newest_one
    visitor.page.get_by_role("link", name="回到最新").click()
    visitor.page.click("details summary:has-text('更多筛选')")
    visitor.page.select_option("#id_stage", "under_review")
    visitor.page.click("form[role=search] .btn-primary")
    assert visitor.page.url.endswith("?stage=under_review")
    assert set(visitor.page.locator("tbody tr td:nth-child(3) > div").all_inner_texts()) == {"待审核"}
    visitor.page.get_by_role("link", name="待审核").click()
    expect(rows).to_have_count(25)


def test_the_keys_of_the_list_move_and_open(demo_to_read, visit):
    visitor = visit(demo_to_read, "沈岚")
    visitor.open(HERE)
    visitor.page.keyboard.press("j")
    visitor.page.keyboard.press("j")
    second = visitor.page.locator("tbody tr").nth(1).locator("a").get_attribute("href")
    visitor.page.keyboard.press("Enter")
    visitor.page.wait_for_url(f"**{second}")


@pytest.mark.parametrize(
    ("theme", "language", "width"),
    [("light", "zh-hans", 1440), ("dark", "en", 1440), ("light", "en", 390), ("dark", "zh-hans", 390)],
)
def test_the_list_is_open_to_everybody(demo_to_read, visit, theme, language, width):
    visitor, wrong = visit(demo_to_read, "沈岚", theme=theme, language=language, width=width), []
    for query in ("", "?q=手续费&stage=investigating", "?q=没有的字", "?received_from=gestern"):
        assert visitor.open(f"{HERE}{query}") == 200
        wrong += visitor.faults()
    assert not wrong


@pytest.mark.parametrize("width", [1180, 768, 320])
def test_no_width_runs_over(demo_to_read, visit, width):
    visitor, wrong = visit(demo_to_read, "林晓雯", width=width, language="en"), []
    for path in (HERE, f"{HERE}?q=手续费&stage=investigating", "/register/"):
        visitor.open(path)
        wrong += visitor.faults(axe=False)
    assert not wrong
