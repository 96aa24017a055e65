"""Joint consultations and what partners were asked, as the file shows them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from huiyin.complaints import consulting
from huiyin.complaints.models import Consultation, PartnerRequest
from huiyin.complaints.queries.due import Due, due
from huiyin.complaints.queries.names import Names
from huiyin.complaints.queries.rows import Rows


@dataclass(frozen=True)
class Meeting:
    """One consultation; not minuted yet where `minuted_at` is empty."""

    id: int
    called_at: datetime
    called_by: str
    meets_at: datetime
    agenda: str
    units: tuple[tuple[int, str], ...]
    minutes: str
    dissent: tuple[tuple[str, str], ...]  # unit and what it said
    decision: str
    binding: bool
    minuted_at: datetime | None
    minuted_by: str
    called_off_at: datetime | None

    @property
    def waiting(self) -> bool:
        return self.minuted_at is None and self.called_off_at is None


@dataclass(frozen=True)
class Inquiry:
    """What an outside partner was asked; `late` counts against the partner."""

    id: int
    partner: str
    what: str
    asked_at: datetime
    asked_by: str
    due: Due
    answer: str
    answered_at: datetime | None
    late: bool


def meetings(rows: Rows, names: Names) -> tuple[Meeting, ...]:
    """The newest first."""
    return tuple(_meeting(held, names) for held in reversed(rows.beside.consultations))


def _meeting(held: Consultation, names: Names) -> Meeting:
    return Meeting(
        held.pk, held.called_at, names.person(held.called_by), held.meets_at, held.agenda,
        tuple((unit_id, names.unit(unit_id)) for unit_id in held.unit_ids), held.minutes,
        tuple((names.unit(each["unit"]), each["said"]) for each in held.dissent), held.decision, bool(held.binding),
        held.minuted_at, names.person(held.minuted_by), held.called_off_at,
    )  # fmt: skip


def bound_by(rows: Rows) -> str:
    """The decision that the next opinion has to carry out, if a consultation bound the units."""
    bound = consulting.binding(rows.beside.consultations)
    return bound.decision if bound else ""


def inquiries(rows: Rows, names: Names, *, at: datetime) -> tuple[Inquiry, ...]:
    return tuple(_inquiry(asked, names, at) for asked in rows.beside.partner_requests)


def _inquiry(asked: PartnerRequest, names: Names, at: datetime) -> Inquiry:
    until = asked.answered_at or at
    return Inquiry(
        asked.pk, names.unit(asked.unit_id), asked.what, asked.asked_at, names.person(asked.asked_by),
        due(asked.asked_at, asked.due_at, at=until), asked.answer, asked.answered_at, until > asked.due_at,
    )  # fmt: skip
