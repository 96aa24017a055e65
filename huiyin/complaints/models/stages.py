"""The fixed codes of a complaint: stages, severities, types, demands, outcomes."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Stage(models.TextChoices):
    REGISTERED = "registered", _("已登记")
    UNDER_REVIEW = "under_review", _("待审核")
    INVESTIGATING = "investigating", _("调查处理中")
    APPROVING = "approving", _("意见审批中")
    REPLYING = "replying", _("待回复")
    REPLIED = "replied", _("待客户确认")
    REVIEWING = "reviewing", _("核查中")
    FOLLOWING_UP = "following_up", _("回访中")
    CLOSED = "closed", _("已办结")
    ARCHIVED = "archived", _("已归档")
    DECLINED = "declined", _("不予办理")
    WITHDRAWN = "withdrawn", _("已撤回")
    MERGED = "merged", _("已合并")
    TRANSFERRED = "transferred", _("转类移交")


FINISHED = (Stage.CLOSED, Stage.ARCHIVED)
DEPARTED = (
    Stage.DECLINED,
    Stage.WITHDRAWN,
    Stage.MERGED,
    Stage.TRANSFERRED,
)  # left the road, and may come back
ENDED = (*FINISHED, *DEPARTED)
OPEN = tuple(stage for stage in Stage if stage not in ENDED)


class Severity(models.IntegerChoices):
    NORMAL = 1, _("一般")
    IMPORTANT = 2, _("重要")
    MAJOR = 3, _("重大")


class Type(models.TextChoices):
    COMPLAINT = "complaint", _("投诉")
    SUGGESTION = "suggestion", _("建议")
    ENQUIRY = "enquiry", _("咨询")
    REPORT = "report", _("举报")
    PETITION = "petition", _("信访")
    CREDIT_OBJECTION = "credit_objection", _("征信异议")
    ACCOUNT_RESTRICTION = "account_restriction", _("账户限制申诉")
    PERSONAL_INFORMATION = "personal_information", _("个人信息请求")


class Demand(models.TextChoices):
    """What the customer asks for (诉求)."""

    REFUND = "refund", _("退还费用")
    EXPLANATION = "explanation", _("书面解释")
    APOLOGY = "apology", _("赔礼道歉")
    COMPENSATION = "compensation", _("赔偿损失")
    CORRECTION = "correction", _("更正信息")
    IMPROVEMENT = "improvement", _("改进服务")
    UNLOCK = "unlock", _("解除限制")
    OTHER = "other", _("其他")


class Acceptance(models.TextChoices):
    """Three values; silence is never taken for acceptance."""

    ACCEPTED = "accepted", _("接受")
    NOT_ACCEPTED = "not_accepted", _("不接受")
    NO_ANSWER = "no_answer", _("未答复")


class Liability(models.TextChoices):
    """What the bank finds at closing."""

    FULL = "full", _("有责")
    PARTIAL = "partial", _("部分有责")
    NONE = "none", _("无责")
    UNCLEAR = "unclear", _("无法查清")


class Part(models.TextChoices):
    """The parts a unit plays in one complaint."""

    INTAKE = "intake", _("受理单位")
    COORDINATING = "coordinating", _("归口管理单位")
    LEAD = "lead", _("第一责任部门")
    CO = "co", _("协办单位")
    REPLYING = "replying", _("回复单位")
    APPROVING = "approving", _("审批单位")
    CALLING = "calling", _("回访单位")
    REVIEWING = "reviewing", _("核查单位")
    RECEIVING = "receiving", _("接收单位")
    PAYING = "paying", _("付款单位")
    MEETING = "meeting", _("会商单位")


class Restriction(models.TextChoices):
    """Why a file opens only to those named on it."""

    MEDIA = "media", _("媒体舆情")
    REPORT = "report", _("举报")
    STAFF = "staff", _("员工被投诉")
    MAJOR = "major", _("重大投诉")


class Mark(models.TextChoices):
    """What everybody who opens the file should know at once; a mark changes nothing in the handling."""

    TYPICAL = "typical", _("典型")
    GROUP = "group", _("群体")
    MEDIA = "media", _("媒体敏感")
    VULNERABLE = "vulnerable", _("特殊客群")
    PROXY = "proxy", _("疑似代理投诉")
    NO_COLLECTION = "no_collection", _("已停催")
