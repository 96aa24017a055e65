"""What has been taken in already."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from huiyin.intake.models import Submission


@dataclass(frozen=True)
class Known:
    """A key that was used: the digest of what was sent with it, and the complaint's number."""

    digest: bytes
    ref: str


def registered(client: str, keys: Iterable[str]) -> dict[str, Known]:
    """Those of a sender's keys that were used before; one query."""
    rows = Submission.objects.filter(client=client, key__in=list(keys)).values_list("key", "body", "answer")
    return {key: Known(bytes(body), answer.get("ref", "")) for key, body, answer in rows}
