"""承诺兑现 in four looks: axe finds nothing, nothing runs over, and the next act is taken in place."""

from __future__ import annotations

import pytest

from huiyin.complaints.models import Stage
from tests.complaints import road as roads
from tests.complaints.road import at_stage
from tests.web.desk.visitors import an_hour_ago

pytestmark = pytest.mark.browser
LOOKS = [("light", "zh-hans", 1440), ("dark", "en", 1440), ("light", "en", 390), ("dark", "zh-hans", 390)]


def test_the_ledger_is_open_to_everybody_and_pays_in_place(site, visit, monkeypatch):
    monkeypatch.setattr(roads, "MONDAY", an_hour_ago())
    at_stage(Stage.CLOSED)
    road = at_stage(Stage.REPLIED).request()
    wrong = []
    for theme, language, width in LOOKS:
        visitor = visit(site, "叶岑", theme=theme, language=language, width=width, start="")
        for address in ("/promises/", "/promises/?show=over", f"/complaints/{road.ref}/"):
            assert visitor.open(address) == 200
            wrong += visitor.faults()
    assert not wrong
    for name in ("叶岑", "马会"):
        visitor = visit(site, name, start="/promises/")
        visitor.page.fill("#chosen [name=voucher]", "FK-771001")
        with visitor.page.expect_navigation():
            visitor.page.click("#chosen form[action$='/pay/'] button")
        assert not visitor.faults(axe=False)
    assert road.payment().state == "paid"
