"""One attached file, for whoever may see the complaint it belongs to."""

from __future__ import annotations

from dataclasses import dataclass

from huiyin.complaints.models import Attachment
from huiyin.complaints.queries.rows import complaint
from huiyin.files import queries as files
from huiyin.organisation.actor import Actor
from huiyin.organisation.refusal import Refused


@dataclass(frozen=True)
class Content:
    name: str
    content: bytes


def attachment(ref: str, attachment_id: int, *, seen_by: Actor) -> Content:
    found = Attachment.objects.filter(complaint=complaint(ref, seen_by), pk=attachment_id).first()
    if found is None:
        raise Refused("not_found", ref=ref)
    return Content(found.name, files.read(bytes(found.blob_id)))
