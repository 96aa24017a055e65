"""Keeping bytes: first on the disk, then as a row, so that a row never names bytes that are not there."""

from __future__ import annotations

import hashlib
import os
import tempfile
from datetime import datetime

from huiyin.files import queries
from huiyin.files.models import Blob

LARGEST = 20 * 1024 * 1024


class TooLarge(ValueError):
    """The file is larger than we keep (bytes)."""


def keep(content: bytes, *, media_type: str, at: datetime) -> bytes:
    """Keep these bytes once and for all; returns their hash."""
    if len(content) > LARGEST:
        raise TooLarge(len(content))
    digest = hashlib.sha256(content).digest()
    place = queries.place(digest)
    if not place.exists():
        place.parent.mkdir(parents=True, exist_ok=True)
        descriptor, partial = tempfile.mkstemp(dir=place.parent)
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(partial, place)
    Blob.objects.get_or_create(
        sha256=digest, defaults={"size": len(content), "media_type": media_type, "stored_at": at}
    )
    return digest
