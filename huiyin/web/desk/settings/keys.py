"""接口密钥: which systems and people call in, with which keys; made, told once, taken back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from huiyin.organisation import commands, queries
from huiyin.organisation.actor import Role
from huiyin.organisation.refusal import Refused
from huiyin.web.desk.http import StaffRequest, only
from huiyin.web.desk.settings.reading import administrators, today
from huiyin.web.ui import words
from huiyin.web.ui.steps import NOT_CHOSEN, Text

KEEPERS = (Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN)
CREATED, UNREADABLE = 201, 422


class NewKey(forms.Form):
    """Whose key, in which unit, for what and until when."""

    name = forms.CharField(
        label=gettext_lazy("名称"), max_length=60, help_text=gettext_lazy("例如：客服热线系统"),
        widget=forms.TextInput({"class": "form-control"}),
    )  # fmt: skip
    unit_id = forms.TypedChoiceField(
        label=gettext_lazy("单位"), coerce=int, widget=forms.Select({"class": "form-select"})
    )
    login = forms.CharField(
        label=gettext_lazy("本人的登录名"), max_length=200, required=False,
        help_text=gettext_lazy("留空为系统密钥；填写则以此人在该单位的岗位办理。"),
        widget=forms.TextInput({"class": "form-control", "autocomplete": "off"}),
    )  # fmt: skip
    scopes = forms.MultipleChoiceField(
        label=gettext_lazy("用途"), widget=forms.CheckboxSelectMultiple({"class": "form-check-input"})
    )
    valid_to = forms.DateField(
        label=gettext_lazy("截止日期"), required=False, help_text=gettext_lazy("从这一天起失效；留空为长期有效。"),
        widget=forms.DateInput({"class": "form-control", "type": "date"}, format="%Y-%m-%d"),
    )  # fmt: skip

    def __init__(self, *args: Any, units: Sequence[tuple[Any, Text]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.auto_id = "key_%s"
        for name, choices in (("unit_id", units), ("scopes", queries.key_scopes())):
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = [*choices]


@require_http_methods(["GET", "HEAD", "POST"])
@administrators
def show(request: StaffRequest) -> HttpResponse:
    if request.method != "POST":
        return _page(request, _form(request))
    return _change(request)


@only(*KEEPERS)
def _change(request: StaffRequest) -> HttpResponse:
    return _revoke(request) if "revoke" in request.POST else _make(request)


def _make(request: StaffRequest) -> HttpResponse:
    """The key itself is on this one page and nowhere else."""
    form = _form(request, request.POST)
    if not form.is_valid():
        return _page(request, form, status=UNREADABLE)
    try:
        made = commands.make_key(by=request.actor, at=request.at, **form.cleaned_data)
    except Refused as refused:
        field = refused.field if refused.field in form.fields else None
        form.add_error(field, forms.ValidationError(str(words.refusal(refused)), code=refused.code))
        return _page(request, form, status=UNREADABLE)
    return _page(request, _form(request), made=made, status=CREATED)


def _revoke(request: StaffRequest) -> HttpResponse:
    given = request.POST["revoke"]
    key_id = int(given) if given.isdecimal() and len(given) < 10 else 0
    try:
        commands.revoke_key(key_id, by=request.actor, at=request.at)
    except Refused as refused:
        return _page(request, _form(request), refusal=words.refusal(refused), status=UNREADABLE)
    messages.success(request, _("密钥已吊销，立即失效。"))
    return HttpResponseRedirect(request.path, status=303)


def _form(request: StaffRequest, data: Any = None) -> NewKey:
    """No unit is chosen beforehand: the first is the bank itself, whose key would see everything."""
    lines = queries.tree_for_settings(today(request))
    units: list[tuple[Any, Text]] = [("", NOT_CHOSEN)]
    units += [(line.id, _("{name}（{code}）").format(name=line.name, code=line.code)) for line in lines]
    return NewKey(data, units=units, initial={"scopes": ["read"]})


def _page(request: StaffRequest, form: NewKey, *, status: int = 200, **more: object) -> HttpResponse:
    context = {
        "form": form, "keys": queries.api_keys(on=today(request)), "scopes": dict(queries.key_scopes()),
        "may_change": request.actor.has(*KEEPERS), **more,
    }  # fmt: skip
    return render(request, "desk/settings/keys.html", context, status=status)
