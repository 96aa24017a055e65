"""往来: what was said with the customer, what was asked for, who speaks for the customer, and cases elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from huiyin.calendars.workdays import day_of
from huiyin.complaints.models import Contact, Dispute, Material, Party, Reply
from huiyin.complaints.papers import Paper
from huiyin.complaints.queries.due import Due, due
from huiyin.complaints.queries.names import Names
from huiyin.complaints.queries.rows import Rows
from huiyin.complaints.speaking import has_authority
from huiyin.organisation.models import OfferKind


@dataclass(frozen=True)
class Made:
    """One offer of a talk, and what the customer said to it."""

    kind: str
    name: str
    amount: Decimal | None
    answer: str
    answer_name: str


@dataclass(frozen=True)
class Talk:
    """One talk with the customer."""

    at: datetime
    by: str
    way: str
    way_name: str
    inbound: bool
    said: str
    offers: tuple[Made, ...]
    proof: str


@dataclass(frozen=True)
class Request:
    """One paper the customer is asked for."""

    id: int
    kind: str
    name: str
    what: str
    why: str
    by: str
    asked_at: datetime
    due: Due
    received_at: datetime | None


@dataclass(frozen=True)
class Speaker:
    """Somebody who speaks for the customer, masked; without authority only the customer can decide."""

    id: int
    kind: str
    kind_name: str
    name: str
    contact: str
    papers: tuple[str, ...]
    until: date | None
    authority: bool
    ended_at: datetime | None


@dataclass(frozen=True)
class Case:
    """A mediation, arbitration or lawsuit outside the bank."""

    kind: str
    kind_name: str
    body: str
    number: str
    began_on: date
    ended_on: date | None
    outcome: str


def contacts(rows: Rows, names: Names) -> tuple[Talk, ...]:
    """The newest first."""
    newest = sorted(rows.beside.contacts, key=lambda contact: (contact.at, contact.pk), reverse=True)
    return tuple(_talk(contact, names) for contact in newest)


def _talk(contact: Contact, names: Names) -> Talk:
    return Talk(
        contact.at, names.person(contact.by_staff_id), contact.way, str(Reply.Way(contact.way).label), contact.inbound,
        contact.said, tuple(_made(offer) for offer in contact.offers), contact.proof,
    )  # fmt: skip


def _made(offer: Mapping[str, Any]) -> Made:
    amount = Decimal(offer["amount"]) if offer["amount"] else None
    answer = str(offer["answer"])
    return Made(
        str(offer["kind"]), str(OfferKind(offer["kind"]).label), amount, answer, str(Contact.Answer(answer).label)
    )


def materials(rows: Rows, names: Names, *, at: datetime) -> tuple[Request, ...]:
    """What is still missing first."""
    ordered = sorted(rows.beside.materials, key=lambda m: (m.received_at is not None, m.by_when, m.pk))
    return tuple(_request(material, names, at) for material in ordered)


def _request(m: Material, names: Names, at: datetime) -> Request:
    return Request(
        m.pk, m.kind, str(Paper(m.kind).label), m.what, m.why, names.person(m.asked_by), m.asked_at,
        due(m.asked_at, m.by_when, at=m.received_at or at), m.received_at,
    )  # fmt: skip


def speakers(rows: Rows, *, at: datetime) -> tuple[Speaker, ...]:
    return tuple(_speaker(party, day_of(at)) for party in rows.beside.parties)


def _speaker(party: Party, on: date) -> Speaker:
    return Speaker(
        party.pk, party.kind, str(Party.Kind(party.kind).label), party.person.mask, party.person.contact_mask,
        tuple(paper_name(code) for code in party.evidence), party.until, has_authority(party, on=on), party.ended_at,
    )  # fmt: skip


def paper_name(code: str) -> str:
    return str(Paper(code).label) if code in Paper.values else code


def cases(rows: Rows) -> tuple[Case, ...]:
    return tuple(
        Case(d.kind, str(Dispute.Kind(d.kind).label), d.body, d.number, d.began_on, d.ended_on, d.outcome)
        for d in rows.beside.disputes
    )


