"""值班与交接: whose week, who is away, what rests on whom; each act is the command's."""

from __future__ import annotations

import pytest
from django.utils import timezone

from huiyin.complaints.models import Stage, Task
from huiyin.organisation.models import Absence, Duty
from tests.complaints.conftest import bank
from tests.complaints.road import at_stage
from tests.web.desk.visitors import desk
from tests.world import person, staff, unit

__all__ = ["bank"]
pytestmark = pytest.mark.django_db
PAGE = "/duty/"


def page_of(name: str, query: str = "") -> str:
    answer = desk(person(name)).get(f"{PAGE}{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_head_sees_the_unit_and_hands_over_what_rests_on_somebody() -> None:
    road = at_stage(Stage.INVESTIGATING)
    road.do("pick", road.handler)
    shown = page_of("何伟", f"?person={road.handler.pk}")
    assert road.ref in shown and "余静 手上 1 项" in shown and "值班表" in shown
    mine = Task.objects.get(staff_id=road.handler.pk)
    answer = desk(road.head).post(
        PAGE, {"do": "hand_over", "task": f"{mine.pk}:{road.ref}", "to": ""}, follow=True
    )
    assert "已交接 1 项" in answer.content.decode()
    mine.refresh_from_db()
    assert mine.staff_id is None
    again = desk(road.head).post(
        PAGE, {"do": "hand_over", "task": [f"{mine.pk}:{road.ref}", "x"]}, follow=True
    )
    assert "没有可以这样交接的任务" in again.content.decode()


def test_everybody_enters_and_ends_their_own_absence() -> None:
    client, today = desk(person("余静")), timezone.localdate()
    days = {"staff_id": staff("余静").pk, "from_day": today, "to_day": today.replace(year=today.year + 1)}
    assert client.post(PAGE, {"do": "enter_absence", **days}).status_code == 303
    assert client.post(PAGE, {"do": "enter_absence", **days}).status_code == 422  # once is enough
    shown = client.get(PAGE).content.decode()
    assert "没有代理人" in shown and "审批位" in shown
    client.post(PAGE, {"do": "end_absence", "id": Absence.objects.get().pk})
    assert not Absence.objects.exists()
    others = client.post(PAGE, {"do": "enter_absence", **days, "staff_id": staff("谭宁").pk})
    assert others.status_code == 422 and not Absence.objects.exists()


def test_a_head_keeps_the_roster() -> None:
    client = desk(person("何伟"))
    day = timezone.localdate().replace(year=timezone.localdate().year + 1)
    shift = {"staff_id": staff("余静").pk, "starts_at": f"{day}T18:00", "ends_at": f"{day}T23:00"}
    assert client.post(PAGE, {"do": "enter_shift", **shift}).status_code == 303
    assert client.post(PAGE, {"do": "enter_shift", **shift, "ends_at": f"{day}T01:00"}).status_code == 422
    assert client.post(PAGE, {"do": "enter_shift"}).status_code == 422
    shown = client.get(f"{PAGE}?week={day}").content.decode()
    assert "余静 18:00–23:00" in shown and "无人值班" in shown
    client.post(PAGE, {"do": "remove_shift", "id": Duty.objects.get().pk})
    assert not Duty.objects.exists()


def test_it_shows_nobody_elses_unit_and_reads_any_address() -> None:
    assert desk(person("余静")).get(f"{PAGE}?unit={unit('河西支行').pk}").status_code == 404
    assert desk(person("余静")).get(f"{PAGE}?unit=999999").status_code == 404
    assert desk(person("黄珊")).get(f"{PAGE}?unit={unit('天河支行').pk}").status_code == 200
    for query in ("?week=9999-12-31", "?week=0001-01-01", "?week=x&person=abc&unit=", "?person=1"):
        page_of("余静", query)
    for name in ("许文博", "严管", "江澜", "洪波", "孟辰"):
        page_of(name)
    assert desk(person("余静")).post(PAGE, {"do": "nothing"}).status_code == 303
    shift = {"do": "enter_shift", "staff_id": staff("余静").pk, "starts_at": "2027-01-01T18:00",
             "ends_at": "2027-01-01T20:00"}  # fmt: skip
    assert desk(person("余静")).post(PAGE, shift).status_code == 422  # who does not lead keeps no roster


def test_it_asks_the_same_number_of_times_however_much_rests(django_assert_max_num_queries) -> None:
    client = desk(person("何伟"))
    for _ in range(2):
        road = at_stage(Stage.INVESTIGATING)
        road.do("pick", road.handler)
    client.get(PAGE)
    with django_assert_max_num_queries(45):
        client.get(f"{PAGE}?person={staff('余静').pk}")
