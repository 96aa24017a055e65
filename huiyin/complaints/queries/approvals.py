"""What waits for one person's signature, with its chain and its limit, and what that person has decided."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import Q

from huiyin.calendars.workdays import day_of
from huiyin.complaints import numbers
from huiyin.complaints.models import Approval, Complaint, Opinion, Redress, Severity, Task
from huiyin.complaints.queries import counters, ranges
from huiyin.complaints.queries.counters import Asked, Counter
from huiyin.complaints.queries.due import Due, due
from huiyin.complaints.queries.names import Names, names
from huiyin.complaints.queries.opinions import Given, Seat, given, limit_for
from huiyin.complaints.queries.paging import Key
from huiyin.complaints.queries.task_rows import seen
from huiyin.organisation import authority
from huiyin.organisation.actor import Actor
from huiyin.organisation.authority import Limits

PAGE = 20
ABOVE, AUDIT, LAST = "above", "audit", "last"


@dataclass(frozen=True)
class Waiting:
    """One opinion or mandate that this reader is to sign."""

    ref: str
    title: str
    customer: str
    severity: int
    severity_name: str
    version: int
    by: str
    at: datetime
    unit: str
    due: Due
    offers: tuple[Given, ...]
    total: Decimal | None
    place_name: str
    limited: bool
    limit: Decimal | None
    then: str  # what follows the signature: above | audit | last
    then_by: str
    instead_of: str  # the one this reader stands in for
    own: bool  # proposed or signed by this reader, who may not sign it
    chain: tuple[Seat, ...]
    findings: str
    decision: str
    seen: int  # the version of the complaint that is shown
    until: datetime | None = None  # of a mandate: the last moment to settle within it


@dataclass(frozen=True)
class Decided:
    """One signature given."""

    ref: str
    title: str
    place_name: str
    approved: bool
    at: datetime
    note: str
    total: Decimal | None
    opinion_state: str


@dataclass(frozen=True)
class ToSign:
    rows: tuple[Waiting, ...]
    next: Key | None


@dataclass(frozen=True)
class History:
    rows: tuple[Decided, ...]
    next: Key | None


@dataclass(frozen=True)
class Approvals:
    """The whole page."""

    waiting: ToSign
    counter: Counter
    overdue: Counter
    history: History


@dataclass(frozen=True)
class _Files:
    """What is known of the opinions on one page."""

    complaints: dict[int, Complaint]
    places: dict[int, list[Approval]]  # by opinion
    offers: dict[int, list[Redress]]
    limits: Limits
    names: Names


def approvals(*, by: Actor, at: datetime, after: Key | None = None, before: Key | None = None) -> Approvals:
    """Everything that waits for this reader's signature, and what this reader has signed."""
    parts = ranges.to_sign(by)
    numbers_ = counters.count({"all": Asked(parts), "over": Asked(parts, Q(due_at__lt=at))}, by=by)
    return Approvals(
        to_sign(by=by, at=at, after=after), numbers_["all"], numbers_["over"], decided(by=by, before=before)
    )


def to_sign(*, by: Actor, at: datetime, after: Key | None = None, limit: int = PAGE) -> ToSign:
    """The signatures due first."""
    found = list(ranges.nearest(ranges.to_sign(by), by=by, limit=limit + 1, after=after))
    if not found:
        return ToSign((), None)
    tasks, last = found[:limit], found[limit - 1] if len(found) > limit else None
    files = _files(tasks, by, at)
    rows = (_waiting(task, files, by, at) for task in tasks if task.complaint_id in files.complaints)
    return ToSign(tuple(rows), Key(last.due_at, last.pk) if last else None)


def decided(*, by: Actor, before: Key | None = None) -> History:
    """What this reader agreed to or sent back, the newest first, as far as it is still in sight."""
    signed = Approval.objects.filter(decided_by=by.id, decided_at__isnull=False)
    if before is not None:
        earlier = Q(decided_at__lt=before.at) | Q(id__lt=before.id)
        signed = signed.filter(earlier, decided_at__lte=before.at)
    found = list(signed.select_related("opinion").order_by("-decided_at", "-id")[: PAGE + 1])
    places, last = found[:PAGE], found[PAGE - 1] if len(found) > PAGE else None
    complaints = seen({place.opinion.complaint_id for place in places}, by)
    offers = _offers(place.opinion_id for place in places)
    rows = (
        _decided(place, complaints[place.opinion.complaint_id], offers.get(place.opinion_id, []))
        for place in places
        if place.opinion.complaint_id in complaints
    )
    return History(tuple(rows), Key(last.decided_at, last.pk) if last and last.decided_at else None)


