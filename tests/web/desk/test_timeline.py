"""The timeline on the complaint page: everything, or only what the bank and the customer told each other."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from huiyin.complaints.models import Stage
from huiyin.complaints.queries import rows, timeline
from huiyin.complaints.table import STEPS
from tests.complaints import road as roads
from tests.complaints.conftest import bank
from tests.complaints.road import at_stage
from tests.web.desk.visitors import HTMX, an_hour_ago, desk

__all__ = ["bank"]
pytestmark = pytest.mark.django_db
BANK = "stages_now"
ONLY = "?only=correspondence"


@pytest.fixture(autouse=True)
def just_now(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(roads, "MONDAY", an_hour_ago())
    yield


def test_it_shows_what_was_said_between_bank_and_customer_alone() -> None:
    road = at_stage(Stage.REPLIED)
    page = timeline.page(road.ref, seen_by=road.handler, before=None, correspondence=True)
    assert [line.action for line in page.lines] == ["reply", "register"]
    assert set(timeline.CORRESPONDENCE) <= set(STEPS)


def test_older_lines_are_of_the_same_kind() -> None:
    road = at_stage(Stage.REPLIED)
    for number in range(rows.NEWEST):
        road.do(
            "contact", road.handler, contacted_at=road.at, way="phone", said=f"第{number}通", inbound=False
        )
        road.do("note", road.handler, note=f"第{number}条备注")
    first = timeline.page(road.ref, seen_by=road.handler, before=None, correspondence=True)
    reader, address = desk(road.handler), f"/complaints/{road.ref}/timeline/"
    more = f"{address}?before={first.before}&amp;only=correspondence"
    assert more in reader.get(f"{address}{ONLY}").content.decode()
    older = reader.get(more.replace("&amp;", "&"), headers=HTMX)
    words = older.content.decode()
    assert "条备注" not in words
    assert "答复客户" in words


def test_it_is_drawn_in_its_place_and_without_scripts_as_a_page() -> None:
    road = at_stage(Stage.REPLIED)
    road.do("note", road.handler, note="内部备注")
    reader = desk(road.handler)
    address = f"/complaints/{road.ref}/timeline/"
    part, page = (reader.get(f"{address}{ONLY}", headers=given).content.decode() for given in (HTMX, {}))
    assert "<html" not in part
    assert "<html" in page
    assert 'id="record"' in page  # where its own switch draws
    assert ("内部备注" in part, "内部备注" in page) == (False, False)
    assert "内部备注" in reader.get(address, headers=HTMX).content.decode()


@pytest.mark.parametrize("asked", ["?only=gossip", "?before=x", f"{ONLY}&before=-1"])
def test_nonsense_is_not_found(asked: str) -> None:
    road = at_stage(Stage.REPLIED)
    assert desk(road.handler).get(f"/complaints/{road.ref}/timeline/{asked}").status_code == 404
