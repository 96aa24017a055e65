"""The worklist at the door: what it shows, filters, pages and takes, with and without scripts."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from huiyin.complaints.models import Complaint, Stage, Task
from huiyin.organisation.actor import Actor
from tests.complaints import road as roads
from tests.complaints.conftest import bank
from tests.complaints.many import many
from tests.complaints.road import LI, Road, at_stage
from tests.web.desk.visitors import HTMX, an_hour_ago, desk
from tests.world import person, unit

__all__ = ["bank"]
pytestmark = pytest.mark.django_db
WORK = "/work/"
MORE = {**HTMX, "HX-Target": "more"}


@pytest.fixture(autouse=True)
def just_now(monkeypatch: pytest.MonkeyPatch) -> None:
    """The page acts now, so the road begins an hour before."""
    monkeypatch.setattr(roads, "MONDAY", an_hour_ago())


def page(by: Actor, address: str = WORK, **headers: str) -> str:
    answer = desk(by).get(address, headers=headers or None)
    assert answer.status_code == 200
    return answer.content.decode()


def tasks(html: str) -> list[str]:
    return re.findall(r'href="/complaints/([^/"]+)/" title=', html)


def task(road: Road) -> str:
    return f"{Task.objects.get(complaint=road.complaint, kind='investigate').pk}:{road.ref}"


def investigating(number: int, at: datetime | None = None) -> None:
    many(number, stage=Stage.INVESTIGATING, at=at or an_hour_ago(), units=[unit("天河支行")])


def test_it_shows_who_may_read_complaints_their_work_and_nobody_else() -> None:
    road = at_stage(Stage.INVESTIGATING)
    shown = page(person("余静"))
    assert tasks(shown) == [road.ref]
    assert "李*明" in shown
    assert LI.name not in shown
    assert LI.phone not in shown
    assert desk(person("严管")).get(WORK).status_code == 403


def test_it_shows_a_referral_in_ink() -> None:
    many(1, units=[unit("天河支行")], at=an_hour_ago())
    Complaint.objects.update(channel="REG")
    assert "badge is-ink" in page(person("谭宁"), "/work/?scope=unit")


def test_it_answers_a_filter_with_the_part_that_changes() -> None:
    at_stage(Stage.INVESTIGATING)
    part = page(person("余静"), "/work/?scope=pool&kind=investigate", **HTMX)
    assert part.strip().startswith('<div class="hy-body" id="work"')
    assert "<html" not in part
    whole = page(person("余静"), "/work/?scope=pool", **HTMX, **{"HX-History-Restore-Request": "true"})
    assert "<html" in whole


def test_it_asks_for_nothing_where_a_filter_does_not_read() -> None:
    road = at_stage(Stage.INVESTIGATING)
    assert tasks(page(person("余静"), "/work/?scope=nowhere&kind=x&severity=ten&after=1-x&due=never")) == [
        road.ref
    ]


def test_it_puts_filters_into_the_address_but_no_customers_number() -> None:
    visitor = desk(person("余静"))
    answer = visitor.post(WORK, {"scope": "unit", "kind": "investigate", "q": "取现"})
    assert answer.status_code == 303
    assert answer["Location"] == "/work/?scope=unit&kind=investigate&q=%E5%8F%96%E7%8E%B0"
    answer = visitor.post(WORK, {"scope": "unit", "q": LI.phone})
    assert answer.status_code == 200
    assert "列表不按证件号、电话筛选" in answer.content.decode()
    part = visitor.post(WORK, {"scope": "unit", "q": LI.phone}, headers=HTMX)
    assert part["HX-Push-Url"] == "false"
    assert visitor.post(WORK, {"kind": "reply"}, headers=HTMX)["HX-Push-Url"] == "/work/?kind=reply"


def test_it_goes_on_looking_where_one_look_found_nothing() -> None:
    many(
        700, units=[unit("天河支行")], at=an_hour_ago(), story=lambda n: "最后一件" if n == 0 else f"第{n}件"
    )
    tan = person("谭宁")
    first = page(tan, "/work/?scope=unit&q=最后一件")
    assert "最急的 500 件里没有符合条件的" in first
    further = unescape(re.findall(r'href="([^"]*after=[^"]*)"', first)[0])
    assert "最后一件" in page(tan, further).partition("<tbody")[2]


def test_it_writes_no_customers_number_into_any_address_of_the_page() -> None:
    many(510, units=[unit("天河支行")], at=an_hour_ago())
    shown = desk(person("谭宁")).post(WORK, {"scope": "unit", "q": LI.phone}).content.decode()
    assert LI.phone in shown
    assert f"q={LI.phone}" not in shown


def test_it_goes_on_by_key_with_and_without_scripts() -> None:
    investigating(70)
    yu = person("余静")
    first = page(yu)
    more = unescape(re.findall(r'id="more".*?href="([^"]+)"', first, re.DOTALL)[0])
    whole, part = page(yu, more), page(yu, more, **MORE)
    assert len(tasks(first)) == 50
    assert len(tasks(part)) == 20
    assert tasks(whole) == tasks(part)
    assert len({*tasks(first), *tasks(part)}) == 70
    assert "<html" in whole
    assert part.strip().startswith("<tbody")


def test_it_takes_one_row_and_gives_it_back() -> None:
    road, yu = at_stage(Stage.INVESTIGATING), person("余静")
    visitor = desk(yu)
    assert f'name="one" value="{task(road)}"' in page(yu, "/work/?scope=pool")
    answer = visitor.post("/work/take/", {"one": task(road), "back": "scope=pool&kind=investigate&x=1"})
    assert answer["Location"] == "/work/?scope=pool&kind=investigate"
    assert road.complaint.owner_staff_id == yu.id
    assert f"已领取 1 件：{road.ref}" in visitor.get(WORK).content.decode()
    visitor.post("/work/take/", {"task": task(road), "do": "put_back"})
    assert road.complaint.owner_staff_id is None


def test_it_takes_what_it_can_of_those_chosen_and_says_what_not() -> None:
    free, taken, yu = at_stage(Stage.INVESTIGATING), at_stage(Stage.INVESTIGATING), person("余静")
    Task.objects.filter(complaint=taken.complaint, kind="investigate").update(staff_id=person("何伟").id)
    visitor = desk(yu)
    chosen = [task(free), task(taken), "x:y", "7:26-0000000007-0"]
    shown = visitor.post("/work/take/", {"task": chosen, "do": "pick"}, follow=True).content.decode()
    assert f"已领取 1 件：{free.ref}" in shown
    assert f"{taken.ref}：" in shown
    assert set(Task.objects.filter(staff_id=yu.id).values_list("complaint_id", flat=True)) == {
        free.complaint.pk
    }


def test_it_takes_the_most_urgent_of_the_pool_and_opens_it() -> None:
    road, yu = at_stage(Stage.INVESTIGATING), person("余静")
    visitor = desk(yu)
    there = unit("天河支行").pk
    assert f'name="unit" value="{there}"' in page(yu)
    answer = visitor.post("/work/next/", {"unit": there})
    assert answer["Location"] == f"/complaints/{road.ref}/"
    answer = visitor.post("/work/next/", {"unit": there, "back": "scope=pool"}, follow=True)
    assert "没有可以领取的任务" in answer.content.decode()


def test_it_takes_nothing_by_a_mere_visit_nor_for_another_unit() -> None:
    road = at_stage(Stage.INVESTIGATING)
    visitor = desk(person("韩松"))
    assert visitor.get("/work/take/").status_code == 405
    visitor.post("/work/take/", {"one": task(road)})
    visitor.post("/work/next/", {"unit": unit("天河支行").pk})
    visitor.post("/work/next/", {"unit": "天河支行"})
    assert Task.objects.filter(complaint=road.complaint, staff_id=None, kind="investigate").exists()


def test_it_never_leads_away_from_the_house() -> None:
    answer = desk(person("余静")).post("/work/take/", {"back": "https://elsewhere.example/?scope=pool"})
    assert answer["Location"] == WORK


def test_it_says_what_is_done_and_what_comes_next() -> None:
    yu = person("余静")
    assert "手上的都已处理。" in page(yu)
    investigating(3)
    assert "本单位还有 3 件待领。" in page(yu, "/work/?scope=mine")
    assert "清除筛选" in page(yu, "/work/?scope=pool&kind=reply")
    assert "下一件：" in page(yu, "/work/?scope=pool&due=today")


def test_it_shows_the_signatures_that_wait_beside_the_list() -> None:
    road = at_stage(Stage.APPROVING)
    shown = page(person("何伟"))
    assert "待我审批" in shown
    assert reverse("desk:complaints:approve", args=[road.ref]) in shown
    assert "超出您的权限" in shown


def test_it_shows_what_the_unit_owes() -> None:
    road = at_stage(Stage.REPLIED)
    shown = page(person("余静"))
    assert "我单位的承诺" in shown
    assert "¥300.00" in shown
    assert road.ref in shown


@pytest.mark.parametrize("address", [WORK, "/work/?scope=unit&kind=investigate&business=&q=费"])
def test_it_asks_the_database_as_often_for_a_thousand_as_for_ten(address: str) -> None:
    long_ago = an_hour_ago() - timedelta(days=3)
    investigating(10, long_ago)
    visitor = desk(person("余静"))
    visitor.get(address)
    with CaptureQueriesContext(connection) as few:
        visitor.get(address)
    investigating(990, long_ago)
    with CaptureQueriesContext(connection) as lots:
        visitor.get(address)
    assert len(lots) == len(few) <= 25


def test_a_complaint_out_of_sight_leads_back_to_the_worklist() -> None:
    assert f'href="{WORK}"' in desk(person("余静")).get("/complaints/26-0000000001-A/").content.decode()
