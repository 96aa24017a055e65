"""Thousands of consistent complaints at once, for tests that count queries and read plans.

The rows are as the commands leave them:
many(1000, stage=Stage.INVESTIGATING, units=[unit("天河支行")]) keeps `verify` content;
`analyse()` tells the planner, `plan(sql)` asks it.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from secrets import token_bytes
from typing import Any

from django.db import connections, models, transaction

from huiyin.audit import chain, log
from huiyin.audit.models import Entry, EntryPayload
from huiyin.complaints import access, deadlines, people, snapshot, work
from huiyin.complaints.commands import Customer
from huiyin.complaints.models import Assignment, Clock, Complaint, Part, Participation, Person, Stage, Task
from huiyin.organisation import queries as organisation
from huiyin.organisation.actor import Role
from huiyin.organisation.models import StaffRole, Unit
from huiyin.policy import queries as policies
from huiyin.policy.models import Category, Channel
from tests.complaints.road import MONDAY

HOURS = 300  # complaints came in during so many hours before
CUSTOMERS = 40
STORIES = (
    "信用卡分期手续费与电话营销时的承诺不符，要求退还第{n}期手续费。",
    "手机银行转账{n}元未到账，柜面与客服说法不一致。",
    "网点排队等候超过{n}分钟，柜员态度生硬，要求道歉。",
    "提前还款申请提交后{n}天无人答复，客户要求减免违约金。",
)
# The road so far, and what each stage's task is called, where it waits and which limit it has.
ROAD = {
    Stage.REGISTERED: ("register",),
    Stage.UNDER_REVIEW: ("register", "submit"),
    Stage.INVESTIGATING: ("register", "submit", "assign"),
}
KINDS = {"register": Task.Kind.COMPLETE, "submit": Task.Kind.REVIEW, "assign": Task.Kind.INVESTIGATE}
LIMITS = {"register": "first_contact", "submit": "review", "assign": "investigation"}
STAGES = {"register": Stage.REGISTERED, "submit": Stage.UNDER_REVIEW, "assign": Stage.INVESTIGATING}


@dataclass
class Rows:
    """What one call writes, a table at a time."""

    complaints: list[Complaint] = field(default_factory=list)
    clocks: list[Clock] = field(default_factory=list)
    tasks: list[Task] = field(default_factory=list)
    parts: list[Participation] = field(default_factory=list)
    shares: list[Assignment] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    payloads: list[EntryPayload] = field(default_factory=list)


def many(
    count: int,
    *,
    stage: Stage = Stage.REGISTERED,
    at: datetime = MONDAY,
    units: Sequence[Unit] = (),
    staff_id: int | None = None,
    severity: Callable[[int], int] = lambda n: 1 + (n % 20 == 0) + (n % 100 == 0),
    story: Callable[[int], str] = lambda n: STORIES[n % len(STORIES)].format(n=n),
) -> list[Complaint]:
    """So many complaints of these units (else of all that take them in), their task free or `staff_id`'s."""
    for known in (_coordinator, _path, _scope):  # what one database taught is not so in the next
        known.cache_clear()
    rows = Rows()
    homes = itertools.cycle(units or _intake_units())
    customers, categories = _customers(), list(Category.objects.exclude(parent=None))
    channel = Channel.objects.get(pk="CTR")
    for n in range(count):
        home, began = next(homes), at - timedelta(hours=n % HOURS, minutes=1)
        made = Complaint(
            registered_at=began, received_at=began, updated_at=began, entered_at=began, stage=Stage.REGISTERED,
            person=customers[n % len(customers)], intake_unit_id=home.pk, owner_unit_id=home.pk, scope=[],
            coordinator_unit_id=_coordinator(home.pk), channel=channel, category=categories[n % len(categories)],
            title=story(n)[:40], story=story(n), severity=severity(n), due_at=_statutory(began), types=["complaint"],
        )  # fmt: skip
        rows.complaints.append(made)
    _number(rows.complaints, "complaint")
    for made in rows.complaints:
        _drive(made, ROAD[stage], rows, staff_id)
    _write(rows)
    return rows.complaints


def analyse() -> None:
    """Let the planner know what is there, as autovacuum would."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "ANALYZE complaint, task, clock, sight, search_doc, participation, assignment, approval"
        )


def plan(sql: str, params: Sequence[Any] = ()) -> tuple[str, int]:
    """How PostgreSQL runs a query, and how many buffers it read."""
    with connections["default"].cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS, COSTS OFF, TIMING OFF) {sql}", params or None)
        lines = [row[0] for row in cursor.fetchall()]
    buffers = next((line for line in lines if "Buffers:" in line), "")
    counts = [part.partition("=")[2] for part in buffers.split() if part.startswith(("hit=", "read="))]
    return "\n".join(lines), sum(map(int, counts))


def _drive(made: Complaint, road: Sequence[str], rows: Rows, staff_id: int | None) -> None:
    """What the steps of the road leave behind, the last one's task open."""
    lead, began = made.intake_unit_id, made.registered_at
    before: dict[str, object] = {}
    rows.clocks.append(Clock(complaint=made, rule=work.STATUTORY, started_at=began, due_at=_statutory(began)))
    rows.parts += [_part(made, Part.INTAKE, lead), _part(made, Part.COORDINATING, made.coordinator_unit_id)]
    for seq, name in enumerate(road, start=1):
        at, last = began + timedelta(minutes=seq - 1), name == road[-1]
        stage_from = made.stage if seq > 1 else None
        unit_id = made.coordinator_unit_id if name == "submit" else lead
        if name == "assign":
            made.lead_unit_id = made.replying_unit_id = unit_id
            rows.parts += [_part(made, Part.LEAD, unit_id), _part(made, Part.REPLYING, unit_id)]
        made.stage, made.owner_unit_id, made.entered_at, made.updated_at = STAGES[name], unit_id, at, at
        made.owner_staff_id = staff_id if last else None
        made.version = made.entry_count = seq
        _ask(made, name, unit_id, at, rows, staff_id=staff_id, open_=last)
        _line(made, name, stage_from, before, rows)
        before = snapshot.of(made)
    made.scope = _scope(made.intake_unit_id, made.coordinator_unit_id)


