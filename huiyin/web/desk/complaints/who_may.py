"""帮助 › 谁可以做什么: the table of steps as a page."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from huiyin.complaints.table import EVERY, OPEN, STEPS, Step
from huiyin.web.ui import steps, words
from huiyin.web.ui.steps import Words


@dataclass(frozen=True)
class Row:
    name: str
    words: Words
    stages: str
    leads: str
    who: str


@require_GET
@login_required
def show(request: HttpRequest) -> HttpResponse:
    rows = [row(name, step) for name, step in STEPS.items()]
    stages = [(stage.value, words.stage(stage), matrix(stage)) for stage in EVERY]
    return render(request, "desk/complaints/who_may.html", {"rows": rows, "stages": stages})


def row(name: str, step: Step) -> Row:
    pairs = [(who.role, who.part) for who in step.who]
    leads = in_words(step.to) or str(steps.SAME_STAGE)
    return Row(name, steps.STEPS[name], in_words(step.frm), leads, words.who(pairs))


def in_words(stages: tuple[str, ...]) -> str:
    if stages == EVERY:
        return str(steps.EVERY_STAGE)
    if stages == OPEN:
        return str(steps.OPEN_STAGES)
    return words.listed(words.stage(stage) for stage in stages)


def matrix(stage: str) -> list[Words]:
    """The steps that begin in this stage, the everyday ones left out."""
    return [
        steps.STEPS[name]
        for name, step in STEPS.items()
        if stage in step.frm and step.frm not in (OPEN, EVERY)
    ]
