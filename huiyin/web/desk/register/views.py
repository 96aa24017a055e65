"""Registering a complaint: the form, what is known beside it, and one command at the end."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from huiyin.complaints.queries import beforehand
from huiyin.intake.commands.at_the_desk import take_in
from huiyin.organisation.actor import Role
from huiyin.organisation.refusal import Refused
from huiyin.web.desk.http import StaffRequest, only
from huiyin.web.desk.register.forms import Register, typed
from huiyin.web.desk.register.panels import panels
from huiyin.web.ui import words
from huiyin.web.ui.words import Refusal

CONFLICT, UNREADABLE = 409, 422


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@only(Role.INTAKE)
def show(request: StaffRequest) -> HttpResponse:
    """The form, empty or as far as it was written; posted, one complaint."""
    if request.method != "POST":
        return _page(request, Register(by=request.actor, at=request.at))
    form = _bound(request)
    if "check" in request.POST:
        return _page(request, Register(initial=typed(request.POST), by=request.actor, at=request.at), read=form)
    if not form.is_valid():
        return _page(request, form, status=UNREADABLE)
    return _register(request, form)


@sensitive_post_parameters()
@require_POST
@only(Role.INTAKE)
def beside(request: StaffRequest) -> HttpResponse:
    """The panels alone, while the form is being written."""
    known = panels(_bound(request), by=request.actor, at=request.at)
    return render(request, "desk/register/_panels.html", {"panels": known})


@require_GET
@only(Role.INTAKE)
def units(request: StaffRequest) -> HttpResponse:
    """Units to choose from, for what has been typed of a name."""
    found = beforehand.units_like(request.GET.get("complained_of", ""), at=request.at)
    return render(request, "desk/register/_units.html", {"units": found[:20]})


def _bound(request: StaffRequest) -> Register:
    return Register(request.POST, request.FILES, by=request.actor, at=request.at)


def _register(request: StaffRequest, form: Register) -> HttpResponse:
    then = request.POST.get("then", "")
    try:
        answer = take_in(
            form.cleaned_data["key"], form.written(), by=request.actor, at=request.at, enclosed=form.enclosed(),
            submit=then == "submit",
        )  # fmt: skip
    except Refused as refused:
        refusal = words.refusal(refused)
        form.refuse(refused.code, refused.field, str(refusal))
        return _page(request, form, status=CONFLICT, refusal=refusal, ref=refused.params.get("ref", ""))
    return _gone_on(request, answer.body["ref"], then, repeated=answer.repeated)


def _gone_on(request: StaffRequest, ref: str, then: str, *, repeated: bool) -> HttpResponse:
    """To the complaint and what may be done next, or straight to settling it."""
    messages.success(request, _said(then, repeated).format(ref=ref))
    url = reverse(f"desk:complaints:{'settle' if then == 'settle' and not repeated else 'show'}", args=[ref])
    if request.headers.get("HX-Request") == "true":
        return HttpResponse(status=204, headers={"HX-Redirect": url})
    return HttpResponseRedirect(url, status=303)


def _said(then: str, repeated: bool) -> str:
    if repeated:
        return _("{ref} 已经登记过，没有重复登记。")
    if then == "submit":
        return _("已登记 {ref}，并已提交归口管理单位审核。")
    return _("已登记 {ref}。接下来可以当场办结，或者提交归口管理单位。")


def _page(
    request: StaffRequest, form: Register, *, read: Register | None = None, status: int = 200,
    refusal: Refusal | None = None, ref: str = "",
) -> HttpResponse:  # fmt: skip
    """The whole page, or the form with its panels when only that was asked for."""
    written = read or (form if form.is_bound else Register(form.initial, by=request.actor, at=request.at))
    known = panels(written, by=request.actor, at=request.at)
    context = {"form": form, "panels": known, "refusal": refusal, "ref": ref}
    name = "_register" if request.headers.get("HX-Request") == "true" else "show"
    return render(request, f"desk/register/{name}.html", context, status=status)
