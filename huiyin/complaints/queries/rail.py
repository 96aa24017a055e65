"""Beside the worklist: signatures that wait, what one's own limit is nearest on, what the unit owes its customers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import Q

from huiyin.complaints import numbers, work
from huiyin.complaints.models import Promise, Task
from huiyin.complaints.queries import approvals, ranges
from huiyin.complaints.queries.approvals import Waiting
from huiyin.complaints.queries.due import Due, due
from huiyin.complaints.queries.names import names
from huiyin.complaints.queries.task_rows import Row, read, seen
from huiyin.organisation.actor import Actor
from huiyin.organisation.models import OfferKind

SHOWN = 3
PROMISES = 4


@dataclass(frozen=True)
class Owed:
    """One thing the unit owes a customer and has not proved."""

    ref: str
    name: str
    payee: str
    amount: Decimal | None
    unit: str
    entered: bool
    due: Due


@dataclass(frozen=True)
class Rail:
    to_sign: tuple[Waiting, ...]
    nearest: tuple[Row, ...]
    owed: tuple[Owed, ...]


def rail(*, by: Actor, at: datetime, mine: tuple[Row, ...] | None = None) -> Rail:
    """Of one's own rows the first, unless the page has read them already."""
    if mine is None:
        mine = read(ranges.mine(by), Q(), Q(), by=by, at=at, limit=SHOWN).rows
    return Rail(approvals.to_sign(by=by, at=at, limit=SHOWN).rows, mine[:SHOWN], owed(by=by, at=at))


def owed(*, by: Actor, at: datetime) -> tuple[Owed, ...]:
    """The promises of this reader's units that are due first."""
    tasks = list(ranges.nearest(ranges.own_units(by), by=by, where=Q(kind__in=work.OWED), limit=PROMISES))
    if not tasks:
        return ()
    complaints = seen({task.complaint_id for task in tasks}, by)
    promises = Promise.objects.in_bulk([task.promise_id for task in tasks if task.promise_id is not None])
    known = names((task.unit_id for task in tasks), ())
    return tuple(
        _owed(task, promises[task.promise_id], numbers.ref(c.pk, c.registered_at), known.unit(task.unit_id), at)
        for task in tasks
        if task.promise_id in promises and (c := complaints.get(task.complaint_id)) is not None
    )


def _owed(task: Task, promise: Promise, ref: str, unit: str, at: datetime) -> Owed:
    return Owed(
        ref, str(OfferKind(promise.kind).label), promise.payee, promise.amount, unit,
        promise.state == Promise.State.ENTERED, due(task.started_at, task.due_at, at=at),
    )  # fmt: skip
