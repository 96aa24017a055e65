"""The room of a group matter: open to everybody, in both themes and languages, wide and narrow."""

from __future__ import annotations

import pytest

from huiyin.complaints.commands import matters
from tests.browser.visitor import LOOKS, share
from tests.complaints.test_matters import BLOCKS, visitors, worked

pytestmark = pytest.mark.browser


def test_the_room_in_four_looks(site, visit):
    roads = visitors(6)
    matter_id, road = worked(roads), roads[-1]
    road.do("choose_representative", road.coordinator, chosen_by="11月9日 书面推举")
    wrong = []
    pages = (
        ("黄珊", "/matters/"), ("黄珊", f"/matters/{matter_id}/"), ("黄珊", f"/matters/{matter_id}/join/"),
        ("黄珊", "/matters/open/"), ("余静", f"/matters/{matter_id}/propose/"), ("谭宁", "/matters/new/"),
    )  # fmt: skip
    for number, look in enumerate(LOOKS):
        for name, page in share(pages, number):
            visitor = visit(site, name, **look, start="")
            assert visitor.open(page) == 200, page
            wrong += visitor.faults()
    matters.propose(matter_id, by=road.handler, at=road.at, **BLOCKS)
    visitor = visit(site, "何伟", start="")
    visitor.open(f"/matters/{matter_id}/")
    visitor.follow("a[href$='/approve/']")
    visitor.follow("form.card button.btn-primary")
    assert visitor.page.url.endswith(f"/matters/{matter_id}/") and "同意：6 件" in visitor.page.content()
    assert not wrong + visitor.faults()
