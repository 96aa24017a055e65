"""What was found and decided, who has to sign it, and the letter it becomes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from huiyin.calendars.workdays import day_of
from huiyin.complaints import approving
from huiyin.complaints.lifecycle import is_next
from huiyin.complaints.models import Approval, Opinion, Redress, Reply
from huiyin.complaints.queries.names import Names
from huiyin.complaints.queries.rows import Rows, complaint
from huiyin.organisation import authority
from huiyin.organisation.actor import Actor
from huiyin.organisation.authority import TOGETHER, Limits, Offer
from huiyin.organisation.models import OfferKind
from huiyin.policy import queries as policies


@dataclass(frozen=True)
class Given:
    """One thing offered; of a mandate `amount` is the most and `least` the least."""

    kind: str
    name: str
    amount: Decimal | None
    least: Decimal | None = None


@dataclass(frozen=True)
class Seat:
    """One place of the chain: whose it is, up to how much, and what was decided."""

    place: str
    place_name: str
    unit: str
    person: str
    grade: int
    limited: bool
    limit: Decimal | None
    state: str  # done | returned | now | ahead
    mine: bool = False
    decided_at: datetime | None = None
    note: str = ""
    certain: bool = True


@dataclass(frozen=True)
class Sent:
    way: str
    way_name: str
    delivered_at: datetime
    proof: str


@dataclass(frozen=True)
class View:
    """One version of the handling opinion."""

    version: int
    state: str
    state_name: str
    by: str
    at: datetime
    decided_at: datetime | None
    findings: str
    grounds: str
    decision: str
    remedies: str
    offers: tuple[Given, ...]
    total: Decimal | None
    chain: tuple[Seat, ...]
    sent: Sent | None
    in_mandate: bool = False  # settled within a mandate, whose signatures stand for it

    @property
    def money(self) -> list[Given]:
        return [given for given in self.offers if given.amount is not None]

    @property
    def other(self) -> list[Given]:
        return [given for given in self.offers if given.amount is None]


def views(rows: Rows, names: Names, by: Actor) -> tuple[View, ...]:
    """All versions, the newest first."""
    limits = authority.limits_on(day_of(rows.opinions[0].at)) if rows.opinions else Limits()
    return tuple(_view(opinion, rows, names, by, limits) for opinion in rows.opinions)


def _view(opinion: Opinion, rows: Rows, names: Names, by: Actor, limits: Limits) -> View:
    offered = [row for row in rows.offers if row.opinion_id == opinion.pk]
    mandate = _mandate_of(opinion, rows)
    return View(
        opinion.version, opinion.state, str(Opinion.State(opinion.state).label), names.person(opinion.by_staff_id),
        opinion.at, opinion.decided_at, opinion.findings, opinion.grounds, opinion.decision, opinion.remedies,
        offers=tuple(given(row) for row in offered),
        total=_total(offered),
        chain=seats(mandate or opinion, rows, names, by, limits),
        sent=_sent(getattr(opinion, "reply", None)),
        in_mandate=mandate is not None,
    )  # fmt: skip


def _mandate_of(opinion: Opinion, rows: Rows) -> Opinion | None:
    """The mandate within which this was settled: the one used by it, just before it."""
    used = (each for each in rows.mandates if each.state == Opinion.State.USED)
    return next((each for each in used if each.version == opinion.version - 1), None)


def seats(opinion: Opinion, rows: Rows, names: Names, by: Actor, limits: Limits) -> tuple[Seat, ...]:
    """The chain of an opinion or a mandate."""
    kinds = [row.kind for row in rows.offers if row.opinion_id == opinion.pk]
    places = [place for place in rows.approvals if place.opinion_id == opinion.pk]
    open_ = opinion.state in (Opinion.State.PROPOSED, Opinion.State.ASKED)
    waiting = next((p for p in places if p.decided_at is None), None) if open_ else None
    return tuple(
        _signed(place, names, limit_for(limits, place.grade, kinds), state=_state(place, waiting),
                mine=place == waiting and is_next(place, by))
        for place in places
    )  # fmt: skip


def given(row: Redress) -> Given:
    return Given(row.kind, str(OfferKind(row.kind).label), row.amount, row.least)


def _total(given: Sequence[Redress]) -> Decimal | None:
    return sum((row.amount for row in given if row.amount is not None), Decimal(0)) or None


def _signed(place: Approval, names: Names, limit: tuple[bool, Decimal | None], *, state: str, mine: bool) -> Seat:
    return Seat(
        place.place, str(Approval.Place(place.place).label), names.unit(place.unit_id),
        names.person(place.decided_by or place.staff_id), place.grade, *limit, state, mine, place.decided_at,
        place.note,
    )  # fmt: skip


def _state(place: Approval, waiting: Approval | None) -> str:
    if place.verdict:
        return "done" if place.verdict == "approved" else "returned"
    return "now" if place == waiting else "ahead"


def limit_for(limits: Limits, grade: int, kinds: Sequence[str]) -> tuple[bool, Decimal | None]:
    """Up to how much this grade decides of what is offered: is there a limit at all, and which."""
    asked = [kind for kind in kinds if kind in TOGETHER] or [k for k in kinds if k == OfferKind.GOODWILL]
    found = [limit.amount for kind in asked if (limit := limits.of(grade, kind)) is not None]
    if not found or None in found:
        return False, None
    return True, max(amount for amount in found if amount is not None)


def _sent(reply: Reply | None) -> Sent | None:
    if reply is None:
        return None
    return Sent(reply.way, str(Reply.Way(reply.way).label), reply.delivered_at, reply.proof)


def chain_preview(ref: str, *, by: Actor, offers: Sequence[Offer], at: datetime) -> tuple[Seat, ...]:
    """Who would have to sign if this were proposed now; refused as the proposal would be."""
    found = complaint(ref, by)
    seats = approving.chain(found, offers, proposer_id=by.pk, at=at)
    limits, kinds = authority.limits_on(day_of(at)), [offer.kind for offer in offers]
    chosen = tuple(
        Seat(s.place, str(Approval.Place(s.place).label), s.unit_name, s.name, s.grade,
             *limit_for(limits, s.grade, kinds), state="ahead")
        for s in seats
    )  # fmt: skip
    return (*chosen, *_audit(policies.policy().audit_rate[found.severity]))


def _audit(rate: float) -> tuple[Seat, ...]:
    """The coordinator audits all major complaints; of the others a share, drawn only when it is proposed."""
    if not rate:
        return ()
    name = str(Approval.Place.AUDIT.label)
    return (Seat(Approval.Place.AUDIT, name, "", "", 0, False, None, "ahead", certain=rate >= 1),)
