"""Who may see which complaint. Every read and every step starts here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from huiyin.complaints.models import Complaint, Part, Participation, Sight
from huiyin.organisation.actor import Actor, Role
from huiyin.organisation.models import Unit

# Roles that read complaints in their reach. The three administrators, analysts, committee members and
# knowledge editors are not among them: by that role alone nobody reads a complaint.
READERS = frozenset(
    {
        Role.INTAKE, Role.HANDLER, Role.APPROVER, Role.COORDINATOR, Role.FOLLOW_UP, Role.UNIT_HEAD,
        Role.EXECUTIVE, Role.AUDITOR, Role.RELATION_OWNER, Role.RECEPTION, Role.REVIEWER, Role.LEGAL,
        Role.PAYMENT, Role.INSPECTOR, Role.DUTY,
    }
)  # fmt: skip


def reach(by: Actor) -> list[int] | None:
    """The units at whose level this actor sees, or nothing at all to mean the whole bank."""
    if by.kind == "system":
        return None
    roots = [h.root for h in by.held if h.role in READERS]
    return None if () in roots else sorted({root[-1] for root in roots})


def visible_to(by: Actor) -> QuerySet[Complaint]:
    """For one row and its lock: the permission is checked on the row itself."""
    roots = reach(by)
    if roots is None:
        return Complaint.objects.all()
    return Complaint.objects.filter(scope__overlap=RawSQL("%s::int[]", [roots]))


def listing(by: Actor) -> QuerySet[Complaint]:
    """For lists, newest first: one index range of `sight` a root, whatever the history."""
    roots = reach(by)
    if roots is None:
        return Complaint.objects.all()
    seen = Sight.objects.filter(unit_id__in=roots).values("complaint_id")
    return Complaint.objects.filter(pk__in=seen)


def place_first(complaint: Complaint, parts: Mapping[Part, int], *, at: datetime) -> None:
    """The parts of a complaint that has had none yet."""
    Participation.objects.bulk_create(
        [Participation(complaint=complaint, part=p, unit_id=u, from_at=at) for p, u in parts.items()]
    )


def place(complaint: Complaint, part: Part, unit_id: int, *, at: datetime) -> None:
    """Give a unit a part in the complaint; whoever reaches that unit sees it from now on."""
    held = Participation.objects.filter(complaint=complaint, part=part, unit_id=unit_id, to_at=None)
    if not held.exists():
        Participation.objects.create(complaint=complaint, part=part, unit_id=unit_id, from_at=at)
    refresh(complaint)


def leave(complaint: Complaint, part: Part, *, at: datetime, unit_id: int | None = None) -> None:
    """End a part; whoever saw the complaint only through it sees it no longer."""
    held = Participation.objects.filter(complaint=complaint, part=part, to_at=None)
    if unit_id is not None:
        held = held.filter(unit_id=unit_id)
    held.update(to_at=at)
    refresh(complaint)


def scope_of(unit_ids: Iterable[int]) -> list[int]:
    """Every unit that may see what these units take part in: themselves and all above them."""
    paths = Unit.objects.filter(pk__in=set(unit_ids)).values_list("path", flat=True)
    return sorted({unit_id for path in paths for unit_id in path})


def refresh(complaint: Complaint) -> None:
    """Who may see it follows from the units that take part today."""
    current = Participation.objects.filter(complaint=complaint, to_at=None).values_list("unit_id", flat=True)
    complaint.scope = scope_of(current)
