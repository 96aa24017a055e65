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
    "decline": Words(
        _p("step", "不予办理"), _p("told", "不予办理"), _("写明依据的情形，并告知客户；客户可以提出异议。"),
        _("决定不予办理"), "ban"),
    "propose_decline": Words(
        _("建议不予办理"), _p("told", "建议不予办理"), _("请归口管理单位决定是否不予办理。"), _("提出建议"), "ban"),
    "propose_retype": Words(
        _("建议转类"), _p("told", "建议转为其他类别"), _("请归口管理单位决定是否转为咨询、建议、信访等。"),
        _("提出建议"), "switch-3"),
    "retype": Words(
        _p("step", "转类移交"), _p("told", "转类"),
        _("转为其他类别并移交，或者在投诉之外增加一个类别；举报立即对条线关闭。"), _("决定转类"), "switch-3"),
    "finish_transfer": Words(
        _("移交办理完毕"), _p("told", "移交事项办理完毕"), _("接收单位登记办理结果。"), _("登记办理结果"), "check"),
    "take_back": Words(
        _("收回办理"), _p("told", "收回继续办理"), _("移交或者撤回的投诉恢复办理，时限仍按原来的收到时间。"),
        _("收回办理"), "arrow-back"),
    "object": Words(
        _("登记异议"), _p("told", "客户提出异议"), _("客户不同意不予办理或者转类，由上一级归口管理单位重新审核。"),
        _("登记客户异议"), "message-exclamation"),
    "split": Words(
        _p("step", "拆分"), _p("told", "拆分"), _("一封来信两件事的，拆出第二件，收到时间相同，时限各自计算。"),
        _("拆分为两件"), "cut"),
    "merge": Words(
        _("合并办理"), _p("told", "合并办理"), _("同一客户、同一事项、都未办结的，并入另一件；以最早收到的时间计时。"),
        _("并入所选投诉"), "arrows-join"),
    "unmerge": Words(
        _("撤销合并"), _p("told", "撤销合并"), _("恢复为两件，时限如同没有合并；合并期间的记录可以选择归属。"),
        _("撤销合并"), "arrows-split-2"),
    "link": Words(
        _("关联"), _p("told", "关联投诉"), _("与另一件投诉关联；重复投诉在统计中另列。"), _("建立关联"), "link"),
    "escalate": Words(
        _("转上级归口"), _p("told", "转上级归口管理单位"), _("超出本级范围的，转上一级归口管理单位审核。"),
        _("转上级归口"), "arrow-up"),
    "hand_down": Words(
        _("下转"), _p("told", "下转归口管理单位"), _("由下级归口管理单位审核、分办即可的，转下级。"), _("下转"),
        "arrow-down"),
    "refer_up": Words(
        _("提请上级归口"), _p("told", "提请上级归口管理单位"),
        _("本级无人有权限，或者涉及两个以上总行部门的，提请上一级归口管理单位。"), _("提请上级归口"), "arrow-up"),
    "distribute": Words(
        _("二次分办"), _p("told", "二次分办"), _("分给本单位下属办理，由本单位汇总、签出一份答复。"), _("分办下属"),
        "arrows-split"),
    "release": Words(
        _("免除协办"), _p("told", "免除协办"), _("不再需要某单位协办，写明理由；次数会被统计。"), _("免除协办"),
        "user-minus"),
    "consult": Words(
        _("召集会商"), _p("told", "召集会商"), _("意见不一致时召集有关单位会商，写明议题和时间。"), _("召集会商"),
        "users-group"),
    "minute": Words(
        _("登记会商纪要"), _p("told", "登记会商纪要"), _("写明纪要、不同意见和决定；有约束力的决定各单位须执行。"),
        _("登记纪要"), "notes"),
    "ask_statement": Words(
        _("请被投诉人说明"), _p("told", "请被投诉人说明情况"), _("只给被投诉人看问题，不给看投诉件和客户信息。"),
        _("发出情况说明要求"), "user-question"),
    "give_statement": Words(
        _("情况说明"), _p("told", "作出情况说明"), _("逐项回答问题。"), _("提交情况说明"), "message-2"),
    "ask_partner": Words(
        _("合作机构协查"), _p("told", "请合作机构协查"), _("请合作机构提供录音、记录等材料，写明要什么。"),
        _("发出协查函"), "building-community"),
    "partner_answered": Words(
        _("登记协查回复"), _p("told", "合作机构回复协查"), _("登记合作机构的回复。"), _("登记回复"),
        "building-community"),
    "ask_material": Words(
        _("请客户补充材料"), _p("told", "请客户补充材料"),
        _("写明需要什么、为什么；银行自己有的不得再要，法定时限照常。"), _("登记补充材料请求"), "file-plus"),
    "material_received": Words(
        _("材料已收到"), _p("told", "收到补充材料"), _("登记客户补充的材料。"), _("登记已收到"), "file-check"),
    "ask_mandate": Words(
        _("申请协商授权"), _p("told", "申请协商授权"), _("在与客户协商前申请金额范围，批准后在范围内议定不再报批。"),
        _("申请授权"), "license"),
    "grant_mandate": Words(
        _("同意授权"), _p("told", "同意协商授权"), _("同意在范围和期限内协商。"), _("同意授权"), "check"),
    "refuse_mandate": Words(
        _("不同意授权"), _p("told", "不同意协商授权"), _("写明理由；承办人可以重新申请或者提出处理意见。"),
        _("不同意授权"), "x"),
    "settle_in_mandate": Words(
        _("授权内议定"), _p("told", "在授权内议定"), _("客户同意的数额在授权范围内，直接进入答复。"), _("登记议定结果"),
        "heart-handshake"),
    "stand_by": Words(
        _("维持决定"), _p("told", "维持决定"), _("维持原决定并告知其余救济途径，以未达成一致办结。"),
        _("维持并办结"), "gavel"),
    "withdraw": Words(
        _("客户撤回"), _p("told", "客户撤回"), _("客户撤回的，当日终止；由另一人向客户核实是否自愿。"),
        _("登记客户撤回"), "arrow-back-up"),
    "confirm_withdrawal": Words(
        _("核实撤回"), _p("told", "核实撤回"), _("向客户核实撤回是否出于自愿，有没有条件。"), _("登记核实结果"),
        "shield-check"),
    "ask_review": Words(
        _("登记核查申请"), _p("told", "客户申请核查"), _("客户对决定有异议，自收到之日起 30 日内可以申请核查。"),
        _("登记核查申请"), "zoom-check"),
    "confirm": Words(
        _("核查维持"), _p("told", "核查维持"), _("程序、时限、结果都核查过，维持原决定并告知其余救济途径。"),
        _("维持原决定"), "check"),
    "change": Words(
        _("核查变更"), _p("told", "提出核查变更"),
        _("提出变更决定，由有权限的另一人签发后生效，原单位重新答复客户；计入改判。"), _("提交签发"), "pencil"),
    "redo": Words(
        _p("step", "责令重办"), _p("told", "责令重办"), _("事实不清的，换承办人重新调查。"),
        _p("step", "责令重办"), "rotate"),
    "request_payment": Words(
        _("申请付款"), _p("told", "申请付款"), _("把承诺的款项交付款单位办理。"), _("申请付款"), "cash"),
    "pay": Words(
        _p("step", "付款"), _p("told", "办理付款"), _("付款经办登记凭证号，另一人复核同一凭证号后即为已付。"),
        _("登记付款凭证"), "cash-banknote"),
    "refuse_payment": Words(
        _("退回付款申请"), _p("told", "退回付款申请"), _("写明不能付款的原因，由承诺的责任人重新申请。"), _("退回申请"),
        "arrow-back-up"),
    "settle_accounts": Words(
        _("内部清算"), _p("told", "内部清算"), _("垫付单位与列支单位之间的款项已经清算。"), _("登记已清算"),
        "arrows-exchange"),
    "break_promise": Words(
        _("承诺未兑现"), _p("told", "承诺未按期兑现"), _("到期没有兑现的，投诉件自动重新办理。"), _("重新办理"),
        "alert-triangle"),
    "book_cost": Words(
        _("登记费用"), _p("told", "登记费用"), _("邮寄、鉴定、调解等费用，列支到单位。"), _("登记费用"), "receipt-2"),
    "recuse": Words(
        _("回避"), _p("told", "回避"), _("被投诉人、直接主管、有关系的人和作过决定的人，任何途径都不能接触本件。"),
        _("登记回避"), "user-x"),
    "restrict": Words(
        _("限制查阅"), _p("told", "限制查阅"), _("只有指名的人可以打开；检索、列表、统计都看不到。"), _("限制查阅"),
        "lock"),
    "name": Words(
        _("指名"), _p("told", "指名查阅"), _("指名可以打开本件的人，或者终止指名。"), _("保存指名"), "user-check"),
    "mark": Words(
        _("标记"), _p("told", "更改标记"), _("标记只作提示，不改变办理。"), _("保存标记"), "tags"),
    "represent": Words(
        _("代表客户的人"), _p("told", "登记代表客户的人"), _("监护人、代理人、继承人、单位经办人按清单核验材料。"),
        _("登记"), "users"),
    "dispute": Words(
        _("调解、仲裁、诉讼"), _p("told", "登记调解、仲裁、诉讼"), _("记录外部机构、起止日期和结果；法定时限照常。"),
        _("登记"), "scale"),
    "join_matter": Words(
        _("归入群体事项"), _p("told", "归入群体事项"), _("一起调查、一份意见，各人各自答复、确认和付款。"), _("归入"),
        "users-plus"),
    "leave_matter": Words(
        _("移出群体事项"), _p("told", "移出群体事项"), _("从此单独办理。"), _("移出"), "users-minus"),
    "choose_representative": Words(
        _("选定代表"), _p("told", "选定代表"), _("代表众人陈述和商谈；各人自己的权利不受影响。"), _("选定"),
        "user-check"),
    "contact": Words(
        _("登记联系"), _p("told", "联系客户"), _("每次联系的内容，以及提出过的每个方案。"), _("登记联系"), "phone"),
    "hand_over": Words(
        _("交接"), _p("told", "交接"), _("把某人手里的任务交给同单位的另一人。"), _("交接"), "transfer"),
    "follow_reorganisation": Words(
        _("随机构调整"), _p("told", "随机构调整移交"), _("单位合并或者撤销后，由承接单位接着办理；时限照常。"),
        _("随机构调整"), "sitemap"),
    "pick": Words(
        _("领取"), _p("told", "领取任务"), _("从本单位的待办中领取，别人不会再领到。"), _("领取"), "hand-grab"),
    "put_back": Words(_("放回"), _p("told", "放回任务"), _("放回本单位的待办；时限照常。"), _("放回"), "arrow-back"),
    "note": Words(_("记一笔"), _p("told", "记录"), _("写在时间线上，只给员工看。"), _("记入时间线"), "note"),
    "attach": Words(_("上传附件"), _p("told", "上传附件"), _("文件的指纹留在时间线上。"), _("上传"), "paperclip"),
    "reveal": Words(
        _("查看客户完整信息"), _p("told", "查看客户完整信息"), _("写明事由；查看会被记录，60 秒后重新遮盖。"),
        _("查看 60 秒"), "eye"),
}  # fmt: skip
