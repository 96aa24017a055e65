"""群体性事项: which complaints share a matter, who speaks for all of them, and whose refusal stopped them all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.db.models import Exists, F, Max, OuterRef, Q

from huiyin.complaints import access, numbers, pairs
from huiyin.complaints.models import Complaint, Matter, Member, Opinion
from huiyin.organisation.actor import Actor
from huiyin.organisation.refusal import Refused

MOST = 200  # complaints in one matter
JOINTLY = 20  # so many who appear together make it major
BELONGS = Q(left_at=None) | Q(left_at__gte=F("matter__closed_at"))
REPRESENTS = Q(left_at=None, represents_from__isnull=False, represents_to=None)
# An opinion that the bank has spoken: what follows it is for that complaint alone.
SPOKEN = (Opinion.State.APPROVED, Opinion.State.REJECTED)


def hold(matter_id: int, *conditions: Q, **more: object) -> Matter:
    """The open matter, locked; always after its complaints, so that no two wait for each other."""
    found = Matter.objects.select_for_update(no_key=True).filter(*conditions, pk=matter_id, **more).first()
    if found is None:
        raise Refused("no_matter", field="matter_id")
    if found.closed_at is not None:
        raise Refused("matter_closed", field="matter_id")
    return found


def membership(complaint: Complaint) -> Member:
    """Its place in the matter it belongs to."""
    found = Member.objects.select_related("matter").filter(complaint=complaint, left_at=None).first()
    if found is None:
        raise Refused("not_in_matter")
    return found


def lock_all(refs: Iterable[str], *, by: Actor) -> list[Complaint]:
    """All of these, each seen and none twice, locked in the order of their numbers."""
    ids = {numbers.complaint_id(ref): ref for ref in refs}
    held = pairs.lock(access.visible_to(by), [pk for pk in ids if pk is not None])
    missing = set(ids) - {complaint.pk for complaint in held}
    if missing:
        raise Refused("unknown", field="refs", value=ids[missing.pop()])
    return held


def members(matter_id: int, *, by: Actor) -> list[Member]:
    """The complaints of the matter that this actor sees, locked."""
    here = Member.objects.filter(matter_id=matter_id, left_at=None)
    held = {c.pk: c for c in pairs.lock(access.visible_to(by), here.values_list("complaint_id", flat=True))}
    found = list(here.filter(complaint__in=held).order_by("complaint_id"))
    if not found:
        raise Refused("no_matter", field="matter_id")
    for member in found:
        member.complaint = held[member.complaint_id]
    return found


def known(by: Actor) -> Q:
    """A matter of whose complaints one sees none does not exist, not even its name."""
    here = Member.objects.filter(matter=OuterRef("pk"), left_at=None)
    return ~Exists(here) | Exists(here.filter(complaint__in=access.visible_to(by)))


def spoken(matter_id: int) -> set[int]:
    """The complaints in which the matter's opinion has been decided already; what follows is each one's own."""
    decided = Opinion.objects.filter(matter_id=matter_id, state__in=SPOKEN)
    return set(decided.values_list("complaint_id", flat=True))


def severest(matter_id: int) -> int:
    """How serious the matter is: as its most serious complaint."""
    here = Member.objects.filter(matter_id=matter_id, left_at=None)
    return int(here.aggregate(most=Max("complaint__severity"))["most"] or 1)


@contextmanager
def naming(complaint: Complaint) -> Iterator[str]:
    """A refusal says whose complaint stopped all of them."""
    ref = pairs.ref(complaint)
    try:
        yield ref
    except Refused as no:
        raise Refused(no.code, field=no.field, **{**no.params, "ref": ref}) from no
