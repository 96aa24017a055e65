"""The rules that always hold, checked on the live data: each check names what is wrong and where."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from huiyin.audit import log
from huiyin.audit import queries as audit
from huiyin.complaints import decisions, gathering, mandates, numbers, snapshot, work
from huiyin.complaints.models import (
    DEPARTED,
    ENDED,
    FINISHED,
    OPEN,
    Approval,
    Assignment,
    Clock,
    Complaint,
    Departure,
    Member,
    Named,
    Opinion,
    Participation,
    Payment,
    Promise,
    Recusal,
    Restriction,
    Review,
    SearchDoc,
    Sight,
    Stage,
    Task,
)
from huiyin.organisation import queries as organisation
from huiyin.organisation.models import Staff, Unit
from huiyin.policy import queries as policies

BATCH = 500
# Domain rule 4: what an ended complaint may still carry.
AFTERWARDS = (Task.Kind.PROVE, Task.Kind.PAY, Task.Kind.TRANSFER, Task.Kind.FREE)
Check = Callable[[], Iterator[str]]


def run() -> list[str]:
    """Everything that is wrong; empty when the rules of the life of a complaint hold."""
    return [problem for check in CHECKS for problem in check()]


def chains() -> Iterator[str]:
    """Rule 2: a timeline has no gap, no changed line and no cut tail."""
    for batch in _batches():
        broken = log.breaks({c.pk: (bytes(c.head_hash), c.entry_count) for c in batch})
        yield from (f"{_ref(c)}: {wrong}" for c in batch for wrong in broken[c.pk])


def folds() -> Iterator[str]:
    """Rule 2: what the timeline tells adds up to the state."""
    for batch in _batches():
        lines = log.timelines([c.pk for c in batch])
        for c in batch:
            changes = [line.payload.get("changes", {}) for line in lines[c.pk]]
            told, is_now = snapshot.fold(changes), snapshot.of(c)  # type: ignore[arg-type]
            for name in sorted(k for k in is_now if told.get(k) != is_now[k]):
                yield f"{_ref(c)}: {name} is {is_now[name]!r}, the timeline tells {told.get(name)!r}"


def anchors() -> Iterator[str]:
    """Rule 2: the chain over the whole system agrees with the lines it sealed."""
    for anchor_id in audit.broken_anchors():
        yield f"anchor {anchor_id}: the lines it sealed have changed"


def owners() -> Iterator[str]:
    """Rule 4: every open complaint belongs to a unit."""
    for c in _each(_open().filter(owner_unit_id=None)):
        yield f"{_ref(c)}: no unit owns it"


def tasks() -> Iterator[str]:
    """Rule 4: every open complaint waits as a task for somebody."""
    for c in _each(_open().filter(~Exists(Task.objects.filter(complaint=OuterRef("pk"))))):
        yield f"{_ref(c)}: no task is open"
    ended = Task.objects.filter(complaint__stage__in=ENDED).exclude(kind__in=AFTERWARDS)
    for task in ended.select_related("complaint"):
        yield f"{_ref(task.complaint)}: task {task.kind} is open though it has ended"


def clocks() -> Iterator[str]:
    """Rule 4: every open complaint runs on a clock, and every task on its own."""
    running = Clock.objects.filter(complaint=OuterRef("pk"), stopped_at=None)
    for c in _each(_open().filter(~Exists(running))):
        yield f"{_ref(c)}: no clock is running"
    for task in Task.objects.filter(clock__stopped_at__isnull=False).select_related("complaint"):
        yield f"{_ref(task.complaint)}: the clock of task {task.kind} has stopped"
    for task in Task.objects.exclude(due_at=F("clock__due_at")).select_related("complaint"):
        yield f"{_ref(task.complaint)}: task {task.kind} and its clock disagree when it is due"


def due_copies() -> Iterator[str]:
    """The due time shown on the complaint is its running customer clock's."""
    for batch in _batches():
        theirs = Clock.objects.filter(complaint__in=batch, rule__in=work.CUSTOMER_RULES).order_by("id")
        last = {clock.complaint_id: clock for clock in theirs}
        for c in batch:
            clock = last.get(c.pk)
            running = clock.due_at if clock is not None and clock.stopped_at is None else None
            if running != c.due_at:
                yield f"{_ref(c)}: due {c.due_at}, its clock says {running}"


def scopes() -> Iterator[str]:
    """Who may see it is the union of the paths of the units that take part, in all three places; else those named."""
    paths = {pk: set(path) for pk, path in Unit.objects.values_list("pk", "path")}
    for batch in _batches():
        ids = [c.pk for c in batch]
        playing = _gathered(Participation.objects.filter(to_at=None), ids)
        sights = _gathered(Sight.objects.all(), ids)
        found = dict(SearchDoc.objects.filter(pk__in=ids).values_list("pk", "scope"))
        for c in batch:
            reached = set[int]().union(*(paths[unit_id] for unit_id in playing.get(c.pk, ())))
            should = [] if c.restricted else sorted(reached)
            places = {"scope": c.scope, "sight": sights.get(c.pk, []), "search": found.get(c.pk) or []}
            for place, scope in places.items():
                if sorted(scope) != should:
                    yield f"{_ref(c)}: {place} is {sorted(scope)}, its units make it {should}"


