"""One complaint of the hotline's down the whole main road, every step through the API, by those who take it."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from huiyin.audit import log
from huiyin.complaints import numbers, verify
from huiyin.complaints.models import Complaint
from tests.complaints.road import category, cause, holder
from tests.web.api.callers import Caller, person, system
from tests.web.desk.cases import BLOCKS
from tests.world import person as somebody
from tests.world import unit

pytestmark = pytest.mark.django_db


class Telephone:
    """Who calls for whom, and the version each has read."""

    def __init__(self) -> None:
        outlet, operations = unit("天河支行"), unit("广东分行运营部")
        self.hotline = system(outlet.pk)
        self.coordinator, self.handler = person(somebody("黄珊")), person(somebody("余静"))
        self.head, self.caller = person(somebody("何伟")), person(somebody("韩松"))
        self.approver = person(somebody("卢毅"), unit_id=unit("广东分行").pk)
        self.co = person(holder("handler", operations.name), unit_id=operations.pk)
        self.officers = [person(somebody(name), unit_id=unit("财务会计部").pk) for name in ("叶岑", "马会")]
        self.outlet, self.operations = outlet.pk, operations.pk
        self.ref = ""

    def do(self, caller: Caller, step: str, **body: Any) -> dict[str, Any]:
        seen = {} if step == "register" else {"seen": self.file(caller)["head"]["version"]}
        path = "complaints" if step == "register" else f"complaints/{self.ref}/{step}"
        answer = caller.post(
            path, {**seen, **body}, **{"Idempotency-Key": f"{step}-{timezone.now().isoformat()}"}
        )
        assert answer.status_code in (200, 201), answer.content.decode()
        told: dict[str, Any] = json.loads(answer.content)
        self.ref = told["ref"]
        return told

    def file(self, caller: Caller) -> dict[str, Any]:
        answer = caller.get(f"complaints/{self.ref}")
        assert answer.status_code == 200, answer.content.decode()
        found: dict[str, Any] = json.loads(answer.content)
        return found


def test_from_the_first_call_to_the_archive() -> None:
    line = Telephone()
    line.do(
        line.hotline, "register", channel="CTR", story="取现被拒。", category=category(), severity=3,
        received_at=(timezone.now() - timedelta(minutes=5)).isoformat(),
        customer={"name": "李小明", "phone": "13812345678"},
    )  # fmt: skip
    line.do(line.hotline, "submit")
    line.do(
        line.coordinator, "assign", lead={"unit_id": line.outlet, "question": "请核实"},
        co_handlers=[{"unit_id": line.operations, "question": "当日库存？"}],
    )  # fmt: skip
    line.do(line.co, "answer", answer="库存充足")
    line.do(line.handler, "propose", **BLOCKS, offers=[{"kind": "goodwill", "amount": "300.00"}])
    for signer in (line.head, line.approver, line.coordinator):
        told = line.do(signer, "approve")
    assert told["stage"] == "replying"
    line.do(line.handler, "reply", way="phone", delivered_at=timezone.now().isoformat(), proof="R-1")
    told = line.do(line.handler, "accept", proof="R-2")
    promise = line.file(line.handler)["promises"][0]
    line.do(line.handler, "request_payment", promise_id=promise["id"])
    payment = line.file(line.handler)["promises"][0]["payment"]
    for officer in line.officers:
        line.do(officer, "pay", payment_id=payment["id"], voucher="V-1")
    if told["stage"] == "following_up":
        line.do(line.caller, "follow_up", reached=True, process_satisfied=True, result_satisfied=True)
    line.do(
        line.coordinator, "close", category=category(), cause=cause(), liability="partial", outcome="已致歉并慰问",
        accountable=[{"unit_id": line.outlet, "share": 100}],
    )  # fmt: skip
    line.do(line.coordinator, "archive")
    made = Complaint.objects.get(pk=numbers.complaint_id(line.ref) or 0)
    assert made.stage == "archived"
    actions = [each.action for each in reversed(log.timeline(made.pk))]
    assert actions[:5] == ["register", "submit", "assign", "answer", "propose"]
    assert actions[-2:] == ["close", "archive"]
    assert verify.run() == []
