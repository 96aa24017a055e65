"""The outlet head at a phone: two themes and languages, one opinion signed by touch."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from huiyin.complaints.models import Approval, Stage
from tests.complaints import road as roads
from tests.complaints.road import at_stage
from tests.web.desk.visitors import an_hour_ago

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(("theme", "language"), [("light", "zh-hans"), ("dark", "en")])
def test_an_opinion_is_signed_by_touch(site, visit, monkeypatch, theme, language):
    monkeypatch.setattr(roads, "MONDAY", an_hour_ago())
    signing = at_stage(Stage.APPROVING)
    at_stage(Stage.INVESTIGATING)
    visitor = visit(site, "何伟", theme=theme, language=language, width=390, touch=True, start="")
    assert visitor.open("/outlet/") == 200
    page = visitor.page
    assert not visitor.faults()
    page.set_viewport_size({"width": 390, "height": 844})
    expect(page.locator(".hy-tabbar a")).to_have_count(5)
    page.locator(".hy-actions button").tap()
    expect(page.locator("#confirm")).to_be_visible()
    expect(page.locator("#confirm [data-confirm-text]")).to_contain_text(signing.ref)
    expect(page.locator("#confirm [data-confirm-text]")).to_contain_text("¥300.00")
    page.locator("#confirm [data-confirm-yes]").tap()
    expect(page.locator(".hy-messages")).to_contain_text(signing.ref)
    decided = Approval.objects.get(opinion__complaint=signing.complaint, step=1)
    assert (decided.verdict, decided.decided_by) == ("approved", signing.head.id)
    assert not visitor.faults()