def _ask(
    made: Complaint, name: str, unit_id: int, at: datetime, rows: Rows, *, staff_id: int | None, open_: bool
) -> None:
    due_at = _due(LIMITS[name], at, _statutory(made.received_at))
    stopped = None if open_ else at + timedelta(minutes=1)
    clock = Clock(
        complaint=made, rule=f"step:{KINDS[name]}", unit_id=unit_id, started_at=at, due_at=due_at, stopped_at=stopped,
        result="" if open_ else "kept",
    )  # fmt: skip
    rows.clocks.append(clock)
    if name == "assign":
        rows.shares.append(
            Assignment(complaint=made, unit_id=unit_id, staff_id=staff_id, lead=True, question="请核实", assigned_at=at,
                       due_at=due_at)
        )  # fmt: skip
    if open_:
        rows.tasks.append(
            Task(complaint=made, kind=KINDS[name], unit_id=unit_id, path=_path(unit_id), staff_id=staff_id, clock=clock,
                 started_at=at, due_at=due_at, severity=made.severity, stage=made.stage)
        )  # fmt: skip


def _line(
    made: Complaint, action: str, stage_from: str | None, before: dict[str, object], rows: Rows
) -> None:
    """One line of the record, chained as the record does it."""
    changes = snapshot.changes(before, snapshot.of(made))
    body, salt, kind = chain.words({"by": "系统", "changes": changes}), token_bytes(16), log.KINDS["system"]
    digest, seq, at = chain.digest(salt, body), made.entry_count, made.updated_at
    content = chain.line(made.pk, seq, at, kind, None, None, action, stage_from, made.stage)
    made.head_hash = chain.link(bytes(made.head_hash) or chain.START, content, digest)
    rows.entries.append(
        Entry(complaint_id=made.pk, seq=seq, at=at, actor_id=None, actor_kind=kind, unit_id=None, action=action,
              stage_from=stage_from, stage_to=made.stage, digest=digest, hash=made.head_hash)
    )  # fmt: skip
    rows.payloads.append(EntryPayload(complaint_id=made.pk, seq=seq, salt=salt, body=body))


def _part(made: Complaint, part: Part, unit_id: int) -> Participation:
    return Participation(complaint=made, part=part, unit_id=unit_id, from_at=made.registered_at)


@transaction.atomic
def _write(rows: Rows) -> None:
    _number(rows.clocks, "clock")
    _number(rows.shares, "assignment")
    _number(rows.tasks, "task")
    share = {each.complaint_id: each.pk for each in rows.shares}
    for task in rows.tasks:
        clock = task.clock
        task.clock_id, task.assignment_id = clock.pk, share.get(task.complaint_id)
        clock.assignment_id = task.assignment_id
    for table in (
        rows.complaints, rows.clocks, rows.tasks, rows.parts, rows.shares, rows.entries, rows.payloads,
    ):  # fmt: skip
        _copy(table)


def _copy(rows: Sequence[models.Model]) -> None:
    """The fastest way in; the triggers run all the same."""
    if not rows:
        return
    meta = rows[0]._meta
    names, columns = zip(*((f.attname, f.column) for f in meta.concrete_fields), strict=True)
    into = f"COPY {meta.db_table} ({', '.join(columns)}) FROM STDIN"
    with connections["default"].cursor() as cursor, cursor.copy(into) as copy:
        for row in rows:
            copy.write_row([getattr(row, name) for name in names])


def _number(made: Sequence[models.Model], table: str) -> None:
    """Numbers from the table's own sequence, before the rows are written."""
    with connections["default"].cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)", [table, len(made)]
        )
        for each, (number,) in zip(made, cursor.fetchall(), strict=True):
            each.pk = number


def _intake_units() -> list[Unit]:
    return list(
        Unit.objects.filter(pk__in=StaffRole.objects.filter(role=Role.INTAKE).values("unit_id")).order_by(
            "pk"
        )
    )


def _customers() -> list[Person]:
    made = (people.keep(Customer(name=f"王{n}明", phone=f"1380000{n:04d}")) for n in range(CUSTOMERS))
    return [person for person in made if person is not None]


@cache
def _coordinator(unit_id: int) -> int:
    return organisation.coordinator_for(unit_id, on=MONDAY.date()).pk


@cache
def _path(unit_id: int) -> list[int]:
    return list(Unit.objects.get(pk=unit_id).path)


@cache
def _scope(*unit_ids: int) -> list[int]:
    return access.scope_of(unit_ids)


@cache
def _statutory(received_at: datetime) -> datetime:
    return deadlines.statutory(received_at, complex_=False, policy=policies.policy())


@cache
def _due(limit: str, at: datetime, statutory_due: datetime) -> datetime:
    rules = work.rules()
    return deadlines.due(
        limit, start=at, statutory_due=statutory_due, policy=rules.policy, calendar=rules.calendar
    )
