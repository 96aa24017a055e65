"""我的网点: what the head of an outlet signs, what the outlet owes an answer to, what the head is to explain."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import Q

from huiyin.complaints import numbers
from huiyin.complaints.models import Assignment, Complaint, Task
from huiyin.complaints.queries import approvals, counters, guards, ranges
from huiyin.complaints.queries.approvals import Waiting
from huiyin.complaints.queries.counters import Asked, Counter
from huiyin.complaints.queries.due import Due, due
from huiyin.complaints.queries.guards import Question
from huiyin.complaints.queries.names import Names, names
from huiyin.complaints.queries.ranges import Range
from huiyin.complaints.queries.task_rows import seen
from huiyin.organisation.actor import Actor, Role

SHOWN = 5
WORK = (Task.Kind.INVESTIGATE, Task.Kind.ANSWER)


@dataclass(frozen=True)
class Owed:
    """One share of the outlet that is still to be answered."""

    ref: str
    title: str
    lead: bool
    question: str
    unit: str
    person: str
    due: Due
    waits_for: int = 0  # units below that have not answered yet


@dataclass(frozen=True)
class Outlet:
    """The whole page; the lists begin with what is due first and are cut."""

    name: str
    to_sign: tuple[Waiting, ...]
    signing: Counter
    to_answer: tuple[Owed, ...]
    answering: Counter
    to_explain: tuple[Question, ...]

    @property
    def explaining_at(self) -> datetime | None:
        return min((asked.due.due_at for asked in self.to_explain), default=None)


def outlet(*, by: Actor, at: datetime) -> Outlet:
    """What waits in the units this person heads."""
    headed = [h for h in by.held if h.role == Role.UNIT_HEAD]
    places, theirs = (
        ranges.under(h.path for h in headed),
        Q(kind__in=WORK, unit_id__in=[h.unit_id for h in headed]),
    )
    counted = counters.count({"sign": Asked(ranges.to_sign(by)), "answer": Asked(places, theirs)}, by=by)
    return Outlet(
        headed[0].unit_name if headed else "", approvals.to_sign(by=by, at=at, limit=SHOWN).rows, counted["sign"],
        _owed(places, theirs, by, at), counted["answer"],
        tuple(asked for asked in guards.statements(by=by, at=at) if asked.open),
    )  # fmt: skip


def _owed(places: list[Range], theirs: Q, by: Actor, at: datetime) -> tuple[Owed, ...]:
    """Each share with its task, the nearest limit first, as far as this reader sees the complaint."""
    tasks = [task for task in ranges.nearest(places, by=by, where=theirs, limit=SHOWN) if task.assignment_id]
    complaints = seen({task.complaint_id for task in tasks}, by)
    shares = {share.pk: share for share in Assignment.objects.filter(complaint__in=complaints, ended_at=None)}
    known = names((task.unit_id for task in tasks), (task.staff_id for task in tasks))
    waited_for = [share.parent_id for share in shares.values() if share.answered_at is None]
    return tuple(
        replace(
            _one(task, complaints[task.complaint_id], shares[task.assignment_id or 0], known, at),
            waits_for=waited_for.count(task.assignment_id),
        )
        for task in tasks
        if task.complaint_id in complaints
    )


def _one(task: Task, c: Complaint, share: Assignment, known: Names, at: datetime) -> Owed:
    return Owed(
        numbers.ref(c.pk, c.registered_at), c.title, share.lead, share.question, known.unit(task.unit_id),
        known.person(task.staff_id), due(task.started_at, task.due_at, at=at),
    )  # fmt: skip
