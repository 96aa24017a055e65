"""Writing and reading the record."""

from __future__ import annotations

import json
import secrets
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from huiyin.audit import chain
from huiyin.audit.models import Act, Entry, EntryPayload

KINDS = {"staff": 1, "system": 2, "customer": 3, "client": 4}
KIND_NAMES = {number: name for name, number in KINDS.items()}


@dataclass(frozen=True)
class Line:
    """One line of a timeline, as readers need it."""

    seq: int
    at: datetime
    actor_kind: str
    actor_id: int | None
    unit_id: int | None
    action: str
    stage_from: str | None
    stage_to: str | None
    payload: Mapping[str, object]


def record(
    complaint_id: int,
    seq: int,
    previous: bytes,
    *,
    at: datetime,
    actor_kind: str,
    actor_id: int | None,
    unit_id: int | None,
    action: str,
    stage_from: str | None,
    stage_to: str | None,
    payload: Mapping[str, object],
) -> bytes:
    """Write one line behind the last and return the new tip of the chain."""
    body, salt = chain.words(payload), secrets.token_bytes(16)
    body_digest = chain.digest(salt, body)
    kind = KINDS[actor_kind]
    content = chain.line(complaint_id, seq, at, kind, actor_id, unit_id, action, stage_from, stage_to)
    tip = chain.link(previous, content, body_digest)
    Entry.objects.create(
        complaint_id=complaint_id, seq=seq, at=at, actor_id=actor_id, actor_kind=kind, unit_id=unit_id,
        action=action, stage_from=stage_from, stage_to=stage_to, digest=body_digest, hash=tip,
    )  # fmt: skip
    EntryPayload.objects.create(complaint_id=complaint_id, seq=seq, salt=salt, body=body)
    return tip


def timeline(
    complaint_id: int, *, before: int | None = None, limit: int = 50, actions: Collection[str] = ()
) -> list[Line]:
    """The newest lines first, `limit` at a time; `before` is the last line shown; all actions, or only these."""
    entries = Entry.objects.filter(complaint_id=complaint_id, **({"action__in": actions} if actions else {}))
    if before is not None:
        entries = entries.filter(seq__lt=before)
    found = list(entries.order_by("-seq")[:limit])
    payloads = EntryPayload.objects.filter(complaint_id=complaint_id, seq__in=[e.seq for e in found])
    bodies = dict(payloads.values_list("seq", "body"))
    return [_line(entry, bodies.get(entry.seq)) for entry in found]


def authors(complaint_id: int, actions: Collection[str]) -> set[int]:
    """Whoever did any of these."""
    signed = Entry.objects.filter(complaint_id=complaint_id, action__in=actions, actor_id__isnull=False)
    return {actor_id for actor_id in signed.values_list("actor_id", flat=True) if actor_id is not None}


def _line(entry: Entry, body: str | None) -> Line:
    return Line(
        entry.seq, entry.at, KIND_NAMES[entry.actor_kind], entry.actor_id, entry.unit_id, entry.action,
        entry.stage_from, entry.stage_to, json.loads(body) if body else {},
    )  # fmt: skip


def timelines(complaint_ids: Collection[int]) -> dict[int, list[Line]]:
    """Every line of these complaints, oldest first."""
    payloads = EntryPayload.objects.filter(complaint_id__in=complaint_ids)
    bodies = {(pk, seq): body for pk, seq, body in payloads.values_list("complaint_id", "seq", "body")}
    found: dict[int, list[Line]] = {pk: [] for pk in complaint_ids}
    for entry in Entry.objects.filter(complaint_id__in=complaint_ids).order_by("seq"):
        found[entry.complaint_id].append(_line(entry, bodies.get((entry.complaint_id, entry.seq))))
    return found


def breaks(ends: Mapping[int, tuple[bytes, int]]) -> dict[int, list[str]]:
    """What is wrong with the chains of complaints that say how theirs end: by the tip, and after how many lines."""
    payloads = {(p.complaint_id, p.seq): p for p in EntryPayload.objects.filter(complaint_id__in=ends)}
    entries: dict[int, list[tuple[Entry, EntryPayload | None]]] = {pk: [] for pk in ends}
    for e in Entry.objects.filter(complaint_id__in=ends).order_by("seq"):
        entries[e.complaint_id].append((e, payloads.get((e.complaint_id, e.seq))))
    return {pk: _breaks(entries[pk], tip, count) for pk, (tip, count) in ends.items()}


def _breaks(lines: Sequence[tuple[Entry, EntryPayload | None]], tip: bytes, count: int) -> list[str]:
    """What is wrong with one chain: gaps, changed lines, changed words, a cut tail."""
    wrong, previous, expected = [], chain.START, 1
    for e, payload in lines:
        content = chain.line(
            e.complaint_id,
            e.seq,
            e.at,
            e.actor_kind,
            e.actor_id,
            e.unit_id,
            e.action,
            e.stage_from,
            e.stage_to,
        )
        if e.seq != expected:
            wrong.append(f"line {expected} is missing")
        if payload and chain.digest(bytes(payload.salt), payload.body) != bytes(e.digest):
            wrong.append(f"the words of line {e.seq} were changed")
        if chain.link(previous, content, bytes(e.digest)) != bytes(e.hash):
            wrong.append(f"line {e.seq} does not follow from the line before")
        previous, expected = bytes(e.hash), e.seq + 1
    if (previous, expected - 1) != (tip, count):
        wrong.append(f"the chain ends at line {expected - 1}, the complaint says {count}")
    return wrong


def act(
    *,
    at: datetime,
    by_id: int | None,
    by_name: str,
    action: str,
    subject: str,
    before: Mapping[str, object] | None = None,
    after: Mapping[str, object] | None = None,
    note: str = "",
) -> Act:
    """Record what happened outside any complaint."""
    body = chain.words({"before": before or {}, "after": after or {}, "note": note})
    content = chain.line(at, by_id, by_name, action, subject, body)
    return Act.objects.create(
        at=at, actor_id=by_id, actor_name=by_name, action=action, subject=subject, body=body,
        hash=chain.link(chain.START, content, b""),
    )  # fmt: skip
