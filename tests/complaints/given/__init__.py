"""Arguments with which each step would succeed at the stage a road has come to."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from huiyin.complaints.commands import Ask, Offer
from tests.complaints.given import closing, coordination, customer, guarding, handing, matters, money, units
from tests.complaints.road import Road, findings

BLOCKS = {"findings": "事实", "grounds": "依据", "decision": "决定"}
GIVEN: dict[str, Callable[[Road], dict[str, Any]]] = {
    "amend": lambda road: {"title": "更正后的标题"},
    "settle": lambda road: {**BLOCKS, "offers": [Offer("apology_oral")], "proof": "R-1"},
    "return_to_intake": lambda road: {"missing": "缺少身份信息"},
    "assess": lambda road: {"statutory": True, "complex_": True, "severity": 3, "reason": "涉及两个部门"},
    "assign": lambda road: {"lead": Ask(road.lead_unit.pk, "请核实")},
    "refuse_assignment": lambda road: {"reason": "非我部门职责"},
    "arbitrate": lambda road: {"unit_id": road.co_unit.pk},
    "answer": lambda road: {"answer": "库存充足"},
    "propose": lambda road: {**BLOCKS, "offers": [Offer("apology_oral")]},
    "send_back": lambda road: {"reason": "请补充依据"},
    "reply": lambda road: {"way": "phone", "delivered_at": road.at, "proof": "R-2"},
    "accept": lambda road: {"proof": "R-3"},
    "not_accept": lambda road: {"reason": "金额太少"},
    "follow_up": lambda road: {"reached": False},
    "close": lambda road: findings(road.lead_unit.pk),
    "reopen": lambda road: {"reason": "新的事实"},
    "prove": lambda road: {"promise_id": money.promise_id(road), "voucher": "V-1"},
    "note": lambda road: {"note": "已联系客户"},
    "attach": lambda road: {"name": "凭证.txt", "content": "凭证".encode()},
    "reveal": lambda road: {"reason": "核对账户"},
    **coordination.GIVEN, **units.GIVEN, **guarding.GIVEN, **customer.GIVEN, **money.GIVEN, **matters.GIVEN,
    **handing.GIVEN, **closing.GIVEN,
}  # fmt: skip


def details(step: str, road: Road) -> dict[str, Any]:
    """Arguments with which the step would succeed at the stage the road has come to."""
    return GIVEN[step](road) if step in GIVEN else {}
