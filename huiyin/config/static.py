"""Addresses of static files carry a digest of what is in them, so that a browser may keep each for a day."""

from __future__ import annotations

import functools
import hashlib
from pathlib import Path

from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import StaticFilesStorage


class DigestStorage(StaticFilesStorage):
    """No collectstatic: a wheel is served from where it was installed, which may be read-only."""

    def url(self, name: str | None) -> str:
        address = super().url(name)
        digest = digest_of(name or "")
        return f"{address}?v={digest}" if digest else address


@functools.cache
def digest_of(name: str) -> str:
    found = finders.find(name)
    return hashlib.sha256(Path(str(found)).read_bytes()).hexdigest()[:10] if found else ""
