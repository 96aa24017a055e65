"""GET: complaints one may see, the whole file of one, its timeline and its files."""

from __future__ import annotations

from typing import Annotated, Literal

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from ninja import Path, Query
from pydantic import Field

from huiyin.complaints import commands
from huiyin.complaints.queries import archives, attachments, lists, search, timeline
from huiyin.complaints.queries.file import File, file
from huiyin.complaints.queries.search import Wanted
from huiyin.complaints.queries.sought import personal
from huiyin.organisation.refusal import Refused
from huiyin.web.api import cursors, keys, shown
from huiyin.web.api.cursors import Cursor
from huiyin.web.api.fields import Body, Code, Day, OneOf
from huiyin.web.api.routes import router
from huiyin.web.api.shown import Lines, Rows

NEWEST_LINE = 2**31 - 1
STAGES = ("", ""), *lists.stages()
BINARY = {"responses": {200: {"content": {"application/octet-stream": {"schema": {"type": "string",
                                                                               "format": "binary"}}}}}}  # fmt: skip


class Filters(Body):
    """Empty means any. A customer's phone, identity or card number is sought by POST, never in an address."""

    words: Annotated[str, Field(max_length=100)] = ""
    stage: Annotated[str, OneOf(STAGES)] = ""
    severity: Annotated[int, Field(ge=1, le=3)] | None = None
    channel: Code = ""
    category: Code = ""
    unit_id: Annotated[int, Field(ge=1, le=2**31 - 1)] | None = None
    received_from: Day | None = None
    received_to: Day | None = None
    overdue: bool = False
    statutory: bool = False
    cursor: Cursor = ""

    def wanted(self) -> Wanted:
        asked = {name: getattr(self, name) for name in type(self).model_fields if name != "cursor"}
        return Wanted(**asked, before=cursors.read(self.cursor))


@router.get("/complaints", auth=keys.READ, response=Rows, operation_id="complaints", summary="complaints")
def complaints(request: HttpRequest, filters: Query[Filters]) -> Rows:
    """Complaints one may see, newest first, a page at a time."""
    if personal(filters.words):
        raise Refused("personal_in_address", field="words")
    return _found(request, filters)


@router.post("/complaints/search", auth=keys.READ, response=Rows, operation_id="search", summary="search")
def sought(request: HttpRequest, body: Filters) -> Rows:
    """The same list, also by a customer's name, phone, identity or card number; nothing is changed."""
    return _found(request, body)


def _found(request: HttpRequest, filters: Filters) -> Rows:
    found = search.search(filters.wanted(), seen_by=keys.caller(request).actor, at=timezone.now())
    items = [shown.brief(each) for each in found.rows]
    return Rows(items=items, next=cursors.written(found.before), looked_back_to=found.looked_back_to)


@router.get("/complaints/{ref}", auth=keys.READ, response=File, operation_id="complaint", summary="complaint")
def complaint(request: HttpRequest, ref: str) -> File:
    """The whole file, as its page shows it; an auditor's reading is itself on the record."""
    by, at = keys.caller(request).actor, timezone.now()
    found = file(ref, seen_by=by, at=at)
    commands.opened(ref, by=by, at=at)
    return found


@router.get(
    "/complaints/{ref}/timeline", auth=keys.READ, response=Lines, operation_id="timeline", summary="timeline"
)
def lines(
    request: HttpRequest, ref: str, cursor: Cursor = "", only: Literal["", "correspondence"] = ""
) -> Lines:
    """What happened, newest first, a page at a time: all of it, or what was said between bank and customer."""
    before = cursors.read(cursor, largest=NEWEST_LINE) or NEWEST_LINE
    by = keys.caller(request).actor
    page = timeline.page(ref, seen_by=by, before=before, correspondence=bool(only))
    return Lines(items=list(page.lines), next=cursors.written(page.before))


@router.get(
    "/complaints/{ref}/files/{attachment_id}", auth=keys.READ, operation_id="attachment", summary="attachment",
    openapi_extra=BINARY,
)  # fmt: skip
def attachment(
    request: HttpRequest, ref: str, attachment_id: Annotated[int, Field(ge=1, le=2**63 - 1), Path()]
) -> HttpResponse:
    """One attached file."""
    return _to_save(attachments.attachment(ref, attachment_id, seen_by=keys.caller(request).actor))


@router.get(
    "/complaints/{ref}/archive/{version}/{form}", auth=keys.READ, operation_id="archived", summary="archived",
    openapi_extra=BINARY,
)  # fmt: skip
def archived(
    request: HttpRequest, ref: str, version: Annotated[int, Field(ge=1, le=2**15 - 1), Path()],
    form: Annotated[Literal["html", "json"], Path()],
) -> HttpResponse:  # fmt: skip
    """One archived version of the file."""
    return _to_save(archives.archived(ref, version, form, seen_by=keys.caller(request).actor))


def _to_save(kept: attachments.Content) -> HttpResponse:
    response = HttpResponse(kept.content, content_type="application/octet-stream")
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=kept.name) or ""
    return response
