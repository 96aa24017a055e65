"""Two complaints at once: both seen, both locked in the order of their numbers, and whether they belong together."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from huiyin.complaints import access, numbers, people
from huiyin.complaints.models import Complaint, Link
from huiyin.organisation.actor import Actor
from huiyin.organisation.refusal import Refused


def ref(complaint: Complaint) -> str:
    return numbers.ref(complaint.pk, complaint.registered_at)


def hold(one: str, other: str, *, by: Actor, field: str) -> Complaint:
    """The other one, with both locked; each must be seen, and they must be two."""
    ids = [numbers.complaint_id(one), numbers.complaint_id(other)]
    if ids[0] is not None and ids[0] == ids[1]:
        raise Refused("same_complaint", field=field)
    held = {row.pk: row for row in lock(access.visible_to(by), [pk for pk in ids if pk is not None])}
    found = held.get(ids[1] or 0)
    if found is None:
        raise Refused("not_found", field=field, ref=other)
    return found


def lock(rows: QuerySet[Complaint], ids: Iterable[int]) -> list[Complaint]:
    """Always the smaller number first, so that no two wait for each other."""
    return list(rows.filter(pk__in=list(ids)).order_by("pk").select_for_update(no_key=True, of=("self",)))


def check_same_customer(one: Complaint, other: Complaint, *, field: str) -> None:
    if one.person is None or other.person_id not in people.same(one.person):
        raise Refused("another_customer", field=field)


def linked(one: Complaint, other: Complaint) -> bool:
    either = Q(complaint=one, other=other) | Q(complaint=other, other=one)
    return Link.objects.filter(either).exists()
