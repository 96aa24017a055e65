"""Pages in English: nothing the program says is Chinese; what the bank wrote down stays as it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser

import pytest
from django.test import Client

from huiyin.complaints.models import Stage
from huiyin.organisation import commands
from huiyin.organisation.models import Unit
from huiyin.policy.models import Category, Cause, Channel
from tests.complaints import road as roads
from tests.complaints.conftest import bank
from tests.complaints.road import at_stage
from tests.complaints.test_matters import opened, visitors
from tests.web.desk.visitors import an_hour_ago, desk
from tests.web.ui.test_words import MESSAGES
from tests.world import person, staff, unit

__all__ = ["bank"]
pytestmark = pytest.mark.django_db
CHINESE = re.compile("[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]")
# Elements without an end.
VOID = {"br", "hr", "img", "input", "link", "meta", "use", "wbr", "source", "col"}
SPOKEN_TO = ("aria-label", "title", "placeholder", "alt")


class Words(HTMLParser):
    """The texts of a page and the attributes that are read out, without what is marked as Chinese."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[bool] = []  # is this element, or one around it, marked as Chinese?
        self.said: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        chinese = (given.get("lang") or "").startswith("zh") or (bool(self.open) and self.open[-1])
        if not chinese:
            self.said += [given.get(name) or "" for name in SPOKEN_TO]
        if tag not in VOID:
            self.open.append(chinese)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID and self.open:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        if not (self.open and self.open[-1]):
            self.said.append(" ".join(data.split()))


@pytest.fixture(autouse=True)
def just_now(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Pages show the present, so the road begins an hour before."""
    monkeypatch.setattr(roads, "MONDAY", an_hour_ago())
    yield


def reader(name: str) -> Client:
    commands.set_language(person(name).pk, "en")
    return desk(person(name))


def chinese_on(client: Client, path: str) -> list[str]:
    response = client.get(path)
    assert response.status_code == 200, path
    words = Words()
    words.feed(response.content.decode())
    return [text for text in words.said if CHINESE.search(text)]


def sentences() -> set[str]:
    """What the program says in Chinese, names left out that the bank uses as data too."""
    said = {m.id if isinstance(m.id, str) else m.id[0] for m in MESSAGES.extracted() if m.id}
    data = {str(row.name) for kind in (Category, Cause, Channel, Unit) for row in kind.objects.all()}
    return said - data - {"中文"}  # a language is chosen by its own name


PAGES = {
    "谭宁": ("/work/", "/register/", "/complaints/", "/help/", "/me/", "/complaints/who-may/"),
    "黄珊": ("/work/?scope=reach", "/complaints/?overdue=on", "/promises/", "/matters/", "/matters/open/",
             "/reviews/", "/duty/"),
    "何伟": ("/approvals/", "/outlet/", "/duty/"),
    "王磊": ("/statements/",),
    "严管": (
        "/settings/units/", "/settings/people/", "/settings/authority/", "/settings/channels/",
        "/settings/categories/", "/settings/calendar/", "/settings/exchange/", "/settings/keys/", "/settings/changes/",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(PAGES))
def test_it_says_nothing_of_its_own_in_chinese(name: str) -> None:
    road = at_stage(Stage.INVESTIGATING, complained_of_staff_id=staff("王磊").pk)
    road.do("ask_statement", road.handler, staff_id=staff("王磊").pk, questions="当天上午怎样答复？")
    at_stage(Stage.APPROVING)
    at_stage(Stage.REPLIED).request().enter()
    ours, client = sentences(), reader(name)
    assert {path: [text for text in chinese_on(client, path) if text in ours] for path in PAGES[name]} == {
        path: [] for path in PAGES[name]
    }


@pytest.mark.parametrize("stage", list(Stage))
def test_a_complaint_page_says_nothing_of_its_own_in_chinese(stage: Stage) -> None:
    road = at_stage(stage)
    ours = sentences()
    for name in ("谭宁", "黄珊"):
        page = chinese_on(reader(name), f"/complaints/{road.ref}/")
        assert [text for text in page if text in ours] == []


def test_the_room_of_a_matter_and_its_acts_say_nothing_of_their_own_in_chinese() -> None:
    roads = visitors(2)
    room = f"/matters/{opened(roads)}/"
    paths = (room, f"{room}assign/", f"{room}join/", f"{room}representative/")
    client, ours = reader("黄珊"), sentences()
    assert {
        path: [text for text in chinese_on(client, path) if text in ours] for path in paths
    } == dict.fromkeys(paths, [])


def test_a_review_and_a_change_of_units_say_nothing_of_their_own_in_chinese() -> None:
    road, ours = at_stage(Stage.REVIEWING), sentences()
    asked = {"魏宁": f"/reviews/{road.ref}/", "严管": f"/settings/units/{unit('天河支行').pk}/change/"}
    for name, path in asked.items():
        assert [text for text in chinese_on(reader(name), path) if text in ours] == []


STEPS = {
    Stage.REGISTERED: ("settle", "amend", "contact", "ask_material", "represent", "mark", "withdraw", "propose_retype"),
    Stage.UNDER_REVIEW: ("assess", "assign", "decline", "retype", "split", "merge", "escalate", "restrict", "recuse"),
    Stage.INVESTIGATING: ("propose", "ask_mandate", "ask_partner", "ask_statement", "consult", "hand_over"),
    Stage.REPLIED: ("accept", "not_accept", "ask_review", "dispute", "book_cost", "request_payment", "link"),
    Stage.REVIEWING: ("confirm", "change", "redo"),
    Stage.WITHDRAWN: ("confirm_withdrawal", "take_back"),
}  # fmt: skip


@pytest.mark.parametrize("stage", list(STEPS))
def test_the_forms_say_nothing_of_their_own_in_chinese(stage: Stage) -> None:
    road, ours = at_stage(stage), sentences()
    if stage == Stage.INVESTIGATING:
        road.answer()
    clients = [reader(name) for name in ("谭宁", "黄珊", "余静", "魏宁")]
    seen = set()
    for step in STEPS[stage]:
        path = f"/complaints/{road.ref}/{step}/"
        able = next((client for client in clients if client.get(path).status_code == 200), None)
        if able is not None:
            seen.add(step)
            assert [text for text in chinese_on(able, path) if text in ours] == [], step
    assert seen == set(STEPS[stage])


def test_the_sign_in_page_is_in_one_language() -> None:
    client = Client(headers={"host": "localhost"})
    client.cookies["hy_language"] = "en"
    assert chinese_on(client, "/accounts/login/") == []


def test_the_same_page_is_chinese_for_whoever_prefers_it() -> None:
    client = desk(person("谭宁"))
    assert "工作台" in client.get("/work/").content.decode()
    assert "Workbench" not in client.get("/work/").content.decode()
