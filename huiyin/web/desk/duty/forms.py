"""What the page of duty and hand-over asks for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from huiyin.organisation.refusal import Refused
from huiyin.web.ui import words
from huiyin.web.ui.steps import NOT_CHOSEN

MOMENT = "%Y-%m-%dT%H:%M"
People = Sequence[tuple[int, str]]


def day(label: Any, *, hint: Any = "") -> forms.DateField:
    widget = forms.DateInput({"class": "form-control", "type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, help_text=hint, widget=widget)


def moment(label: Any) -> forms.DateTimeField:
    widget = forms.DateTimeInput({"class": "form-control", "type": "datetime-local"}, format=MOMENT)
    return forms.DateTimeField(label=label, widget=widget, input_formats=[MOMENT, f"{MOMENT}:%S"])


def somebody(label: Any) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(label=label, coerce=int, widget=forms.Select({"class": "form-select"}))


class Asking(forms.Form):
    """A form that can say why a rule refused it."""

    prefix_id = ""

    def __init__(self, *args: Any, people: People, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.auto_id = f"{self.prefix_id}_%s"
        field = self.fields["staff_id"]
        if isinstance(field, forms.TypedChoiceField):
            field.choices = [*([("", NOT_CHOSEN)] if len(people) != 1 else []), *people]

    def refuse(self, refused: Refused) -> None:
        error = forms.ValidationError(str(words.refusal(refused)), code=refused.code)
        self.add_error(refused.field if refused.field in self.fields else None, error)


class NewAbsence(Asking):
    prefix_id = "absence"
    staff_id = somebody(_("谁"))
    from_day = day(_("第一天"))
    to_day = day(_("返岗日"), hint=_("这一天起恢复办理。"))
    why = forms.CharField(
        label=_("事由"), required=False, max_length=200, widget=forms.TextInput({"class": "form-control"})
    )


class NewShift(Asking):
    prefix_id = "shift"
    staff_id = somebody(_("值班人"))
    starts_at = moment(_("开始"))
    ends_at = moment(_("结束"))
