"""The worklist: what is due next, in which scope, how many there are, and what one may take."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby

from huiyin.complaints.models import Task
from huiyin.complaints.queries import counters, ranges
from huiyin.complaints.queries.counters import Asked, Counter
from huiyin.complaints.queries.paging import Key
from huiyin.complaints.queries.rail import Rail, rail
from huiyin.complaints.queries.ranges import Range
from huiyin.complaints.queries.task_rows import Row, read
from huiyin.complaints.queries.urgency import GROUPS, between
from huiyin.complaints.queries.wanted import Wanted
from huiyin.organisation.actor import Actor

PAGE = 50
MINE, POOL, UNIT, REACH = SCOPES = ("mine", "pool", "unit", "reach")
# The counter strip: what is due by its group, what waits for a signature or for the customer by its kind.
SIGN, FREE = "sign", "free"
BY_GROUP, BY_KIND = ("over", "today"), (Task.Kind.APPROVE, Task.Kind.CONFIRM)


@dataclass(frozen=True)
class Scope:
    name: str
    counter: Counter
    current: bool


@dataclass(frozen=True)
class Group:
    """The rows of one urgency; no counter where the number is not known without reading everything."""

    name: str
    rows: tuple[Row, ...]
    counter: Counter | None = None


@dataclass(frozen=True)
class Unit:
    id: int
    name: str


@dataclass(frozen=True)
class Page:
    groups: tuple[Group, ...]
    next: Key | None
    searched: int = 0  # how many of the most urgent were looked through, where not all could be

    @property
    def empty(self) -> bool:
        return not self.groups

    @property
    def rows(self) -> tuple[Row, ...]:
        return tuple(row for group in self.groups for row in group.rows)


@dataclass(frozen=True)
class Worklist:
    scope: str
    scopes: tuple[Scope, ...]
    counters: tuple[tuple[str, Counter], ...]
    page: Page
    after_today: datetime | None  # when the first thing after today is due
    pools: tuple[Unit, ...]  # where there is something to take
    everything: bool  # the widest scope is the whole bank
    to_sign: Counter
    rail: Rail

    @property
    def free(self) -> Counter:
        return next((scope.counter for scope in self.scopes if scope.name == POOL), Counter())


def worklist(wanted: Wanted, *, by: Actor, at: datetime, after: Key | None = None) -> Worklist:
    """Everything the worklist shows; one scope, its counters, and a page of it."""
    scopes = scopes_of(by)
    counted = counters.count({name: Asked(parts) for name, parts in scopes.items()}, by=by)
    scope = _chosen(wanted.scope, counted)
    wanted = replace(wanted, scope=scope)
    asked = _to_count(scopes.get(scope, []), wanted, at) | {
        SIGN: Asked(ranges.to_sign(by)),
        FREE: Asked(ranges.free(by)),
    }
    numbers, page = counters.count(asked, by=by), rows(wanted, by=by, at=at, after=after)
    first = page.rows if wanted == Wanted(MINE) and after is None else None
    return Worklist(
        scope=scope,
        scopes=tuple(Scope(name, counter, name == scope) for name, counter in counted.items()),
        counters=tuple((name, numbers[name]) for name in (*BY_GROUP, *map(str, BY_KIND))),
        page=_counted(page, wanted, numbers),
        after_today=_first(numbers[f"{name}, wanted"] for name in ("week", "later")),
        pools=tuple(_pools(by)) if numbers[FREE].number else (),
        everything=ranges.ANY in scopes.get(REACH, []),
        to_sign=numbers[SIGN],
        rail=rail(by=by, at=at, mine=first),
    )


def rows(wanted: Wanted, *, by: Actor, at: datetime, after: Key | None = None) -> Page:
    """One page of a scope: its tasks by limit, then their complaints as this reader may see them."""
    where, parts = wanted.complaints(), scopes_of(by).get(wanted.scope, [])
    found = read(parts, wanted.tasks(at), where, by=by, at=at, after=after, limit=PAGE)
    grouped = groupby(found.rows, key=lambda row: row.group)
    groups = tuple(Group(name, tuple(members)) for name, members in grouped)
    return Page(groups, found.next, found.looked_at if where and found.next else 0)


def scopes_of(by: Actor) -> dict[str, list[Range]]:
    """The scopes this reader has; a wider one only where it holds more than the narrower."""
    own, reach = ranges.own_units(by), ranges.reached(by)
    found = {MINE: ranges.mine(by), POOL: ranges.pool(by), UNIT: own, REACH: reach if reach != own else []}
    return {name: parts for name, parts in found.items() if parts}


def _chosen(asked: str, counted: dict[str, Counter]) -> str:
    """The scope asked for; else one's own work, or the pool, whichever is not empty; else what can be seen."""
    if asked in counted:
        return asked
    first = next((name for name in (MINE, POOL) if name in counted and counted[name].number), "")
    return first or (MINE if POOL in counted else next(reversed(counted), MINE))


def _to_count(parts: list[Range], wanted: Wanted, at: datetime) -> dict[str, Asked]:
    """The strip counts the scope as it is; the heads of the groups what is wanted of it."""
    anything = Wanted(wanted.scope)
    strip = {name: replace(anything, due=name) for name in BY_GROUP}
    strip |= {str(kind): replace(anything, kind=kind) for kind in BY_KIND}
    else_wanted = replace(wanted, due="").tasks(at)
    heads = {f"{name}, wanted": else_wanted & between(name, at) for name in GROUPS}
    return {name: Asked(parts, each.tasks(at)) for name, each in strip.items()} | {
        name: Asked(parts, where) for name, where in heads.items()
    }


def _counted(page: Page, wanted: Wanted, numbers: dict[str, Counter]) -> Page:
    if wanted.complaints():
        return page
    return replace(page, groups=tuple(replace(g, counter=numbers[f"{g.name}, wanted"]) for g in page.groups))


def _pools(by: Actor) -> Iterable[Unit]:
    names = {h.unit_id: h.unit_name for h in by.held}
    return (Unit(unit_id, names[unit_id]) for unit_id in ranges.units_of_work(by))


def _first(found: Iterable[Counter]) -> datetime | None:
    return min((c.first_at for c in found if c.first_at is not None), default=None)


__all__ = ["SCOPES", "Group", "Page", "Row", "Scope", "Unit", "Worklist", "rows", "scopes_of", "worklist"]
