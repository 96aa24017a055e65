"""归口: declining, re-typing, splitting, merging, moving between coordinators."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from huiyin.complaints.models import Stage
from tests.complaints.given.coordination import departments, other
from tests.complaints.road import Road, category
from tests.web.desk.cases.case import Case, Fields
from tests.world import unit

REASON = {"reason": "理由写在这里"}
REV, INV = Stage.UNDER_REVIEW, Stage.INVESTIGATING


def why(**more: object) -> Callable[[Road], Fields]:
    return lambda road: {**more, **REASON}


def up(road: Road) -> None:
    road.do("escalate", road.coordinator, reason="请总行看")


def retyped(road: Road) -> dict[str, Any]:
    return {"to_type": "enquiry", "receiving_unit_id": road.co_unit.pk, **REASON}


CASES: dict[str, Case] = {
    "propose_decline": Case(INV, "handler", why(ground="no_demand"), ("ground", "reason"), {"ground": "x"}),
    "decline": Case(REV, "coordinator", why(ground="no_demand"), ("ground", "reason"), {"ground": "x"}),
    "propose_retype": Case(INV, "handler", why(to_type="enquiry"), ("to_type", "reason"), {"to_type": "x"}),
    "retype": Case(
        REV, "coordinator", lambda road: {**retyped(road), "keep_complaint": "no"},
        ("to_type", "keep_complaint", "reason"), {"to_type": "x", "receiving_unit_id": "999999"}, sent=retyped),
    "finish_transfer": Case(
        Stage.TRANSFERRED, "co", lambda road: {"result": "已电话解答"}, ("result",), outsider="coordinator"),
    "take_back": Case(Stage.TRANSFERRED, "coordinator", why(), ("reason",)),
    "object": Case(Stage.DECLINED, "intake", why(), ("reason",)),
    "split": Case(
        REV, "coordinator", lambda road: {"story": "另一件事：年费多收。", "category": category(), **REASON},
        ("story", "category", "reason"), {"category": "x"}),
    "merge": Case(REV, "coordinator", lambda road: {"into": other(road), **REASON}, ("reason",), {"into": "x"}),
    "unmerge": Case(Stage.MERGED, "coordinator", why(), ("reason",), {"entries": "999"}),
    "link": Case(
        REV, "coordinator", lambda road: {"other": other(road), "kind": "repeat", **REASON},
        ("other", "kind", "reason"), {"kind": "x"}),
    "escalate": Case(REV, "coordinator", why(), ("reason",)),
    "hand_down": Case(
        REV, "root", lambda road: {"unit_id": unit("江苏投诉办").pk, **REASON}, ("unit_id", "reason"),
        {"unit_id": "999999"}, up),
    "refer_up": Case(
        INV, "handler", lambda road: {"departments": departments(), **REASON}, ("reason",), {"departments": "999999"},
        outsider="head"),
}  # fmt: skip
