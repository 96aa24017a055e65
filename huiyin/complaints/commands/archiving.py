"""归档文件: the complete file as one document to read and the same as data, kept for good under their hashes."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.functional import Promise as LazyText

from huiyin.audit import log
from huiyin.calendars.workdays import BEIJING
from huiyin.complaints import numbers
from huiyin.complaints.lifecycle import Turn
from huiyin.complaints.models import Archive, Attachment, Complaint
from huiyin.complaints.queries import file as queries
from huiyin.complaints.queries import rows, timeline
from huiyin.complaints.queries.names import names
from huiyin.complaints.step_words import STEPS
from huiyin.files import commands as files
from huiyin.organisation.actor import SYSTEM, Actor

LANGUAGE = "zh-hans"
# What a reader may do now, and until when, is no part of the file.
PASSING = ("steps", "stops", "duties", "timeline", "archives", "ties")
# Whoever may open this file need not see another: none is named in it.
STRANGER = Actor("staff", None, "")


def put_away(turn: Turn, version: int) -> None:
    """Write the file down as it stands, masked, and keep it as the next version; earlier ones stay as they are."""
    complaint, at = turn.complaint, turn.at
    content = contents(complaint, version=version, by=turn.by.name, at=at)
    document = files.keep(document_of(content).encode(), media_type="text/html", at=at)
    data = files.keep(data_of(content).encode(), media_type="application/json", at=at)
    Archive.objects.create(complaint=complaint, version=version, at=at, document_id=document, data_id=data)
    turn.facts |= {"archive": version, "sha256": document.hex()}


def contents(complaint: Complaint, *, version: int, by: str, at: datetime) -> dict[str, Any]:
    """Everything the file says, in the bank's language, every line of its timeline included."""
    with translation.override(LANGUAGE):
        ref = numbers.ref(complaint.pk, complaint.registered_at)
        file = asdict(queries.file(ref, seen_by=SYSTEM, at=at))
        kept = {name: value for name, value in file.items() if name not in PASSING}
        archive = {"version": version, "at": at, "by": by}
        return {
            **kept,
            "archive": archive,
            "lines": _lines(complaint),
            "attachments": _attachments(complaint),
        }


def _lines(complaint: Complaint) -> list[dict[str, Any]]:
    """The whole timeline, oldest first."""
    lines = log.timeline(complaint.pk, limit=max(complaint.entry_count, 1))
    told = timeline.told(lines, names(rows.units_in(lines), []), STRANGER).lines
    return [{**asdict(line), "told": str(STEPS[line.action].told)} for line in reversed(told)]


def _attachments(complaint: Complaint) -> list[dict[str, Any]]:
    found = Attachment.objects.filter(complaint=complaint).select_related("blob").order_by("id")
    people = names([], (each.by_staff_id for each in found))
    return [
        {
            "name": each.name, "size": each.blob.size, "sha256": bytes(each.blob_id).hex(), "at": each.at,
            "by": people.person(each.by_staff_id),
        }
        for each in found
    ]  # fmt: skip


def document_of(content: dict[str, Any]) -> str:
    """One page that needs nothing beside itself."""
    with translation.override(LANGUAGE), timezone.override(BEIJING):
        return str(render_to_string("complaints/archive.html", content))


def data_of(content: dict[str, Any]) -> str:
    return json.dumps(content, ensure_ascii=False, indent=1, default=_plain)


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, Decimal | LazyText):
        return str(value)
    if isinstance(value, set | frozenset):
        return sorted(value)
    return str(value)
