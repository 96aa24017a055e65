"""One group matter as its page shows it: how far each complainant has come, and what is still missing."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from huiyin.complaints import gathering, numbers
from huiyin.complaints.decisions import MONEY
from huiyin.complaints.lifecycle import is_next
from huiyin.complaints.models import (
    DEPARTED,
    ENDED,
    Acceptance,
    Approval,
    Assignment,
    Complaint,
    Matter,
    Member,
    Opinion,
    Promise,
    Severity,
    Stage,
    Task,
)
from huiyin.complaints.queries.due import Due, due
from huiyin.complaints.queries.matters import ANSWERED, answered, seen
from huiyin.complaints.queries.names import Names, names
from huiyin.complaints.ready import can_do
from huiyin.organisation.actor import Actor, Role
from huiyin.organisation.refusal import Refused
from huiyin.policy import queries as policies

NAMED = 5


@dataclass(frozen=True)
class Tile:
    """One complainant and how far it has come."""

    ref: str
    customer: str
    kind: str  # accepted | waiting | refused | stood | unanswered | gone
    stage_name: str
    at: datetime | None
    due: Due | None
    rounds: int
    ended: bool
    represents: bool


@dataclass(frozen=True)
class Missing:
    """What still stands between the matter and its end."""

    kind: str  # unanswered | refused | waiting | other | unpaid
    count: int
    names: tuple[str, ...]
    due_at: datetime | None
    amount: Decimal | None = None


@dataclass(frozen=True)
class Representative:
    ref: str
    customer: str
    since: datetime
    chosen_by: str


@dataclass(frozen=True)
class Said:
    """The one opinion."""

    state: str
    state_name: str
    at: datetime
    decided_at: datetime | None
    by: str
    findings: str
    grounds: str
    decision: str
    signed_by: tuple[tuple[str, str], ...]  # unit and person
    count: int  # complaints that carry it


@dataclass(frozen=True)
class Working:
    unit: str
    lead: bool
    count: int


@dataclass(frozen=True)
class Room:
    """One matter, of what this reader sees."""

    id: int
    title: str
    opened_at: datetime
    closed_at: datetime | None
    unit: str
    unit_id: int
    severity: int
    severity_name: str
    tiles: tuple[Tile, ...]
    nearest: datetime | None
    same_limit: bool
    kinds: dict[str, int]
    answered: int
    promised: Decimal
    kept: int
    promises: int
    missing: tuple[Missing, ...]
    speakers: tuple[Representative, ...]
    most_speakers: int
    opinion: Said | None
    units: tuple[Working, ...]
    acts: tuple[str, ...]  # what this reader may do for the whole matter now
    to_propose: tuple[tuple[str, str], ...]  # number and customer of those the opinion would be for

    @property
    def open(self) -> int:
        return sum(not tile.ended for tile in self.tiles)


@dataclass(frozen=True)
class _Rows:
    matter: Matter
    members: list[Member]
    tasks: list[Task]
    promises: list[Promise]
    opinions: list[Opinion]
    approvals: list[Approval]
    shares: list[Assignment]

    @property
    def complaints(self) -> list[Complaint]:
        return [member.complaint for member in self.members]


def room(matter_id: int, *, seen_by: Actor, at: datetime) -> Room:
    """The page of one matter; one of which nothing may be seen does not exist."""
    rows = _rows(matter_id, seen_by)
    known = names(
        [
            rows.matter.coordinator_unit_id,
            *(s.unit_id for s in rows.shares),
            *(p.unit_id for p in rows.approvals),
        ],
        [*(o.by_staff_id for o in rows.opinions), *(p.decided_by for p in rows.approvals)],
    )
    tiles, complaints = _tiles(rows, at), rows.complaints
    limits = [c.due_at for c in complaints if c.due_at is not None]
    owed = [p for p in rows.promises if p.kind in MONEY and p.state != Promise.State.VOID]
    severity = max(c.severity for c in complaints)
    return Room(
        rows.matter.pk, rows.matter.title, rows.matter.opened_at, rows.matter.closed_at,
        known.unit(rows.matter.coordinator_unit_id), rows.matter.coordinator_unit_id, severity,
        str(Severity(severity).label), tiles,
        nearest=min(limits, default=None), same_limit=len(set(limits)) == 1,
        kinds=dict(Counter(tile.kind for tile in tiles)), answered=sum(map(answered, complaints)),
        promised=sum((p.amount or Decimal(0) for p in owed), Decimal(0)),
        kept=sum(p.state == Promise.State.PROVED for p in owed), promises=len(owed),
        missing=_missing(tiles, owed), speakers=_speakers(rows.members),
        most_speakers=policies.policy().representatives, opinion=_said(rows, known), units=_units(rows, known),
        acts=_acts(rows, seen_by), to_propose=_to_propose(rows, seen_by),
    )  # fmt: skip


def _rows(matter_id: int, by: Actor) -> _Rows:
    found = (
        seen(by)
        .filter(matter_id=matter_id)
        .select_related("matter", "complaint__person")
        .order_by("complaint_id")
    )
    members = list(found)
    if not members:
        raise Refused("no_matter")
    ids = [member.complaint_id for member in members]
    opinions = list(Opinion.objects.filter(matter_id=matter_id, complaint__in=ids).order_by("-id"))
    return _Rows(
        members[0].matter, members,
        tasks=list(Task.objects.filter(complaint__in=ids).order_by("due_at", "id")),
        promises=list(Promise.objects.filter(complaint__in=ids).order_by("due_at", "id")),
        opinions=opinions,
        approvals=list(Approval.objects.filter(opinion__in=[o.pk for o in opinions]).order_by("opinion_id", "step")),
        shares=list(Assignment.objects.filter(complaint__in=ids, ended_at=None).order_by("-lead", "id")),
    )  # fmt: skip


def _tiles(rows: _Rows, at: datetime) -> tuple[Tile, ...]:
    nearest: dict[int, Task] = {}
    for task in rows.tasks:
        nearest.setdefault(task.complaint_id, task)
    return tuple(_tile(member, nearest.get(member.complaint_id), at) for member in rows.members)


def _tile(member: Member, task: Task | None, at: datetime) -> Tile:
    c = member.complaint
    return Tile(
        numbers.ref(c.pk, c.registered_at), c.person.mask if c.person else "", _kind(c), str(Stage(c.stage).label),
        at=c.accepted_at or c.closed_at, due=due(task.started_at, task.due_at, at=at) if task else None,
        rounds=c.rounds, ended=c.stage in ENDED,
        represents=member.represents_from is not None and member.represents_to is None,
    )  # fmt: skip


def _kind(c: Complaint) -> str:
    if c.stage in DEPARTED:
        return "gone"
    if c.stood_by:
        return "stood"
    if c.acceptance == Acceptance.ACCEPTED:
        return "accepted"
    if c.acceptance == Acceptance.NOT_ACCEPTED or (c.rounds and c.stage not in ANSWERED):
        return "refused"
    return "waiting" if c.stage in ANSWERED else "unanswered"


def _missing(tiles: tuple[Tile, ...], owed: list[Promise]) -> tuple[Missing, ...]:
    """The complaints that have not ended, by what they wait for, and the money that is owed."""
    found = []
    for kind in ("unanswered", "refused", "waiting", "accepted"):
        here = [tile for tile in tiles if tile.kind == kind and not tile.ended]
        if here:
            limits = (tile.due.due_at for tile in here if tile.due)
            customers = tuple(tile.customer for tile in here[:NAMED])
            found.append(Missing(kind, len(here), customers, min(limits, default=None)))
    unpaid = [p for p in owed if p.state in Promise.OWED]
    if unpaid:
        amount = sum((p.amount or Decimal(0) for p in unpaid), Decimal(0))
        found.append(Missing("unpaid", len(unpaid), (), unpaid[0].due_at, amount))
    return tuple(found)


def _speakers(members: list[Member]) -> tuple[Representative, ...]:
    return tuple(
        Representative(numbers.ref(m.complaint.pk, m.complaint.registered_at),
                m.complaint.person.mask if m.complaint.person else "", m.represents_from, m.chosen_by)
        for m in members if m.represents_from is not None and m.represents_to is None
    )  # fmt: skip


def _said(rows: _Rows, known: Names) -> Said | None:
    """The newest of the matter; all that carry it say the same."""
    if not rows.opinions:
        return None
    newest = rows.opinions[0]
    same = [o for o in rows.opinions if o.at == newest.at]
    # Some chains are longer: it is spoken in all when it is spoken in each; that a few refuse it does not undo it.
    states = (Opinion.State.PROPOSED, Opinion.State.APPROVED)
    waiting = next((o for state in states for o in same if o.state == state), newest)
    signed = [p for p in rows.approvals if p.opinion_id == waiting.pk and p.verdict == "approved"]
    return Said(
        waiting.state, str(Opinion.State(waiting.state).label), newest.at, waiting.decided_at,
        known.person(newest.by_staff_id), newest.findings, newest.grounds, newest.decision,
        tuple((known.unit(p.unit_id), known.person(p.decided_by)) for p in signed), len(same),
    )  # fmt: skip


def _units(rows: _Rows, known: Names) -> tuple[Working, ...]:
    counts = Counter((share.unit_id, share.lead) for share in rows.shares)
    return tuple(Working(known.unit(unit_id), lead, n) for (unit_id, lead), n in counts.items())


def _acts(rows: _Rows, by: Actor) -> tuple[str, ...]:
    """What would find at least one complaint to do it for."""
    coordinates = by.holds(Role.COORDINATOR, rows.matter.coordinator_unit_id)
    stages = {c.stage for c in rows.complaints if by.holds(Role.COORDINATOR, c.coordinator_unit_id)}
    running = rows.matter.closed_at is None
    found = {
        "approve": _to_sign(rows, by), "send_back": _to_sign(rows, by),
        "propose": bool(_to_propose(rows, by)), "assign": Stage.UNDER_REVIEW in stages,
        "pick": any(task.staff_id is None and can_do(task, by) for task in rows.tasks),
        "representative": running and (coordinates or by.has(Role.RECEPTION)), "join": running and coordinates,
        "close": running and coordinates and all(c.stage in ENDED for c in rows.complaints),
    }  # fmt: skip
    return tuple(name for name, there in found.items() if there)


def _to_sign(rows: _Rows, by: Actor) -> bool:
    waiting = {o.pk for o in rows.opinions if o.state == Opinion.State.PROPOSED}
    first: dict[int, Approval] = {}
    for place in rows.approvals:
        if place.opinion_id in waiting and place.decided_at is None:
            first.setdefault(place.opinion_id, place)
    return any(is_next(place, by) for place in first.values())


def _to_propose(rows: _Rows, by: Actor) -> tuple[tuple[str, str], ...]:
    spoken = {o.complaint_id for o in rows.opinions if o.state in gathering.SPOKEN}
    fit = (
        c for c in rows.complaints
        if c.stage == Stage.INVESTIGATING and c.pk not in spoken and c.lead_unit_id is not None
        and by.holds(Role.HANDLER, c.lead_unit_id)
    )  # fmt: skip
    return tuple((numbers.ref(c.pk, c.registered_at), c.person.mask if c.person else "") for c in fit)
