"""维持、撤回、核查: arguments with which each step would succeed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.complaints.road import Road, findings
from tests.world import person

CHECKED = {
    "process": "无瑕疵",
    "limits": "均在时限内",
    "result": "适用条款正确",
    "grounds": "原决定有合同依据",
}
GIVEN: dict[str, Callable[[Road], dict[str, Any]]] = {
    "stand_by": lambda road: {
        "grounds": "决定有合同依据", "way": "letter", "delivered_at": road.at, "proof": "EMS-1",
        **findings(road.lead_unit.pk),
    },
    "withdraw": lambda road: {"reason": "误会已经消除", "proof": "R-8", "received_at": road.at},
    "confirm_withdrawal": lambda road: {"free": True, "proof": "R-10"},
    "ask_review": lambda road: {"reason": "没有回答合同条款", "proof": "R-9", "asked_at": road.at},
    "confirm": lambda road: {**CHECKED, **findings(road.lead_unit.pk)},
    "change": lambda road: {
        **CHECKED, "findings": "已满 12 期", "decision": "退还违约金", "signed_by": person("高原").id
    },
    "redo": lambda road: dict(CHECKED),
}  # fmt: skip
