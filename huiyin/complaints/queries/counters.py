"""How many there are, counted only as far as a page can say it: 99+."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import Q

from huiyin.complaints.models import Task
from huiyin.complaints.queries.ranges import Range, nearest
from huiyin.organisation.actor import Actor

LIMIT = 100
# A union gives its columns names of its own.
COLUMNS = ", ".join(str(field.column) for field in Task._meta.concrete_fields)


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
    """All counters of a page in one statement, each reading at most a hundred rows."""
    parts, params = list[str](), list[Any]()
    for name, each in asked.items():
        if each.ranges:
            sql, given = nearest(each.ranges, by=by, where=each.where, limit=LIMIT).query.sql_with_params()
            parts.append(f"SELECT %s, count(*), min(due_at) FROM ({sql}) AS bounded ({COLUMNS})")  # noqa: S608  the ORM's own SQL
            params += [name, *given]
    found = dict.fromkeys(asked, Counter())
    if parts:
        with connection.cursor() as cursor:
            cursor.execute(" UNION ALL ".join(parts), params)
            found |= {name: Counter(number, first_at) for name, number, first_at in cursor.fetchall()}
    return found
