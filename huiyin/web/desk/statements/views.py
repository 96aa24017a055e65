"""情况说明: one's own requests, those still to be answered first; nothing here tells which complaint they belong to."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from huiyin.complaints import commands
from huiyin.complaints.commands import Refused
from huiyin.complaints.queries import guards
from huiyin.web.desk.http import StaffRequest
from huiyin.web.ui import words

CONFLICT = 409


@require_safe
def show(request: StaffRequest) -> HttpResponse:
    return _page(request)


@require_POST
def give(request: StaffRequest, statement_id: int) -> HttpResponse:
    """Answer one request; what was typed stays when the answer is refused."""
    typed = request.POST.get("answer", "").replace("\r\n", "\n")
    try:
        commands.give_statement_by_id(statement_id, by=request.actor, at=request.at, answer=typed)
    except Refused as refused:
        return _page(
            request,
            typed=typed,
            refused_id=statement_id,
            refusal=words.refusal(refused),
            status=CONFLICT,
        )
    return redirect("desk:statements")


def _page(request: StaffRequest, *, status: int = 200, **more: object) -> HttpResponse:
    context = {"asked": guards.statements(by=request.actor, at=request.at), **more}
    return render(request, "desk/statements/show.html", context, status=status)
