"""The main road."""

from __future__ import annotations

from django.core.files.uploadedfile import SimpleUploadedFile

from huiyin.complaints.commands import Offer
from huiyin.complaints.models import Promise, Stage
from tests.complaints.road import Road, category, cause
from tests.web.desk.cases.case import Case, Fields

BLOCKS = {"findings": "未预约大额取现", "grounds": "人民币现金管理规定", "decision": "致歉并慰问"}


def amended(road: Road) -> Fields:
    return {"title": "更正后的标题", "category": category(), "cause": "", "story": road.complaint.story}


def promise_id(road: Road) -> int:
    return Promise.objects.get(complaint=road.complaint).pk


def found(road: Road) -> Fields:
    return {
        "category": category(), "cause": cause(), "liability": "partial", "outcome": "已致歉",
        "unit_1": road.lead_unit.pk, "share_1": 100,
    }  # fmt: skip


def corrected(road: Road) -> None:
    """Something is promised that is not paid."""
    road.answer().propose(Offer("correction")).approve().reply()


def refused(road: Road) -> None:
    road.do("refuse_assignment", road.co, reason="不属于本单位")


CASES: dict[str, Case] = {
    "amend": Case(Stage.REGISTERED, "intake", amended, ("title", "category", "story"), {"amount": "很多"}),
    "settle": Case(
        Stage.REGISTERED, "intake", lambda road: {**BLOCKS, "way": "phone", "kind_1": "apology_oral"},
        ("findings", "grounds", "decision", "way"), {"kind_1": "castle", "amount_1": "-1"}),
    "submit": Case(Stage.REGISTERED, "intake"),
    "return_to_intake": Case(Stage.UNDER_REVIEW, "coordinator", lambda road: {"missing": "缺少身份信息"}, ("missing",)),
    "assess": Case(
        Stage.UNDER_REVIEW, "coordinator",
        lambda road: {"statutory": "yes", "complex_": "yes", "severity": "2", "reason": "涉及两个部门"},
        ("statutory", "complex_", "severity", "reason"), {"severity": "9"}),
    "assign": Case(
        Stage.UNDER_REVIEW, "coordinator",
        lambda road: {"lead_unit": road.lead_unit.pk, "lead_question": "请核实",
                      "co_1_unit": road.co_unit.pk, "co_1_question": "库存？"},
        ("lead_unit", "lead_question", "co_1_unit", "co_1_question"), {"lead_unit": "999999", "lead_due": "明天"}),
    "refuse_assignment": Case(Stage.INVESTIGATING, "co", lambda road: {"reason": "不属于本单位"}, ("reason",),
                              outsider="intake"),
    "arbitrate": Case(
        Stage.INVESTIGATING, "coordinator", lambda road: {"unit_id": road.co_unit.pk, "reason": "属其职责"},
        ("unit_id", "reason"), {"to_unit_id": "999999"}, refused),
    "answer": Case(Stage.INVESTIGATING, "co", lambda road: {"answer": "库存充足"}, ("answer",)),
    "propose": Case(
        Stage.INVESTIGATING, "handler", lambda road: {**BLOCKS, "remedies": "可申请核查", "kind_1": "apology_oral"},
        ("findings", "grounds", "decision", "remedies"), {"amount_1": "abc"}, Road.answer),
    "approve": Case(Stage.APPROVING, "head", outsider="handler"),
    "send_back": Case(Stage.APPROVING, "head", lambda road: {"reason": "补充依据"}, ("reason",), outsider="handler"),
    "reply": Case(
        Stage.REPLYING, "handler",
        lambda road: {"way": "phone", "delivered_at": f"{road.at.astimezone():%Y-%m-%dT%H:%M}", "proof": "R-1"},
        ("way", "delivered_at", "proof"), {"way": "pigeon", "delivered_at": "昨天"}),
    "accept": Case(Stage.REPLIED, "intake", lambda road: {"proof": "R-2"}, ("proof",)),
    "not_accept": Case(Stage.REPLIED, "intake", lambda road: {"reason": "金额太少"}, ("reason",)),
    "follow_up": Case(
        Stage.FOLLOWING_UP, "caller",
        lambda road: {"reached": "yes", "process_satisfied": "yes", "result_satisfied": "no"}, ("reached",),
        {"reached": "maybe"}),
    "close": Case(
        Stage.FOLLOWING_UP, "coordinator", found, ("category", "cause", "liability", "outcome"), {"share_1": "101"},
        lambda road: road.call().prove(), outsider="intake"),
    "reopen": Case(Stage.CLOSED, "coordinator", lambda road: {"reason": "新的事实"}, ("reason",)),
    "archive": Case(Stage.CLOSED, "coordinator"),
    "prove": Case(
        Stage.INVESTIGATING, "handler", lambda road: {"promise_id": promise_id(road), "voucher": "V-1"},
        ("promise_id", "voucher"), {"promise_id": "999999"}, corrected, outsider="coordinator"),
    "pick": Case(Stage.UNDER_REVIEW, "coordinator", quiet=True),
    "put_back": Case(
        Stage.UNDER_REVIEW, "coordinator", before=lambda road: road.do("pick", road.coordinator), quiet=True),
    "note": Case(Stage.REGISTERED, "intake", lambda road: {"note": "已联系客户"}, ("note",), quiet=True),
    "attach": Case(
        Stage.REGISTERED, "intake", lambda road: {"file_": SimpleUploadedFile("凭证.txt", "凭证".encode())}, ("file_",),
        quiet=True),
    "reveal": Case(Stage.REGISTERED, "intake", lambda road: {"reason": "核对账户"}, ("reason",), quiet=True),
}  # fmt: skip
