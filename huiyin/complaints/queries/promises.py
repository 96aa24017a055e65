"""承诺兑现台账: what customers were promised and is still owed, by when, by whom, and whose turn it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Sum

from huiyin.complaints import access, numbers, work
from huiyin.complaints.decisions import MONEY
from huiyin.complaints.models import Batch, Payment, Promise, Task
from huiyin.complaints.queries.names import Names, names
from huiyin.complaints.queries.paging import Key
from huiyin.complaints.queries.ranges import beyond
from huiyin.complaints.queries.shares import Owed, owed
from huiyin.complaints.ready import DOERS
from huiyin.organisation.actor import Actor, Role

PAGE, BATCHES, UNSETTLED = 50, 5, 20
KINDS: dict[str, tuple[str, ...]] = {
    "money": tuple(MONEY), "correction": ("correction",), "unlock": ("unlock",), "other": ("call", "other"),
}  # fmt: skip
# Who may come to this page: those who owe, pay and coordinate.
READERS = (Role.PAYMENT, *DOERS[Task.Kind.PROVE], Role.COORDINATOR)


@dataclass(frozen=True)
class Wanted:
    """Which promises: a counter, a kind, where the page goes on, and which one is looked at."""

    show: str = ""
    kind: str = ""
    promise_id: int | None = None
    after: Key | None = None


@dataclass(frozen=True)
class Act:
    """One of the acts that lead to the proof; done, or still to come."""

    name: str  # request | enter | release | voucher | prove; for what is not paid enter_proof | prove
    by: str
    at: datetime | None


@dataclass(frozen=True)
class Line:
    ref: str
    title: str
    owed: Owed
    batchable: bool
    acts: tuple[Act, ...] = ()


@dataclass(frozen=True)
class Counter:
    name: str
    number: int
    amount: Decimal


@dataclass(frozen=True)
class Out:
    """One batch that went out to the core system."""

    id: int
    at: datetime
    by: str
    count: int
    total: Decimal


@dataclass(frozen=True)
class Ledger:
    counters: tuple[Counter, ...]
    kinds: tuple[Counter, ...]
    lines: tuple[Line, ...]
    next: Key | None
    chosen: Line | None
    unsettled: tuple[Line, ...]
    batches: tuple[Out, ...]


def ledger(wanted: Wanted, *, by: Actor, at: datetime) -> Ledger:
    tasks = _owed_to(by)
    found = list(_chosen(tasks, wanted, at)[: PAGE + 1])
    shown = found[:PAGE]
    lines = _lines([task.promise_id for task in shown], by, at)
    looked_at = next((line for line in lines if line.owed.id == wanted.promise_id), None)
    if looked_at is None and wanted.promise_id is not None:
        looked_at = next(iter(_lines([wanted.promise_id], by, at)), None)
    last = shown[-1] if len(found) > PAGE else None
    return Ledger(
        _count(tasks, {name: test(at) for name, test in SHOWS.items()}),
        _count(tasks, {name: Q(kind_owed__in=kinds) for name, kinds in KINDS.items()}),
        lines, Key(last.due_at, last.pk) if last else None, looked_at or next(iter(lines), None),
        _unsettled(by, at), _batches(by),
    )  # fmt: skip


def _owed_to(by: Actor) -> QuerySet[Any]:
    """Every promise that is owed has one task; of what may not be seen not even the number is known."""
    promise = Promise.objects.filter(pk=OuterRef("promise_id"))
    paid = Payment.objects.filter(pk=OuterRef("payment_id"))
    closing = Task.objects.filter(complaint=OuterRef("complaint"), kind=Task.Kind.CLOSE)
    return Task.objects.filter(
        access.open_tasks(by), kind__in=work.OWED, complaint__in=access.visible_to(by)
    ).annotate(
        kind_owed=Subquery(promise.values("kind")), amount_owed=Subquery(promise.values("amount")),
        long=Subquery(promise.values("long")), payment_state=Subquery(paid.values("state")), holds=Exists(closing),
    )  # fmt: skip


SHOWS: dict[str, Callable[[datetime], Q]] = {
    "ask": lambda at: Q(kind=Task.Kind.PROVE, kind_owed__in=MONEY),
    "pay": lambda at: Q(payment_state=Payment.State.REQUESTED),
    "release": lambda at: Q(payment_state=Payment.State.ENTERED),
    "over": lambda at: Q(due_at__lt=at),
    "holding": lambda at: Q(holds=True, long=False),
}


def _chosen(tasks: QuerySet[Any], wanted: Wanted, at: datetime) -> QuerySet[Any]:
    if wanted.show in SHOWS:
        tasks = tasks.filter(SHOWS[wanted.show](at))
    if wanted.kind in KINDS:
        tasks = tasks.filter(kind_owed__in=KINDS[wanted.kind])
    if wanted.after is not None:
        tasks = tasks.filter(beyond(wanted.after))
    return tasks.order_by("due_at", "id")


def _count(tasks: QuerySet[Any], tests: dict[str, Q]) -> tuple[Counter, ...]:
    counted = {f"{name}_number": Count("pk", filter=test) for name, test in tests.items()}
    summed = {f"{name}_amount": Sum("amount_owed", filter=test) for name, test in tests.items()}
    found = tasks.aggregate(**counted, **summed)
    return tuple(
        Counter(name, found[f"{name}_number"], found[f"{name}_amount"] or Decimal(0)) for name in tests
    )


def _lines(promise_ids: Iterable[int | None], by: Actor, at: datetime) -> tuple[Line, ...]:
    """These promises in their order, as far as the reader sees their complaints."""
    ids = [each for each in promise_ids if each is not None]
    seen = Promise.objects.filter(complaint__in=access.visible_to(by)).select_related("redress", "complaint")
    promises = seen.in_bulk(ids)
    payments = Payment.objects.filter(promise__in=promises).select_related("promise").order_by("id")
    newest = {payment.promise_id: payment for payment in payments}
    known = names(_units(promises.values(), newest.values()), _people(promises.values(), newest.values()))
    return tuple(_line(promises[pk], newest.get(pk), known, by, at) for pk in ids if pk in promises)


def _units(promises: Iterable[Promise], payments: Iterable[Payment]) -> set[int | None]:
    found = {unit_id for p in promises for unit_id in (p.owner_unit_id, p.paying_unit_id, p.bearing_unit_id)}
    return found | {payment.unit_id for payment in payments}


def _people(promises: Iterable[Promise], payments: Iterable[Payment]) -> set[int | None]:
    found = {staff_id for p in promises for staff_id in (p.entered_by, p.proved_by)}
    return found | {staff_id for p in payments for staff_id in (p.requested_by, p.entered_by, p.paid_by)}


def _line(promise: Promise, payment: Payment | None, known: Names, by: Actor, at: datetime) -> Line:
    complaint, shown = promise.complaint, owed(promise, payment, known, by, at)
    return Line(
        numbers.ref(complaint.pk, complaint.registered_at), complaint.title, shown,
        batchable=shown.mine == "pay" and payment is not None and payment.batch_id is None,
        acts=tuple(_acts(promise, payment, known)),
    )  # fmt: skip


def _acts(promise: Promise, payment: Payment | None, known: Names) -> Iterable[Act]:
    if promise.kind not in MONEY:
        yield Act("enter_proof", known.person(promise.entered_by), promise.entered_at)
        yield Act("prove", known.person(promise.proved_by), promise.proved_at)
        return
    live = payment if payment is not None and payment.state != Payment.State.REFUSED else None
    yield Act("request", known.person(live.requested_by) if live else "", live.requested_at if live else None)
    yield Act("enter", known.person(live.entered_by) if live else "", live.entered_at if live else None)
    yield Act("release", known.person(live.paid_by) if live else "", live.paid_at if live else None)
    yield Act("voucher", live.voucher if live else "", live.paid_at if live else None)
    yield Act("prove", known.person(promise.proved_by), promise.proved_at)


def _unsettled(by: Actor, at: datetime) -> tuple[Line, ...]:
    """What the reader's unit has paid for another and is not made good."""
    mine = [h.unit_id for h in by.held if h.role == Role.PAYMENT]
    paid = Payment.objects.filter(unit_id__in=mine, state=Payment.State.PAID, settled_at=None)
    paid = paid.exclude(promise__bearing_unit_id=F("unit_id")).order_by("id")
    return _lines(paid.values_list("promise_id", flat=True)[:UNSETTLED], by, at) if mine else ()


def _batches(by: Actor) -> tuple[Out, ...]:
    mine = [h.unit_id for h in by.held if h.role == Role.PAYMENT]
    rows = list(Batch.objects.filter(unit_id__in=mine).order_by("-id")[:BATCHES]) if mine else []
    known = names((), (row.by_staff_id for row in rows))
    return tuple(Out(r.pk, r.at, known.person(r.by_staff_id), r.count, r.total) for r in rows)
