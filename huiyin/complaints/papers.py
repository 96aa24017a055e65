"""Papers a customer may be asked for, and those the bank holds itself, with the place where they lie."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Paper(TextChoices):
    IDENTITY = "identity", _("身份证明")
    AUTHORISATION = "authorisation", _("授权委托书")
    RELATION = "relation", _("亲属或者监护关系证明")
    DEATH_CERTIFICATE = "death_certificate", _("死亡证明")
    LICENCE = "licence", _("营业执照")
    MERCHANT = "merchant", _("商户或者交易对方的凭证")
    POLICE = "police", _("报警回执")
    TRAVEL = "travel", _("出入境或者行程记录")
    SCREENSHOT = "screenshot", _("截图或者照片")
    LOSS = "loss", _("损失证明")
    OTHER = "other", _("其他材料")
    STATEMENT = "statement", _("账户流水")
    CONTRACT = "contract", _("合同或者协议")
    CARD_TRANSACTIONS = "card_transactions", _("刷卡交易记录")
    RECORDING = "recording", _("通话录音")


# What the bank holds itself is never asked for: where it is found instead.
HELD = {
    Paper.STATEMENT: _("核心系统的账户流水"),
    Paper.CONTRACT: _("业务档案和电子合同库"),
    Paper.CARD_TRANSACTIONS: _("卡中心的交易明细"),
    Paper.RECORDING: _("客服中心的录音库"),
}
