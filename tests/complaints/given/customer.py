"""与客户: talks, material, mandates, representation, disputes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

from huiyin.complaints.commands import Customer, Offer, Said
from huiyin.complaints.models import Material
from tests.complaints.road import Road

BLOCKS = {"findings": "事实", "grounds": "依据", "decision": "决定"}
RANGE = [Offer("compensation", Decimal(3000), Decimal(1000))]
AGREED = [Offer("compensation", Decimal(2000))]


def contact(road: Road) -> dict[str, Any]:
    talk = {
        "contacted_at": road.at,
        "way": "phone",
        "inbound": False,
        "said": "已说明处理进度",
        "proof": "R-7",
    }
    return {**talk, "offers": [Said("apology_oral", answer="accepted")]}


def asked(road: Road) -> dict[str, Any]:
    """A mandate for the rest of the week."""
    return {**BLOCKS, "offers": RANGE, "until": road.at + timedelta(days=4)}


def received(road: Road) -> dict[str, Any]:
    material = Material.objects.filter(complaint=road.complaint, received_at=None).first()
    return {"material_id": material.pk if material else 0}


def agent(road: Road) -> dict[str, Any]:
    papers = ["identity", "authorisation"]
    return {"kind": "agent", "customer": Customer(name="王律师", phone="13900001111"), "evidence": papers}


GIVEN: dict[str, Callable[[Road], dict[str, Any]]] = {
    "contact": contact,
    "ask_material": lambda road: {"kind": "police", "why": "证明失窃时间"},
    "material_received": received,
    "ask_mandate": asked,
    "grant_mandate": lambda road: {},
    "refuse_mandate": lambda road: {"reason": "金额没有依据"},
    "settle_in_mandate": lambda road: {**BLOCKS, "offers": AGREED, "proof": "R-8"},
    "represent": agent,
    "dispute": lambda road: {"kind": "mediation", "body": "广东金融纠纷调解中心", "began_on": road.at.date()},
}  # fmt: skip
