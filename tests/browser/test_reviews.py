"""The pages of reviews in four looks: axe finds nothing, nothing runs over, the decision is taken in place."""

from __future__ import annotations

import pytest
from django.utils import timezone

from huiyin.complaints.models import Stage
from tests.complaints import road as roads
from tests.complaints.road import at_stage
from tests.web.desk.visitors import an_hour_ago

pytestmark = pytest.mark.browser
LOOKS = [("light", "zh-hans", 1440), ("dark", "en", 1440), ("light", "en", 390), ("dark", "zh-hans", 390)]


def test_the_review_is_open_to_everybody_and_decided_on_its_page(site, visit, monkeypatch):
    monkeypatch.setattr(roads, "MONDAY", an_hour_ago())
    road = at_stage(Stage.REPLIED).refuse_for_good().ask_review()
    assert road.at < timezone.now()
    wrong = []
    for theme, language, width in LOOKS:
        visitor = visit(site, "魏宁", theme=theme, language=language, width=width, start="")
        for address in ("/reviews/", f"/reviews/{road.ref}/", f"/reviews/{road.ref}/?decision=change"):
            assert visitor.open(address) == 200
            wrong += visitor.faults()
    assert not wrong
    visitor = visit(site, "魏宁", start=f"/reviews/{road.ref}/?decision=redo")
    visitor.page.click("#step-form button[type=submit]")  # nothing typed: the fields say so, in place
    visitor.page.wait_for_selector("#step_process_error")
    for name in ("process", "limits", "result", "grounds"):
        visitor.page.fill(f"#step_{name}", "已核查")
    visitor.page.click("#step-form button[type=submit]")
    visitor.page.wait_for_url(f"**/complaints/{road.ref}/**")
    assert road.complaint.stage == Stage.UNDER_REVIEW
    assert not visitor.faults(axe=False)
