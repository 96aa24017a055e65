"""The room of a group matter: open to everybody, in both themes and languages, wide and narrow."""

from __future__ import annotations

import pytest

from huiyin.complaints.commands import matters
from tests.complaints.test_matters import BLOCKS, visitors, worked

pytestmark = pytest.mark.browser
LOOKS = [("light", "zh-hans", 1440), ("dark", "en", 1440), ("light", "en", 390), ("dark", "zh-hans", 390)]


def test_the_room_in_four_looks(site, visit):
    roads = visitors(6)
    matter_id, road = worked(roads), roads[-1]
    road.do("choose_representative", road.coordinator, chosen_by="11月9日 书面推举")
    wrong = []
    for theme, language, width in LOOKS:
        for name, pages in (
            (
                "黄珊",
                ("/matters/", f"/matters/{matter_id}/", f"/matters/{matter_id}/join/", "/matters/open/"),
            ),
            ("余静", (f"/matters/{matter_id}/propose/",)),
            ("谭宁", ("/matters/new/",)),
        ):
            visitor = visit(site, name, theme=theme, language=language, width=width, start="")
            for page in pages:
                assert visitor.open(page) == 200, page
                wrong += visitor.faults()
    matters.propose(matter_id, by=road.handler, at=road.at, **BLOCKS)
    visitor = visit(site, "何伟", start="")
    visitor.open(f"/matters/{matter_id}/")
    visitor.follow("a[href$='/approve/']")
    visitor.follow("form.card button.btn-primary")
    assert visitor.page.url.endswith(f"/matters/{matter_id}/") and "同意：6 件" in visitor.page.content()
    assert not wrong + visitor.faults()
