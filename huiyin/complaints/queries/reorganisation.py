"""What a change of the tree would move: counted before it is confirmed, and refused where work would lie nowhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from huiyin.complaints import numbers
from huiyin.complaints.models import OPEN, Complaint, Part, Participation, Promise, Task
from huiyin.organisation import queries as organisation
from huiyin.organisation.models import Assignable, Unit
from huiyin.organisation.queries import duty, reorganisation
from huiyin.organisation.queries.reorganisation import CLOSE, MERGE, MOVE, Change
from huiyin.organisation.queries.units import in_force
from huiyin.organisation.refusal import Refused
from huiyin.policy.models import Channel

FIRST = 5
OWED = [Promise.State.OPEN, Promise.State.ENTERED, Promise.State.BROKEN]


@dataclass(frozen=True)
class Counted:
    """One kind of thing that goes along: how many, and the first of them by name or number."""

    what: str
    count: int
    first: tuple[str, ...] = ()


@dataclass(frozen=True)
class Lacking:
    """What the bank would then be without; it may be done all the same, by those who know."""

    what: str
    details: tuple[str, ...]


@dataclass(frozen=True)
class Preview:
    moving: tuple[Counted, ...]
    lacking: tuple[Lacking, ...]
    refused: Refused | None = None

    @property
    def ok(self) -> bool:
        return self.refused is None


def check(change: Change) -> None:
    """Closing needs nothing left to do: what is open must have somewhere to go."""
    if change.kind == CLOSE:
        waiting = _open_tasks([change.unit_id]).count() + _owed([change.unit_id]).count()
        playing = _open_parts([change.unit_id]).values("complaint_id").distinct().count()
        if waiting or playing:
            raise Refused("work_goes_nowhere", field="kind", count=max(waiting, playing))


def preview(change: Change, *, today: date) -> Preview:
    """Everything that will move, what will be lacking, and the rule that forbids it, if one does."""
    refused = _refusal(change, today)
    if not Unit.objects.filter(pk=change.unit_id).exists():
        return Preview((), (), refused)
    ids = _units(change)
    lacking = tuple(_lacking(change, today)) if refused is None else ()
    return Preview(tuple(_moving(change, ids, today)), lacking, refused)


def _refusal(change: Change, today: date) -> Refused | None:
    try:
        reorganisation.check(change, today=today)
        check(change)
    except Refused as refused:
        return refused
    return None


def _units(change: Change) -> list[int]:
    if change.kind != MOVE:
        return [change.unit_id]
    return list(Unit.objects.filter(path__contains=[change.unit_id]).values_list("pk", flat=True))


def _moving(change: Change, ids: Sequence[int], today: date) -> list[Counted]:
    below = Unit.objects.filter(in_force(change.on), path__contains=[change.unit_id])
    units = list(below.exclude(pk=change.unit_id).order_by("path").values_list("name", flat=True))
    people = reorganisation.roles_in(change.unit_id, on=today)
    names = tuple(dict.fromkeys(name for name, _role, _grade in people))
    tasks = _open_tasks(ids)
    owed = _owed(ids)
    assignable = Assignable.objects.filter(
        in_force(today), Q(coordinator_id=change.unit_id) | Q(top_id=change.unit_id)
    )
    found = [
        Counted("units", len(units), tuple(units[:FIRST])),
        Counted("tasks", tasks.count(), _refs(tasks.order_by("due_at", "id")[:FIRST])),
        *_by_part(ids),
        Counted("promises", owed.count(), _refs(owed.order_by("due_at", "id")[:FIRST])),
        Counted(
            "ended", _parts(ids).exclude(complaint__stage__in=OPEN).values("complaint_id").distinct().count()
        ),
        Counted("people", len(names), names[:FIRST]),
        Counted("roles", len(people)),
        Counted("assignable", assignable.count()),
        Counted("channels", Channel.objects.filter(owning_unit_id=change.unit_id).count()),
    ]
    return [line for line in found if line.count]


def _by_part(ids: Sequence[int]) -> list[Counted]:
    counted = (
        _open_parts(ids).values("part").annotate(n=Count("complaint_id", distinct=True)).order_by("part")
    )
    numbers_ = {row["part"]: row["n"] for row in counted}
    return [Counted(f"part:{part.value}", numbers_[part.value]) for part in Part if part.value in numbers_]


def _open_tasks(ids: Sequence[int]) -> QuerySet[Task]:
    return Task.objects.filter(unit_id__in=ids)


def _parts(ids: Sequence[int]) -> QuerySet[Participation]:
    return Participation.objects.filter(unit_id__in=ids, to_at=None)


def _open_parts(ids: Sequence[int]) -> QuerySet[Participation]:
    return _parts(ids).filter(complaint__stage__in=OPEN)


def _owed(ids: Sequence[int]) -> QuerySet[Promise]:
    return Promise.objects.filter(Q(owner_unit_id__in=ids) | Q(paying_unit_id__in=ids), state__in=OWED)


def _refs(rows: QuerySet[Task] | QuerySet[Promise]) -> tuple[str, ...]:
    """Numbers only: whoever administers may not read complaints; of what is restricted not even those."""
    ids = [row.complaint_id for row in rows]
    told = Complaint.objects.filter(pk__in=ids, restricted="")
    found = {c.pk: numbers.ref(c.pk, c.registered_at) for c in told}
    return tuple(dict.fromkeys(found[pk] for pk in ids if pk in found))


def _lacking(change: Change, today: date) -> list[Lacking]:
    found = [_unapproved(change, today), _headless(change, today), _alone(change, today)]
    return [each for each in found if each is not None]


def _unapproved(change: Change, today: date) -> Lacking | None:
    """无人可批: grades that sign for the unit today and would not any more."""
    if change.target_id is None:
        return None
    now = {h.grade for h in organisation.approvers(change.unit_id, on=today) if h.in_part}
    own = {grade for _name, _role, grade in reorganisation.roles_in(change.unit_id, on=today) if grade}
    then = {h.grade for h in organisation.approvers(change.target_id, on=today) if h.in_part} | own
    gone = sorted(grade for grade in now if grade > max(then, default=0))
    return Lacking("authority", tuple(str(grade) for grade in gone)) if gone else None


def _headless(change: Change, today: date) -> Lacking | None:
    """A unit that takes work over without anybody to sign for it."""
    heads = [change.unit_id, change.target_id] if change.kind == MERGE else [change.unit_id]
    if change.kind == CLOSE or any(reorganisation.has_head(i, on=today) for i in heads if i is not None):
        return None
    name = Unit.objects.values_list("name", flat=True).get(pk=change.target_id or change.unit_id)
    return Lacking("head", (name,))


def _alone(change: Change, today: date) -> Lacking | None:
    """Posts that one person would hold with nobody to stand in."""
    stays = change.target_id if change.kind == MERGE else change.unit_id
    if change.kind == CLOSE or stays is None:
        return None
    alone = [post.role for post in duty.posts_of(stays, on=today) if post.alone]
    return Lacking("deputies", tuple(dict.fromkeys(alone))) if alone else None
