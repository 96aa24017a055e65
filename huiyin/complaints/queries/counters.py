"""How many there are, counted only as far as a page can say it: 99+."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from itertools import chain
from typing import Any

from django.core.exceptions import EmptyResultSet, FullResultSet
from django.db import connection
from django.db.models import Q

from huiyin.complaints import access
from huiyin.complaints.models import Task
from huiyin.complaints.queries.ranges import Range
from huiyin.organisation.actor import Actor

LIMIT = 100
# One range, what is wanted of it, and what is open to the reader; the order is an index's.
BOUNDED = f"(SELECT due_at FROM task WHERE ({{}}) AND ({{}}) AND ({{}}) ORDER BY due_at, id LIMIT {LIMIT})"  # noqa: S608
Written = tuple[str, tuple[Any, ...]]


@dataclass(frozen=True)
class Counter:
    """A bounded number, and when the first of them is due."""

    number: int = 0
    first_at: datetime | None = None

    def __str__(self) -> str:
        return str(self.number) if self.number < LIMIT else f"{LIMIT - 1}+"


@dataclass(frozen=True)
class Asked:
    ranges: list[Range]
    where: Q = Q()  # noqa: RUF009  a condition that asks for nothing never changes


def count(asked: Mapping[str, Asked], *, by: Actor) -> dict[str, Counter]:
    """All counters of a page in one statement, each reading at most a hundred rows; what is asked twice, once."""
    distinct = list[Asked]()
    for each in asked.values():
        if each.ranges and each not in distinct:
            distinct.append(each)
    found = _found(distinct, by)
    return {name: found[distinct.index(each)] if each.ranges else Counter() for name, each in asked.items()}


def _found(distinct: Sequence[Asked], by: Actor) -> dict[int, Counter]:
    written, opened = cache(_written), _written(access.open_tasks(by))
    parts, params = list[str](), list[Any]()
    for place, each in enumerate(distinct):
        bounded = [(written(part), written(each.where), opened) for part in each.ranges]
        every = " UNION ALL ".join(BOUNDED.format(*(sql for sql, _given in met)) for met in bounded)
        parts.append(f"SELECT %s, least(count(*), {LIMIT}), min(due_at) FROM ({every}) AS bounded")  # noqa: S608  the ORM's own SQL
        params += [place, *chain.from_iterable(given for met in bounded for _sql, given in met)]
    if not parts:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), params)
        return {place: Counter(number, first_at) for place, number, first_at in cursor.fetchall()}


def _written(condition: Q) -> Written:
    """A condition on tasks as the ORM writes it: once for all the counters it belongs to."""
    query = Task.objects.filter(condition).query
    try:
        sql, params = query.where.as_sql(query.get_compiler(connection=connection), connection)
    except FullResultSet:
        return "true", ()
    except EmptyResultSet:
        return "false", ()
    return sql or "true", tuple(params)