def _files(tasks: list[Task], by: Actor, at: datetime) -> _Files:
    signed = Approval.objects.filter(opinion__approval__in=[task.approval_id for task in tasks])
    places: dict[int, list[Approval]] = {}
    for place in signed.select_related("opinion").order_by("opinion_id", "step"):
        places.setdefault(place.opinion_id, []).append(place)
    everybody = [place for chain in places.values() for place in chain]
    known = names(
        (place.unit_id for place in everybody),
        (who for p in everybody for who in (p.staff_id, p.decided_by, p.opinion.by_staff_id)),
    )
    complaints = seen({task.complaint_id for task in tasks}, by)
    return _Files(complaints, places, _offers(places), authority.limits_on(day_of(at)), known)


def _offers(opinion_ids: Iterable[int]) -> dict[int, list[Redress]]:
    found: dict[int, list[Redress]] = {}
    for row in Redress.objects.filter(opinion_id__in=set(opinion_ids)).order_by("id"):
        found.setdefault(row.opinion_id, []).append(row)
    return found


def _waiting(task: Task, files: _Files, by: Actor, at: datetime) -> Waiting:
    c, known = files.complaints[task.complaint_id], files.names
    chain = next(chain for chain in files.places.values() if any(p.pk == task.approval_id for p in chain))
    place = next(p for p in chain if p.pk == task.approval_id)
    opinion, offered = place.opinion, files.offers.get(place.opinion_id, [])
    kinds = [row.kind for row in offered]
    later = next((p for p in chain if p.step > place.step), None)
    seats = tuple(_seat(p, known, limit_for(files.limits, p.grade, kinds), now=p == place) for p in chain)
    limited, limit = limit_for(files.limits, place.grade, kinds)
    return Waiting(
        numbers.ref(c.pk, c.registered_at), c.title, c.person.mask if c.person else "", task.severity,
        str(Severity(task.severity).label), opinion.version, known.person(opinion.by_staff_id), opinion.at,
        known.unit(place.unit_id), due(task.started_at, task.due_at, at=at), tuple(given(row) for row in offered),
        _total(offered), str(Approval.Place(place.place).label), limited, limit, _then(later),
        _name(later, known) if later else "",
        instead_of=known.person(place.staff_id) if place.staff_id not in (None, by.id) else "",
        own=opinion.by_staff_id == by.id or any(p.decided_by == by.id for p in chain), chain=seats,
        findings=opinion.findings, decision=opinion.decision, seen=c.version,
        until=opinion.until,
    )  # fmt: skip


def _then(later: Approval | None) -> str:
    if later is None:
        return LAST
    return AUDIT if later.place == Approval.Place.AUDIT else ABOVE


def _name(place: Approval, known: Names) -> str:
    return known.person(place.staff_id) or known.unit(place.unit_id)


def _seat(place: Approval, known: Names, limit: tuple[bool, Decimal | None], *, now: bool) -> Seat:
    state = "done" if place.verdict == "approved" else "now" if now else "ahead"
    return Seat(
        place.place, str(Approval.Place(place.place).label), known.unit(place.unit_id),
        known.person(place.decided_by or place.staff_id), place.grade, *limit, state, now, place.decided_at, place.note,
    )  # fmt: skip


def _decided(place: Approval, c: Complaint, offered: list[Redress]) -> Decided:
    if place.decided_at is None:
        raise ValueError(f"approval {place.pk} is not decided")
    return Decided(
        numbers.ref(c.pk, c.registered_at), c.title, str(Approval.Place(place.place).label),
        place.verdict == "approved", place.decided_at, place.note, _total(offered),
        str(Opinion.State(place.opinion.state).label),
    )  # fmt: skip


def _total(offered: list[Redress]) -> Decimal | None:
    return sum((row.amount for row in offered if row.amount is not None), Decimal(0)) or None
