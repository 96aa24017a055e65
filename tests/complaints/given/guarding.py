"""回避与限制: who may not touch a file, who alone may, and what the accused and partners are asked."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.complaints.road import Road
from tests.world import staff

GIVEN: dict[str, Callable[[Road], dict[str, Any]]] = {
    "recuse": lambda road: {"staff_ids": [staff("王磊").pk], "why": "relation"},
    "restrict": lambda road: {"kind": "staff", "reason": "员工被投诉"},
    "name": lambda road: {"staff_ids": [road.handler.pk], "why": "承办"},
    "mark": lambda road: {"marks": ["vulnerable"]},
    "ask_statement": lambda road: {"staff_id": staff("王磊").pk, "questions": "当时怎么说的？"},
    "give_statement": lambda road: {"answer": "按规定说明了预约要求。"},
}
