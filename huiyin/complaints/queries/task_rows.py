"""Tasks as rows of a list, each with as much of its complaint as the reader may see."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import Q

from huiyin.complaints import access, numbers, ready
from huiyin.complaints.models import Complaint, Severity, Task
from huiyin.complaints.queries.due import Due, due
from huiyin.complaints.queries.names import Names, names
from huiyin.complaints.queries.paging import Key
from huiyin.complaints.queries.ranges import ANY, Range, nearest
from huiyin.complaints.queries.urgency import group
from huiyin.organisation.actor import Actor

# A filter on complaints is tried on so many of the most urgent tasks; the next page goes on from there.
WINDOW = 500


@dataclass(frozen=True)
class Row:
    task_id: int
    ref: str
    title: str
    customer: str
    amount: Decimal | None
    channel: str
    referral: bool
    kind: str
    kind_name: str
    stage: str
    group: str
    due: Due
    customer_due: Due | None
    statutory: bool
    business: str
    category: str
    unit: str
    person: str
    severity: int
    severity_name: str
    free: bool  # for this reader to take
    mine: bool  # taken by this reader, who may put it back
    promise_id: int | None = None


@dataclass(frozen=True)
class Rows:
    rows: tuple[Row, ...]
    next: Key | None
    looked_at: int


def read(
    ranges: Sequence[Range], tasks: Q, complaints: Q, *, by: Actor, at: datetime, limit: int, after: Key | None = None
) -> Rows:
    """The nearest tasks of these ranges whose complaints this reader may see, and where to go on."""
    most = WINDOW if complaints else limit
    found = list(nearest(ranges, by=by, where=tasks, after=after, limit=most + 1))
    if not found:
        return Rows((), None, 0)
    looked_at = found[:most]
    complaints_seen = seen({task.complaint_id for task in looked_at}, by, complaints)
    fitting = [task for task in looked_at if task.complaint_id in complaints_seen]
    shown = fitting[:limit]
    last = shown[-1] if len(fitting) > limit else looked_at[-1] if len(found) > most else None
    known = names((t.unit_id for t in shown), (t.staff_id for t in shown))
    return Rows(
        tuple(_row(task, complaints_seen[task.complaint_id], known, by, at) for task in shown),
        Key(last.due_at, last.pk) if last else None, len(looked_at),
    )  # fmt: skip


def seen(complaint_ids: set[int], by: Actor, where: Q = ANY) -> dict[int, Complaint]:
    """Only these, by their key, and only as far as this reader may see."""
    rows = access.visible_to(by).filter(where, pk__in=complaint_ids).select_related("person", "channel")
    return {c.pk: c for c in rows.prefetch_related("category__parent").defer("story")}


def _row(task: Task, c: Complaint, known: Names, by: Actor, at: datetime) -> Row:
    top = c.category.parent or c.category
    signing = task.kind in ready.SIGNED
    return Row(
        task.pk, numbers.ref(c.pk, c.registered_at), c.title, c.person.mask if c.person else "", c.amount,
        c.channel.name, c.channel.referral, task.kind, str(Task.Kind(task.kind).label), task.stage,
        group(task.due_at, at), due(task.started_at, task.due_at, at=at),
        due(c.received_at, c.due_at, at=at) if c.due_at else None, c.statutory, top.name, c.category.name,
        known.unit(task.unit_id), known.person(task.staff_id), task.severity, str(Severity(task.severity).label),
        free=task.staff_id is None and not signing and ready.can_do(task, by),
        mine=task.staff_id is not None and task.staff_id == by.id and not signing, promise_id=task.promise_id,
    )  # fmt: skip
