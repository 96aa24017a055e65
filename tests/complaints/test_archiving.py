"""The archived file: complete, masked, unchanged for good; a file put away again is a version more."""

from __future__ import annotations

import hashlib
import json
import re

import pytest

from huiyin.complaints import verify
from huiyin.complaints.commands import Refused
from huiyin.complaints.models import Archive, Stage
from huiyin.complaints.queries import archives
from tests.complaints.checks import recorded, refused
from tests.complaints.given.closing import CHECKED
from tests.complaints.road import LI, Road, at_stage
from tests.web.api.callers import person as caller_for
from tests.web.desk.visitors import desk
from tests.world import person

pytestmark = pytest.mark.django_db
PARTS = ("facts", "lines", "opinions", "replies", "promises", "calls", "findings", "attachments")


def kept(road: Road, version: int = 1, form: str = "html") -> str:
    return archives.archived(road.ref, version, form, seen_by=road.coordinator).content.decode()


def put_away() -> Road:
    road = at_stage(Stage.CLOSED)
    road.do("attach", road.handler, name="监控.txt", content=b"video")
    return road.archive()


def test_the_document_has_all_parts_and_needs_nothing_beside_itself() -> None:
    road = put_away()
    page = kept(road)
    assert [f'id="{part}"' in page and f'href="#{part}"' in page for part in PARTS] == [True] * len(PARTS)
    assert not re.findall(r'(?:src|href)="(?!#)', page)
    for said in (
        "登记",
        "人民币现金管理规定",
        "致歉并慰问",
        "R-88213907",
        "已致歉",
        "卢毅",
        "监控.txt",
        "慰问",
    ):
        assert said in page, said
    assert hashlib.sha256(b"video").hexdigest() in page
    line = recorded(road, "archive", road.coordinator, archive=1)
    row = Archive.objects.get(complaint=road.complaint)
    assert line.payload["sha256"] == bytes(row.document_id).hex() == hashlib.sha256(page.encode()).hexdigest()


def test_the_customer_is_masked_in_both() -> None:
    road = put_away()
    for form in ("html", "json"):
        text = kept(road, form=form)
        assert "李*明" in text
        assert not any(full in text for full in (LI.name, LI.phone, LI.id_no))


def test_the_data_is_the_same_with_every_line_of_the_timeline() -> None:
    road = put_away()
    data = json.loads(kept(road, form="json"))
    assert data["head"]["ref"] == road.ref
    assert [line["action"] for line in data["lines"]][:3] == ["register", "submit", "assign"]
    assert len(data["lines"]) == road.complaint.entry_count - 1  # all before the archiving itself
    assert (data["opinions"][0]["decision"], data["promises"][0]["amount"]) == ("致歉并慰问", "300.00")
    assert data["attachments"][0]["sha256"] == hashlib.sha256(b"video").hexdigest()


def test_put_away_again_it_is_the_next_version_and_the_first_stays_as_it_was() -> None:
    road = put_away()
    first = kept(road)
    road.ask_review()
    assert kept(road) == first
    road.do("confirm", road.reviewer, **CHECKED)
    road.archive()
    assert (road.complaint.archive_version, Archive.objects.filter(complaint=road.complaint).count()) == (
        2,
        2,
    )
    assert kept(road) == first
    assert "核查维持" in kept(road, 2)
    assert verify.run() == []


def test_whoever_does_not_see_the_complaint_gets_no_file() -> None:
    road = put_away()
    answer = desk(road.coordinator).get(f"/complaints/{road.ref}/archive/1.html")
    assert (answer.status_code, answer["X-Content-Type-Options"]) == (200, "nosniff")
    assert answer["Content-Disposition"].startswith("attachment")
    page = desk(road.coordinator).get(f"/complaints/{road.ref}/").content.decode()
    assert f"/complaints/{road.ref}/archive/1.json" in page
    with refused("not_found"):
        archives.archived(road.ref, 1, "html", seen_by=person("丁一"))
    for wrong in ("2.html", "1.pdf", "0.json"):
        assert desk(road.coordinator).get(f"/complaints/{road.ref}/archive/{wrong}").status_code == 404, wrong
    assert desk(person("丁一")).get(f"/complaints/{road.ref}/archive/1.html").status_code == 404
    with pytest.raises(Refused):
        archives.archived(road.ref, 9, "json", seen_by=road.coordinator)


def test_a_caller_of_the_api_gets_the_same_file() -> None:
    road = put_away()
    caller = caller_for(road.coordinator)
    answer = caller.get(f"complaints/{road.ref}/archive/1/html")
    assert (answer.status_code, answer.content.decode()) == (200, kept(road))
    assert caller.get(f"complaints/{road.ref}/archive/2/json").status_code == 404
    assert caller.get(f"complaints/{road.ref}/archive/1/pdf").status_code == 422


def test_no_other_complaint_is_named_in_it() -> None:
    """Whoever may open this file need not see the other."""
    road, other = at_stage(Stage.CLOSED), at_stage(Stage.UNDER_REVIEW)
    road.do("link", road.coordinator, other=other.ref, kind="related", reason="同一柜面")
    road.archive()
    for form in ("html", "json"):
        assert other.ref not in kept(road, form=form)
    assert "同一柜面" in kept(road)
