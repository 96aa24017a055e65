"""How the complaint page is drawn: whole, or as the fragment that was asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from huiyin.complaints.queries import file as queries
from huiyin.complaints.queries.choices import Choice
from huiyin.complaints.queries.file import File
from huiyin.complaints.queries.progress import Duty
from huiyin.complaints.table import STEPS
from huiyin.organisation.actor import Actor
from huiyin.organisation.refusal import Refused
from huiyin.web.desk.complaints.forms import FORMS, StepForm
from huiyin.web.ui import steps, words
from huiyin.web.ui.steps import Words
from huiyin.web.ui.who import actor_of
from huiyin.web.ui.words import Refusal

TEMPLATES = "desk/complaints"
FORBIDDEN, NOT_FOUND, CONFLICT, UNREADABLE = 403, 404, 409, 422
STATUS = {"not_yours": FORBIDDEN, "not_found": NOT_FOUND}


@dataclass(frozen=True)
class Visit:
    """One request for one complaint: who asks, when, and whether a fragment will do."""

    request: HttpRequest
    ref: str
    by: Actor
    at: datetime

    @property
    def fragment(self) -> bool:
        return self.request.headers.get("HX-Request") == "true"

    def file(self) -> File:
        return queries.file(self.ref, seen_by=self.by, at=self.at)

    def render(self, name: str, context: Mapping[str, Any], *, status: int = 200) -> HttpResponse:
        return render(self.request, f"{TEMPLATES}/{name}.html", {**context, "visit": self}, status=status)


View = Callable[..., HttpResponse]


def visited(view: View) -> View:
    """A page about one complaint: for staff who see it, never kept by a cache."""

    @login_required
    @wraps(view)
    def page(request: HttpRequest, ref: str, **named: Any) -> HttpResponse:
        visit = Visit(request, ref, actor_of(request), timezone.now())
        try:
            response = view(visit, **named)
        except Refused as refused:
            response = unseen(visit, words.refusal(refused))
        response["Cache-Control"] = "no-store"
        return response

    return page


def whole(visit: Visit, file: File, *, status: int = 200, **more: Any) -> HttpResponse:
    """The file, as a page or as the part of it that changes."""
    context = {"file": file, "bar": toolbar(file), **more}
    return visit.render("_file" if visit.fragment else "show", context, status=status)


@dataclass(frozen=True)
class Button:
    step: str
    words: Words
    primary: bool


@dataclass(frozen=True)
class Toolbar:
    """The steps open now, the primary one and its neighbours in sight; what is locked; else whom it waits for."""

    shown: list[Button]
    menu: list[tuple[str, list[Button]]]  # under headings
    locked: list[tuple[Words, Refusal]]
    waiting: Sequence[Duty]


def toolbar(file: File) -> Toolbar:
    offered = [choice for choice in file.steps if choice.step in FORMS]
    ready = [c for c in offered if c.ready and (c.primary or c.step not in steps.INLINE)]
    shown = [c for c in ready if c.step in steps.BESIDE and not c.primary][: steps.IN_SIGHT]
    first = [c for c in ready if c.primary]
    menu = [c for c in ready if c not in shown and c not in first]
    locked = [(steps.STEPS[c.step], words.said(c.why, c.params)) for c in offered if not c.ready]
    waiting = file.duties if file.head.open and not (first or shown or locked) else ()
    return Toolbar([_button(c) for c in [*shown, *first]], _grouped(menu), locked, waiting)


def _grouped(menu: Sequence[Choice]) -> list[tuple[str, list[Button]]]:
    """By whom or what a step is about, so that twenty of them do not look like a heap."""
    of = {step: heading for heading, names in steps.FAMILIES for step in names}
    handling = steps.FAMILIES[0][0]
    groups = (
        (h, [_button(c) for c in menu if of.get(c.step, handling) is h]) for h, _names in steps.FAMILIES
    )
    return [(str(heading), buttons) for heading, buttons in groups if buttons]


def _button(choice: Choice) -> Button:
    """The customer's yes and no carry the same weight: neither is the primary button."""
    return Button(choice.step, steps.STEPS[choice.step], choice.primary and choice.step not in steps.EVEN)


def asked(
    visit: Visit, file: File, form: StepForm | None, step: str, *, status: int = 200, **more: Any
) -> HttpResponse:
    """The form of one step: in its place on the page, or beside the whole file."""
    context = {"form": form and form.marked(), "step": step, "words": steps.STEPS[step], **more}
    if not visit.fragment:
        return whole(visit, file, status=status, **context)
    response = visit.render("_asked", {"file": file, "bar": toolbar(file), **context}, status=status)
    return instead(response, of="#step", swap="innerHTML")


def asked_again(visit: Visit, file: File, form: StepForm, step: str) -> HttpResponse:
    """What was typed, on the newest file after somebody else was quicker."""
    response = whole(visit, file, form=form, step=step, words=steps.STEPS[step])
    return instead(response, of="#file", swap="outerHTML")


def closed_to(visit: Visit, file: File, step: str) -> HttpResponse:
    """The step is not open to this reader, or not ready: say who may, or what it waits for."""
    choice = next((choice for choice in file.steps if choice.step == step), None)
    if choice is not None:
        return asked(visit, file, None, step, status=CONFLICT, refusal=words.said(choice.why, choice.params))
    who = [(who.role, who.part) for who in STEPS[step].who]
    return asked(
        visit, file, None, step, status=FORBIDDEN, refusal=words.said("not_yours", {"step": step, "who": who})
    )


def instead(response: HttpResponse, *, of: str, swap: str) -> HttpResponse:
    response["HX-Retarget"], response["HX-Reswap"] = of, swap
    return response


def gone_on(visit: Visit, step: str) -> HttpResponse:
    """After a step: the file redrawn, or the worklist when the complaint has left one's sight."""
    here = reverse("desk:complaints:show", args=[visit.ref])
    try:
        file = visit.file()
    except Refused:
        messages.success(visit.request, _("已记录：%(name)s") % {"name": steps.STEPS[step].told})
        return _elsewhere(visit, reverse("desk:worklist"))
    if not visit.fragment:
        return HttpResponseRedirect(here, status=303)
    response = instead(whole(visit, file, done=steps.STEPS[step]), of="#file", swap="outerHTML")
    response["HX-Push-Url"] = here
    return response


def _elsewhere(visit: Visit, url: str) -> HttpResponse:
    return (
        HttpResponse(headers={"HX-Redirect": url})
        if visit.fragment
        else HttpResponseRedirect(url, status=303)
    )


def unseen(visit: Visit, refusal: Refusal) -> HttpResponse:
    return visit.render("unseen", {"refusal": refusal}, status=STATUS.get(refusal.code, CONFLICT))
