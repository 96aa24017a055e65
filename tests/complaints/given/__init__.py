"""Arguments with which each step would succeed at the stage a road has come to."""

from __future__ import annotations

from typing import Any

from huiyin.complaints.commands import Ask, Offer
from huiyin.complaints.models import Promise
from tests.complaints.given import closing, coordination, customer, guarding, handing, matters, money, units
from tests.complaints.road import Road, findings

BLOCKS = {"findings": "事实", "grounds": "依据", "decision": "决定"}
GIVEN = {
    **coordination.GIVEN, **units.GIVEN, **guarding.GIVEN, **customer.GIVEN, **money.GIVEN, **matters.GIVEN,
    **handing.GIVEN, **closing.GIVEN,
}  # fmt: skip


def details(step: str, road: Road) -> dict[str, Any]:
    """Arguments with which the step would succeed at the stage the road has come to."""
    promise = Promise.objects.filter(complaint=road.complaint).first()
    given: dict[str, dict[str, Any]] = {
        "amend": {"title": "更正后的标题"},
        "settle": {**BLOCKS, "offers": [Offer("apology_oral")], "proof": "R-1"},
        "return_to_intake": {"missing": "缺少身份信息"},
        "assess": {"statutory": True, "complex_": True, "severity": 3, "reason": "涉及两个部门"},
        "assign": {"lead": Ask(road.lead_unit.pk, "请核实")},
        "refuse_assignment": {"reason": "非我部门职责"},
        "arbitrate": {"unit_id": road.co_unit.pk},
        "answer": {"answer": "库存充足"},
        "propose": {**BLOCKS, "offers": [Offer("apology_oral")]},
        "send_back": {"reason": "请补充依据"},
        "reply": {"way": "phone", "delivered_at": road.at, "proof": "R-2"},
        "accept": {"proof": "R-3"},
        "not_accept": {"reason": "金额太少"},
        "follow_up": {"reached": False},
        "close": findings(road.lead_unit.pk),
        "reopen": {"reason": "新的事实"},
        "prove": {"promise_id": promise.pk if promise else 0, "voucher": "V-1"},
        "note": {"note": "已联系客户"},
        "attach": {"name": "凭证.txt", "content": "凭证".encode()},
        "reveal": {"reason": "核对账户"},
    }
    return GIVEN[step](road) if step in GIVEN else given.get(step, {})
