"""What the pages of group matters ask for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from huiyin.calendars.workdays import day_of
from huiyin.complaints.commands import Ask, Offer
from huiyin.complaints.queries import lists
from huiyin.complaints.queries.matter_room import Room
from huiyin.organisation.actor import Actor, Role
from huiyin.organisation.refusal import Refused
from huiyin.web.ui import words
from huiyin.web.ui.steps import NOT_CHOSEN

CO_HANDLERS = 3
OFFERS = 2
SPLIT = re.compile(r"[\s,，;；、]+")  # data


def text(label: Any, *, rows: int = 3, hint: Any = "", required: bool = True) -> forms.CharField:
    widget = forms.Textarea({"rows": rows})
    return forms.CharField(label=label, help_text=hint, max_length=20_000, required=required, widget=widget)


def line(label: Any, *, hint: Any = "", required: bool = True) -> forms.CharField:
    return forms.CharField(label=label, help_text=hint, max_length=200, required=required)


class Asking(forms.Form):
    """A form of one act for the whole matter; a refusal is shown where it belongs, and says whose it is."""

    def __init__(self, *args: Any, room: Room | None = None, by: Actor, at: datetime, **more: Any) -> None:
        super().__init__(*args, **more)
        self.auto_id = "matter_%s"
        self.room, self.by, self.at = room, by, at
        self.offer()

    def offer(self) -> None:
        """Fill in the choices."""

    def choose(self, name: str, choices: Sequence[Any]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def arguments(self) -> dict[str, Any]:
        return dict(self.cleaned_data)

    def refuse(self, refused: Refused) -> None:
        said, ref = str(words.refusal(refused)), refused.params.get("ref", "")
        message = str(_("{ref}：{why}")).format(ref=ref, why=said) if ref and ref not in said else said
        place = self.place_of(refused)
        self.add_error(
            place if place in self.fields else None, forms.ValidationError(message, code=refused.code)
        )

    def place_of(self, refused: Refused) -> str | None:
        return refused.field


class Refs(Asking):
    refs = text(_("投诉编号"), rows=6, hint=_("每行一个。"))

    def clean_refs(self) -> list[str]:
        return [ref for ref in SPLIT.split(self.cleaned_data["refs"]) if ref]


class Join(Refs):
    pass


class Open(Refs):
    title = line(_("事项名称"), hint=_("不写客户姓名；满 20 件的，各件定为重大。"))
    unit_id = forms.TypedChoiceField(label=_("归口管理单位"), coerce=int)
    field_order = ("title", "unit_id", "refs")

    def offer(self) -> None:
        self.choose("unit_id", [(h.unit_id, h.unit_name) for h in self.by.held if h.role == Role.COORDINATOR])


class Assign(Asking):
    lead = forms.TypedChoiceField(label=_("第一责任部门"), coerce=int)
    question = text(_("请该单位回答的问题"))

    def offer(self) -> None:
        if self.room is None:
            return
        units = [("", NOT_CHOSEN), *lists.units_in_reach(self.room.unit_id, on=day_of(self.at))]
        self.choose("lead", units)
        for n in range(1, CO_HANDLERS + 1):
            self.fields[f"co_{n}"] = forms.TypedChoiceField(
                label=_("协办单位"), choices=units, required=False, coerce=int, empty_value=None
            )
            self.fields[f"co_{n}_question"] = text(_("请协办单位回答的问题"), rows=2, required=False)

    def arguments(self) -> dict[str, Any]:
        given = self.cleaned_data
        numbered = range(1, CO_HANDLERS + 1)
        asks = [Ask(given[f"co_{n}"], given[f"co_{n}_question"]) for n in numbered if given[f"co_{n}"]]
        return {"lead": Ask(given["lead"], given["question"]), "co_handlers": asks}

    def place_of(self, refused: Refused) -> str | None:
        return {"lead_question": "question", "co_handlers": "co_1"}.get(refused.field, refused.field)


class Propose(Asking):
    findings = text(_("查明的事实"), rows=4)
    grounds = text(_("依据和理由"), rows=3)
    decision = text(_("处理决定"), rows=3)
    remedies = text(_("救济途径"), rows=2, required=False, hint=_("不填按规定文本。"))

    def offer(self) -> None:
        kinds = [("", _("无")), *lists.offer_kinds()]
        self.owners = list(self.room.to_propose) if self.room else []
        for name, label in self._rows():
            blank = ("", _("同上")) if name.startswith("own") else kinds[0]
            self.fields[f"{name}_kind"] = forms.ChoiceField(
                label=label, choices=[blank, *kinds[1:]], required=False
            )
            self.fields[f"{name}_amount"] = forms.DecimalField(
                label=_("金额（元）"), required=False, min_value=0, max_digits=14, decimal_places=2,
                widget=forms.TextInput({"inputmode": "decimal", "autocomplete": "off"}),
            )  # fmt: skip

    def _rows(self) -> list[tuple[str, Any]]:
        common = [(f"all_{n}", _("各人相同的方案")) for n in range(1, OFFERS + 1)]
        return [*common, *((f"own_{n}", f"{name} {ref}") for n, (ref, name) in enumerate(self.owners))]

    def blocks(self) -> list[forms.BoundField]:
        return [self[name] for name in ("findings", "grounds", "decision", "remedies")]

    def offers(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        return [(self[f"{name}_kind"], self[f"{name}_amount"]) for name, _label in self._rows()]

    def arguments(self) -> dict[str, Any]:
        given = {name: self.cleaned_data[name] for name in ("findings", "grounds", "decision", "remedies")}
        common = [offer for n in range(1, OFFERS + 1) for offer in self._given(f"all_{n}")]
        own = {ref: self._given(f"own_{n}") for n, (ref, _name) in enumerate(self.owners)}
        return {
            **given,
            "otherwise": common,
            "offers": {ref: offers for ref, offers in own.items() if offers},
        }

    def _given(self, name: str) -> list[Offer]:
        kind = self.cleaned_data.get(f"{name}_kind")
        return [Offer(kind, self.cleaned_data.get(f"{name}_amount"))] if kind else []

    def place_of(self, refused: Refused) -> str | None:
        """Beside the row of the complainant whose offer it is."""
        refs = [ref for ref, _name in self.owners]
        if refused.field == "offers" and refused.params.get("ref") in refs:
            return f"own_{refs.index(refused.params['ref'])}_kind"
        return refused.field


class Approve(Asking):
    note = text(_("备注"), rows=2, required=False)


class SendBack(Asking):
    reason = text(_("理由"), rows=3)


class Representative(Asking):
    """Of whom and in whose place: the step of that complaint."""

    ref = forms.ChoiceField(label=_("代表"))
    chosen_by = line(_("推举方式"), hint=_("例如：11月9日 书面推举。"))
    instead_of = forms.ChoiceField(label=_("替换哪一位"), required=False)

    def offer(self) -> None:
        if self.room is None:
            return
        others = [(t.ref, f"{t.customer} {t.ref}") for t in self.room.tiles if not (t.represents or t.ended)]
        speaking = [(s.ref, f"{s.customer} {s.ref}") for s in self.room.speakers]
        self.choose("ref", [("", NOT_CHOSEN), *others])
        self.choose("instead_of", [("", _("不替换")), *speaking])


FORMS: dict[str, type[Asking]] = {
    "join": Join, "assign": Assign, "propose": Propose, "approve": Approve, "send_back": SendBack,
    "representative": Representative, "pick": Asking, "close": Asking,
}  # fmt: skip
