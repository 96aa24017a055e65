"""岗位与人员: who works here, in which roles."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from huiyin.complaints import commands
from huiyin.organisation import queries
from huiyin.organisation.actor import Role
from huiyin.organisation.refusal import Refused
from huiyin.web.desk.http import StaffRequest, only
from huiyin.web.desk.settings.reading import administrators, may_change, number, today
from huiyin.web.desk.settings.units import choose
from huiyin.web.ui import words

PAGE = 50
UNREADABLE = 422


class Leaving(forms.Form):
    """Who leaves, and from which day."""

    login = forms.CharField(
        label=gettext_lazy("登录名"), max_length=200,
        widget=forms.TextInput({"class": "form-control", "autocomplete": "off"}),
    )  # fmt: skip
    on = forms.DateField(
        label=gettext_lazy("离任日"),
        widget=forms.DateInput({"class": "form-control", "type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.auto_id = "leaving_%s"


@require_http_methods(["GET", "HEAD", "POST"])
@administrators
def show(request: StaffRequest) -> HttpResponse:
    if request.method == "POST":
        return _dismiss(request)
    return _page(request, Leaving(initial={"on": today(request)}))


@only(Role.SYSTEM_ADMIN)
def _dismiss(request: StaffRequest) -> HttpResponse:
    """Refused while work rests on the person; the list to hand over is that of whoever leads the unit."""
    form = Leaving(request.POST)
    if form.is_valid():
        try:
            commands.dismiss(by=request.actor, at=request.at, **form.cleaned_data)
        except Refused as refused:
            field = refused.field if refused.field in form.fields else None
            form.add_error(field, forms.ValidationError(str(words.refusal(refused)), code=refused.code))
        else:
            messages.success(request, _("已办理离任。"))
            return HttpResponseRedirect(request.get_full_path(), status=303)
    return _page(request, form, status=UNREADABLE)


def _page(request: StaffRequest, leaving: Leaving, *, status: int = 200) -> HttpResponse:
    """A page of people by number; of one unit and all below it, when one is chosen."""
    on = today(request)
    lines = queries.tree_for_settings(on)
    chosen = choose(lines, number(request, "unit"))
    people = queries.people(
        chosen.id if chosen else None, on=on, after=number(request, "after"), limit=PAGE + 1
    )
    context = {
        "people": people[:PAGE], "units": lines, "chosen": chosen, "may_change": may_change(request), "on": on,
        "after": people[PAGE - 1].id if len(people) > PAGE else 0, "first": not number(request, "after"),
        "roles": dict(Role.choices), "leaving": leaving,
    }  # fmt: skip
    return render(request, "desk/settings/people.html", context, status=status)
