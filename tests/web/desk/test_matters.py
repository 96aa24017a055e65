"""群体与重大: the ledger, the room of a matter, and each act for all of it."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from huiyin.complaints.models import Complaint, Matter, Member, Opinion
from huiyin.organisation.actor import Actor, Role
from tests.complaints.conftest import bank
from tests.complaints.road import Road, category, holder
from tests.complaints.test_matters import BLOCKS, opened, visitors
from tests.web.desk.visitors import desk
from tests.world import unit

__all__ = ["bank"]
pytestmark = pytest.mark.django_db


def shown(by: Actor, path: str) -> str:
    answer = desk(by).get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def post(client: Client, path: str, data: dict[str, object], status: int = 303) -> str:
    answer = client.post(path, data)
    assert answer.status_code == status, answer.content.decode()[:2000]
    return answer.content.decode()


def test_a_matter_from_opening_to_the_signature() -> None:
    roads = visitors(3)
    road, hidden = roads[0], roads[2]
    office = desk(road.coordinator)
    given = {"title": "基金净值亏损", "unit_id": road.complaint.coordinator_unit_id}
    assert "至少要有两件" in post(office, "/matters/open/", {**given, "refs": road.ref}, 409)
    post(office, "/matters/open/", {**given, "refs": f"{road.ref}\r\n{roads[1].ref}"})
    room = f"/matters/{Matter.objects.get().pk}/"
    post(office, f"{room}join/", {"refs": hidden.ref})
    post(office, f"{room}representative/", {"ref": road.ref, "chosen_by": "书面推举"})
    question = {"lead": road.lead_unit.pk, "question": "请核实"}
    post(office, f"{room}assign/", question)
    hidden.do("recuse", hidden.coordinator, staff_ids=[road.handler.pk], why="relation")
    page = shown(road.handler, room)
    assert road.ref in page and hidden.ref not in page and "群体 2 人" in page and "1 / 5" in page
    handler = desk(road.handler)
    post(handler, f"{room}pick/", {})
    assert "必填" in post(handler, f"{room}propose/", {"findings": "只写一半"}, 422)
    own = {"own_1_kind": "goodwill", "own_1_amount": "99000000"}
    refusal = post(handler, f"{room}propose/", {**BLOCKS, **own}, 409)
    assert roads[1].ref in refusal and "双录缺失" in refusal and not Opinion.objects.exists()
    offers = {"all_1_kind": "apology_oral", "own_1_kind": "goodwill", "own_1_amount": "200"}
    post(handler, f"{room}propose/", {**BLOCKS, **offers})
    assert Opinion.objects.filter(matter_id=Matter.objects.get().pk).count() == 2
    assert "全部同意" in shown(road.head, f"{room}approve/")
    post(desk(road.head), f"{room}send_back/", {"reason": "列明金额"})
    assert set(Complaint.objects.values_list("stage", flat=True)) == {"investigating"}


def test_nothing_of_what_one_may_not_see() -> None:
    roads = visitors(2)
    matter_id = opened(roads)
    assert "基金净值亏损" in shown(roads[0].coordinator, "/matters/")
    stranger = holder(Role.INTAKE, "河西支行")
    assert "基金净值亏损" not in shown(stranger, "/matters/")
    for path in (f"/matters/{matter_id}/", f"/matters/{matter_id}/approve/", f"/matters/{9 * 10**19}/"):
        assert desk(stranger).get(path).status_code == 404
    assert desk(roads[0].coordinator).get(f"/matters/{matter_id}/nothing/").status_code == 404
    assert desk(stranger).get("/matters/open/").status_code == 403
    for query in ("?before=x", "?before=99999999999999999999", "?before=1"):
        shown(roads[0].coordinator, f"/matters/{query}")


def test_those_who_come_together_are_registered_once_or_not_at_all() -> None:
    road = Road()
    client, before = desk(road.intake), Complaint.objects.count()
    page = client.get("/matters/new/").content.decode()
    key = re.search(r'name="key" value="([^"]+)"', page)
    assert key
    given = {
        "key": key[1], "unit_id": unit("天河支行").pk, "channel": "CTR", "received_at": "2026-11-23T10:20",
        "category": category(), "story": "基金净值亏损，共同来访。",
    }  # fmt: skip
    people = [f"访客{n}，1380000{n:04},{1000 * n}" for n in range(25)]
    wrong = post(
        client, "/matters/new/", {**given, "people": "\n".join([*people, "王芳", "李雷,138,十元"])}, 422
    )
    assert "第 26 行" in wrong and "第 27 行" in wrong and "访客24" in wrong
    assert Complaint.objects.count() == before
    for _again in range(2):
        post(client, "/matters/new/", {**given, "people": "\n".join(people)})
    made = Complaint.objects.order_by("-pk")[:25]
    assert Complaint.objects.count() == before + 25
    assert [made[0].amount, made[24].amount] == [24000, 0] and made[0].person_id != made[1].person_id
    assert Member.objects.count() == 0
