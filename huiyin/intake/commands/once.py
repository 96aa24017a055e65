"""Doing what was asked once, however often it is asked: the sender's key, what was sent, and the answer it got."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from huiyin.intake.models import Submission
from huiyin.organisation.refusal import Refused

CLAIM = """
INSERT INTO submission (client, key, body, status, answer, complaint_id, at) VALUES (%s, %s, %s, 0, '{}', NULL, %s)
ON CONFLICT (client, key) DO NOTHING RETURNING id
"""


@dataclass(frozen=True)
class Answer:
    """What the sender is told; the same again when it asks again."""

    status: int
    body: dict[str, Any]
    complaint_id: int | None = None
    repeated: bool = False


@transaction.atomic
def once(client: str, key: str, body: bytes, act: Callable[[], Answer], *, at: datetime) -> Answer:
    """Do it, unless this key was used: then give the first answer again, or refuse if something else was sent.

    A twin still running holds the key: the second waits for it. When `act` raises, the key is free again.
    """
    sent = hashlib.sha256(body).digest()
    if (number := _claim(client, key, sent, at)) is None:
        return _first_answer(client, key, sent)
    answer = act()
    Submission.objects.filter(pk=number).update(
        status=answer.status, answer=answer.body, complaint_id=answer.complaint_id
    )
    return answer


def _claim(client: str, key: str, sent: bytes, at: datetime) -> int | None:
    with connection.cursor() as cursor:
        cursor.execute(CLAIM, [client, key, sent, at])
        row = cursor.fetchone()
    return int(row[0]) if row else None


def _first_answer(client: str, key: str, sent: bytes) -> Answer:
    first = Submission.objects.get(client=client, key=key)
    if bytes(first.body) != sent:
        raise Refused("key_used_otherwise", field="Idempotency-Key")
    return Answer(first.status, first.answer, first.complaint_id, repeated=True)
