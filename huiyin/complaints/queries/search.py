"""Finding complaints within one's sight: newest first, a page at a time, looking back only so far in one go."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import connection
from django.db.models import Exists, OuterRef, Q

from huiyin.calendars.workdays import BEIJING
from huiyin.complaints import access, numbers
from huiyin.complaints.access import Eyes
from huiyin.complaints.models import Complaint, Task
from huiyin.complaints.queries.listed import Listed, listed
from huiyin.complaints.queries.narrowed import narrowed
from huiyin.complaints.queries.sighted import EVERYTHING, ids_of, in_sight, newest
from huiyin.complaints.queries.sought import Sought, persons, sought
from huiyin.organisation.actor import Actor
from huiyin.policy.models import Category

PAGE, COUNTED = 25, 100
NEAR, WINDOW = 2_000, 131_072  # the newest are read one by one; older ones by the index, a partition at a time
BATCH = 1_000  # how many are looked at together where no index knows the filter
FURTHEST, LOOKED_AT = 8 * WINDOW, 20 * BATCH  # in one go
OF_CUSTOMERS = 300


@dataclass(frozen=True)
class Wanted:
    """What the list is asked for; empty means any. `before` is the last complaint already shown."""

    words: str = ""
    stage: str = ""
    severity: int | None = None
    channel: str = ""
    category: str = ""  # a level 1 stands for all below it
    unit_id: int | None = None  # it or one below it has a part in the complaint
    received_from: date | None = None
    received_to: date | None = None
    overdue: bool = False
    statutory: bool = False
    before: int | None = None


@dataclass(frozen=True)
class Found:
    """A page of the list, how many there are up to a hundred, and how far back was looked."""

    rows: tuple[Listed, ...]
    count: int = 0
    more: bool = False  # more than counted
    before: int | None = None  # where the next page begins
    looked_back_to: datetime | None = None  # set when the search stopped before the end


@dataclass(frozen=True)
class Looking:
    """One search: who may see what, the words, and the filters as each table knows them."""

    eyes: Eyes
    what: Sought
    facets: tuple[str, ...]
    categories: tuple[str, ...]
    columns: Q
    before: int

    @property
    def by_text(self) -> bool:
        return bool(self.what.words or self.facets or self.categories)


@dataclass(frozen=True)
class Batch:
    """Candidates, newest first; everything from `floor` on has been looked at."""

    ids: list[int]
    floor: int


def search(wanted: Wanted, *, seen_by: Actor, at: datetime) -> Found:
    """All the reader may see with these words and these facts, newest first."""
    if (number := numbers.complaint_id(wanted.words)) is not None:
        rows = listed([number], sought(""), seen_by=seen_by, at=at)
        return Found(rows, len(rows))
    looking = _looking(wanted, seen_by, at)
    if looking is None:
        return Found(())
    ids, floor = _walk(looking)
    ids, floor = _with_customers(looking, ids, floor)
    page, full = ids[:PAGE], len(ids) > COUNTED
    rows = listed(page, looking.what, seen_by=seen_by, at=at)
    stopped = floor and len(ids) <= PAGE
    return Found(
        rows, min(len(ids), COUNTED), full or bool(floor), before=page[-1] if len(ids) > PAGE else floor or None,
        looked_back_to=_registered(floor) if stopped else None,
    )  # fmt: skip


def direct(typed: str, *, seen_by: Actor) -> str:
    """The number of the complaint that was typed in full, if the reader may see it."""
    complaint_id = numbers.complaint_id(typed)
    if complaint_id is None:
        return ""
    row = access.visible_to(seen_by).filter(pk=complaint_id).only("registered_at").first()
    return numbers.ref(row.pk, row.registered_at) if row else ""


def _looking(wanted: Wanted, by: Actor, at: datetime) -> Looking | None:
    """Nothing can be found where nothing may be seen, or where only marks were typed."""
    eyes, what = narrowed(access.eyes(by), wanted.unit_id), sought(wanted.words)
    if (eyes.units == [] and not eyes.named) or (wanted.words.strip() and not what.texts):
        return None
    facets = [f"channel:{wanted.channel}"] if wanted.channel else []
    facets += [f"severity:{wanted.severity}"] if wanted.severity else []
    return Looking(
        eyes, what, tuple(facets), _categories(wanted.category), _columns(wanted, at), wanted.before or EVERYTHING
    )


def _categories(code: str) -> tuple[str, ...]:
    if not code:
        return ()
    found = Category.objects.filter(Q(code=code) | Q(parent__code=code)).values_list("pk", flat=True)
    return tuple(f"category:{pk}" for pk in found) or ("category:0",)


def _columns(wanted: Wanted, at: datetime) -> Q:
    """What only the complaint itself knows."""
    asked = Q(stage=wanted.stage) if wanted.stage else Q()
    asked &= Q(statutory=True) if wanted.statutory else Q()
    asked &= Q(received_at__gte=_midnight(wanted.received_from)) if wanted.received_from else Q()
    if wanted.received_to:
        asked &= Q(received_at__lt=_midnight(wanted.received_to + timedelta(days=1)))
    late = Task.objects.filter(complaint=OuterRef("pk"), due_at__lt=at)
    return asked & Q(Exists(late)) if wanted.overdue else asked


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(0), BEIJING)


def _walk(looking: Looking) -> tuple[list[int], int]:
    """The newest ids that fit, more than a page at most, and the oldest looked at unless that was the last."""
    source = _by_text(looking) if looking.by_text else _by_sight(looking)
    found: list[int] = []
    looked = floor = 0
    for batch in source:
        found += _kept(batch.ids, looking.columns)
        looked, floor = looked + len(batch.ids), batch.floor
        if len(found) > COUNTED or (looking.columns and looked >= LOOKED_AT):
            break
    return found, floor


def _kept(ids: list[int], columns: Q) -> list[int]:
    if not columns or not ids:
        return ids
    fitting = Complaint.objects.filter(columns, pk__in=ids).values_list("pk", flat=True)
    return sorted(fitting, reverse=True)


def _size(looking: Looking) -> int:
    return BATCH if looking.columns else COUNTED + 1


def _by_sight(looking: Looking) -> Iterator[Batch]:
    """All one may see."""
    hi, size = looking.before, _size(looking)
    while hi:
        ids = newest(looking.eyes, size, before=hi)
        hi = ids[-1] if len(ids) == size else 0
        yield Batch(ids, hi)


def _by_text(looking: Looking) -> Iterator[Batch]:
    """The newest by key, then older ones by index: a common word ends in the first, a rare one costs little after."""
    hi = _top(looking.before)
    end, lo = max(0, hi - FURTHEST), max(0, hi - NEAR)
    near = True
    while hi > end:
        ids = _window(looking, lo, hi, near=near)
        full = len(ids) == _size(looking)
        hi, near = (ids[-1], near) if full else (lo, False)
        lo = lo if full else max(end, (hi - 1) // WINDOW * WINDOW)
        yield Batch(ids, hi)


def _top(before: int) -> int:
    newest = Complaint.objects.filter(pk__lt=before).order_by("-pk").values_list("pk", flat=True).first()
    return (newest or 0) + 1


def _window(looking: Looking, lo: int, hi: int, *, near: bool) -> list[int]:
    """What fits in one window. Near, no index of words is asked: a common word would fetch half the table."""
    where, values = ["d.complaint_id >= %s AND d.complaint_id < %s"], list[Any]([lo, hi])
    for condition, given in _conditions(looking, near=near):
        where.append(condition)
        values += given
    hits = f"SELECT complaint_id FROM search_doc d WHERE {' AND '.join(where)}"  # noqa: S608  conditions are ours
    materialized = "" if near else "MATERIALIZED "
    sql = f"WITH hit AS {materialized}({hits}) SELECT complaint_id FROM hit ORDER BY 1 DESC LIMIT %s"  # noqa: S608
    return ids_of(sql, [*values, _size(looking)])


def _conditions(looking: Looking, *, near: bool) -> Iterator[tuple[str, list[Any]]]:
    if looking.what.texts and not near:
        yield "search_tokens(d.body) @@ %s::tsquery", [looking.what.query]
    yield from in_sight(looking.eyes)
    if looking.facets:
        yield "d.facets @> %s::text[]", [list(looking.facets)]
    if looking.categories:
        yield "d.facets && %s::text[]", [list(looking.categories)]
    for word in looking.what.words:
        yield "d.body LIKE %s", [f"%{_literal(word.text)}%"]
        if word.pattern:
            yield "d.body ~ %s", [word.pattern]


def _literal(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


CUSTOMERS = """
SELECT c.id, c.person_id, d.body FROM complaint c JOIN search_doc d ON d.complaint_id = c.id
 WHERE c.person_id = ANY(%s) AND c.id < %s {more} ORDER BY c.id DESC LIMIT %s
