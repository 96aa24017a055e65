"""What the page tells of the work between units: who was asked below, who was late, what was met over."""

from __future__ import annotations

from datetime import timedelta

import pytest

from huiyin.complaints.commands import Ask
from huiyin.complaints.models import Stage
from tests.complaints import road as roads
from tests.complaints.conftest import bank
from tests.complaints.road import Road, at_stage
from tests.web.desk.cases.units import asked_partner, called, to_branch
from tests.web.desk.visitors import an_hour_ago, desk
from tests.world import unit

__all__ = ["bank"]
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nine_days_ago(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(roads, "MONDAY", an_hour_ago() - timedelta(days=9))


def page(road: Road, by: str = "coordinator", step: str = "") -> str:
    answer = desk(getattr(road, by)).get(f"/complaints/{road.ref}/{step}")
    return answer.content.decode()


def test_units_below_stand_under_the_one_that_asked_them_with_the_days_they_are_late() -> None:
    road = at_stage(Stage.INVESTIGATING)
    to_branch(road)
    road.do("distribute", road.coordinator, shares=[Ask(unit("越秀支行").pk, "贵行有无先例？")])
    shown = page(road).partition("责任单位")[2]
    assert shown.index("广东分行") < shown.index("越秀支行")
    assert 'class="hy-below"' in shown
    assert "迟 " in shown.partition("越秀支行")[2].partition("</li>")[0]


def test_minutes_name_who_dissents_and_the_opinion_is_told_what_it_has_to_carry_out() -> None:
    road = at_stage(Stage.INVESTIGATING).answer()
    called(road)
    assert "现在不能提出处理意见" in page(road, "handler")
    assert "会商尚未登记纪要" in page(road, "handler")
    minutes = {"minutes": "各方陈述", "decision": "由运营部先行垫付", "binding": True}
    road.do("minute", road.coordinator, **minutes, dissent={road.lead_unit.pk: "损失应由柜面承担"})
    shown = page(road)
    assert "<b>天河支行</b>：损失应由柜面承担" in shown
    assert "决定有约束力" in shown
    assert "本意见须执行会商决定" in page(road, "handler", "propose/")


def test_a_partner_that_is_late_is_shown_as_late() -> None:
    road = at_stage(Stage.INVESTIGATING)
    asked_partner(road)
    shown = page(road).partition("合作机构协查")[2]
    assert "收单服务商乙" in shown
    assert "c-over" in shown.partition("</section>")[0]
