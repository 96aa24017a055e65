"""The list of complaints and the search box: what is asked for is found, kept in the address, or kept out of it."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from huiyin.audit.models import Act
from huiyin.complaints.models import Stage
from huiyin.complaints.queries import search as queries
from huiyin.complaints.queries.search import PAGE
from tests.complaints.conftest import bank
from tests.complaints.many import many
from tests.complaints.road import LI, MONDAY, Road, at_stage
from tests.web.desk.visitors import desk
from tests.world import person, unit

__all__ = ["bank"]
pytestmark = pytest.mark.django_db
HERE = "/complaints/"


def page(name: str, query: str = "") -> str:
    return desk(person(name)).get(f"{HERE}{query}").content.decode()


def test_it_lists_what_the_reader_may_see_newest_first() -> None:
    first, second = Road(), Road()
    seen = page("黄珊")
    assert seen.index(second.ref) < seen.index(first.ref)
    assert "李*明" in seen
    assert LI.phone not in seen
    assert "2 件" in seen
    assert first.ref not in page("罗平")


def test_administrators_have_no_such_page() -> None:
    assert desk(person("严管")).get(HERE).status_code == 403
    assert desk(person("许文博")).get(HERE).status_code == 403


def test_words_from_the_box_go_into_the_address() -> None:
    answer = desk(person("黄珊")).post(HERE, {"q": " 大额取现 "})
    where = urlsplit(answer["Location"])
    assert (answer.status_code, where.path, parse_qs(where.query)) == (303, HERE, {"q": ["大额取现"]})


@pytest.mark.parametrize(
    "typed", [LI.phone, "138 1234 5678", LI.id_no, "6222021234567890", f"取现 {LI.phone}"]
)
def test_a_customers_number_never_stands_in_an_address(typed: str) -> None:
    Road()
    answer = desk(person("黄珊")).post(HERE, {"q": typed})
    assert answer.status_code == 200
    assert "Location" not in answer
    assert "?q=" not in answer.content.decode()


def test_a_customer_is_found_and_the_next_page_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "PAGE", 1)
    first, second = Road(), Road()
    visitor = desk(person("黄珊"))
    shown = visitor.post(HERE, {"q": LI.phone}).content.decode()
    assert second.ref in shown
    assert first.ref not in shown
    shown = visitor.post(HERE, {"q": LI.phone, "before": second.complaint.pk}).content.decode()
    assert first.ref in shown


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_full_number_goes_straight_to_its_complaint(method: str) -> None:
    road = Road()
    for typed in (road.ref, road.ref.replace("-", "").lower()):
        answer = getattr(desk(person("黄珊")), method)(HERE, {"q": typed})
        assert (answer.status_code, answer["Location"]) == (303, f"/complaints/{road.ref}/")
    hidden = desk(person("罗平")).get(HERE, {"q": road.ref})
    assert hidden.status_code == 200
    assert "没有符合条件的投诉件" in hidden.content.decode()


def test_what_was_found_is_marked() -> None:
    Road()
    assert '<span class="hy-hit">大额取现</span>' in page("黄珊", "?q=大额取现")


def test_filters_narrow_the_list_and_stay_in_force_on_the_next_page() -> None:
    many(60, units=[unit("天河支行")])
    road = at_stage(Stage.INVESTIGATING)
    shown = page("黄珊", "?stage=investigating")
    assert shown.count('class="ttl"') == 1
    assert road.ref in shown
    assert 'aria-current="true">' in shown
    shown = page("黄珊", "?stage=registered&channel=CTR")
    assert shown.count('class="ttl"') == PAGE
    assert "channel=CTR&amp;before=" in shown.replace("stage=registered&amp;", "")


def test_page_after_page_leads_to_the_end_and_back() -> None:
    many(60, units=[unit("天河支行")])
    visitor, where, shown = desk(person("黄珊")), HERE, 0
    while where:
        html = visitor.get(where).content.decode()
        shown += html.count('class="ttl"')
        links = [part.split('"')[0] for part in html.split('href="') if "before=" in part.split('"')[0]]
        where = links[0].replace("&amp;", "&") if links else ""
    assert shown == 60
    assert "回到最新" in html


def test_a_filter_that_does_not_read_is_said_beside_its_field() -> None:
    Road()
    shown = page("黄珊", "?received_from=gestern&severity=9&unit_id=1")
    assert 'id="id_received_from_error"' in shown
    assert shown.count('class="ttl"') == 1


def test_only_units_of_ones_reach_are_offered() -> None:
    shown = page("黄珊")
    assert f'<option value="{unit("天河支行").pk}">' in shown
    assert "江苏分行" not in shown


def test_an_empty_list_says_why_and_offers_the_way_back() -> None:
    assert "这里还没有投诉件" in page("罗平")
    shown = page("罗平", "?q=没有的字")
    assert "没有符合条件的投诉件" in shown
    assert f'href="{HERE}">清除筛选' in shown.replace(' btn-sm mt-2"', '"').replace('class="btn" ', "")


def test_it_says_how_far_back_it_looked(monkeypatch: pytest.MonkeyPatch) -> None:
    many(30, at=MONDAY - timedelta(days=1))
    monkeypatch.setattr(queries, "NEAR", 5)
    monkeypatch.setattr(queries, "FURTHEST", 10)
    shown = page("沈岚", "?q=没有的字")
    assert "为止" in shown
    assert "继续往前查" in shown


def test_the_box_stands_on_every_page_of_a_reader() -> None:
    for name, stands in (("黄珊", True), ("严管", False)):
        html = desk(person(name)).get("/help/").content.decode()
        assert ('data-ctrl-key="k"' in html) is stands


def test_the_queries_of_the_page_do_not_grow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        queries, "NEAR", 10**6
    )  # numbers of complaints are never used again, in tests neither
    visitor = desk(person("沈岚"))

    def count(query: str) -> int:
        with CaptureQueriesContext(connection) as seen:
            visitor.get(f"{HERE}{query}")
        return len(seen)

    many(10)
    visitor.get(HERE)
    few = [count(query) for query in ("", "?q=网点排队", "?stage=registered&overdue=on")]
    many(990)
    assert [count(query) for query in ("", "?q=网点排队", "?stage=registered&overdue=on")] == few


def test_an_auditors_reading_of_the_list_is_on_the_record_without_customers_numbers() -> None:
    desk(person("洪波")).get(HERE, {"q": "年费"})
    desk(person("洪波")).post(HERE, {"q": LI.phone})
    desk(person("黄珊")).get(HERE, {"q": "年费"})
    read = Act.objects.filter(action="read").order_by("id").values_list("actor_name", "subject")
    assert [(name, unquote(subject)) for name, subject in read] == [
        ("洪波", "/complaints/?q=年费"), ("洪波", "/complaints/?q=***"),
    ]  # fmt: skip