"""


def _with_customers(looking: Looking, ids: list[int], floor: int) -> tuple[list[int], int]:
    """Join in the complaints of customers whose name or number was typed, each word found in the one or the other."""
    named = persons(looking.what)
    if not named:
        return ids, floor
    rows = _of_customers(looking, list(named))
    fitting = [
        complaint_id for complaint_id, person_id, body in rows
        if set(looking.what.keys) & named[person_id]
        or all(set(word.keys) & named[person_id] or word.stands_in(body) for word in looking.what.words)
    ]  # fmt: skip
    floor = max(floor, rows[-1][0] if len(rows) == OF_CUSTOMERS else 0)
    both = {*ids, *_kept(fitting, looking.columns)}
    return sorted((each for each in both if each >= floor), reverse=True), floor


def _of_customers(looking: Looking, person_ids: list[int]) -> list[tuple[int, int, str]]:
    more, values = "", list[Any]([person_ids, looking.before])
    for condition, given in _conditions(looking, near=True):
        if condition.startswith("d.body"):
            continue
        more += f" AND {condition.replace('d.scope', 'c.scope')}"
        values += given
    with connection.cursor() as cursor:
        cursor.execute(CUSTOMERS.format(more=more), [*values, OF_CUSTOMERS])
        return [(int(row[0]), int(row[1]), str(row[2])) for row in cursor.fetchall()]


def _registered(complaint_id: int) -> datetime | None:
    """About when the last one looked at was registered."""
    newest = Complaint.objects.filter(pk__lt=complaint_id).order_by("-pk")
    return newest.values_list("registered_at", flat=True).first()
