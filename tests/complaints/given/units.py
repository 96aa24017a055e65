"""单位之间: distribution below, release, joint consultation, questions to partners."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from huiyin.complaints.commands import Ask
from huiyin.complaints.models import PartnerRequest
from tests.complaints.road import Road
from tests.world import unit


def asked(road: Road) -> int:
    request = PartnerRequest.objects.filter(complaint=road.complaint).first()
    return request.pk if request else 0


GIVEN: dict[str, Callable[[Road], dict[str, Any]]] = {
    "distribute": lambda road: {"shares": [Ask(unit("越秀支行").pk, "贵行有无先例？")]},
    "release": lambda road: {"unit_id": road.co_unit.pk, "reason": "不再需要"},
    "consult": lambda road: {
        "meets_at": road.at + timedelta(hours=2), "agenda": "责任如何划分", "unit_ids": [road.lead_unit.pk],
    },
    "minute": lambda road: {"minutes": "各方陈述", "decision": "按统一口径答复", "binding": False},
    "ask_partner": lambda road: {"unit_id": unit("收单服务商乙").pk, "what": "交易流水"},
    "partner_answered": lambda road: {"request_id": asked(road), "answer": "已提供"},
}  # fmt: skip
