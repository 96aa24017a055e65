"""The worklist's filters: read from an address, and written back into one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from huiyin.complaints.queries import lists
from huiyin.complaints.queries.urgency import GROUPS
from huiyin.complaints.queries.wanted import Wanted
from huiyin.complaints.queries.worklist import SCOPES

NAMES = {"scope": "scope", "due": "due", "kind": "kind", "severity": "severity", "business": "business",
         "referral": "referral", "text": "q"}  # fmt: skip


def _chip(label: Any) -> forms.Select:
    return forms.Select({"class": "hy-chip", "aria-label": label})


class Filters(forms.Form):
    """What does not read asks for nothing."""

    scope = forms.ChoiceField(choices=[(name, name) for name in SCOPES], required=False)
    due = forms.ChoiceField(choices=[(name, name) for name in GROUPS], required=False)
    kind = forms.ChoiceField(required=False, widget=_chip(_("环节")))
    severity = forms.TypedChoiceField(required=False, coerce=int, empty_value=None, widget=_chip(_("严重程度")))
    business = forms.ChoiceField(required=False, widget=_chip(_("业务")))
    referral = forms.BooleanField(required=False)
    q = forms.CharField(required=False, max_length=100)

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self._choose("kind", _("环节"), lists.task_kinds())
        self._choose("severity", _("严重程度"), lists.severities())
        self._choose("business", _("业务"), lists.businesses())

    def _choose(self, name: str, none: Any, choices: Iterable[tuple[Any, str]]) -> None:
        self.fields[name].choices = [("", none), *choices]  # type: ignore[attr-defined]

    def wanted(self) -> Wanted:
        self.is_valid()
        read = {ours: self.cleaned_data.get(theirs) for ours, theirs in NAMES.items()}
        return Wanted(**{name: value for name, value in read.items() if value})


def address(wanted: Wanted, **changes: Any) -> str:
    """The worklist as wanted, with something changed."""
    asked = query(replace(wanted, **{name: value for name, value in changes.items() if name in NAMES}))
    asked |= {name: str(value) for name, value in changes.items() if name not in NAMES and value}
    here = reverse("desk:worklist")
    return f"{here}?{urlencode(asked)}" if asked else here


def query(wanted: Wanted) -> dict[str, str]:
    """What is asked for, as it stands in an address."""
    found = {theirs: getattr(wanted, ours) for ours, theirs in NAMES.items()}
    return {name: "on" if value is True else str(value) for name, value in found.items() if value}
