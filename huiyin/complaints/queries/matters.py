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
FIRST = 2**63 - 1
ANSWERED = (Stage.REPLIED, Stage.FOLLOWING_UP, Stage.REVIEWING, Stage.CLOSED, Stage.ARCHIVED)


def seen(by: Actor) -> QuerySet[Member]:
    """The places of complaints that belong to a matter, as far as this reader sees them."""
    visible = access.visible_to(by).filter(pk=OuterRef("complaint_id"))
    return Member.objects.filter(gathering.BELONGS).filter(Exists(visible))


@dataclass(frozen=True)
class Line:
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
    lines: tuple[Line, ...]
    before: int | None


def ledger(*, seen_by: Actor, before: int = FIRST) -> Ledger:
    """Matters of which this reader sees a complaint, newest first."""
    mine = seen(seen_by).filter(matter=OuterRef("pk"))
    found = list(Matter.objects.filter(Exists(mine), pk__lt=before).order_by("-pk")[: PAGE + 1])
    shown = found[:PAGE]
    members = seen(seen_by).filter(matter__in=shown).select_related("complaint")
    by_matter: dict[int, list[Complaint]] = {}
    for member in members:
        by_matter.setdefault(member.matter_id, []).append(member.complaint)
    known = names((matter.coordinator_unit_id for matter in shown), ())
    lines = tuple(_line(matter, by_matter.get(matter.pk, []), known) for matter in shown)
    return Ledger(lines, shown[-1].pk if len(found) > PAGE else None)


def _line(matter: Matter, found: list[Complaint], known: Names) -> Line:
    return Line(
        matter.pk, matter.title, matter.opened_at, matter.closed_at, known.unit(matter.coordinator_unit_id),
        severity=max((c.severity for c in found), default=1), count=len(found),
        answered=sum(answered(c) for c in found), accepted=sum(c.acceptance == Acceptance.ACCEPTED for c in found),
        ended=sum(c.stage in ENDED for c in found), due_at=min((c.due_at for c in found if c.due_at), default=None),
    )  # fmt: skip


def answered(c: Complaint) -> bool:
    return c.stage in ANSWERED


def open_of(unit_id: int) -> list[tuple[int, str]]:
    """The open matters of one coordinating office, newest first."""
    found = Matter.objects.filter(coordinator_unit_id=unit_id, closed_at=None).order_by("-pk")
    return list(found.values_list("pk", "title")[:200])


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