def _gathered(rows: QuerySet[Any], ids: list[int]) -> dict[int, list[int]]:
    units: dict[int, list[int]] = {}
    for pk, unit_id in rows.filter(complaint_id__in=ids).values_list("complaint_id", "unit_id"):
        units.setdefault(pk, []).append(unit_id)
    return units


def tree() -> Iterator[str]:
    """The stored tree follows from the parents."""
    yield from organisation.faults()


def paths() -> Iterator[str]:
    """A task lies where its unit lies."""
    where = dict(Unit.objects.values_list("pk", "path"))
    for task in Task.objects.select_related("complaint").iterator(BATCH):
        if list(task.path) != list(where.get(task.unit_id, [])):
            place = where.get(task.unit_id)
            yield f"{_ref(task.complaint)}: task {task.kind} lies at {task.path}, its unit at {place}"


def task_copies() -> Iterator[str]:
    """A task shows the stage, severity and restriction of its complaint."""
    stale = ~Q(stage=F("complaint__stage")) | ~Q(severity=F("complaint__severity"))
    stale |= ~Q(restricted=F("complaint__restricted"))
    for task in Task.objects.filter(stale).select_related("complaint"):
        yield f"{_ref(task.complaint)}: task {task.kind} shows another stage or severity"


def four_eyes() -> Iterator[str]:
    """Whoever proposes does not approve, nobody signs twice, whoever enters a voucher does not confirm it."""
    for place in Approval.objects.filter(decided_by=F("opinion__by_staff_id")).select_related("opinion__complaint"):
        yield f"{_ref(place.opinion.complaint)}: opinion {place.opinion.version} was approved by its proposer"
    twice = Approval.objects.filter(
        opinion=OuterRef("opinion"), decided_by=OuterRef("decided_by"), step__lt=OuterRef("step")
    )
    for place in Approval.objects.filter(Exists(twice)).select_related("opinion__complaint"):
        yield f"{_ref(place.opinion.complaint)}: opinion {place.opinion.version} was signed twice by one person"
    for promise in Promise.objects.filter(proved_by=F("entered_by")).select_related("complaint"):
        yield f"{_ref(promise.complaint)}: promise {promise.pk} was proved by whoever entered it"


def promises() -> Iterator[str]:
    """Nothing closed still owes anything."""
    owed = Promise.objects.filter(complaint__stage__in=FINISHED, state__in=Promise.OWED, long=False)
    for promise in owed.select_related("complaint"):
        yield f"{_ref(promise.complaint)}: closed, but promise {promise.pk} is not proved"
    asked = Task.objects.filter(promise_id=OuterRef("pk"), kind__in=work.OWED)
    for promise in Promise.objects.filter(~Exists(asked), state__in=Promise.OWED).select_related("complaint"):
        yield f"{_ref(promise.complaint)}: promise {promise.pk} is owed, and nobody is asked for it"


def money() -> Iterator[str]:
    """Money leaves once for what stands: two different people, the sum that was promised, and a promise kept by it."""
    paid = Payment.objects.filter(state=Payment.State.PAID)
    alone = Q(paid_by=F("entered_by")) | Q(paid_by=F("requested_by")) | Q(entered_by=F("requested_by"))
    for payment in paid.filter(alone).select_related("complaint"):
        yield f"{_ref(payment.complaint)}: payment {payment.pk} was not made by two others than who asked for it"
    unfit = ~Q(amount=F("promise__amount")) | ~Q(promise__state=Promise.State.PROVED)
    void = Q(promise__redress__void_at__isnull=False) | Q(promise__redress__in_force_at=None)
    for payment in paid.filter(unfit | void).select_related("complaint"):
        yield f"{_ref(payment.complaint)}: payment {payment.pk} is not what was approved"
    live = Payment.objects.filter(state__in=Payment.LIVE)
    asked = Task.objects.filter(payment_id=OuterRef("pk"), kind=Task.Kind.PAY)
    for payment in live.filter(~Exists(asked) | ~Q(promise__state__in=Promise.OWED)).select_related("complaint"):
        yield f"{_ref(payment.complaint)}: payment {payment.pk} is under way, and nobody is asked for it"


def absent() -> Iterator[str]:
    """Rule 10: nothing rests on somebody who has left."""
    left = Staff.objects.filter(left_at__isnull=False).values("pk")
    for task in Task.objects.filter(staff_id__in=left).select_related("complaint"):
        yield f"{_ref(task.complaint)}: task {task.kind} rests on somebody who has left"


def leads() -> Iterator[str]:
    """Whatever is investigated or approved has exactly one lead unit, and an opinion under approval a next place."""
    lead = Assignment.objects.filter(
        complaint=OuterRef("pk"), lead=True, ended_at=None, unit_id=OuterRef("lead_unit_id")
    )
    for c in _each(_open().filter(~Exists(lead), stage__in=[Stage.INVESTIGATING, Stage.APPROVING])):
        yield f"{_ref(c)}: no lead unit works on it"
    undecided = Opinion.objects.filter(complaint=OuterRef("pk"), state="proposed", approval__decided_at=None)
    for c in _each(Complaint.objects.filter(~Exists(undecided), stage=Stage.APPROVING)):
        yield f"{_ref(c)}: under approval, but nobody is next"


