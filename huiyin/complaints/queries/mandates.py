"""协商授权 as the page shows it: the range, until when, and who granted it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from huiyin.calendars.workdays import day_of
from huiyin.complaints.models import Opinion, Stage
from huiyin.complaints.queries.names import Names
from huiyin.complaints.queries.opinions import Given, Seat, given, seats
from huiyin.complaints.queries.rows import Rows
from huiyin.organisation import authority
from huiyin.organisation.actor import Actor


@dataclass(frozen=True)
class Mandate:
    """The range within which may be settled; `over` when its last moment has passed."""

    version: int
    state: str
    state_name: str
    by: str
    at: datetime
    until: datetime
    over: bool
    findings: str
    grounds: str
    decision: str
    offers: tuple[Given, ...]
    chain: tuple[Seat, ...]

    @property
    def in_force(self) -> bool:
        return self.state == Opinion.State.GRANTED and not self.over

    @property
    def granted_by(self) -> str:
        """The last who signed."""
        signed = [seat.person for seat in self.chain if seat.state == "done"]
        return signed[-1] if signed else ""


def mandate(rows: Rows, names: Names, by: Actor, *, at: datetime) -> Mandate | None:
    """The newest one; what became of an old one matters only as long as it is worked on."""
    newest = next(iter(rows.mandates), None)
    if newest is None or newest.until is None:
        return None
    if newest.state == Opinion.State.LAPSED and rows.complaint.stage != Stage.INVESTIGATING:
        return None
    limits = authority.limits_on(day_of(newest.at))
    return Mandate(
        newest.version, newest.state, str(Opinion.State(newest.state).label), names.person(newest.by_staff_id),
        newest.at, newest.until, at > newest.until, newest.findings, newest.grounds, newest.decision,
        tuple(given(row) for row in rows.offers if row.opinion_id == newest.pk),
        seats(newest, rows, names, by, limits),
    )  # fmt: skip
