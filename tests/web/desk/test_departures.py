"""The page of a complaint that left the road, of one merged or linked, and the forms that choose among others."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from huiyin.audit import log
from huiyin.complaints import commands
from huiyin.complaints.commands import Customer
from huiyin.complaints.models import Stage
from huiyin.complaints.queries.file import file
from tests.complaints import road as roads
from tests.complaints.conftest import bank
from tests.complaints.road import LI, MINUTE, Road, at_stage
from tests.web.desk.visitors import HTMX, an_hour_ago, desk
from tests.world import person

__all__ = ["bank"]
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def just_now(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(roads, "MONDAY", an_hour_ago())
    yield


def page(road: Road, by: str = "coordinator", step: str = "") -> str:
    answer = desk(getattr(road, by)).get(f"/complaints/{road.ref}/{step}")
    assert answer.status_code == 200, answer.content.decode()
    return answer.content.decode()


def test_a_declined_one_says_why_what_the_customer_was_told_and_who_may_bring_it_back() -> None:
    road = at_stage(Stage.DECLINED)
    shown = page(road, "head")
    for words in (
        "本件已离开办理流程：不予办理", "所反映的产品或者服务不是由我行提供", "客户所述产品由他行提供",
        "由上一级投诉管理部门重新审核", "登记异议：受理单位的受理员或者归口管理单位的归口管理员",
    ):  # fmt: skip
        assert words in shown, words
    assert '<span class="badge is-a" aria-current="step">不予办理</span>' in shown
    assert "现在等待" not in shown


def test_the_stops_it_never_reached_lie_ahead_and_are_not_done() -> None:
    road = at_stage(Stage.TRANSFERRED)
    stops = file(road.ref, seen_by=road.coordinator, at=road.at).stops
    assert [stop.state for stop in stops] == ["done", "done", *["ahead"] * 6]


def test_a_transferred_one_says_who_has_it_and_what_came_of_it() -> None:
    road = at_stage(Stage.TRANSFERRED)
    assert "广东分行运营部" in page(road)
    assert "登记办理结果" not in page(road)
    road.do("finish_transfer", road.co, result="已解答预约规则")
    assert "已解答预约规则" in page(road)
    assert not any(
        choice.step == "finish_transfer" for choice in file(road.ref, seen_by=road.co, at=road.at).steps
    )


def test_a_proposal_stands_in_the_coordinators_form() -> None:
    road = at_stage(Stage.INVESTIGATING)
    road.do("propose_decline", road.handler, ground="in_court_or_arbitration", reason="法院已受理")
    shown = page(road, step="decline/")
    assert re.search(r'value="in_court_or_arbitration"[^>]*checked', shown)
    assert "法院已受理</textarea>" in shown
    other = at_stage(Stage.REGISTERED, customer=Customer(name="王芳", phone="13900001111"))
    other.do("propose_retype", other.intake, to_type="enquiry", reason="只是询问")
    assert re.search(r'value="enquiry" selected', page(other, step="retype/"))


def test_the_merge_form_offers_the_customers_open_complaints_and_no_others() -> None:
    road, same = at_stage(Stage.UNDER_REVIEW), Road(story="取现再次被拒，第二次来电。")
    gone, stranger = Road().submit().decline(), Road(customer=Customer(name="王芳", phone="13900001111"))
    offered = page(road, step="merge/").partition('id="step-form"')[2].partition("</form>")[0]
    assert same.ref in offered
    for absent in (road.ref, gone.ref, stranger.ref):
        assert f'value="{absent}"' not in offered, absent
    tied = page(road, step="link/").partition("<datalist")[2].partition("</datalist>")[0]
    assert same.ref in tied
    assert gone.ref in tied
    assert LI.name not in tied


def test_entries_made_meanwhile_are_chosen_and_told_on_both() -> None:
    road = at_stage(Stage.MERGED)
    gone = file(road.ref, seen_by=road.coordinator, at=road.at).gone
    assert gone
    assert gone.into
    other = gone.into.ref
    commands.note(other, by=road.intake, at=road.at + MINUTE, note="客户又来电说是另一笔")
    shown = page(road, step="unmerge/")
    seq = re.search(r'name="entries" value="(\d+)"', shown)
    assert seq
    assert "客户又来电说是另一笔" in shown
    fields = {"seen": road.complaint.version, "reason": "两笔不同的取现", "entries": seq[1]}
    answer = desk(road.coordinator).post(f"/complaints/{road.ref}/unmerge/", fields, headers=HTMX)
    assert answer.status_code == 200
    assert log.timeline(road.complaint.pk, limit=1)[0].action == "unmerge"
    assert "客户又来电说是另一笔" in page(road)


def test_ties_are_shown_only_to_who_sees_the_other_one() -> None:
    road, other = at_stage(Stage.UNDER_REVIEW), Road().submit()
    road.do("link", road.coordinator, other=other.ref, kind="repeat", reason="八月已办结")
    assert other.ref in page(road).partition("关联投诉")[2].partition("</section>")[0]
    other.do("retype", other.coordinator, to_type="report", reason="反映收回扣")
    assert "关联投诉</h2>" not in page(road)


def test_a_report_leaves_the_coordinators_sight_with_the_step() -> None:
    road = at_stage(Stage.UNDER_REVIEW)
    visitor = desk(road.coordinator)
    fields = {
        "seen": road.complaint.version,
        "to_type": "report",
        "keep_complaint": "no",
        "reason": "反映收回扣",
    }
    answer = visitor.post(f"/complaints/{road.ref}/retype/", fields, headers=HTMX)
    assert (answer.status_code, answer["HX-Redirect"]) == (200, "/work/")
    assert visitor.get(f"/complaints/{road.ref}/").status_code == 404
    assert (
        "登记办理结果"
        in desk(person("谢安")).get(f"/complaints/{road.ref}/finish_transfer/").content.decode()
    )
