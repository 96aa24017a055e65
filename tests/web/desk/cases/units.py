"""单位之间: distribution below, release, joint consultation, questions to partners."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from huiyin.complaints.commands import Ask
from huiyin.complaints.models import Stage
from tests.complaints.given.units import GIVEN, asked
from tests.complaints.road import Road
from tests.web.desk.cases.case import Case
from tests.world import unit


def to_branch(road: Road) -> None:
    """The whole branch is asked, whose office gives the work out."""
    lead, co = Ask(road.lead_unit.pk, "请核实"), Ask(unit("广东分行").pk, "全辖有无类似情况？")
    road.do("assign", road.coordinator, lead=lead, co_handlers=[co])


def soon(road: Road) -> datetime:
    return road.at.astimezone() + timedelta(days=1)


def called(road: Road) -> None:
    road.do("consult", road.coordinator, **GIVEN["consult"](road))


def asked_partner(road: Road) -> None:
    road.do("ask_partner", road.handler, **GIVEN["ask_partner"](road))


def dissent(road: Road) -> dict[str, Any]:
    minutes = {"minutes": "各方陈述", "decision": "按统一口径答复"}
    return {**minutes, "binding": "yes", f"dissent_{road.lead_unit.pk}": "不同意先行赔付"}


CASES: dict[str, Case] = {
    "distribute": Case(
        Stage.INVESTIGATING, "coordinator",
        lambda road: {"below_1_unit": unit("越秀支行").pk, "below_1_question": "贵行有无先例？"},
        ("below_1_unit", "below_1_question"), {"below_1_unit": "999999", "below_1_due": "明天"}, to_branch,
        outsider="handler",
        sent=lambda road: {"shares": [{"unit_id": unit("越秀支行").pk, "question": "贵行有无先例？"}]}),
    "release": Case(
        Stage.INVESTIGATING, "coordinator", lambda road: {"unit_id": road.co_unit.pk, "reason": "不再需要"},
        ("unit_id", "reason"), {"unit_id": "999999"}),
    "consult": Case(
        Stage.INVESTIGATING, "coordinator",
        lambda road: {"meets_at": f"{soon(road):%Y-%m-%dT%H:%M}", "agenda": "责任如何划分",
                      "unit_ids": [road.lead_unit.pk, road.co_unit.pk], "guest_1": unit("越秀支行").pk},
        ("meets_at", "agenda"), {"meets_at": "改天", "guest_1": "999999"},
        sent=lambda road: {"meets_at": soon(road).isoformat(), "agenda": "责任如何划分",
                           "unit_ids": [road.lead_unit.pk, road.co_unit.pk]}),
    "minute": Case(
        Stage.APPROVING, "coordinator", dissent, ("minutes", "decision", "binding"), {"binding": "maybe"}, called,
        outsider="handler",
        sent=lambda road: {"minutes": "各方陈述", "decision": "按统一口径答复", "binding": True,
                           "dissent": [{"unit_id": road.lead_unit.pk, "said": "不同意先行赔付"}]}),
    "ask_partner": Case(
        Stage.INVESTIGATING, "handler", lambda road: {"unit_id": unit("收单服务商乙").pk, "what": "交易流水"},
        ("unit_id", "what"), {"unit_id": "999999"}),
    "partner_answered": Case(
        Stage.INVESTIGATING, "handler",
        lambda road: {"request_id": asked(road), "answer": "已提供",
                      "answered_at": f"{road.at.astimezone() + timedelta(minutes=1):%Y-%m-%dT%H:%M}"},
        ("request_id", "answer", "answered_at"), {"request_id": "999999", "answered_at": "昨天"}, asked_partner,
        sent=lambda road: {"request_id": asked(road), "answer": "已提供"}),
}  # fmt: skip
