"""How many there are, counted only as far as a page can say it: 99+."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import Q

from huiyin.complaints.queries.ranges import Range, nearest
from huiyin.organisation.actor import Actor

LIMIT = 100
COLUMNS = ("due_at", "id")  # as many as the order needs; a union gives them names of its own


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
    parts, params = list[str](), list[Any]()
    for place, each in enumerate(distinct):
        nearest_ = nearest(each.ranges, by=by, where=each.where, limit=LIMIT).values_list(*COLUMNS)
        sql, given = nearest_.query.sql_with_params()
        parts.append(f"SELECT %s, count(*), min(due_at) FROM ({sql}) AS bounded ({', '.join(COLUMNS)})")  # noqa: S608  the ORM's own SQL
        params += [place, *given]
    if not parts:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), params)
        return {place: Counter(number, first_at) for place, number, first_at in cursor.fetchall()}
