"""Where the next page begins: a word that means something to us alone."""

from __future__ import annotations

import base64
import binascii
from typing import Annotated

from pydantic import Field

from huiyin.organisation.refusal import Refused

Cursor = Annotated[str, Field(max_length=40, pattern="^[A-Za-z0-9_-]*$")]
LARGEST = 2**63 - 1


def written(place: int | None) -> str | None:
    return None if place is None else base64.urlsafe_b64encode(f"after:{place}".encode()).decode().rstrip("=")


def read(cursor: str, *, largest: int = LARGEST) -> int | None:
    """The place, nothing without a cursor; one that is none of ours is refused."""
    if not cursor:
        return None
    try:
        word, place = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode().split(":")
    except (ValueError, binascii.Error):
        raise Refused("unreadable", field="cursor") from None
    if word != "after" or not place.isascii() or not place.isdigit() or int(place) > largest:
        raise Refused("unreadable", field="cursor")
    return int(place)
