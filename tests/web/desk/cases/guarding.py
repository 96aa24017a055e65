"""回避与限制: who may not touch a file, who alone may, and what the accused and partners are asked."""

from __future__ import annotations

from huiyin.complaints.models import Stage
from tests.complaints.road import Road
from tests.web.desk.cases.case import Case


def restricted(road: Road) -> None:
    """Among those named is one who may not name others."""
    road.do("restrict", road.coordinator, kind="staff", reason="员工被投诉")
    road.do("name", road.coordinator, staff_ids=[road.co.pk])
    road.do("note", road.coordinator, note="已指名协办")


CASES: dict[str, Case] = {
    "recuse": Case(
        Stage.INVESTIGATING, "coordinator", lambda road: {"staff_ids": road.approver.pk, "why": "relation"},
        required=("staff_ids", "why"), wrong={"staff_ids": "0", "why": "x"},
        sent=lambda road: {"staff_ids": [road.approver.pk], "why": "relation"},
    ),
    "restrict": Case(
        Stage.UNDER_REVIEW, "coordinator", lambda road: {"kind": "staff", "reason": "员工被投诉"},
        required=("reason",), wrong={"kind": "report"},
    ),
    "name": Case(
        Stage.INVESTIGATING, "coordinator", lambda road: {"staff_ids": road.intake.pk, "why": "核对登记"},
        required=("staff_ids",), wrong={"staff_ids": "0"}, before=restricted, outsider="co",
        sent=lambda road: {"staff_ids": [road.intake.pk], "why": "核对登记"},
    ),
    "mark": Case(
        Stage.INVESTIGATING, "handler", lambda road: {"marks": ["vulnerable", "proxy"]}, wrong={"marks": "x"},
    ),
    "ask_statement": Case(
        Stage.INVESTIGATING, "handler", lambda road: {"staff_id": road.intake.pk, "questions": "当时怎么说的？"},
        required=("staff_id", "questions"), wrong={"staff_id": "0"},
    ),
}  # fmt: skip
