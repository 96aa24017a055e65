"""How a complaint left the road, what was merged into it, and which others it is tied to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from huiyin.complaints import access, departing, numbers, people
from huiyin.complaints.models import OPEN, Complaint, Departure, Link, Stage, Type
from huiyin.complaints.queries.names import Names, names
from huiyin.complaints.queries.rows import Rows, complaint, units_in
from huiyin.complaints.queries.timeline import Told, told
from huiyin.organisation.actor import Actor
from huiyin.policy import queries as policies

OFFERED = 20  # of the customer's other complaints
ENTRIES = 50


@dataclass(frozen=True)
class Gone:
    """What happened, why, who has it now, and what the customer was told."""

    stage: str
    stage_name: str
    at: datetime
    by: str
    ground: str
    reason: str
    notice: str
    type_name: str
    receiver: str
    into: Other | None  # only where the reader sees it
    finished_at: datetime | None
    result: str
    free: bool | None
    confirmed_by: str


@dataclass(frozen=True)
class Other:
    """Another complaint, as it is named here."""

    ref: str
    title: str
    stage_name: str
    received_at: datetime


@dataclass(frozen=True)
class Tie:
    """Why another complaint has to do with this one."""

    other: Other
    kind: str
    kind_name: str
    reason: str
    at: datetime


def gone(rows: Rows, known: Names, by: Actor) -> Gone | None:
    """How it left, while it is away."""
    left = next((row for row in rows.beside.departures if row.returned_at is None), None)
    if left is None:
        return None
    seen = _seen([left.into], by)
    return Gone(
        left.stage, str(Stage(left.stage).label), left.at, known.person(left.by_staff_id), _ground(left), left.reason,
        left.notice, str(Type(left.to_type).label) if left.to_type else "",
        known.unit(left.receiving_unit_id) or left.receiving_body, seen.get(left.into_id or 0), left.finished_at,
        left.result, left.free, known.person(left.confirmed_by),
    )  # fmt: skip


def _ground(left: Departure) -> str:
    policy = policies.policy()
    return {**policy.decline_grounds, **policy.retype_grounds}.get(left.ground, left.ground)


def ties(rows: Rows, by: Actor) -> tuple[Tie, ...]:
    """Others it is linked to, and those merged into it; what the reader does not see is not there."""
    here, linked, absorbed = rows.complaint.pk, rows.beside.links, rows.beside.absorbed
    seen = _seen([*(_far(row, here) for row in linked), *(row.complaint for row in absorbed)], by)
    linked_to = [_tie(seen.get(_far(row, here).pk), row.kind, str(Link.Kind(row.kind).label), row) for row in linked]
    merged = [_tie(seen.get(row.complaint_id), row.stage, _("并入本件"), row) for row in absorbed]
    return tuple(tie for tie in (*linked_to, *merged) if tie is not None)


def _tie(other: Other | None, kind: str, kind_name: str, row: Link | Departure) -> Tie | None:
    return Tie(other, kind, kind_name, row.reason, row.at) if other is not None else None


def _far(row: Link, here: int) -> Complaint:
    return row.other if row.complaint_id == here else row.complaint


def _seen(others: Iterable[Complaint | None], by: Actor) -> dict[int, Other]:
    wanted = {row.pk: row for row in others if row is not None}
    if not wanted:
        return {}
    visible = access.visible_to(by).filter(pk__in=wanted).values_list("pk", flat=True)
    return {pk: _other(wanted[pk]) for pk in visible}


def _other(c: Complaint) -> Other:
    return Other(numbers.ref(c.pk, c.registered_at), c.title, str(Stage(c.stage).label), c.received_at)


def others(ref: str, *, seen_by: Actor, still_open: bool = False) -> list[Other]:
    """The newest other complaints of the same customer that the reader sees."""
    here = complaint(ref, seen_by)
    if here.person is None:
        return []
    found = access.visible_to(seen_by).filter(person__in=people.same(here.person)).exclude(pk=here.pk)
    if still_open:
        found = found.filter(stage__in=OPEN)
    return [_other(each) for each in found.order_by("-pk")[:OFFERED]]


def since_merged(ref: str, *, seen_by: Actor) -> list[Told]:
    """What was entered on the other one since, newest first, where the reader sees it."""
    here = complaint(ref, seen_by)
    left = Departure.objects.filter(complaint=here, returned_at=None, into__isnull=False).first()
    other = access.visible_to(seen_by).filter(absorbed=left).first() if left is not None else None
    if left is None or other is None:
        return []
    lines = departing.since_merged(left, other, limit=ENTRIES)
    return list(told(lines, names(units_in(lines), []), seen_by).lines)
