"""The words of the steps: what each is called, what it does, how it is told afterwards."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy as _p

Text = str | Promise


@dataclass(frozen=True)
class Words:
    """One step: on its button, over its form, in a line of the timeline, on the button that does it."""

    name: Text
    told: Text
    hint: Text
    button: Text
    icon: str = ""
    key: str = ""
    ctrl: str = ""  # the key to press together with Ctrl


STEPS: dict[str, Words] = {
    "register": Words(_("登记投诉"), _p("told", "登记"), _("登记一件新的投诉。"), _("登记")),
    "amend": Words(
        _("更正"), _p("told", "更正登记内容"), _("更正登记的内容；收到时间不能更改，原内容留在时间线上。"),
        _("保存更正"), "pencil"),
    "settle": Words(
        _("当场办结"), _p("told", "当场办结"), _("在本人权限内当场解决；有客户接受的凭证才记为接受。"),
        _("记录当场办结"), "check", ctrl="j"),
    "submit": Words(
        _("提交归口"), _p("told", "提交归口管理单位"), _("不能当场解决的，提交归口管理单位审核、分办。"),
        _("提交归口管理单位"), "arrow-right"),
    "return_to_intake": Words(
        _("退回补充"), _p("told", "退回受理单位补充"), _("登记不完整的，退回受理单位，写明缺什么。"),
        _("退回受理单位"), "arrow-back-up"),
    "assess": Words(
        _("审核定性"), _p("told", "审核定性"), _("确定是否属监管口径、简单或复杂、严重程度，并说明理由。"),
        _("保存审核意见"), "checklist"),
    "assign": Words(
        _("分办"), _p("told", "分办"), _("确定第一责任部门，需要时请其他单位协办；每个单位各有问题和时限。"),
        _("分办"), "arrows-split"),
    "refuse_assignment": Words(
        _("申请退办"), _p("told", "申请退办"),
        _("不属于本单位的，一个工作日内申请退办，由归口管理单位裁定；不说即为接受。"), _("申请退办"), "arrow-back-up"),
    "arbitrate": Words(
        _("裁定"), _p("told", "裁定退办申请"), _("决定由原单位继续承办，或者改派其他单位。"), _("作出裁定"), "gavel"),
    "answer": Words(
        _("协办答复"), _p("told", "答复协办问题"), _("回答归口管理单位提出的问题。"), _("提交协办答复"), "message-2"),
    "propose": Words(
        _("提出处理意见"), _p("told", "提出处理意见"),
        _("写明核实情况、依据与理由、处理决定；提交前可以看到谁来审批。"), _("提交审批"), "writing-sign", "e"),
    "approve": Words(
        _("同意并提交"), _p("told", "同意"), _("同意处理意见；审批链上的最后一人同意后，即为银行的决定。"),
        _("同意并提交"), "check"),
    "send_back": Words(
        _("退回修改"), _p("told", "退回修改"), _("退回承办单位修改，写明理由；退回次数会被统计。"), _("退回修改"),
        "arrow-back-up"),
    "reply": Words(
        _("答复客户"), _p("told", "答复客户"), _("按审批的原文答复客户，并登记送达凭证。"), _("登记已答复"), "send",
        "r"),
    "accept": Words(
        _("客户接受"), _p("told", "客户接受"), _("登记客户接受，写明录音、签字或消息的编号。"), _("登记客户接受"),
        "mood-check"),
    "no_answer": Words(_("客户未答复"), _p("told", "期满未答复"), _("期满没有答复，不视为接受。"), _("登记未答复")),
    "not_accept": Words(
        _("客户不接受"), _p("told", "客户不接受"), _("登记客户不接受和理由，退回继续办理。"), _("登记客户不接受"),
        "mood-x"),
    "follow_up": Words(
        _("登记回访"), _p("told", "回访"), _("由没有参与办理的人回访；过程和结果分开问。"), _("登记回访"),
        "phone-call"),
    "close": Words(
        _("办结"), _p("told", "办结"), _("写明最终分类、原因、责任认定和结果；承诺全部有凭证才可以办结。"), _("办结"),
        "circle-check"),
    "reopen": Words(
        _("重新办理"), _p("told", "重新办理"), _("重新办理已结束的投诉，写明理由；由另外的人承办。"), _("重新办理"),
        "rotate"),
    "archive": Words(_("归档"), _p("told", "归档"), _("整件归档，此后只读。"), _("归档"), "archive"),
    "prove": Words(
        _("登记兑现凭证"), _p("told", "登记兑现凭证"), _("登记承诺已经兑现的凭证号；由另一人凭原件复核。"),
        _("提交凭证"), "receipt"),
    "pick": Words(
        _("领取"), _p("told", "领取任务"), _("从本单位的待办中领取，别人不会再领到。"), _("领取"), "hand-grab"),
    "put_back": Words(_("放回"), _p("told", "放回任务"), _("放回本单位的待办；时限照常。"), _("放回"), "arrow-back"),
    "note": Words(_("记一笔"), _p("told", "记录"), _("写在时间线上，只给员工看。"), _("记入时间线"), "note"),
    "attach": Words(_("上传附件"), _p("told", "上传附件"), _("文件的指纹留在时间线上。"), _("上传"), "paperclip"),
    "reveal": Words(
        _("查看客户完整信息"), _p("told", "查看客户完整信息"), _("写明事由；查看会被记录，60 秒后重新遮盖。"),
        _("查看 60 秒"), "eye"),
}  # fmt: skip

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
    "replying": _("回复单位"),
    "calling": _("回访单位"),
    "chain": _("审批链"),
    "reach": _("看得到此件的单位"),
    "promise": _("承诺的责任单位"),
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
    "way": _("方式"),
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
    "person_id": _("客户信息"),
}

# Steps that may stand beside the primary one, at most two at a time; all others wait in the menu.
BESIDE = (
    "settle", "return_to_intake", "assess", "refuse_assignment", "send_back", "accept", "not_accept", "close", "submit",
    "assign", "answer", "arbitrate", "propose", "reopen", "archive",
)  # fmt: skip
IN_SIGHT = 2
# Steps whose button stands where the matter is shown, not in the toolbar.
INLINE = ("reveal", "amend", "attach", "prove", "note")
# The customer's yes and no carry the same weight on the page.
EVEN = ("accept", "not_accept")
