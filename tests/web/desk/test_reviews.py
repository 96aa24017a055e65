"""核查: the ledger and the page of one review."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from huiyin.complaints.models import Stage
from huiyin.organisation.models import StaffRole
from tests.complaints import road as roads
from tests.complaints.conftest import bank
from tests.complaints.given.closing import CHECKED
from tests.complaints.road import LI, Road, at_stage
from tests.web.desk.visitors import an_hour_ago, desk
from tests.world import TODAY, person, unit

__all__ = ["bank"]
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def just_now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(roads, "MONDAY", an_hour_ago())


def page(name: str, address: str = "/reviews/") -> str:
    answer = desk(person(name)).get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_ledger_shows_what_is_to_be_decided_to_whoever_sees_it() -> None:
    road = at_stage(Stage.REVIEWING)
    for name in ("魏宁", "沈岚", "黄珊", "何伟"):
        assert f'href="/reviews/{road.ref}/"' in page(name), name
    assert road.ref not in page("丁一")
    assert LI.name not in page("魏宁")
    assert desk(person("严管")).get("/reviews/").status_code == 403
    road.prove()
    road.do("redo", road.reviewer, **CHECKED)
    assert "没有待核查的决定。" in page("魏宁")
    assert "责令重办" in page("魏宁").partition('id="decided"')[2]


def test_the_ledger_goes_on_by_key_and_asks_as_often_for_many_as_for_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    first = at_stage(Stage.REVIEWING)
    visitor = desk(person("魏宁"))
    visitor.get("/reviews/")
    with CaptureQueriesContext(connection) as few:
        visitor.get("/reviews/")
    second = at_stage(Stage.CLOSED).ask_review()
    with CaptureQueriesContext(connection) as many:
        visitor.get("/reviews/")
    assert len(many) == len(few)
    monkeypatch.setattr("huiyin.complaints.queries.rechecks.PAGE", 1)
    shown = page("魏宁")
    assert (first.ref in shown) != (second.ref in shown)
    more = shown.partition('href="/reviews/?after=')[2].partition('"')[0]
    rest = page("魏宁", f"/reviews/?after={more}")
    assert (first.ref in rest) != (first.ref in shown)


def test_the_page_says_what_the_file_says_and_who_may_not_review() -> None:
    road = at_stage(Stage.REPLIED).refuse_for_good().ask_review()
    shown = page("魏宁", f"/reviews/{road.ref}/")
    for words in ("谁不能核查本件", "余静", "黄珊", "卢毅", "两次答复都没有回答合同条款", "与客户联系 0 次",
                  "客户不接受和退回合计 2 次", "经手的人均无回避事由", "最后由 4 级审批，不低于前次",
                  "魏宁：没有经手过，可以核查"):  # fmt: skip
        assert words in shown, words
    assert LI.name not in shown
    for step in ("confirm", "change", "redo"):
        assert f'action="/complaints/{road.ref}/{step}/"' in page(
            "魏宁", f"/reviews/{road.ref}/?decision={step}"
        )
    assert f"/reviews/{road.ref}/" in desk(road.intake).get(f"/complaints/{road.ref}/").content.decode()


def test_who_touched_it_or_is_no_reviewer_gets_no_form() -> None:
    road: Road = at_stage(Stage.REPLIED)
    StaffRole.objects.create(staff_id=road.handler.pk, unit=unit("核查组"), role="reviewer", valid_from=TODAY)
    road.ask_review()
    assert "您经手过这件投诉" in page("余静", f"/reviews/{road.ref}/")
    for name in ("余静", "沈岚", "何伟"):
        assert 'id="step-form"' not in page(name, f"/reviews/{road.ref}/"), name
    assert desk(person("丁一")).get(f"/reviews/{road.ref}/").status_code == 404
    assert desk(road.head).get(f"/reviews/{at_stage(Stage.CLOSED).ref}/").status_code == 404


def test_a_decided_review_shows_what_was_found() -> None:
    road = at_stage(Stage.CLOSED).ask_review()
    desk(road.reviewer).post(f"/complaints/{road.ref}/confirm/", CHECKED)
    shown = page("魏宁", f"/reviews/{road.ref}/")
    assert 'id="step-form"' not in shown
    assert all(said in shown for said in CHECKED.values())
