"""Who may not touch a file, who alone may, what stands on it as marks, and what the person concerned was asked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from huiyin.calendars.workdays import day_of
from huiyin.complaints import access, guarding, parts
from huiyin.complaints.models import Complaint, Mark, Recusal, Restriction, Statement
from huiyin.complaints.queries.due import Due, due
from huiyin.complaints.queries.names import Names
from huiyin.complaints.queries.rows import Rows, complaint
from huiyin.complaints.table import STEPS
from huiyin.organisation import queries as organisation
from huiyin.organisation.actor import Actor
from huiyin.organisation.queries import Holder

SHOWN = 100


@dataclass(frozen=True)
class Barred:
    """Somebody who may not touch the file, and why."""

    staff_id: int
    name: str
    why: str
    why_name: str
    at: datetime


@dataclass(frozen=True)
class Opened:
    """Somebody to whom a restricted file opens, with whoever stands in for that person."""

    staff_id: int
    name: str
    why: str
    at: datetime


@dataclass(frozen=True)
class Asked:
    """Questions to one person, and the answer."""

    person: str
    by: str
    questions: str
    answer: str
    asked_at: datetime
    answered_at: datetime | None
    due: Due


@dataclass(frozen=True)
class Guards:
    restricted: str
    restricted_name: str
    named: tuple[Opened, ...]
    barred: tuple[Barred, ...]
    marks: tuple[tuple[str, str], ...]
    statements: tuple[Asked, ...]

    @property
    def mark_codes(self) -> list[str]:
        return [code for code, _name in self.marks]


def guards(rows: Rows, names: Names, *, at: datetime) -> Guards:
    c, beside = rows.complaint, rows.beside
    return Guards(
        c.restricted, str(Restriction(c.restricted).label) if c.restricted else "",
        tuple(Opened(n.staff_id, names.person(n.staff_id), n.why, n.from_at) for n in beside.named if n.to_at is None),
        tuple(
            Barred(r.staff_id, names.person(r.staff_id), r.why, str(Recusal.Why(r.why).label), r.at)
            for r in beside.recusals
        ),
        tuple((mark, str(Mark(mark).label)) for mark in c.marks),
        tuple(_asked(asked, names, at) for asked in beside.statements),
    )  # fmt: skip


def _asked(asked: Statement, names: Names, at: datetime) -> Asked:
    return Asked(
        names.person(asked.staff_id), names.person(asked.asked_by), asked.questions, asked.answer, asked.asked_at,
        asked.answered_at, due(asked.asked_at, asked.due_at, at=asked.answered_at or at),
    )  # fmt: skip


Pairs = list[tuple[int, str]]


def people_to_keep_out(ref: str, *, by: Actor, at: datetime) -> Pairs:
    """Whom a recusal may concern: people of the unit complained of and of the units that take part or stand above."""
    found = complaint(ref, by)
    units = {*parts.accused_units(found), *access.scope_of(access.playing(found))}
    gone = guarding.recused(found)
    here = organisation.people_in(units, on=day_of(at))
    return _pairs(h for h in here if h.staff_id not in gone)


def people_to_name(ref: str, *, by: Actor, at: datetime) -> Pairs:
    """Whom this actor may name on a restricted file."""
    found = complaint(ref, by)
    return _pairs(guarding.candidates(found, guarding.naming_units(found, by), on=day_of(at)))


def people_to_ask(ref: str, *, by: Actor, at: datetime) -> Pairs:
    """The person complained about first, then the others of the unit complained of."""
    found = complaint(ref, by)
    first = [found.complained_of_staff_id] if found.complained_of_staff_id is not None else []
    named = list(zip(first, organisation.names_of(first), strict=True))
    others = _pairs(organisation.people_in(_seats(found), on=day_of(at)))
    return [*named, *(pair for pair in others if pair[0] not in (*first, by.id))]


def _seats(found: Complaint) -> list[int]:
    accused = parts.accused_units(found)
    return sorted(accused) if accused else access.playing(found)


def _pairs(holders: Iterable[Holder]) -> Pairs:
    """Each person once, with the unit."""
    found: dict[int, str] = {}
    for holder in holders:
        found.setdefault(holder.staff_id, f"{holder.name} · {holder.unit_name}")
    return list(found.items())


@dataclass(frozen=True)
class Question:
    """What the asked sees: the questions, when they were asked and until when; nothing of the complaint."""

    id: int
    questions: str
    asked_at: datetime
    due: Due
    open: bool
    answer: str
    answered_at: datetime | None


def statements(*, by: Actor, at: datetime) -> list[Question]:
    """One's own statement requests, those still to be answered first."""
    found = Statement.objects.filter(staff_id=by.id or 0).select_related("complaint").order_by("-id")[:SHOWN]
    mine = [_question(asked, at) for asked in found]
    return sorted(mine, key=lambda each: not each.open)


def _question(asked: Statement, at: datetime) -> Question:
    open_ = asked.answered_at is None and asked.complaint.stage in STEPS["give_statement"].frm
    return Question(
        asked.pk, asked.questions, asked.asked_at, due(asked.asked_at, asked.due_at, at=asked.answered_at or at),
        open_, asked.answer, asked.answered_at,
    )  # fmt: skip


def is_asked(by: Actor) -> bool:
    """Was this person ever asked for a statement?"""
    return by.id is not None and Statement.objects.filter(staff_id=by.id).exists()
