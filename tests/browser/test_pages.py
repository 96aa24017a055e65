"""Every page of the settings and one's own: axe finds nothing and nothing runs over, in both themes and languages."""

from __future__ import annotations

import pytest

from tests.browser.visitor import LOOKS, share

pytestmark = pytest.mark.browser
PAGES = (
    "/settings/units/", "/settings/units/?unit=3", "/settings/units/?q=分行", "/settings/people/",
    "/settings/authority/", "/settings/channels/", "/settings/categories/", "/settings/calendar/",
    "/settings/calendar/?year=2027", "/settings/exchange/", "/settings/keys/", "/me/", "/help/",
    "/accounts/password/change/", "/accounts/sessions/",
)  # fmt: skip


@pytest.mark.parametrize("look", range(len(LOOKS)))
def test_pages_are_open_to_everybody(bank_to_read, visit, look):
    visitor = visit(bank_to_read, "严管", **LOOKS[look])
    wrong = []
    for page in share(PAGES, look):
        assert visitor.open(page) == 200, page
        wrong += visitor.faults()
    assert not wrong


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_way_in_is_open_to_everybody(bank_to_read, visit, theme):
    visitor = visit(bank_to_read, theme=theme, width=320)
    visitor.open("/accounts/login/")
    assert not visitor.faults()


@pytest.mark.parametrize("width", [1180, 768, 320])
def test_no_width_runs_over(bank_to_read, visit, width):
    visitor = visit(bank_to_read, "严管", width=width, language="en")
    wrong = []
    for page in PAGES:
        visitor.open(page)
        wrong += visitor.faults(axe=False)
    assert not wrong
