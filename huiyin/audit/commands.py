"""The anchor: one link a minute over everything whose transaction has ended, so that no writer waits."""

from __future__ import annotations

from datetime import datetime

from django.db import connection, transaction

# Every line with a transaction older than the oldest still running writer is covered exactly once.
ANCHOR = """
WITH w AS (
  SELECT coalesce((SELECT to_txid FROM anchor WHERE era = 1 ORDER BY id DESC LIMIT 1), 0) AS lo,
         (pg_snapshot_xmin(pg_current_snapshot())::text)::bigint AS hi,
         coalesce((SELECT hash FROM anchor ORDER BY id DESC LIMIT 1), '') AS prev),
e AS (
  SELECT count(*)::int AS n, coalesce(string_agg(hash, ''::bytea ORDER BY complaint_id, seq), '') AS hashes
    FROM w, entry WHERE txid >= w.lo AND txid < w.hi AND era = 1),
a AS (
  SELECT count(*)::int AS n, coalesce(string_agg(hash, ''::bytea ORDER BY id), '') AS hashes
    FROM w, act WHERE txid >= w.lo AND txid < w.hi AND era = 1),
l AS (SELECT e.n + a.n AS n, sha256(e.hashes || a.hashes) AS root FROM e, a)
INSERT INTO anchor (at, era, from_txid, to_txid, entries, root, hash)
SELECT %s, 1, lo, hi, n, root, sha256(prev || root || convert_to(lo || '|' || hi || '|' || n, 'UTF8'))
  FROM w, l WHERE hi > lo AND n > 0 RETURNING entries
"""
ONE_AT_A_TIME = 77002


def anchor(*, at: datetime) -> int:
    """Seal all lines written since the last anchor; returns how many."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ONE_AT_A_TIME])
        cursor.execute(ANCHOR, [at])
        row = cursor.fetchone()
    return int(row[0]) if row else 0
