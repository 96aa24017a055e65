"""One complaint's whole file, as its page and the API show it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Protocol

from huiyin.complaints import numbers
from huiyin.complaints.models import OPEN, Acceptance, Complaint, Demand, Liability, Severity, Stage, Type
from huiyin.complaints.queries import (
    archives,
    choices,
    consultations,
    departures,
    guards,
    mandates,
    opinions,
    progress,
    rechecks,
    shares,
    talks,
    timeline,
)
from huiyin.complaints.queries.archives import Version
from huiyin.complaints.queries.choices import Choice
from huiyin.complaints.queries.consultations import Inquiry, Meeting
from huiyin.complaints.queries.departures import Gone, Tie
from huiyin.complaints.queries.guards import Guards
from huiyin.complaints.queries.mandates import Mandate
from huiyin.complaints.queries.names import Names, names
from huiyin.complaints.queries.opinions import Seat, View, chain_preview
from huiyin.complaints.queries.progress import CustomerClock, Duty, Stop
from huiyin.complaints.queries.rechecks import Asked
from huiyin.complaints.queries.rows import Rows, rows
from huiyin.complaints.queries.shares import Attempt, Blame, Kept, Owed, Share
from huiyin.complaints.queries.talks import Case, Request, Speaker, Talk
from huiyin.complaints.queries.timeline import Page
from huiyin.organisation.actor import Actor

__all__ = ["File", "Seat", "chain_preview", "file"]


@dataclass(frozen=True)
class Head:
    """What names the complaint and says where it stands."""

    ref: str
    title: str
    stage: str
    stage_name: str
    severity: int
    severity_name: str
    referral: str
    version: int
    types: tuple[str, ...]
    first_contact: bool
    rounds: int
    returns: int
    reassignments: int
    acceptance: str
    acceptance_name: str
    drawn: bool
    open: bool


@dataclass(frozen=True)
class Facts:
    """What was written down, the customer masked."""

    customer: str
    contact: str
    anonymous: bool
    demands: tuple[str, ...]
    demand_codes: tuple[str, ...]
    amount: Decimal | None
    business: str
    category: str
    cause: str
    cause_code: str
    channel: str
    source_no: str
    intake: str
    intake_id: int
    coordinator: str
    coordinator_id: int
    complained_of: str
    complained_of_id: int | None
    complained_of_person: str
    received_at: datetime
    registered_at: datetime
    statutory: bool
    complex: bool
    story: str


@dataclass(frozen=True)
class Findings:
    """What was found when the file was closed."""

    business: str
    cause: str
    liability: str
    outcome: str
    accountable: tuple[Blame, ...]
    process_satisfied: bool | None
    result_satisfied: bool | None
    closed_at: datetime


@dataclass(frozen=True)
class File:
    head: Head
    facts: Facts
    stops: tuple[Stop, ...]
    duties: tuple[Duty, ...]
    clock: CustomerClock | None
    opinions: tuple[View, ...]
    shares: tuple[Share, ...]
    promises: tuple[Owed, ...]
    calls: tuple[Attempt, ...]
    files: tuple[Kept, ...]
    timeline: Page
    steps: tuple[Choice, ...]
    mandate: Mandate | None
    contacts: tuple[Talk, ...]
    materials: tuple[Request, ...]
    speakers: tuple[Speaker, ...]
    cases: tuple[Case, ...]
    meetings: tuple[Meeting, ...]
    bound_by: str
    inquiries: tuple[Inquiry, ...]
    findings: Findings | None
    archives: tuple[Version, ...]
    reviews: tuple[Asked, ...]
    gone: Gone | None  # while it has left the road
    ties: tuple[Tie, ...]
    guards: Guards

    @property
    def opinion(self) -> View | None:
        """The newest version."""
        return self.opinions[0] if self.opinions else None

    @property
    def owed(self) -> int:
        """Promises that stand, kept or not."""
        return sum(promise.state != "void" for promise in self.promises)

    @property
    def void(self) -> tuple[Owed, ...]:
        """What was offered with an answer that was not accepted."""
        return tuple(promise for promise in self.promises if promise.state == "void")

    @property
    def proved(self) -> int:
        return sum(promise.state == "proved" for promise in self.promises)

    @property
    def primary(self) -> Choice | None:
        return next((step for step in self.steps if step.primary), None)

    def may(self, step: str) -> bool:
        return any(choice.step == step and choice.ready for choice in self.steps)


def file(ref: str, *, seen_by: Actor, at: datetime) -> File:
    """Everything the page shows; what the reader may not see is not there at all."""
    found = rows(ref, seen_by)
    known = names(found.unit_ids(), found.staff_ids())
    return File(
        head=_head(found.complaint),
        facts=_facts(found.complaint, known),
        stops=progress.stops(found, at=at),
        duties=progress.duties(found, known, seen_by, at=at),
        clock=progress.customer_clock(found, at=at),
        opinions=opinions.views(found, known, seen_by),
        shares=shares.shares(found, known, seen_by, at=at),
        promises=shares.promises(found, known, seen_by, at=at),
        calls=shares.attempts(found, known),
        files=shares.kept(found, known),
        timeline=timeline.told(found.lines, known, seen_by),
        steps=choices.choices(found, known, seen_by, at=at),
        mandate=mandates.mandate(found, known, seen_by, at=at),
        contacts=talks.contacts(found, known),
        materials=talks.materials(found, known, at=at),
        speakers=talks.speakers(found, at=at),
        cases=talks.cases(found),
        meetings=consultations.meetings(found, known),
        bound_by=consultations.bound_by(found),
        inquiries=consultations.inquiries(found, known, at=at),
        findings=_findings(found, known),
        archives=archives.versions(found),
        reviews=rechecks.asked(found),
        gone=departures.gone(found, known, seen_by),
        ties=departures.ties(found, seen_by),
        guards=guards.guards(found, known, at=at),
    )


def _head(c: Complaint) -> Head:
    return Head(
        numbers.ref(c.pk, c.registered_at), c.title, c.stage, str(Stage(c.stage).label), c.severity,
        str(Severity(c.severity).label), c.channel.name if c.channel.referral else "", c.version,
        types=tuple(str(Type(code).label) for code in c.types), first_contact=c.first_contact, rounds=c.rounds,
        returns=c.returns, reassignments=c.reassignments, acceptance=c.acceptance,
        acceptance_name=str(Acceptance(c.acceptance).label) if c.acceptance else "", drawn=c.drawn,
        open=c.stage in OPEN,
    )  # fmt: skip


def _facts(c: Complaint, known: Names) -> Facts:
    return Facts(
        customer=c.person.mask if c.person else "", contact=c.person.contact_mask if c.person else "",
        anonymous=c.person_id is None, demands=tuple(_demand(code) for code in c.demands),
        demand_codes=tuple(c.demands), amount=c.amount, business=_trail(c.category), category=c.category.code,
        cause=_trail(c.cause_said) if c.cause_said else "", cause_code=c.cause_said.code if c.cause_said else "",
        channel=c.channel.name, source_no=c.source_no, intake=known.unit(c.intake_unit_id), intake_id=c.intake_unit_id,
        coordinator=known.unit(c.coordinator_unit_id), coordinator_id=c.coordinator_unit_id,
        complained_of=known.unit(c.complained_of_unit_id), complained_of_id=c.complained_of_unit_id,
        complained_of_person=c.complained_of_person, received_at=c.received_at, registered_at=c.registered_at,
        statutory=c.statutory, complex=c.complex, story=c.story,
    )  # fmt: skip


def _demand(code: str) -> str:
    return str(Demand(code).label) if code in Demand.values else code


class _Listed(Protocol):
    name: str

    @property
    def parent(self) -> _Listed | None: ...


def _trail(row: _Listed) -> str:
    return f"{row.parent.name} / {row.name}" if row.parent else row.name


def _findings(found: Rows, known: Names) -> Findings | None:
    c = found.complaint
    if c.closed_at is None:
        return None
    return Findings(
        business=_trail(c.category_found or c.category), cause=_trail(c.cause) if c.cause else "",
        liability=str(Liability(c.liability).label) if c.liability else "", outcome=c.outcome,
        accountable=shares.accountable(found, known), process_satisfied=c.process_satisfied,
        result_satisfied=c.result_satisfied, closed_at=c.closed_at,
    )  # fmt: skip
