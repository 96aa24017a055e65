"""Where a page of a list ends and the next begins: by key, never by number."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
SHAPE = re.compile(r"(\d{1,17})-(\d{1,18})")


@dataclass(frozen=True)
class Key:
    """The last row shown: its moment and its number."""

    at: datetime
    id: int

    def __str__(self) -> str:
        return f"{(self.at - EPOCH) // MICROSECOND}-{self.id}"


def key(text: str) -> Key | None:
    """The key as an address carries it; what is none of ours begins the list anew."""
    found = SHAPE.fullmatch(text)
    return Key(EPOCH + int(found[1]) * MICROSECOND, int(found[2])) if found else None
