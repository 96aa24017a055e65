"""The words around the steps: stops, parts, facts and fields; and where each step's button stands."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from huiyin.complaints.step_words import STEPS, Text, Words

__all__ = ["STEPS", "Text", "Words"]

NOTE = _("备注")
YES_NO = [("yes", _("是")), ("no", _("否"))]
NOT_CHOSEN = _("请选择")

# The eight stops of the road, and what is known of those to come.
STOPS: dict[str, tuple[Text, Text]] = {
    "registered": (_("登记"), ""),
    "under_review": (_("审核"), ""),
    "investigating": (_("调查"), ""),
    "approving": (_("审批"), ""),
    "replying": (_("回复"), ""),
    "replied": (_("客户确认"), _("送达后 7 日内")),
    "following_up": (_("回访"), _("回复后 7 日内")),
    "closed": (_("办结"), _("承诺全部兑现后")),
}

# The parts units play, as the table of steps names them.
PARTS: dict[str, Text] = {
    "": _("系统"),
    "own": _("本单位"),
    "intake": _("受理单位"),
    "coordinating": _("归口管理单位"),
    "lead": _("第一责任部门"),
    "co": _("协办单位"),
    "assigned": _("承办单位"),
    "office": _("承办单位或其归口办公室"),
    "replying": _("回复单位"),
    "calling": _("回访单位"),
    "chain": _("审批链"),
    "reach": _("看得到此件的单位"),
    "promise": _("承诺的责任单位"),
    "paying": _("付款单位"),
    "reviewing": _("核查单位"),
    "receiving": _("接收单位"),
    "statement": _("被要求说明的人"),
}

EVERY_STAGE = _("所有阶段")
OPEN_STAGES = _("办结前各阶段")
SAME_STAGE = _("不变")

# What stands on the timeline beside an action.
FACTS: dict[str, Text] = {
    "reason": _("理由"),
    "missing": _("缺少"),
    "question": _("问题"),
    "answer": _("答复"),
    "proof": _("凭证"),
    "voucher": _("凭证号"),
    "file": _("附件"),
    "note": _("备注"),
    "unit": _("单位"),
    "to_unit": _("裁定由"),
    "successor": _("承接单位"),
    "to_person": _("交给"),
    "way": _("方式"),
    "ground": _("情形"),
    "to_type": _("类别"),
    "link": _("关系"),
    "notice": _("告知客户"),
    "receiving_unit": _("接收单位"),
    "receiving_body": _("行外接收机关"),
    "to_office": _("转到"),
    "departments": _("总行部门"),
    "other": _("另一件"),
    "into": _("并入"),
    "absorbed": _("并入本件的"),
    "from": _("恢复自"),
    "released": _("不再合并的"),
    "entry": _("也记入本件"),
    "process": _("程序"),
    "limits": _("时限"),
    "result": _("结果"),
    "signed_by": _("签发人"),
    "remedies": _("告知的救济途径"),
    "said": _("内容"),
    "what": _("具体内容"),
    "amount": _("金额"),
    "paper": _("材料"),
    "party_kind": _("代表客户的人"),
    "ended_kind": _("不再代表客户"),
    "dispute": _("类别"),
    "body": _("机构"),
    "number": _("编号"),
    "outcome": _("结果"),
    "agenda": _("议题"),
    "minutes": _("纪要"),
    "decided": _("会商决定"),
    "dissent": _("不同意见"),
    "carries_out": _("执行会商决定"),
    "units": _("参加单位"),
    "ended_below": _("下属单位同时结束"),
    "people": _("人员"),
    "matter": _("群体事项"),
    "appearing": _("共同投诉人数，定为重大"),
    "chosen_by": _("推举方式"),
    "instead_of": _("替换"),
    "replaced_by": _("由此件的投诉人替换"),
    "recused": _("同时回避"),
    "recusal": _("原因"),
    "restricted": _("限制查阅"),
    "marks": _("标记"),
}

# The fields a correction may touch, as the timeline names them.
FIELDS: dict[str, Text] = {
    "title": _("标题"),
    "category_id": _("业务分类"),
    "cause_said_id": _("客户所述原因"),
    "demands": _("诉求"),
    "amount": _("争议金额"),
    "story": _("经过"),
    "source_no": _("来源编号"),
    "complained_of_unit_id": _("被投诉单位"),
    "complained_of_person": _("被投诉人"),
    "complained_of_staff_id": _("被投诉人（本行人员）"),
    "person_id": _("客户信息"),
}

# Steps that may stand beside the primary one, at most two at a time; all others wait in the menu.
BESIDE = (
    "stand_by", "confirm_withdrawal", "change", "confirm", "redo",
    "settle", "return_to_intake", "assess", "refuse_assignment", "distribute", "send_back", "accept", "not_accept",
    "close", "submit", "assign", "answer", "arbitrate", "refuse_mandate", "propose", "reopen", "archive",
    "finish_transfer", "take_back", "unmerge", "object",
)  # fmt: skip
IN_SIGHT = 2
# Steps whose button stands where the matter is shown, not in the toolbar.
INLINE = ("reveal", "amend", "attach", "prove", "request_payment", "pay", "note", "material_received")
# The customer's yes and no carry the same weight on the page.
EVEN = ("accept", "not_accept")

# What else may be done waits in the menu under these headings; what no other names is part of handling it.
FAMILIES: tuple[tuple[Text, tuple[str, ...]], ...] = (
    (_("承办"), (
        "pick", "put_back", "hand_over", "propose", "ask_mandate", "settle_in_mandate", "answer", "distribute",
        "refuse_assignment", "consult", "minute", "ask_statement", "ask_partner", "partner_answered",
    )),
    (_("归口"), (
        "assess", "return_to_intake", "assign", "arbitrate", "release", "decline", "retype", "split", "merge",
        "unmerge", "link", "escalate", "hand_down", "refer_up", "join_matter", "leave_matter",
        "choose_representative", "take_back", "object",
    )),
    (_("客户"), (
        "contact", "ask_material", "represent", "dispute", "withdraw", "confirm_withdrawal", "accept", "not_accept",
        "ask_review",
    )),
    (_("付款"), ("request_payment", "refuse_payment", "settle_accounts", "book_cost")),
    (_("档案"), ("recuse", "restrict", "name", "mark", "reopen", "archive")),
)  # fmt: skip
