"""How a line of the record is hashed: pure functions, so that anyone can check the chain without us."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime

START = b""


def words(payload: Mapping[str, object]) -> str:
    """A payload as one canonical text: sorted keys, no spaces, real characters."""
    return json.dumps(payload, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)


def digest(salt: bytes, body: str) -> bytes:
    return hashlib.sha256(salt + body.encode()).digest()


def line(*parts: object) -> bytes:
    """The fields of a line as one canonical text; moments in UTC with microseconds."""
    plain = [p.astimezone(UTC).isoformat(timespec="microseconds") if isinstance(p, datetime) else p for p in parts]
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":")).encode()


def link(previous: bytes, content: bytes, body_digest: bytes) -> bytes:
    return hashlib.sha256(previous + content + body_digest).digest()
