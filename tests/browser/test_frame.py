"""The frame in a real browser: signing in, the ways through, keys, theme and language."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from huiyin.organisation import commands
from tests import world

pytestmark = pytest.mark.browser


def test_it_signs_in_where_the_day_begins_and_out_again(site, visit):
    visitor = visit(site)
    visitor.sign_in("yan.guan")
    expect(visitor.page.locator("h1")).to_have_text("组织机构")
    visitor.page.click("details[data-menu] summary")
    visitor.follow(".hy-menu-items button")
    visitor.open("/me/")
    assert "/accounts/login/" in visitor.page.url


def test_it_locks_the_account_after_five_wrong_passwords(site, visit):
    visitor = visit(site)
    for _ in range(5):
        visitor.sign_in("yan.guan", "wrong")
    expect(visitor.page.locator("h1")).to_have_text("登录已暂时锁定")
    visitor.sign_in("yan.guan")
    expect(visitor.page.locator("h1")).to_have_text("登录已暂时锁定")
    assert not visitor.faults()


def test_a_wrong_password_says_so_and_keeps_the_login(site, visit):
    visitor = visit(site)
    visitor.sign_in("yan.guan", "wrong")
    assert visitor.page.input_value("#id_login") == "yan.guan"
    expect(visitor.page.get_by_role("alert")).to_be_focused()


def test_the_theme_changes_where_one_stands_and_is_kept(site, visit):
    visitor = visit(site, "严管")
    visitor.page.click(".hy-top form[data-theme] button")
    expect(visitor.page.locator("html")).to_have_attribute("data-bs-theme", "dark")
    visitor.open("/help/")
    expect(visitor.page.locator("html")).to_have_attribute("data-bs-theme", "dark")


def test_the_language_changes_on_the_same_page(site, visit):
    visitor = visit(site, "严管")
    visitor.open("/settings/calendar/?year=2025")
    visitor.follow(".hy-top button[lang=en]")
    expect(visitor.page.locator("html")).to_have_attribute("lang", "en")
    assert visitor.page.url.endswith("/settings/calendar/?year=2025")


def test_a_question_mark_shows_the_keys_unless_they_are_off(site, visit):
    visitor = visit(site, "严管")
    visitor.page.keyboard.press("?")
    expect(visitor.page.locator("#shortcuts")).to_be_visible()
    visitor.page.keyboard.press("Escape")
    expect(visitor.page.locator("#shortcuts")).to_be_hidden()
    commands.set_single_keys(world.staff("严管").pk, False)
    visitor.page.reload()
    visitor.page.keyboard.press("?")
    expect(visitor.page.locator("#shortcuts")).to_be_hidden()


def test_slash_goes_to_the_filter_and_letters_in_a_field_stay_letters(site, visit):
    visitor = visit(site, "严管")
    visitor.page.keyboard.press("/")
    expect(visitor.page.locator("#q")).to_be_focused()
    visitor.page.keyboard.type("n?/")
    assert visitor.page.input_value("#q") == "n?/"
    expect(visitor.page.locator("#shortcuts")).to_be_hidden()


def test_ctrl_enter_presses_the_primary_button(site, visit):
    visitor = visit(site, "严管")
    visitor.open("/me/")
    visitor.page.check("main input[name=language][value=en]")
    visitor.page.keyboard.press("Control+Enter")
    expect(visitor.page.locator("html")).to_have_attribute("lang", "en")


def test_the_sheet_opens_and_closes_on_a_phone(site, visit):
    visitor = visit(site, "严管", width=390)
    side = visitor.page.locator("#side")
    expect(side).to_be_hidden()
    visitor.page.click("[data-sheet]")
    expect(side).to_be_visible()
    visitor.page.keyboard.press("Escape")
    expect(side).to_be_hidden()
    expect(visitor.page.locator("[data-sheet]")).to_be_focused()


def test_everything_works_without_scripts(site, visit):
    visitor = visit(site, "严管", width=390, scripts=False)
    visitor.page.click("[data-sheet]")
    expect(visitor.page.locator("#side")).to_be_visible()
    visitor.page.click("#side form[data-theme] button")
    expect(visitor.page.locator("html")).to_have_attribute("data-bs-theme", "dark")
    visitor.page.click(".hy-tabbar a[href='/me/']")
    visitor.page.check("main input[name=language][value=en]")
    visitor.page.click("main form .btn-primary")
    expect(visitor.page.locator("html")).to_have_attribute("lang", "en")


def test_a_page_of_another_role_is_refused_in_words(site, visit):
    visitor = visit(site, "周敏")
    assert visitor.open("/settings/units/") == 403
    expect(visitor.page.locator("h1")).to_have_text("您的岗位不能打开这个页面")
    assert visitor.open("/nowhere/") == 404
    assert not visitor.faults()
