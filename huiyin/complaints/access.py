"""Who may see which complaint. Every read and every step starts here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet
from django.db.models.expressions import RawSQL

from huiyin.complaints.models import (
    Complaint,
    Part,
    Participation,
    Restriction,
    Sight,
    Type,
)
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

# Beside them, those who open nothing but what was transferred to their unit for them.
KEPT = {
    Role.INTEGRITY: Q(complaint__restricted=Restriction.REPORT),
    Role.PRIVACY: Q(complaint__restricted="", complaint__types__contains=[Type.PERSONAL_INFORMATION]),
}
OPENERS = READERS | set(KEPT)


def reach(by: Actor) -> list[int] | None:
    """The units at whose level this actor sees, or nothing at all to mean the whole bank."""
    if by.kind == "system":
        return None
    roots = [h.root for h in by.held if h.role in READERS]
    return None if () in roots else sorted({root[-1] for root in roots})


def visible_to(by: Actor) -> QuerySet[Complaint]:
    """For one row and its lock: the permission is checked on the row itself."""
    if by.kind == "system":
        return Complaint.objects.all()
    roots = reach(by)
    in_scope = Q(scope__overlap=RawSQL("%s::int[]", [roots]))
    reached = in_scope if roots is not None else ~Q(restricted__in=shut(by))
    return Complaint.objects.filter(reached | _by_name(by, "pk"), ~_barred(by, "pk"))


def listing(by: Actor) -> QuerySet[Complaint]:
    """For lists, newest first: one index range of `sight` a root, whatever the history."""
    roots = reach(by)
    if roots is None:
        return visible_to(by)
    seen = Sight.objects.filter(unit_id__in=roots).values("complaint_id")
    return Complaint.objects.filter(Q(pk__in=seen) | _by_name(by, "pk"), ~_barred(by, "pk"))


def open_tasks(by: Actor) -> Q:
    """The same as a condition on tasks: of what is restricted or barred not even the number is known."""
    if by.kind == "system":
        return Q()
    return (~Q(restricted__in=shut(by)) | _by_name(by, "complaint_id")) & ~_barred(by, "complaint_id")


def shut(by: Actor) -> list[str]:
    """The restrictions that close a file to who sees the whole bank; its coordinator is kept from reports alone."""
    if any(h.role == Role.COORDINATOR and h.root == () for h in by.held):
        return [Restriction.REPORT.value]
    return [str(kind) for kind in Restriction.values]


def _by_name(by: Actor, key: str) -> Q:
    """It opens to this person, to the one stood in for, or to the officers whose unit received what is theirs."""
    people = [one for one in (by.id, *(h.deputy_for_id for h in by.held)) if one is not None]
    # Written out, as a page asks this a dozen times and putting it together takes longer than answering it.
    opened = RawSQL(
        "SELECT complaint_id FROM named WHERE staff_id = ANY(%s::int[]) AND to_at IS NULL", [people]
    )
    found = Q(**{f"{key}__in": opened})
    for role, theirs in KEPT.items():
        if offices := [h.unit_id for h in by.held if h.role == role]:
            went_to = Participation.objects.filter(
                theirs, part=Part.RECEIVING, unit_id__in=offices, to_at=None
            )
            found |= Q(**{f"{key}__in": went_to.values("complaint_id")})
    return found


def _barred(by: Actor, key: str) -> Q:
    """What this person may not touch, by whatever route."""
    recused = RawSQL("SELECT complaint_id FROM recusal WHERE staff_id = %s", [by.id or 0])
    return Q(**{f"{key}__in": recused})


@dataclass(frozen=True)
class Eyes:
    """What a reader sees, as searches know it: at the level of which units, what beside that, and what never."""

    units: list[int] | None  # nothing at all: the whole bank
    shut: list[str]
    named: list[int]
    barred: list[int]


def eyes(by: Actor) -> Eyes:
    if by.kind == "system":
        return Eyes(None, [], [], [])
    named = Complaint.objects.filter(_by_name(by, "pk")).order_by("pk").values_list("pk", flat=True)
    barred = Complaint.objects.filter(_barred(by, "pk")).order_by("pk").values_list("pk", flat=True)
    return Eyes(reach(by), shut(by), list(named), list(barred))


def sees(by: Actor, complaint_id: int) -> bool:
    return visible_to(by).filter(pk=complaint_id).exists()


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


def playing(complaint: Complaint) -> list[int]:
    """The units that take part today."""
    return list(
        Participation.objects.filter(complaint=complaint, to_at=None).values_list("unit_id", flat=True)
    )


def refresh(complaint: Complaint) -> None:
    """Who may see it follows from the units that take part today; a restricted one opens to no unit."""
    complaint.scope = [] if complaint.restricted else scope_of(playing(complaint))
