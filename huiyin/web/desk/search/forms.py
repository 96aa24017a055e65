"""The filters of the list; what does not read is left out and said beside its field."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from huiyin.complaints.queries import lists
from huiyin.complaints.queries.search import Wanted
from huiyin.policy import queries as policy

DAY = forms.DateInput({"type": "date"}, format="%Y-%m-%d")
ANY = [("", _("不限"))]
MARKS = ("overdue", "statutory")


@dataclass(frozen=True)
class Chip:
    """A filter one press away; pressed again it goes."""

    label: Any
    url: str
    pressed: bool
    icon: str = ""


class Filters(forms.Form):
    q = forms.CharField(
        label=_("编号、客户、证件、手机号或正文"), required=False, max_length=100,
        widget=forms.TextInput({"type": "search", "autocomplete": "off"}),
    )  # fmt: skip
    stage = forms.ChoiceField(label=_("阶段"), required=False)
    severity = forms.TypedChoiceField(label=_("严重程度"), required=False, coerce=int, empty_value=None)
    channel = forms.ChoiceField(label=_("渠道"), required=False)
    category = forms.ChoiceField(label=_("业务类别"), required=False)
    unit_id = forms.TypedChoiceField(label=_("经手单位"), required=False, coerce=int, empty_value=None)
    received_from = forms.DateField(label=_("收到日期从"), required=False, widget=DAY)
    received_to = forms.DateField(label=_("收到日期至"), required=False, widget=DAY)
    overdue = forms.BooleanField(label=_("已超期"), required=False)
    statutory = forms.BooleanField(label=_("监管口径"), required=False)
    before = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)

    def __init__(self, *args: Any, units: Sequence[tuple[int, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        self._choose("stage", lists.stages())
        self._choose("severity", lists.severities())
        self._choose("channel", [(way.code, way.name) for way in policy.channels()])
        self._choose("category", lists.categories_and_heads())
        self._choose("unit_id", units)

    def _choose(self, name: str, choices: Sequence[Any]) -> None:
        self.fields[name].choices = [*ANY, *choices]  # type: ignore[attr-defined]

    def wanted(self) -> Wanted:
        """What could be read."""
        self.is_valid()
        read = dict(self.cleaned_data)
        return Wanted(words=read.pop("q", ""), **read)

    def asked(self) -> dict[str, str]:
        """The filters in force, as they stand in an address; neither words nor page."""
        shown = {name: self.data.get(name, "") for name in self.fields if name not in ("q", "before")}
        return {name: value for name, value in shown.items() if value and name not in self.errors}

    def more_than_marks(self) -> bool:
        return bool(set(self.asked()) - set(MARKS)) or bool(self.errors)

    def chips(self) -> list[Chip]:
        """What is asked for most, each to be added to the rest or taken away."""
        marks: list[tuple[str, str, Any, str]] = [("overdue", "on", _("已超期"), "alert-triangle")]
        marks += [("statutory", "on", _("监管口径"), "gavel")]
        marks += [("severity", "3", _("重大"), "flag"), ("severity", "2", _("重要"), "")]
        marks += [("stage", code, label, "") for code, label in lists.stages()]
        return [self._chip(name, value, label, icon) for name, value, label, icon in marks]

    def _chip(self, name: str, value: str, label: Any, icon: str) -> Chip:
        asked = self.asked()
        pressed = asked.get(name) == value
        changed = {**asked, name: "" if pressed else value}
        return Chip(label, address(self.data.get("q", ""), changed), pressed, icon)


def address(q: str, asked: dict[str, str], **more: Any) -> str:
    """The list with these words and filters."""
    query = {name: value for name, value in {"q": q.strip(), **asked, **more}.items() if value}
    here = reverse("desk:search")
    return f"{here}?{urlencode(query)}" if query else here
