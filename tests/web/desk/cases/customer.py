"""与客户: talks, material, mandates, representation, disputes."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from huiyin.complaints.models import Stage
from tests.complaints.given.customer import asked, received
from tests.complaints.road import Road
from tests.web.desk.cases.case import Case, Fields

BLOCKS = {"findings": "卡在客户手中", "grounds": "章程关于失卡保障的约定", "decision": "与客户议定赔偿"}
MINUTES = "%Y-%m-%dT%H:%M"


def mandated(road: Road) -> None:
    road.answer().do("ask_mandate", road.handler, **asked(road))


def granted(road: Road) -> None:
    mandated(road)
    for by in (road.head, road.approver, road.coordinator):
        road.do("grant_mandate", by)


def missing(road: Road) -> None:
    road.do("ask_material", road.handler, kind="police", why="证明失窃时间")


def contact(road: Road) -> Fields:
    return {
        "contacted_at": f"{road.at.astimezone():{MINUTES}}", "way": "phone", "inbound": "no", "said": "已说明进度",
        "kind_1": "apology_oral", "answer_1": "accepted",
    }  # fmt: skip


def contact_sent(road: Road) -> dict[str, Any]:
    talk = {"contacted_at": road.at.isoformat(), "way": "phone", "inbound": False, "said": "已说明进度"}
    return {**talk, "offers": [{"kind": "apology_oral", "answer": "accepted"}]}


def asking(road: Road) -> Fields:
    until = f"{(road.at + timedelta(days=4)).astimezone():{MINUTES}}"
    return {**BLOCKS, "until": until, "kind_1": "compensation", "least_1": "1000", "amount_1": "3000"}


def asking_sent(road: Road) -> dict[str, Any]:
    range_ = {"kind": "compensation", "least": "1000", "amount": "3000"}
    return {**BLOCKS, "until": (road.at + timedelta(days=4)).isoformat(), "offers": [range_]}


def settling(road: Road) -> Fields:
    return {**BLOCKS, "proof": "录音 R-8", "kind_1": "compensation", "amount_1": "2000"}


def settling_sent(road: Road) -> dict[str, Any]:
    return {**BLOCKS, "proof": "录音 R-8", "offers": [{"kind": "compensation", "amount": "2000"}]}


def agent(road: Road) -> Fields:
    return {
        "kind": "agent",
        "name": "王律师",
        "phone": "13900001111",
        "evidence": ["identity", "authorisation"],
    }


def agent_sent(road: Road) -> dict[str, Any]:
    person = {"name": "王律师", "phone": "13900001111"}
    return {"kind": "agent", "customer": person, "evidence": ["identity", "authorisation"]}


def mediation(road: Road) -> Fields:
    return {
        "kind": "mediation",
        "body": "广东金融纠纷调解中心",
        "began_on": f"{road.at.astimezone():%Y-%m-%d}",
    }


BLOCK_NAMES = tuple(BLOCKS)
CASES: dict[str, Case] = {
    "contact": Case(
        Stage.INVESTIGATING, "handler", contact, ("contacted_at", "way", "inbound", "said"),
        {"contacted_at": "昨天", "kind_1": "castle", "answer_1": "maybe"}, quiet=True, sent=contact_sent),
    "ask_material": Case(
        Stage.INVESTIGATING, "handler", lambda road: {"kind": "police", "why": "证明失窃时间"}, ("kind", "why"),
        {"kind": "castle", "by_when": "明天"}),
    "material_received": Case(
        Stage.INVESTIGATING, "handler", received, ("material_id",), {"material_id": "999999"}, missing),
    "ask_mandate": Case(
        Stage.INVESTIGATING, "handler", asking, (*BLOCK_NAMES, "until"), {"least_1": "-1", "until": "明天"},
        Road.answer, sent=asking_sent),
    "grant_mandate": Case(Stage.INVESTIGATING, "head", before=mandated, outsider="handler"),
    "refuse_mandate": Case(
        Stage.INVESTIGATING, "head", lambda road: {"reason": "金额没有依据"}, ("reason",), before=mandated,
        outsider="handler"),
    "settle_in_mandate": Case(
        Stage.INVESTIGATING, "handler", settling, (*BLOCK_NAMES, "proof"), {"amount_1": "abc"}, granted,
        sent=settling_sent),
    "represent": Case(
        Stage.INVESTIGATING, "handler", agent, (), {"kind": "castle", "until": "明天", "evidence": "castle"},
        sent=agent_sent),
    "dispute": Case(
        Stage.INVESTIGATING, "coordinator", mediation, ("kind", "body", "began_on"),
        {"kind": "castle", "began_on": "昨天"}),
}  # fmt: skip
