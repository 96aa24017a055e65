"""群体事项 as pages show them: never more than the complaints this reader sees, not even in a number."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet

from huiyin.complaints import access, gathering, numbers
from huiyin.complaints.models import (
    ENDED,
    Acceptance,
    Complaint,
    Matter,
    Member,
    Stage,
)
from huiyin.complaints.queries.names import Names, names
from huiyin.organisation.actor import Actor

PAGE = 20
LOOKS = 10  # pages of matters looked through for one page of the ledger
FIRST = 2**63 - 1
ANSWERED = (Stage.REPLIED, Stage.FOLLOWING_UP, Stage.REVIEWING, Stage.CLOSED, Stage.ARCHIVED)


def seen(by: Actor) -> QuerySet[Member]:
    """The places of complaints that belong to a matter, as far as this reader sees them."""
    visible = access.visible_to(by).filter(pk=OuterRef("complaint_id"))
    return Member.objects.filter(gathering.BELONGS).filter(Exists(visible))


@dataclass(frozen=True)
class InLedger:
    """One matter in the ledger."""

    id: int
    title: str
    opened_at: datetime
    closed_at: datetime | None
    unit: str
    severity: int
    count: int
    answered: int
    accepted: int
    ended: int
    due_at: datetime | None


@dataclass(frozen=True)
class Ledger:
    lines: tuple[InLedger, ...]
    before: int | None


def ledger(*, seen_by: Actor, before: int = FIRST) -> Ledger:
    """Matters of which this reader sees a complaint, newest first; who sees few of many looks on page by page."""
    shown: list[tuple[Matter, list[Complaint]]] = []
    for _look in range(LOOKS):
        chunk = list(Matter.objects.filter(pk__lt=before).order_by("-pk")[:PAGE])
        shown += _with_seen(chunk, seen_by)
        before = chunk[-1].pk if len(chunk) == PAGE else 0
        if len(shown) >= PAGE or not before:
            break
    if len(shown) > PAGE:
        shown = shown[:PAGE]
        before = shown[-1][0].pk
    known = names((matter.coordinator_unit_id for matter, _found in shown), ())
    return Ledger(tuple(_line(matter, found, known) for matter, found in shown), before or None)


def _with_seen(matters: list[Matter], by: Actor) -> list[tuple[Matter, list[Complaint]]]:
    """Each with its complaints that this reader sees, found by their numbers; without any it is left out."""
    belong = Member.objects.filter(gathering.BELONGS, matter__in=matters)
    pairs = list(belong.order_by("complaint_id").values_list("matter_id", "complaint_id"))
    rows = access.visible_to(by).filter(pk__in=[complaint_id for _matter, complaint_id in pairs])
    visible = {c.pk: c for c in rows.only("stage", "severity", "acceptance", "due_at")}
    found: dict[int, list[Complaint]] = {}
    for matter_id, complaint_id in pairs:
        if complaint_id in visible:
            found.setdefault(matter_id, []).append(visible[complaint_id])
    return [(matter, found[matter.pk]) for matter in matters if matter.pk in found]


def _line(matter: Matter, found: list[Complaint], known: Names) -> InLedger:
    return InLedger(
        matter.pk, matter.title, matter.opened_at, matter.closed_at, known.unit(matter.coordinator_unit_id),
        severity=max((c.severity for c in found), default=1), count=len(found),
        answered=sum(answered(c) for c in found), accepted=sum(c.acceptance == Acceptance.ACCEPTED for c in found),
        ended=sum(c.stage in ENDED for c in found), due_at=min((c.due_at for c in found if c.due_at), default=None),
    )  # fmt: skip


def answered(c: Complaint) -> bool:
    return c.stage in ANSWERED


def open_of(unit_id: int, *, seen_by: Actor) -> list[tuple[int, str]]:
    """The open matters of one coordinating office that this reader may know of, newest first."""
    found = Matter.objects.filter(gathering.known(seen_by), coordinator_unit_id=unit_id, closed_at=None)
    return list(found.order_by("-pk").values_list("pk", "title")[:200])


def speaking_beside(ref: str, *, seen_by: Actor) -> list[tuple[str, str]]:
    """Who speaks for those in the same matter, as far as this reader sees them."""
    mine = Member.objects.filter(complaint=numbers.complaint_id(ref) or 0, left_at=None).values("matter_id")
    found = (
        seen(seen_by)
        .filter(gathering.REPRESENTS, matter_id__in=mine)
        .exclude(complaint=numbers.complaint_id(ref))
    )
    rows = (member.complaint for member in found.select_related("complaint__person").order_by("complaint_id"))
    pairs = ((numbers.ref(c.pk, c.registered_at), c.person.mask if c.person else "") for c in rows)
    return [(ref, f"{customer} {ref}") for ref, customer in pairs]
