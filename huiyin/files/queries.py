"""Where kept bytes lie, and whether they are still what they were."""

from __future__ import annotations

import hashlib
from pathlib import Path

from django.conf import settings


def place(digest: bytes) -> Path:
    """Two levels of folders, so that none grows without end."""
    name = digest.hex()
    return Path(settings.HUIYIN_DATA_DIR) / "files" / name[:2] / name[2:4] / name


def read(digest: bytes) -> bytes:
    """The bytes kept under this hash; refuses bytes that no longer match it."""
    content = place(digest).read_bytes()
    if hashlib.sha256(content).digest() != digest:
        raise OSError(f"file {digest.hex()} is damaged: restore it from the backup")
    return content
