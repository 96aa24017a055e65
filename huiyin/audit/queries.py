"""Reading the record as a whole."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.db.models import OuterRef, QuerySet, Subquery

from huiyin.audit.log import KINDS
from huiyin.audit.models import Entry

# Recomputes every anchor from the lines it covers and from the anchor before.
BROKEN = """
WITH seen AS (
  SELECT id, root, hash, from_txid AS lo, to_txid AS hi, entries, coalesce(lag(hash) OVER (ORDER BY id), '') AS prev,
         coalesce(lag(to_txid) OVER (ORDER BY id), 0) AS before FROM anchor),
now AS (
  SELECT s.*, (SELECT coalesce(string_agg(e.hash, ''::bytea ORDER BY complaint_id, seq), '') FROM entry e
                WHERE e.txid >= s.lo AND e.txid < s.hi AND e.era = 1)
            || (SELECT coalesce(string_agg(a.hash, ''::bytea ORDER BY a.id), '') FROM act a
                WHERE a.txid >= s.lo AND a.txid < s.hi AND a.era = 1) AS hashes FROM seen s)
SELECT id FROM now
 WHERE sha256(hashes) <> root OR lo <> before
    OR sha256(prev || root || convert_to(lo || '|' || hi || '|' || entries, 'UTF8')) <> hash ORDER BY id
"""


@dataclass(frozen=True)
class Written:
    """Who wrote one line of a timeline, in which unit, and what it was; `staff_id` only of the bank's people."""

    seq: int
    at: datetime
    staff_id: int | None
    unit_id: int | None
    action: str


def written(complaint_id: int) -> list[Written]:
    """All lines of a timeline without their words, oldest first."""
    rows = Entry.objects.filter(complaint_id=complaint_id).order_by("seq")
    found = rows.values_list("seq", "at", "actor_kind", "actor_id", "unit_id", "action")
    staff = KINDS["staff"]
    return [Written(seq, at, who if kind == staff else None, unit, did) for seq, at, kind, who, unit, did in found]


def written_by(staff_id: int, key: str, *, until: str, besides: Collection[str]) -> QuerySet[Entry]:
    """For a condition: this person's lines in the complaint of the outer row, up to the last line of an action."""
    last = Entry.objects.filter(complaint_id=OuterRef("complaint_id"), action=until).order_by("-seq")
    lines = Entry.objects.filter(complaint_id=OuterRef(key), actor_kind=KINDS["staff"], actor_id=staff_id)
    return lines.filter(seq__lte=Subquery(last.values("seq")[:1])).exclude(action__in=besides)


def broken_anchors() -> list[int]:
    """The anchors that no longer agree with the lines they sealed."""
    with connection.cursor() as cursor:
        cursor.execute(BROKEN)
        return [row[0] for row in cursor.fetchall()]
