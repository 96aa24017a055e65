"""All rows that belong to one complaint, one query a table however long its history is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from huiyin.audit import log
from huiyin.audit.log import Line
from huiyin.complaints import access, numbers, work
from huiyin.complaints.models import (
    Approval,
    Assignment,
    Attachment,
    Clock,
    Complaint,
    FactStep,
    Opinion,
    Promise,
    Redress,
    Task,
)
from huiyin.complaints.queries.beside import Beside, beside
from huiyin.organisation.actor import Actor
from huiyin.organisation.refusal import Refused

NEWEST = 50
NOUNS = ("person", "channel", "category__parent", "category_found__parent", "cause_said__parent", "cause__parent")
UNITS_IN_FACTS = ("unit", "to_unit", "to_office", "receiving_unit", "successor")
UNITS_AND_WORDS, LISTS_OF_UNITS = ("assigned", "dissent"), ("units", "departments", "ended_below")


@dataclass(frozen=True)
class Rows:
    complaint: Complaint
    stays: list[FactStep]
    tasks: list[Task]
    clocks: list[Clock]
    opinions: list[Opinion]  # newest first
    mandates: list[Opinion]  # newest first
    offers: list[Redress]
    approvals: list[Approval]
    shares: list[Assignment]
    files: list[Attachment]
    lines: list[Line]  # newest first
    beside: Beside

    @property
    def clock(self) -> Clock | None:
        """The customer's own limit, running or last."""
        return next((c for c in reversed(self.clocks) if c.rule in work.CUSTOMER_RULES), None)

    @property
    def promises(self) -> list[Promise]:
        found = [getattr(offer, "promise", None) for offer in self.offers]
        return sorted((p for p in found if p is not None), key=lambda p: p.pk)

    def seated(self, task: Task) -> bool:
        """Does the place in the chain name this person? Then it was not picked and is not put back."""
        named = any(p.pk == task.approval_id and p.staff_id is not None for p in self.approvals)
        return named or task.kind == Task.Kind.STAND

    def unit_ids(self) -> Iterator[int | None]:
        c = self.complaint
        yield from (c.intake_unit_id, c.coordinator_unit_id, c.lead_unit_id, c.complained_of_unit_id, c.owner_unit_id)
        yield from (task.unit_id for task in self.tasks)
        yield from (share.unit_id for share in self.shares)
        yield from (place.unit_id for place in self.approvals)
        yield from (held.unit_id for held in self.beside.accountable)
        for promise in self.promises:
            yield from (promise.owner_unit_id, promise.paying_unit_id, promise.bearing_unit_id)
        for meeting in self.beside.consultations:
            yield from meeting.unit_ids
        yield from (asked.unit_id for asked in self.beside.partner_requests)
        yield from (left.receiving_unit_id for left in self.beside.departures)
        yield from (payment.unit_id for payment in self.beside.payments)
        yield from units_in(self.lines)

    def staff_ids(self) -> Iterator[int | None]:
        yield from (opinion.by_staff_id for opinion in (*self.opinions, *self.mandates))
        yield from self.beside.staff_ids()
        yield from (file.by_staff_id for file in self.files)
        yield from (task.staff_id for task in self.tasks)
        for share in self.shares:
            yield from (share.staff_id, share.answered_by)
        for place in self.approvals:
            yield from (place.staff_id, place.decided_by)
        for promise in self.promises:
            yield from (promise.entered_by, promise.proved_by)
        for meeting in self.beside.consultations:
            yield from (meeting.called_by, meeting.minuted_by)
        yield from (asked.asked_by for asked in self.beside.partner_requests)


def units_in(lines: list[Line]) -> Iterator[int | None]:
    """The units a timeline speaks of."""
    for line in lines:
        yield line.unit_id
        for name in UNITS_IN_FACTS:
            yield _number(line.payload.get(name))
        for name in UNITS_AND_WORDS:
            pairs = line.payload.get(name)
            yield from (_number(each.get("unit")) for each in pairs) if isinstance(pairs, list) else ()
        for name in LISTS_OF_UNITS:
            units = line.payload.get(name)
            yield from (_number(each) for each in units) if isinstance(units, list) else ()
        shares = line.payload.get("accountable")
        yield from (_number(pair[0]) for pair in shares) if isinstance(shares, list) else ()


def _number(value: object) -> int | None:
    return value if isinstance(value, int) else None


def complaint(ref: str, by: Actor) -> Complaint:
    """The complaint as this reader may see it; one that may not be seen does not exist."""
    seen = access.visible_to(by).select_related(*NOUNS)
    complaint_id = numbers.complaint_id(ref)
    found = seen.filter(pk=complaint_id).first() if complaint_id is not None else None
    if found is None:
        raise Refused("not_found", ref=ref)
    return found


def rows(ref: str, by: Actor) -> Rows:
    found = complaint(ref, by)
    written = list(Opinion.objects.filter(complaint=found).select_related("reply").order_by("-version"))
    offers = Redress.objects.filter(opinion__complaint=found).select_related("promise").order_by("id")
    approvals = Approval.objects.filter(opinion__complaint=found).order_by("opinion_id", "step")
    return Rows(
        complaint=found,
        stays=list(FactStep.objects.filter(complaint_id=found.pk).order_by("seq")),
        tasks=list(Task.objects.filter(complaint=found).order_by("due_at", "id")),
        clocks=list(Clock.objects.filter(complaint=found).order_by("id")),
        opinions=[each for each in written if each.until is None],
        mandates=[each for each in written if each.until is not None],
        offers=list(offers),
        approvals=list(approvals),
        shares=list(Assignment.objects.filter(complaint=found).order_by("-lead", "id")),
        files=list(Attachment.objects.filter(complaint=found).select_related("blob").order_by("-at", "-id")),
        lines=log.timeline(found.pk, limit=NEWEST),
        beside=beside(found),
    )
