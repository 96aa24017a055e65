"""What a reader may find at all, as conditions of the database and as the newest numbers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db import connection

from huiyin.complaints.access import Eyes

EVERYTHING = 2**62

SIGHT = """
SELECT DISTINCT s.complaint_id FROM unnest(%s::int[]) u CROSS JOIN LATERAL (
  SELECT complaint_id FROM sight WHERE unit_id = u AND complaint_id < %s AND NOT complaint_id = ANY (%s::bigint[])
   ORDER BY complaint_id DESC LIMIT %s) s
ORDER BY 1 DESC LIMIT %s
"""
BANK = """
SELECT id FROM complaint WHERE id < %s AND NOT restricted = ANY (%s::text[]) AND NOT id = ANY (%s::bigint[])
ORDER BY id DESC LIMIT %s
"""


def newest(eyes: Eyes, count: int, *, before: int = EVERYTHING) -> list[int]:
    """The newest complaints that can be seen at the level of these units, one index range a unit, or by name."""
    if eyes.units is None:
        found = ids_of(BANK, [before, eyes.shut, eyes.barred, count])
    else:
        found = ids_of(SIGHT, [eyes.units, before, eyes.barred, count, count])
    beside = [each for each in eyes.named if each < before and each not in eyes.barred]
    return sorted({*found, *beside}, reverse=True)[:count]


HIDDEN = "ARRAY(SELECT r.id FROM complaint r WHERE r.restricted <> '' AND r.restricted = ANY (%s::text[]))"


def in_sight(eyes: Eyes) -> Iterator[tuple[str, list[Any]]]:
    """What may be found at all: by scope, or in the whole bank but for what is shut; by name; never what bars one."""
    seen, values = "d.scope && %s::int[]", list[Any]([eyes.units])
    if eyes.units is None:
        seen, values = f"NOT d.complaint_id = ANY ({HIDDEN})", [eyes.shut]
    if eyes.named:
        seen, values = f"({seen} OR d.complaint_id = ANY (%s::bigint[]))", [*values, eyes.named]
    yield seen, values
    if eyes.barred:
        yield "NOT d.complaint_id = ANY (%s::bigint[])", [eyes.barred]


def ids_of(sql: str, values: list[Any]) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return [int(row[0]) for row in cursor.fetchall()]
