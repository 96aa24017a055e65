"""与客户: talks, material, mandates, representation, disputes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from huiyin.complaints.commands import Customer, Offer, Said
from huiyin.complaints.queries import lists
from huiyin.web.desk.complaints.forms.base import (
    OFFERS,
    Group,
    Note,
    StepForm,
    legend,
    long_text,
    moment,
    numbered,
    short_text,
    who_agreed,
    yes_or_no,
)
from huiyin.web.desk.complaints.forms.intake import Offering
from huiyin.web.ui import steps as words

ROWS = ("kind", "least", "amount", "answer")
INBOUND = _("客户打来或者来访")


def offered(prefixes: tuple[str, ...], name: Any) -> tuple[Group, ...]:
    """Rows of the same fields, the first of them open."""
    return tuple(
        Group(
            legend(name, number),
            tuple(f"{prefix}_{number}" for prefix in prefixes),
            folded=number > 1,
            kind="range",
        )
        for number in range(1, OFFERS + 1)
    )


def filled_rows(cleaned: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The rows in which something is offered."""
    rows = ({p: cleaned.get(f"{p}_{n}") for p in ROWS} for n in range(1, OFFERS + 1))
    return [row for row in rows if row["kind"]]


def day(label: Any, *, hint: Any = "", required: bool = True) -> forms.DateField:
    return forms.DateField(
        label=label,
        help_text=hint,
        required=required,
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
    )


class Contact(Offering):
    contacted_at = moment(_("联系时间"))
    way = forms.ChoiceField(label=_("联系方式"), initial="phone")
    inbound = yes_or_no(INBOUND)
    said = long_text(
        _("说了什么"), rows=4, hint=_("客户的要求和理由，我行的说明；提出过的方案逐项写在下面。")
    )
    proof = short_text(_("凭证"), hint=_("录音或者单据编号"), required=False)
    groups = offered(("kind", "amount", "answer"), _("提出的方案"))

    def filled(self) -> dict[str, Any]:
        return {"contacted_at": self.at.replace(second=0, microsecond=0), "inbound": "no"}

    def offer(self) -> None:
        super().offer()
        self.choose("way", lists.ways())
        for answer in numbered("answer", OFFERS):
            self.fields[answer] = forms.ChoiceField(
                label=_("客户的回答"), choices=lists.answers(), required=False
            )

    def arguments(self) -> dict[str, Any]:
        plain = {n: v for n, v in super().arguments().items() if not n.startswith("answer_")}
        made = [
            Said(row["kind"], row["amount"], *([row["answer"]] if row["answer"] else []))
            for row in filled_rows(self.cleaned_data)
        ]
        return {**plain, "offers": made}


class AskMaterial(Note):
    kind = forms.ChoiceField(label=_("要什么材料"))
    what = short_text(_("具体内容"), hint=_("选“其他材料”的必须写明。"), required=False)
    why = long_text(_("为什么需要"), rows=2)
    by_when = moment(_("请在何时前提供"), hint=_("留空为 7 日；法定时限照常。"), required=False)

    def offer(self) -> None:
        self.choose("kind", [("", words.NOT_CHOSEN), *lists.papers()])


class MaterialReceived(Note):
    material_id = forms.TypedChoiceField(label=_("收到的材料"), coerce=int)

    def offer(self) -> None:
        missing = [each for each in self.file.materials if each.received_at is None]
        self.choose("material_id", [(each.id, f"{each.name} {each.what}".strip()) for each in missing])


class AskMandate(Offering):
    findings = long_text(_("核实情况"), rows=3)
    grounds = long_text(_("依据与理由"), rows=2)
    decision = long_text(_("为什么需要协商"), rows=2)
    until = moment(_("授权到何时"), hint=_("过了这一时刻，不能再在授权内议定。"))
    groups = offered(("kind", "least", "amount"), _("可以议定的"))

    def offer(self) -> None:
        super().offer()
        for number in range(1, OFFERS + 1):
            self.fields[f"amount_{number}"].label = _("最多（元）")
            self.fields[f"least_{number}"] = forms.DecimalField(
                label=_("最少（元）"), required=False, min_value=0, max_digits=14, decimal_places=2
            )

    def arguments(self) -> dict[str, Any]:
        plain = {n: v for n, v in super().arguments().items() if not n.startswith("least_")}
        rows = filled_rows(self.cleaned_data)
        return {**plain, "offers": [Offer(row["kind"], row["amount"], row["least"]) for row in rows]}


class RefuseMandate(Note):
    reason = long_text(_("不同意的理由"), rows=3)


class SettleInMandate(Offering):
    findings = long_text(_("一、核实情况"), rows=3)
    grounds = long_text(_("二、依据与理由"), rows=2)
    decision = long_text(_("三、处理决定"), rows=2, hint=_("写明与客户议定的结果；会写进给客户的答复函。"))
    proof = short_text(_("客户同意的凭证"), hint=_("录音、签字或消息的编号"))

    def filled(self) -> dict[str, Any]:
        mandate = self.file.mandate
        if mandate is None:
            return {}
        kinds = {f"kind_{n}": offer.kind for n, offer in enumerate(mandate.offers[:OFFERS], start=1)}
        return {"findings": mandate.findings, "grounds": mandate.grounds, **kinds}

    def offer(self) -> None:
        super().offer()
        who_agreed(self)


class Represent(Note):
    kind = forms.ChoiceField(label=_("身份"), required=False)
    name = short_text(_("姓名"), required=False)
    phone = short_text(_("联系电话"), required=False)
    id_no = short_text(_("证件号码"), required=False)
    evidence = forms.MultipleChoiceField(
        label=_("已经核验的材料"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("监护人：身份、关系证明；代理人：身份、委托书；继承人：身份、关系、死亡证明；"
                    "单位经办人：身份、营业执照、委托书。反映人没有授权，只能反映情况。"),
    )  # fmt: skip
    until = day(_("授权的最后一日"), hint=_("留空为长期有效。"), required=False)
    ends = forms.TypedChoiceField(label=_("终止"), required=False, coerce=int, empty_value=None)
    places: ClassVar = {"customer": "name"}

    def offer(self) -> None:
        current = [each for each in self.file.speakers if each.ended_at is None]
        self.choose("kind", [("", words.NOT_CHOSEN), *lists.party_kinds()])
        self.choose("evidence", lists.evidence())
        self.choose("ends", [("", _("不终止")), *((e.id, f"{e.kind_name} {e.name}") for e in current)])
        if not current:
            del self.fields["ends"]

    def arguments(self) -> dict[str, Any]:
        given = super().arguments()
        person = {name: given.pop(name) for name in ("name", "phone", "id_no")}
        return {**given, "customer": Customer(**person)}


class Dispute(Note):
    kind = forms.ChoiceField(label=_("类别"))
    body = short_text(_("机构"), hint=_("调解组织、仲裁委员会或者法院"))
    number = short_text(_("案号"), required=False)
    began_on = day(_("开始日期"))
    ended_on = day(_("结束日期"), hint=_("还没有结束的留空；结束后再登记一次。"), required=False)
    outcome = long_text(_("结果"), rows=2, required=False)

    def offer(self) -> None:
        self.choose("kind", lists.dispute_kinds())


FORMS: dict[str, type[StepForm]] = {
    "contact": Contact, "ask_material": AskMaterial, "material_received": MaterialReceived,
    "ask_mandate": AskMandate, "grant_mandate": Note, "refuse_mandate": RefuseMandate,
    "settle_in_mandate": SettleInMandate, "represent": Represent, "dispute": Dispute,
}  # fmt: skip
