"""办结: what every road to the end has in common: the findings, whoever is accountable, the file at rest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from huiyin.complaints import deadlines, decisions, parts, work
from huiyin.complaints.lifecycle import Turn
from huiyin.complaints.models import Accountable, Complaint, Liability, Reply
from huiyin.organisation.refusal import Refused
from huiyin.policy import queries as policies
from huiyin.policy.models import Category, Cause

WHOLE = 100


@dataclass(frozen=True)
class Findings:
    """What was found: final category, cause, liability, outcome, and the accountable units with their shares."""

    category: str
    cause: str
    liability: str
    outcome: str
    accountable: Sequence[tuple[int, int]] = ()


def end(turn: Turn, found: Findings) -> None:
    """The file is closed with these findings and rests."""
    _write(turn.complaint, found)
    _hold_accountable(turn.complaint, found.accountable)
    turn.facts["accountable"] = [list(pair) for pair in found.accountable]
    rest(turn.complaint, at=turn.at)


def rest(complaint: Complaint, *, at: datetime) -> None:
    """Nobody works on it any more; the customer may still ask for a review, then it is archived."""
    complaint.closed_at = at
    work.done(work.tasks(complaint).exclude(kind__in=work.OWED), at=at)  # long promises stay on the ledger
    decisions.end_assignments(complaint, at=at)
    complaint.owner_unit_id = complaint.owner_staff_id = None
    _start_archive_clock(complaint, at=at)


def _write(complaint: Complaint, found: Findings) -> None:
    complaint.category_found = Category.objects.filter(code=found.category).first()
    complaint.cause = Cause.objects.filter(code=found.cause).first()
    for name, row in (("category", complaint.category_found), ("cause", complaint.cause)):
        if row is None:
            raise Refused("unknown", field=name, value=getattr(found, name))
    if found.liability not in Liability.values:
        raise Refused("unknown", field="liability", value=found.liability)
    if not found.outcome.strip():
        raise Refused("empty", field="outcome")
    complaint.liability, complaint.outcome = found.liability, found.outcome.strip()


def _hold_accountable(complaint: Complaint, accountable: Sequence[tuple[int, int]]) -> None:
    """Shares add up to the whole wherever the bank is at fault."""
    at_fault = complaint.liability in (Liability.FULL, Liability.PARTIAL)
    if at_fault and sum(share for _unit, share in accountable) != WHOLE:
        raise Refused("shares", field="accountable")
    if len({unit_id for unit_id, _share in accountable}) < len(accountable):
        raise Refused("unit_twice", field="accountable")
    for unit_id, _share in accountable:
        parts.known_unit(unit_id, field="accountable")
    Accountable.objects.filter(complaint=complaint).delete()
    for unit_id, share in accountable:
        Accountable.objects.create(complaint=complaint, unit_id=unit_id, share=share)


def _start_archive_clock(complaint: Complaint, *, at: datetime) -> None:
    """The file rests while the customer may ask for a review, and the bank's days after that."""
    policy = policies.policy()
    last = (
        Reply.objects.filter(complaint=complaint)
        .order_by("-id")
        .values_list("delivered_at", flat=True)
        .first()
    )
    days = policy.review_right_days + policy.archive_days
    due_at = max(deadlines.end_of_day(last or at, days), at + timedelta(minutes=1))
    work.start_clock(complaint, work.ARCHIVE, at=at, due_at=due_at, fires=True)
