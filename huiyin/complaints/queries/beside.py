"""What most complaints never have: asked for in one query, fetched only where there is something."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.db import connection
from django.db.models import Exists, Model, OuterRef, Q, QuerySet

from huiyin.complaints.models import (
    Accountable,
    Archive,
    Call,
    Complaint,
    Consultation,
    Contact,
    Cost,
    Departure,
    Dispute,
    Link,
    Material,
    Member,
    Named,
    PartnerRequest,
    Party,
    Payment,
    Recusal,
    Review,
    Statement,
)


@dataclass(frozen=True)
class Beside:
    """The rows of one complaint, oldest first; empty where there are none."""

    departures: list[Departure] = field(default_factory=list)
    absorbed: list[Departure] = field(default_factory=list)  # others that are merged into it
    links: list[Link] = field(default_factory=list)  # to others and from others
    members: list[Member] = field(default_factory=list)  # its places in group matters
    recusals: list[Recusal] = field(default_factory=list)
    named: list[Named] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)
    consultations: list[Consultation] = field(default_factory=list)
    partner_requests: list[PartnerRequest] = field(default_factory=list)
    contacts: list[Contact] = field(default_factory=list)
    materials: list[Material] = field(default_factory=list)
    parties: list[Party] = field(default_factory=list)
    disputes: list[Dispute] = field(default_factory=list)
    reviews: list[Review] = field(default_factory=list)
    payments: list[Payment] = field(default_factory=list)
    costs: list[Cost] = field(default_factory=list)
    archives: list[Archive] = field(default_factory=list)
    calls: list[Call] = field(default_factory=list)
    accountable: list[Accountable] = field(default_factory=list)

    def staff_ids(self) -> Iterator[int | None]:
        yield from (contact.by_staff_id for contact in self.contacts)
        yield from (call.by_staff_id for call in self.calls)
        yield from (recusal.staff_id for recusal in self.recusals)
        yield from (each.staff_id for each in self.named)
        for asked in self.statements:
            yield from (asked.staff_id, asked.asked_by)
        for payment in self.payments:
            yield from (payment.requested_by, payment.entered_by, payment.paid_by, payment.refused_by)
        for left in self.departures:
            yield from (left.by_staff_id, left.confirmed_by)
        yield from (dispute.by_staff_id for dispute in self.disputes)
        yield from (party.verified_by for party in self.parties)
        for material in self.materials:
            yield from (material.asked_by, material.received_by)


TABLES: dict[str, type[Model]] = {
    "departures": Departure, "absorbed": Departure, "members": Member, "recusals": Recusal, "named": Named,
    "statements": Statement,
    "consultations": Consultation, "partner_requests": PartnerRequest, "contacts": Contact, "materials": Material,
    "parties": Party, "disputes": Dispute, "reviews": Review, "payments": Payment, "costs": Cost,
    "archives": Archive, "calls": Call, "accountable": Accountable, "links": Link,
}  # fmt: skip
# What a page needs of the rows beside their own columns.
WITH: dict[str, tuple[str, ...]] = {
    "departures": ("into",), "absorbed": ("complaint",),
    "links": ("complaint", "other"), "members": ("matter",), "parties": ("person",),
    "payments": ("promise",),
}  # fmt: skip

NOBODY = -1  # stands for the complaint in the question


def beside(complaint: Complaint) -> Beside:
    """Everything of the kind that this complaint has."""
    found = [name for name, there in _flags(complaint).items() if there]
    return Beside(**{name: list(_of(name, complaint.pk)) for name in found})


def _flags(complaint: Complaint) -> dict[str, bool]:
    sql, params = _question()
    with connection.cursor() as cursor:
        cursor.execute(sql, [complaint.pk if each == NOBODY else each for each in params])
        there = cursor.fetchone()
    return dict(zip(TABLES, there, strict=True))


@cache
def _question() -> tuple[str, tuple[Any, ...]]:
    """Put together once: that takes longer than to answer it."""
    asked = [Exists(_of(name, OuterRef("pk")).order_by()) for name in TABLES]
    question: tuple[str, tuple[Any, ...]] = (
        Complaint.objects.filter(pk=NOBODY).values_list(*asked).query.sql_with_params()
    )
    return question


def _of(name: str, complaint_id: Any) -> QuerySet[Any]:
    mine = Q(into=complaint_id, returned_at=None) if name == "absorbed" else Q(complaint=complaint_id)
    if name == "links":
        mine |= Q(other=complaint_id)
    rows: QuerySet[Any] = TABLES[name]._default_manager.filter(mine).order_by("pk")
    return rows.select_related(*WITH[name]) if name in WITH else rows
