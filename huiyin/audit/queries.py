"""Reading the record as a whole."""

from __future__ import annotations

from django.db import connection

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


def broken_anchors() -> list[int]:
    """The anchors that no longer agree with the lines they sealed."""
    with connection.cursor() as cursor:
        cursor.execute(BROKEN)
        return [row[0] for row in cursor.fetchall()]
