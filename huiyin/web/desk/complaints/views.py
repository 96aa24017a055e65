"""The complaint page: show the file, run one command a step, hand out fragments and attachments."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponse, QueryDict
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from huiyin.complaints import commands
from huiyin.complaints.commands import Customer, Refused
from huiyin.complaints.queries import archives, attachments, timeline
from huiyin.complaints.queries import file as queries
from huiyin.complaints.table import STEPS
from huiyin.web.desk.complaints import forms
from huiyin.web.desk.complaints.forms.base import offers
from huiyin.web.desk.complaints.pages import (
    CONFLICT,
    STATUS,
    UNREADABLE,
    View,
    Visit,
    asked,
    asked_again,
    closed_to,
    gone_on,
    instead,
    toolbar,
    visited,
    whole,
)
from huiyin.web.ui import words

Command = Callable[..., object]


@require_GET
@visited
def show(visit: Visit) -> HttpResponse:
    """The whole file; an auditor's reading is itself on the record."""
    file = visit.file()
    commands.opened(visit.ref, by=visit.by, at=visit.at)
    return whole(visit, file)


def does(step: str, form_class: type[forms.StepForm]) -> View:
    """A view that asks for one command's arguments, runs it and redraws the file."""
    command: Command = getattr(commands, step)

    @require_http_methods(["GET", "HEAD", "POST"])
    @visited
    def view(visit: Visit) -> HttpResponse:
        file = visit.file()
        if visit.request.method != "POST" or "reload" in visit.request.POST:
            return _ask(visit, file, form_class, step)
        form = form_class(visit.request.POST, visit.request.FILES, file=file, by=visit.by, at=visit.at)
        if not form.is_valid():
            return _unreadable(visit, file, form, step)
        try:
            done = command(
                visit.ref, by=visit.by, at=visit.at, seen=form.cleaned_data["seen"], **form.arguments()
            )
        except Refused as refused:
            return _refused(visit, form, step, refused)
        return revealed(visit, file, form, done) if isinstance(done, Customer) else gone_on(visit, step)

    return view


def _unreadable(visit: Visit, file: queries.File, form: forms.StepForm, step: str) -> HttpResponse:
    """The form again with what is wrong with it; who may not take the step at all learns that instead."""
    named = any(choice.step == step for choice in file.steps)
    if file.head.stage in STEPS[step].frm and not named:
        return closed_to(visit, file, step)
    return asked(visit, file, form, step, status=UNREADABLE)


def _ask(visit: Visit, file: queries.File, form_class: type[forms.StepForm], step: str) -> HttpResponse:
    """An empty form, or what was typed on the newest file after somebody else was quicker."""
    if not file.may(step):
        return closed_to(visit, file, step)
    form = form_class(
        initial=typed(visit.request.POST or visit.request.GET), file=file, by=visit.by, at=visit.at
    )
    return asked_again(visit, file, form, step) if visit.request.POST else asked(visit, file, form, step)


def typed(data: QueryDict) -> dict[str, object]:
    lists = {
        name: data.getlist(name) for name in data if name not in ("seen", "reload", "csrfmiddlewaretoken")
    }
    return {name: values if len(values) > 1 else values[0] for name, values in lists.items()}


def _refused(visit: Visit, form: forms.StepForm, step: str, refused: Refused) -> HttpResponse:
    """What was typed stays; the refusal stands beside its field or above the form."""
    refusal = words.refusal(refused)
    form.refuse(refused.code, refused.field, str(refusal))
    return asked(visit, visit.file(), form, step, status=STATUS.get(refused.code, CONFLICT), refusal=refusal)


def revealed(visit: Visit, file: queries.File, form: forms.StepForm, customer: Customer) -> HttpResponse:
    """The data of the customer, or of who speaks for the customer, for a minute; with or without scripts."""
    speakers = (each for each in file.speakers if each.id == form.cleaned_data["party_id"])
    context: dict[str, Any] = {"customer": customer, "speaker": next(speakers, None)}
    if visit.fragment:
        context |= {"file": file, "bar": toolbar(file)}  # the form is gone: its primary button is back
        return instead(visit.render("_revealed", context), of="#customer", swap="outerHTML")
    response = visit.render("revealed", context)
    response["Refresh"] = f"60; url={visit.request.path.removesuffix('reveal/')}"
    return response


@require_GET
@visited
def masked(visit: Visit) -> HttpResponse:
    """The customer, masked again."""
    return visit.render("_customer", {"file": visit.file()})


@require_POST
@visited
def chain(visit: Visit) -> HttpResponse:
    """Who would have to sign what is being written, an opinion or a mandate, before it is sent."""
    file, context = visit.file(), dict[str, Any]()
    step = "ask_mandate" if visit.request.GET.get("step") == "ask_mandate" else "propose"
    written = forms.FORMS[step](visit.request.POST, file=file, by=visit.by, at=visit.at)
    written.is_valid()
    try:
        offered = offers(written.cleaned_data)
        context["chain"] = queries.chain_preview(visit.ref, by=visit.by, offers=offered, at=visit.at)
    except Refused as refused:
        context["chain_refusal"] = words.refusal(refused)
    if visit.fragment:
        return visit.render("_chain_preview", context)
    form = forms.FORMS[step](initial=typed(visit.request.POST), file=file, by=visit.by, at=visit.at)
    return asked(visit, file, form, step, **context)


@require_GET
@visited
def older(visit: Visit) -> HttpResponse:
    """The timeline or its next older lines: all of it, or only what was said between bank and customer."""
    before, only = (visit.request.GET.get(name, "") for name in ("before", "only"))
    if (before and not before.isdigit()) or only not in ("", "correspondence"):
        raise Http404
    page = timeline.page(
        visit.ref, seen_by=visit.by, before=int(before) if before else None, correspondence=bool(only)
    )
    template = ("_lines" if before else "_record") if visit.fragment else "timeline"
    return visit.render(template, {"page": page, "ref": visit.ref, "only": only, "first": not before})


@require_GET
@visited
def opinions(visit: Visit) -> HttpResponse:
    """All versions of the handling opinion, side by side."""
    return visit.render("opinions", {"file": visit.file()})


@require_GET
@visited
def attachment(visit: Visit, attachment_id: int) -> HttpResponse:
    """One attached file, to be saved, never shown in the browser."""
    return to_save(attachments.attachment(visit.ref, attachment_id, seen_by=visit.by))


@require_GET
@visited
def archived(visit: Visit, version: int, form: str) -> HttpResponse:
    """One archived version of the file, as a document or as data."""
    return to_save(archives.archived(visit.ref, version, form, seen_by=visit.by))


def to_save(kept: attachments.Content) -> HttpResponse:
    response = HttpResponse(kept.content, content_type="application/octet-stream")
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Disposition"] = (
        content_disposition_header(as_attachment=True, filename=kept.name) or ""
    )
    return response
