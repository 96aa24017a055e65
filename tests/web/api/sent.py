"""What each step is sent, beside where and by whom it is taken, which the desk's cases know."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from huiyin.complaints.table import STEPS
from tests.complaints.road import Road, category, cause
from tests.web.desk.cases import BLOCKS, BY_ITSELF, CASES, promise_id

WITHOUT_BODY_OF_ITS_OWN = {"register", "give_statement", "attach", *BY_ITSELF}
SENT: dict[str, Callable[[Road], dict[str, Any]]] = {
    "amend": lambda road: {"title": "更正后的标题", "amount": "88.5", "customer": {"phone": "13900000000"}},
    "settle": lambda road: {**BLOCKS, "offers": [{"kind": "goodwill", "amount": 20}]},
    "return_to_intake": lambda road: {"missing": "缺少身份信息"},
    "assess": lambda road: {"statutory": True, "complex": True, "severity": 2, "reason": "涉及两个部门"},
    "assign": lambda road: {
        "lead": {"unit_id": road.lead_unit.pk, "question": "请核实"},
        "co_handlers": [{"unit_id": road.co_unit.pk, "question": "库存？"}],
    },
    "refuse_assignment": lambda road: {"reason": "不属于本单位"},
    "arbitrate": lambda road: {"unit_id": road.co_unit.pk, "reason": "属其职责"},
    "answer": lambda road: {"answer": "库存充足"},
    "propose": lambda road: {**BLOCKS, "offers": [{"kind": "apology_oral"}]},
    "send_back": lambda road: {"reason": "补充依据"},
    "reply": lambda road: {"way": "phone", "delivered_at": road.at.isoformat(), "proof": "R-1"},
    "accept": lambda road: {"proof": "R-2"},
    "not_accept": lambda road: {"reason": "金额太少"},
    "follow_up": lambda road: {"reached": True, "process_satisfied": True, "result_satisfied": False},
    "close": lambda road: {
        "category": category(), "cause": cause(), "liability": "partial", "outcome": "已致歉",
        "accountable": [{"unit_id": road.lead_unit.pk, "share": 100}],
    },
    "reopen": lambda road: {"reason": "新的事实"},
    "prove": lambda road: {"promise_id": promise_id(road), "voucher": "V-1"},
    "note": lambda road: {"note": "已联系客户"},
    "reveal": lambda road: {"reason": "核对账户"},
}  # fmt: skip


def sent(road: Road, step: str, **more: Any) -> dict[str, Any]:
    case = CASES.get(step)
    body = (case and case.sent) or SENT.get(step) or (case and case.fields)
    return {**(body(road) if body else {}), **more}


def steps() -> list[str]:
    """Every step a person takes on a complaint that exists, with a JSON body."""
    return sorted(set(STEPS) - WITHOUT_BODY_OF_ITS_OWN)
