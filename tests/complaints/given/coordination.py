"""归口: declining, re-typing, splitting, merging, moving between coordinators."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from huiyin.complaints import people
from tests.complaints.road import Road, category
from tests.world import unit


def other(road: Road) -> str:
    """Another complaint of the same customer."""
    person = road.complaint.person
    return Road(customer=people.opened(person) if person else None).ref


def departments() -> list[int]:
    return [unit("个人金融部").pk, unit("网络金融部").pk]


WHY = {"reason": "理由"}
GIVEN: dict[str, Callable[[Road], dict[str, Any]]] = {
    "propose_decline": lambda road: {"ground": "no_demand", **WHY},
    "decline": lambda road: {"ground": "no_demand", **WHY},
    "propose_retype": lambda road: {"to_type": "enquiry", **WHY},
    "retype": lambda road: {"to_type": "enquiry", "receiving_unit_id": road.co_unit.pk, **WHY},
    "finish_transfer": lambda road: {"result": "已解答"},
    "take_back": lambda road: WHY,
    "object": lambda road: WHY,
    "split": lambda road: {"story": "另一件事：年费。", "category": category(), **WHY},
    "merge": lambda road: {"into": other(road), **WHY},
    "unmerge": lambda road: WHY,
    "link": lambda road: {"other": other(road), "kind": "related", **WHY},
    "escalate": lambda road: WHY,
    "hand_down": lambda road: {"unit_id": unit("江苏投诉办").pk, **WHY},
    "refer_up": lambda road: {"departments": departments(), **WHY},
}
