"""交接清单: everything that rests on one person, and who could take it over."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Exists, OuterRef

from huiyin.calendars.workdays import day_of
from huiyin.complaints import numbers
from huiyin.complaints.lifecycle import SIGNS
from huiyin.complaints.models import Approval, Complaint, Opinion, Statement, Task
from huiyin.complaints.queries.due import Due, due
from huiyin.complaints.queries.names import Names, names
from huiyin.complaints.queries.task_rows import seen
from huiyin.complaints.ready import DOERS
from huiyin.organisation.actor import Actor
from huiyin.organisation.models import StaffRole
from huiyin.organisation.queries import duty
from huiyin.organisation.queries.units import in_force

SHOWN = 200


@dataclass(frozen=True)
class Item:
    """One task that rests on the person; a seat goes to a deputy, not to a pool."""

    task_id: int
    ref: str
    title: str
    kind_name: str
    unit: str
    due: Due
    seat: bool


@dataclass(frozen=True)
class Note:
    """What is not work of a unit: a place in a chain still to come, a statement to be given."""

    ref: str
    title: str
    kind: str


@dataclass(frozen=True)
class Resting:
    """What rests on a person, as far as this reader may see it; `unseen` counts the rest."""

    items: tuple[Item, ...]
    unseen: int
    to_come: tuple[Note, ...]
    takers: tuple[tuple[int, str], ...]


def resting(staff_id: int, *, seen_by: Actor, at: datetime) -> Resting:
    held = list(Task.objects.filter(staff_id=staff_id).order_by("due_at", "id")[:SHOWN])
    visible = seen({task.complaint_id for task in held}, seen_by)
    shown = [task for task in held if task.complaint_id in visible]
    known = names((task.unit_id for task in shown), ())
    seats = _seats(shown)
    units = {task.unit_id for task in shown if duty.leads(seen_by, task.path)}
    roles = {role for task in shown for role in _doing(task, seats)}
    return Resting(
        tuple(_item(task, visible[task.complaint_id], known, task.pk in seats, at) for task in shown),
        len(held) - len(shown), _to_come(staff_id, seen_by),
        takers(units, roles, on=day_of(at), without=staff_id),
    )  # fmt: skip


def counts(staff_ids: Iterable[int]) -> dict[int, int]:
    """How many tasks rest on each of these people; those on whom none does are left out."""
    held = Task.objects.filter(staff_id__in=set(staff_ids)).values_list("staff_id")
    return {staff_id: n for staff_id, n in held.annotate(n=Count("id")) if staff_id is not None}


def takers(
    unit_ids: Iterable[int], roles: Iterable[str], *, on: date, without: int | None = None
) -> tuple[tuple[int, str], ...]:
    """Colleagues in these units who hold one of the roles."""
    held = StaffRole.objects.filter(
        in_force(on), unit_id__in=set(unit_ids), role__in=set(roles), staff__left_at=None
    )
    people = held.exclude(staff_id=without or 0).order_by("staff__name", "staff_id")
    return tuple(people.values_list("staff_id", "staff__name").distinct())


def entrusted(ref: str, *, seen_by: Actor, on: date) -> tuple[list[tuple[int, str]], list[tuple[int, str]]]:
    """The demands of one complaint that this reader may hand over, and to whom."""
    complaint_id = numbers.complaint_id(ref) or 0
    tasks = [t for t in _of(complaint_id) if duty.leads(seen_by, t.path)]
    known = names((t.unit_id for t in tasks), (t.staff_id for t in tasks))
    labels = [(t.pk, _label(t, known)) for t in tasks]
    seats = _seats(tasks)
    return labels, list(
        takers((t.unit_id for t in tasks), (r for t in tasks for r in _doing(t, seats)), on=on)
    )


def _of(complaint_id: int) -> Iterable[Task]:
    return Task.objects.filter(complaint_id=complaint_id).order_by("due_at", "id")


def _label(task: Task, known: Names) -> str:
    person = f" · {known.person(task.staff_id)}" if task.staff_id is not None else ""
    return f"{Task.Kind(task.kind).label} · {known.unit(task.unit_id)}{person}"


def _seats(tasks: Iterable[Task]) -> dict[int, str]:
    """The tasks that lie on a named place of a chain, and the role that signs there."""
    places = {task.approval_id: task.pk for task in tasks if task.approval_id is not None}
    named = Approval.objects.filter(pk__in=places, staff_id__isnull=False).values_list("pk", "place")
    return {places[pk]: SIGNS[Approval.Place(place)] for pk, place in named}


def _doing(task: Task, seats: dict[int, str]) -> tuple[str, ...]:
    return (seats[task.pk],) if task.pk in seats else tuple(DOERS[Task.Kind(task.kind)])


def _item(task: Task, c: Complaint, known: Names, seat: bool, at: datetime) -> Item:
    return Item(
        task.pk, numbers.ref(c.pk, c.registered_at), c.title, str(Task.Kind(task.kind).label),
        known.unit(task.unit_id), due(task.started_at, task.due_at, at=at), seat,
    )  # fmt: skip


def _to_come(staff_id: int, by: Actor) -> tuple[Note, ...]:
    """Places in chains not reached yet and statements still owed; when their turn comes, rule 10 looks after them."""
    reached = Task.objects.filter(approval_id=OuterRef("pk"))
    chains = Approval.objects.filter(
        ~Exists(reached), staff_id=staff_id, decided_at=None,
        opinion__state__in=[Opinion.State.PROPOSED, Opinion.State.ASKED],
    ).values_list("opinion__complaint_id", flat=True)[:SHOWN]  # fmt: skip
    asked = Statement.objects.filter(staff_id=staff_id, answered_at=None).values_list(
        "complaint_id", flat=True
    )
    found = [*((pk, "seat") for pk in chains), *((pk, "statement") for pk in asked[:SHOWN])]
    visible = seen({pk for pk, _kind in found}, by)
    return tuple(
        Note(numbers.ref(pk, visible[pk].registered_at), visible[pk].title, kind)
        for pk, kind in found
        if pk in visible
    )
