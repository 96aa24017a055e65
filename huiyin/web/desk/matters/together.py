"""联合来访: many who come together are registered from one form, a line each."""

from __future__ import annotations

import secrets
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from huiyin.complaints.commands import Customer
from huiyin.complaints.queries import beforehand, lists
from huiyin.intake.commands.together import Visitor
from huiyin.organisation.actor import Actor, Role
from huiyin.policy import queries as policy
from huiyin.web.desk.matters.forms import Asking, text

MOMENT = "%Y-%m-%dT%H:%M"
TAKES_IN = (Role.INTAKE, Role.RECEPTION)
LARGEST = Decimal("999999999999.99")
PARTS = 3


class Together(Asking):
    key = forms.CharField(max_length=64, widget=forms.HiddenInput)
    unit_id = forms.TypedChoiceField(label=_("受理单位"), coerce=int)
    channel = forms.ChoiceField(label=_("渠道"))
    received_at = forms.DateTimeField(
        label=_("收到时间"), input_formats=[MOMENT, f"{MOMENT}:%S"],
        widget=forms.DateTimeInput({"type": "datetime-local"}, format=MOMENT),
    )  # fmt: skip
    category = forms.ChoiceField(label=_("业务类别"))
    story = text(_("共同的经过"), rows=4)
    complained_of = forms.CharField(
        label=_("被投诉单位"), max_length=200, required=False, help_text=_("名称或代码。")
    )
    people = text(_("来访人"), rows=12, hint=_("每行一人：姓名，电话，金额；金额可以不填。"))

    def __init__(self, *args: Any, by: Actor, at: datetime, **more: Any) -> None:
        super().__init__(*args, by=by, at=at, **more)
        self.unit: int | None = None
        units = list({h.unit_id: h.unit_name for h in by.held if h.role in TAKES_IN}.items())
        self.choose("unit_id", units)
        self.choose("channel", [(way.code, way.name) for way in policy.channels()])
        self.choose("category", [("", _("请选择")), *lists.categories()])
        now = timezone.localtime(at).replace(second=0, microsecond=0)
        self.initial = {"key": secrets.token_urlsafe(24), "received_at": now, **self.initial}
        if units:
            self.initial.setdefault("channel", beforehand.usual_channel(units[0][0]))

    def clean_story(self) -> str:
        return str(self.cleaned_data["story"]).replace("\r\n", "\n")

    def clean_complained_of(self) -> str:
        typed = str(self.cleaned_data["complained_of"])
        found = beforehand.units_like(typed, at=self.at) if typed.strip() else []
        if typed.strip() and len(found) != 1:
            raise forms.ValidationError(_now("没有这个单位，或者不止一个，请写全名称或代码。"), code="unit")
        self.unit = found[0].id if found else None
        return typed

    def clean_people(self) -> list[Visitor]:
        """Every line that cannot be read is named; nothing is registered until all can."""
        lines = [each.strip() for each in self.cleaned_data["people"].splitlines() if each.strip()]
        read = [_read(number, each) for number, each in enumerate(lines, start=1)]
        if wrong := [each for each in read if isinstance(each, str)]:
            raise forms.ValidationError([forms.ValidationError(each, code="line") for each in wrong])
        return [each for each in read if isinstance(each, Visitor)]

    def shared(self) -> dict[str, Any]:
        names = ("unit_id", "channel", "received_at", "category", "story")
        return {**{name: self.cleaned_data[name] for name in names}, "complained_of_unit_id": self.unit}


def _read(number: int, written: str) -> Visitor | str:
    """One visitor, or what is wrong with the line."""
    plain = written.replace("，", ",").replace("\t", ",")  # data
    parts = [part.strip() for part in plain.split(",", PARTS - 1)]
    name, phone, amount = [*parts, "", ""][:PARTS]
    if not name or not phone:
        return _now("第 {n} 行：请写姓名和电话。").format(n=number)
    try:
        money = Decimal(amount.replace(",", "").replace("¥", "")) if amount else None
    except InvalidOperation:
        return _now("第 {n} 行：金额不对。").format(n=number)
    if money is not None and not (money.is_finite() and 0 <= money <= LARGEST):
        return _now("第 {n} 行：金额不对。").format(n=number)
    return Visitor(Customer(name=name[:100], phone=phone[:40]), money and money.quantize(Decimal("0.01")))
