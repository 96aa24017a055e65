"""维持、撤回、核查."""

from __future__ import annotations

from typing import Any

from huiyin.complaints.models import Stage
from tests.complaints.given.closing import CHECKED
from tests.complaints.road import Road, category, cause, findings
from tests.web.desk.cases.case import Case, Fields
from tests.world import person


def moment(road: Road) -> str:
    return f"{road.at.astimezone():%Y-%m-%dT%H:%M:%S}"


def stood_by(road: Road) -> Fields:
    return {
        "grounds": "决定有合同依据", "way": "letter", "delivered_at": moment(road), "proof": "EMS-1",
        "category": category(), "cause": cause(), "liability": "none", "outcome": "未达成一致",
    }  # fmt: skip


def sent_stood_by(road: Road) -> dict[str, Any]:
    found = findings(road.lead_unit.pk) | {"liability": "none", "accountable": []}
    return {
        **found,
        "grounds": "决定有合同依据",
        "way": "letter",
        "delivered_at": road.at.isoformat(),
        "proof": "EMS-1",
    }


def changed(road: Road) -> Fields:
    return {**CHECKED, "findings": "已满 12 期", "decision": "退还违约金", "signed_by": person("高原").id}


CHECKS = tuple(CHECKED)
CASES: dict[str, Case] = {
    "stand_by": Case(
        Stage.REPLIED, "chief", stood_by, ("grounds", "way", "delivered_at", "proof", "outcome"),
        {"way": "pigeon", "delivered_at": "昨天"}, Road.refuse_for_good, sent=sent_stood_by),
    "withdraw": Case(
        Stage.INVESTIGATING, "intake",
        lambda road: {"reason": "误会已经消除", "proof": "R-8", "received_at": moment(road)},
        ("reason", "proof", "received_at"), {"received_at": "昨天"},
        sent=lambda road: {"reason": "误会", "proof": "R-8", "received_at": road.at.isoformat()}),
    "confirm_withdrawal": Case(
        Stage.WITHDRAWN, "coordinator", lambda road: {"free": "yes", "proof": "R-10"}, ("free", "proof"),
        {"free": "maybe"}, sent=lambda road: {"free": True, "proof": "R-10"}),
    "ask_review": Case(
        Stage.REPLIED, "intake", lambda road: {"reason": "没有回答", "proof": "R-9", "asked_at": moment(road)},
        ("reason", "proof", "asked_at"), {"asked_at": "昨天"},
        sent=lambda road: {"reason": "没有回答", "proof": "R-9", "asked_at": road.at.isoformat()}),
    "confirm": Case(
        Stage.CLOSED, "reviewer", lambda road: CHECKED, CHECKS, {"liability": "lots"}, Road.ask_review),
    "change": Case(
        Stage.REVIEWING, "reviewer", changed, (*CHECKS, "findings", "decision", "signed_by"),
        {"signed_by": "999999", "amount_1": "abc"}),
    "redo": Case(Stage.REVIEWING, "reviewer", lambda road: CHECKED, CHECKS),
}  # fmt: skip