def mandate() -> Iterator[str]:
    """A mandate runs only while the units work, somebody decides on it, and what was settled lies within it."""
    running = Opinion.objects.filter(state__in=["asked", "granted"], complaint__stage__in=OPEN)
    for each in running.exclude(complaint__stage=Stage.INVESTIGATING).select_related("complaint"):
        yield f"{_ref(each.complaint)}: mandate {each.version} still runs at {each.complaint.stage}"
    deciding = Task.objects.filter(kind=Task.Kind.GRANT, complaint=OuterRef("complaint"))
    for each in running.filter(~Exists(deciding), state="asked").select_related("complaint"):
        yield f"{_ref(each.complaint)}: mandate {each.version} is asked for, and nobody is next"
    for each in Opinion.objects.filter(state="used").select_related("complaint").order_by("pk").iterator(BATCH):
        settled = Opinion.objects.get(complaint=each.complaint_id, version=each.version + 1)
        if not mandates.covers(decisions.offers_of(each), decisions.offers_of(settled)):
            yield f"{_ref(each.complaint)}: opinion {settled.version} lies outside mandate {each.version}"


def guarded() -> Iterator[str]:
    """Nothing rests on who may not touch it, and no work of a restricted file lies in a pool or with one not named."""
    here = {"complaint": OuterRef("complaint"), "staff_id": OuterRef("staff_id")}
    for task in Task.objects.filter(Exists(Recusal.objects.filter(**here))).select_related("complaint"):
        yield f"{_ref(task.complaint)}: task {task.kind} rests on somebody recused"
    seats = Approval.objects.filter(decided_at=None, opinion__state__in=["proposed", "asked"])
    barred = Recusal.objects.filter(complaint=OuterRef("opinion__complaint"), staff_id=OuterRef("staff_id"))
    for place in seats.filter(Exists(barred)).select_related("opinion__complaint"):
        yield f"{_ref(place.opinion.complaint)}: somebody recused is to sign"
    closed = Task.objects.exclude(complaint__restricted__in=["", Restriction.REPORT])
    for task in closed.filter(~Exists(Named.objects.filter(**here, to_at=None))).select_related("complaint"):
        yield f"{_ref(task.complaint)}: restricted, but task {task.kind} rests on nobody named"


def departures() -> Iterator[str]:
    """Whatever left the road says how it left, and nothing else does."""
    gone = Departure.objects.filter(complaint=OuterRef("pk"), stage=OuterRef("stage"), returned_at=None)
    for c in _each(Complaint.objects.filter(~Exists(gone), stage__in=DEPARTED)):
        yield f"{_ref(c)}: it is {c.stage}, and nothing says how it left"
    back = Departure.objects.filter(returned_at=None).exclude(complaint__stage=F("stage"))
    for row in back.select_related("complaint"):
        yield f"{_ref(row.complaint)}: it left as {row.stage}, is {row.complaint.stage}, and never came back"
    into = Departure.objects.filter(stage=Stage.MERGED, returned_at=None, into=None)
    for row in into.select_related("complaint"):
        yield f"{_ref(row.complaint)}: merged, and into nothing"


def reviews() -> Iterator[str]:
    """Whatever the superior unit checks has a review to decide, and none waits elsewhere."""
    waiting = Review.objects.filter(decided_at=None)
    for c in _each(_open().filter(~Exists(waiting.filter(complaint=OuterRef("pk"))), stage=Stage.REVIEWING)):
        yield f"{_ref(c)}: it is reviewed, and nothing says what for"
    for row in waiting.exclude(complaint__stage__in=[Stage.REVIEWING, *DEPARTED]).select_related("complaint"):
        yield f"{_ref(row.complaint)}: a review waits at {row.complaint.stage}"


def matters() -> Iterator[str]:
    """No more speak for those who complain together than may."""
    most = policies.policy().representatives
    speaking = Member.objects.filter(gathering.REPRESENTS).values("matter_id").annotate(many=Count("pk"))
    for matter in speaking.filter(many__gt=most).order_by("matter_id"):
        yield f"matter {matter['matter_id']}: {matter['many']} speak for it"


CHECKS: tuple[Check, ...] = (
    chains, folds, anchors, owners, tasks, clocks, due_copies, scopes, tree, paths, task_copies, four_eyes, promises,
    money, absent, leads, mandate, guarded, departures, reviews, matters,
)  # fmt: skip


def _open() -> QuerySet[Complaint]:
    return Complaint.objects.filter(stage__in=OPEN)


def _each(rows: QuerySet[Complaint]) -> Iterator[Complaint]:
    return rows.order_by("pk").iterator(BATCH)


def _batches() -> Iterator[list[Complaint]]:
    found = _each(Complaint.objects.all())
    while batch := list(islice(found, BATCH)):
        yield batch


def _ref(complaint: Complaint) -> str:
    return numbers.ref(complaint.pk, complaint.registered_at)
