"""Complaints as lists show them: where each stands, with whom, until when, and what was found in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from huiyin.complaints import access, numbers
from huiyin.complaints.models import Complaint, Severity, Stage, Task
from huiyin.complaints.queries.due import Due, due
from huiyin.complaints.queries.names import Names, names
from huiyin.complaints.queries.sought import Sought
from huiyin.organisation.actor import Actor

AROUND = 18  # characters shown on either side of what was found in the story


@dataclass(frozen=True)
class Piece:
    """A run of text; `hit` when it is what was looked for."""

    text: str
    hit: bool = False


@dataclass(frozen=True)
class Listed:
    """One row of a list, the customer masked."""

    id: int
    ref: str
    title: tuple[Piece, ...]
    excerpt: tuple[Piece, ...]  # of the story, when the words stand only there
    customer: str
    stage: str
    stage_name: str
    severity: int
    severity_name: str
    referral: bool
    channel: str
    business: str
    category: str
    unit: str
    received_at: datetime
    closed_at: datetime | None
    statutory: bool
    amount: Decimal | None
    step: str
    due: Due | None  # the nearest limit of what is open


def listed(ids: Sequence[int], what: Sought, *, seen_by: Actor, at: datetime) -> tuple[Listed, ...]:
    """The rows in the given order; four queries, however many."""
    seen = access.visible_to(seen_by).filter(pk__in=ids)
    found = {c.pk: c for c in seen.select_related("person", "channel", "category__parent")}
    tasks = _nearest(list(found))
    known = names((unit for c in found.values() for unit in (c.lead_unit_id, c.owner_unit_id, c.intake_unit_id)), ())
    return tuple(_row(found[pk], tasks.get(pk), what, known, at) for pk in ids if pk in found)


def _nearest(ids: Iterable[int]) -> dict[int, Task]:
    """The open demand with the nearest limit of each."""
    rows = Task.objects.filter(complaint__in=list(ids)).order_by("complaint_id", "due_at", "id")
    return {task.complaint_id: task for task in rows.distinct("complaint_id")}


def _row(c: Complaint, task: Task | None, what: Sought, known: Names, at: datetime) -> Listed:
    words = [word.text for word in what.words]
    title = pieces(c.title, words)
    return Listed(
        id=c.pk, ref=numbers.ref(c.pk, c.registered_at), title=title,
        excerpt=() if not words or any(piece.hit for piece in title) else excerpt(f"{c.story} {c.source_no}", words),
        customer=c.person.mask if c.person else "", stage=c.stage,
        stage_name=str(Stage(c.stage).label), severity=c.severity, severity_name=str(Severity(c.severity).label),
        referral=c.channel.referral, channel=c.channel.name,
        business=c.category.parent.name if c.category.parent else c.category.name,
        category=c.category.name if c.category.parent else "",
        unit=known.unit(c.lead_unit_id or c.owner_unit_id or c.intake_unit_id), received_at=c.received_at,
        closed_at=c.closed_at, statutory=c.statutory, amount=c.amount,
        step=str(Task.Kind(task.kind).label) if task else "",
        due=due(task.started_at, task.due_at, at=at) if task else None,
    )  # fmt: skip


def pieces(text: str, words: Sequence[str]) -> tuple[Piece, ...]:
    """The text cut at what was looked for."""
    spans = _spans(text, words)
    cut, place = list[Piece](), 0
    for start, end in spans:
        cut += [Piece(text[place:start]), Piece(text[start:end], hit=True)]
        place = end
    return tuple(piece for piece in [*cut, Piece(text[place:])] if piece.text)


def excerpt(text: str, words: Sequence[str]) -> tuple[Piece, ...]:
    """A line of the story around the first word that stands in it."""
    flat = " ".join(text.split())
    spans = _spans(flat, words)
    if not spans:
        return ()
    start, end = max(0, spans[0][0] - AROUND), min(len(flat), spans[0][1] + AROUND)
    return pieces(f"{'…' * (start > 0)}{flat[start:end]}{'…' * (end < len(flat))}", words)


def _spans(text: str, words: Sequence[str]) -> list[tuple[int, int]]:
    """Where the words stand, left to right; those that touch are one."""
    lower = text.lower()
    if len(lower) != len(text):
        return []  # letters that grow when made small would shift every place
    found: list[tuple[int, int]] = []
    for start, end in sorted(_occurrences(lower, words)):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def _occurrences(text: str, words: Sequence[str]) -> Iterable[tuple[int, int]]:
    for word in words:
        start = text.find(word)
        while word and start >= 0:
            yield start, start + len(word)
            start = text.find(word, start + 1)
