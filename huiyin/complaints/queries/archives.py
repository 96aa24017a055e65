"""The archived versions of a file, for whoever may see the complaint."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from huiyin.complaints.models import Archive
from huiyin.complaints.queries.attachments import Content
from huiyin.complaints.queries.rows import Rows, complaint
from huiyin.files import queries as files
from huiyin.organisation.actor import Actor
from huiyin.organisation.refusal import Refused

FORMATS = ("html", "json")


@dataclass(frozen=True)
class Version:
    """One time the file was put away."""

    version: int
    at: datetime


def versions(rows: Rows) -> tuple[Version, ...]:
    return tuple(Version(each.version, each.at) for each in rows.beside.archives)


def archived(ref: str, version: int, form: str, *, seen_by: Actor) -> Content:
    """The document or the data as they were put away, unchanged."""
    found = Archive.objects.filter(complaint=complaint(ref, seen_by), version=version).first()
    if found is None or form not in FORMATS:
        raise Refused("not_found", ref=ref)
    digest = found.document_id if form == "html" else found.data_id
    return Content(f"{ref}-{version}.{form}", files.read(bytes(digest)))
