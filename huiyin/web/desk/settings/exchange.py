"""导入与导出: the whole organisation as one spreadsheet; first what would happen, then all of it or nothing."""

from __future__ import annotations

from django.contrib import messages
from django.core import signing
from django.core.files.base import File
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from huiyin.complaints.commands import open_work
from huiyin.files import commands as files
from huiyin.files import queries as kept
from huiyin.organisation import commands, queries
from huiyin.organisation.actor import Role
from huiyin.organisation.refusal import Refused
from huiyin.organisation.sheets import workbook
from huiyin.organisation.sheets.report import ImportReport
from huiyin.web.desk.http import StaffRequest, only
from huiyin.web.desk.settings.reading import administrators, may_change, today
from huiyin.web.ui import words

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SALT = "huiyin.organisation.import"
HALF_AN_HOUR = 30 * 60
SHOWN = 200
UNREADABLE = 422


@require_http_methods(["GET", "HEAD", "POST"])
@administrators
def show(request: StaffRequest) -> HttpResponse:
    if request.method != "POST":
        return _page(request)
    return _bring_in(request)


@only(Role.SYSTEM_ADMIN)
def _bring_in(request: StaffRequest) -> HttpResponse:
    """The file is tried first; what was tried, and nothing else, is then taken over."""
    try:
        if "token" in request.POST:
            return _take_over(request, request.POST["token"])
        return _try(request, request.FILES.get("file"))
    except Refused as refused:
        return _page(request, refusal=words.refusal(refused), status=UNREADABLE)


def _try(request: StaffRequest, file: File[bytes] | None) -> HttpResponse:
    if file is None:
        raise Refused("empty", field="file")
    try:
        digest = files.keep(file.read(), media_type=XLSX, at=request.at)
    except files.TooLarge as problem:
        raise Refused("file_too_large", field="file", longest=files.LARGEST) from problem
    report = commands.import_workbook(
        kept.read(digest), by=request.actor, at=request.at, dry_run=True, open_work=open_work
    )
    token = signing.dumps([digest.hex(), request.actor.pk], salt=SALT)
    return _page(request, report=report, name=file.name, token=token if report.ok else "")


def _take_over(request: StaffRequest, token: str) -> HttpResponse:
    try:
        digest, who = signing.loads(token, salt=SALT, max_age=HALF_AN_HOUR)
    except signing.BadSignature as problem:
        raise Refused("preview_expired") from problem
    if who != request.actor.pk:
        raise Refused("preview_expired")
    content = kept.read(bytes.fromhex(digest))
    report = commands.import_workbook(content, by=request.actor, at=request.at, open_work=open_work)
    if not report.done:
        return _page(request, report=report, status=UNREADABLE)
    n = len(report.created) + len(report.changed)
    messages.success(request, ngettext("已导入 {n} 行改动。", "已导入 {n} 行改动。", n).format(n=n))
    return HttpResponseRedirect(request.path, status=303)


def _page(
    request: StaffRequest, *, report: ImportReport | None = None, status: int = 200, **more: object
) -> HttpResponse:
    context = {"report": report, "shown": SHOWN, "may_change": may_change(request), **more}
    return render(request, "desk/settings/exchange.html", context, status=status)


@require_safe
@administrators
def export(request: StaffRequest) -> HttpResponse:
    """Importing this file back changes nothing."""
    return _file(
        workbook.write(queries.export_bank()), _("机构人员授权 {day}.xlsx").format(day=today(request))
    )


@require_safe
@administrators
def template(request: StaffRequest) -> HttpResponse:
    return _file(workbook.write(workbook.template()), _("机构人员授权 模板.xlsx"))


def _file(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=XLSX)
    response.headers["Content-Disposition"] = (
        content_disposition_header(as_attachment=True, filename=name) or ""
    )
    return response
