"""Which live tasks are a reader's: every scope is a few ranges of the task table's indexes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db.models import Q, QuerySet

from huiyin.complaints import access, rechecking
from huiyin.complaints.models import Task
from huiyin.complaints.queries.paging import Key
from huiyin.complaints.ready import DOERS, SIGNED
from huiyin.organisation.actor import Actor, Role

Range = Q
INDEXED_LEVELS = 3  # task_l1 to task_l3
ANY = Q()
SHARES = (Task.Kind.INVESTIGATE, Task.Kind.ANSWER)
SEATS = (*SIGNED, Task.Kind.STAND)  # where somebody's deputy does it in the same way


def kinds_in(unit_id: int, by: Actor) -> list[Task.Kind]:
    """What this actor may do in the unit."""
    return [kind for kind, roles in DOERS.items() if any(by.holds(role, unit_id) for role in roles)]


def units_of_work(by: Actor) -> dict[int, list[Task.Kind]]:
    """The units in which this actor does something, and what."""
    found = {unit_id: kinds_in(unit_id, by) for unit_id in dict.fromkeys(h.unit_id for h in by.held)}
    return {unit_id: kinds for unit_id, kinds in found.items() if kinds}


def mine(by: Actor) -> list[Range]:
    """What waits for this person by name, as oneself or as the deputy of one who signs."""
    if by.id is None:
        return []
    can_do = Q(approval_id__isnull=False) | ~Q(restricted="")  # a head who is named names another
    for unit_id, kinds in units_of_work(by).items():
        can_do |= Q(unit_id=unit_id, kind__in=kinds)
    return [Q(staff_id=by.id) & can_do, *(Q(staff_id=other, kind__in=SEATS) for other in stands_in_for(by))]


def free(by: Actor) -> list[Range]:
    """What is free in the units this actor works in, of the kinds this actor does."""
    return [
        Q(staff_id=None, unit_id=unit_id, kind__in=kinds) & _may_check(kinds, by)
        for unit_id, kinds in units_of_work(by).items()
    ]


def _may_check(kinds: Sequence[Task.Kind], by: Actor) -> Q:
    """A review is offered to who never had it in hand."""
    if Task.Kind.RECHECK not in kinds:
        return ANY
    return ~Q(kind=Task.Kind.RECHECK) | rechecking.untouched(by, "complaint_id")


def pool(by: Actor) -> list[Range]:
    """What is free to take, and what is free to give out below."""
    return [*free(by), *(Q(staff_id=None, unit_id=unit_id, kind__in=SHARES) for unit_id in served_by(by))]


def served_by(by: Actor) -> list[int]:
    """The branches and centres whose office this coordinator is: what they are asked as a whole is given out below."""
    tops = (h.root[-1] for h in by.held if h.role == Role.COORDINATOR and h.root and h.root != h.path)
    return list(dict.fromkeys(tops))


def to_sign(by: Actor) -> list[Range]:
    """What waits for this person's signature: by name, for the one deputised, or for any coordinator of the unit."""
    named = [Q(staff_id=one, kind__in=SIGNED) for one in (by.id, *stands_in_for(by)) if one is not None]
    offices = dict.fromkeys(h.unit_id for h in by.held if h.role == Role.COORDINATOR)
    return [*named, *(Q(staff_id=None, unit_id=unit_id, kind__in=SIGNED) for unit_id in offices)]


def own_units(by: Actor) -> list[Range]:
    """Everything in the units this reader belongs to, and below them."""
    return under(h.path for h in by.held if h.role in access.READERS)


def reached(by: Actor) -> list[Range]:
    """Everything in the part of the bank this reader's roles reach."""
    return [ANY] if access.reach(by) is None else under(h.root for h in by.held if h.role in access.READERS)


def stands_in_for(by: Actor) -> list[int]:
    return sorted({h.deputy_for_id for h in by.held if h.deputy_for_id is not None})


def under(paths: Iterable[tuple[int, ...]]) -> list[Range]:
    """One range for each top; what lies below another top is in its range already."""
    tops = sorted(set(paths))
    return [_below(path) for path in tops if not any(path[: len(top)] == top for top in tops if top != path)]


def _below(path: tuple[int, ...]) -> Range:
    if not path:
        return ANY
    level = min(len(path), INDEXED_LEVELS)
    indexed = Q(**{f"path__{level - 1}": path[level - 1]})
    return indexed if level == len(path) else indexed & Q(**{f"path__{len(path) - 1}": path[-1]})


def nearest(
    ranges: Sequence[Range], *, by: Actor, limit: int, where: Q = ANY, after: Key | None = None
) -> QuerySet[Task]:
    """The tasks due first that are open to this reader: one bounded read of each range, merged."""
    wanted = where & access.open_tasks(by)
    wanted = wanted & beyond(after) if after else wanted
    parts = [Task.objects.filter(part, wanted).order_by("due_at", "id")[:limit] for part in ranges]
    if not parts:
        return Task.objects.none()
    if len(parts) == 1:
        return parts[0]
    return parts[0].union(*parts[1:], all=True).order_by("due_at", "id")[:limit]


def beyond(after: Key) -> Q:
    """The index begins at the moment of the last row shown."""
    return Q(due_at__gte=after.at) & (Q(due_at__gt=after.at) | Q(id__gt=after.id))
