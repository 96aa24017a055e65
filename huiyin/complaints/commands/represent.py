"""Who speaks for the customer, and where else the customer has turned to."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from huiyin.calendars.workdays import day_of
from huiyin.complaints import people
from huiyin.complaints.lifecycle import Turn, step
from huiyin.complaints.models import Complaint, Dispute, Party
from huiyin.complaints.papers import Paper
from huiyin.complaints.people import Customer
from huiyin.organisation.actor import Actor
from huiyin.organisation.refusal import Refused
from huiyin.policy import queries as policies


def represent(
    ref: str,
    *,
    by: Actor,
    at: datetime,
    kind: str = "",
    customer: Customer | None = None,
    evidence: Sequence[str] = (),
    until: date | None = None,
    ends: int | None = None,
    seen: int | None = None,
    note: str = "",
) -> Complaint:
    """Somebody speaks for the customer once the papers of the checklist were seen, or does so no longer."""
    with step("represent", ref, by=by, at=at, seen=seen, note=note) as turn:
        if ends is not None:
            _end(turn, ends)
        if kind or ends is None:
            _begin(turn, kind, customer or Customer(), evidence, until)
    return turn.complaint


def _begin(turn: Turn, kind: str, customer: Customer, evidence: Sequence[str], until: date | None) -> None:
    _check_papers(kind, evidence)
    person = people.keep(customer) if customer.name.strip() else None
    if person is None:
        raise Refused("empty", field="customer")
    if until is not None and until < day_of(turn.at):
        raise Refused("no_authority", field="until")
    seen = list(dict.fromkeys(evidence))
    party = Party.objects.create(
        complaint=turn.complaint, kind=kind, person=person, evidence=seen, until=until, at=turn.at,
        verified_by=turn.by.pk,
    )  # fmt: skip
    turn.facts |= {"party": party.pk, "party_kind": kind, "papers": seen}
    turn.facts |= {"until": until.isoformat()} if until else {}


def _check_papers(kind: str, evidence: Sequence[str]) -> None:
    """Every paper of the kind's checklist; an informant shows none and has no authority."""
    if kind not in Party.Kind.values:
        raise Refused("unknown" if kind else "empty", field="kind", value=kind)
    for paper in evidence:
        if paper not in Paper.values:
            raise Refused("unknown", field="evidence", value=paper)
    if missing := [paper for paper in policies.policy().evidence[kind] if paper not in evidence]:
        raise Refused("papers_missing", field="evidence", papers=missing)


def _end(turn: Turn, party_id: int) -> None:
    party = Party.objects.filter(complaint=turn.complaint, pk=party_id, ended_at=None).first()
    if party is None:
        raise Refused("unknown", field="ends", value=party_id)
    party.ended_at = turn.at
    party.save(update_fields=["ended_at"])
    turn.facts |= {"ended": party.pk, "ended_kind": party.kind}


def dispute(
    ref: str,
    *,
    by: Actor,
    at: datetime,
    kind: str,
    body: str,
    began_on: date,
    number: str = "",
    ended_on: date | None = None,
    outcome: str = "",
    seen: int | None = None,
    note: str = "",
) -> Complaint:
    """A mediation, arbitration or lawsuit, written down as it begins and again as it ends; no clock stops for it."""
    with step("dispute", ref, by=by, at=at, seen=seen, note=note) as turn:
        _check_dispute(kind, body, began_on, ended_on, outcome, on=day_of(at))
        open_ = Dispute.objects.filter(
            complaint=turn.complaint, kind=kind, body=body.strip(), ended_on=None
        ).first()
        record = open_ or Dispute(complaint=turn.complaint, kind=kind, body=body.strip(), by_staff_id=by.pk)
        record.began_on, record.ended_on, record.outcome = began_on, ended_on, outcome.strip()
        record.number = number.strip() or record.number
        record.save()
        facts = {"dispute": kind, "body": record.body, "number": record.number, "outcome": record.outcome}
        turn.facts |= {"began_on": began_on.isoformat()} | {
            name: value for name, value in facts.items() if value
        }
        turn.facts |= {"ended_on": ended_on.isoformat()} if ended_on else {}
    return turn.complaint


def _check_dispute(
    kind: str, body: str, began_on: date, ended_on: date | None, outcome: str, *, on: date
) -> None:
    if kind not in Dispute.Kind.values:
        raise Refused("unknown", field="kind", value=kind)
    if not body.strip():
        raise Refused("empty", field="body")
    if began_on > on or (ended_on is not None and not began_on <= ended_on <= on):
        raise Refused("dispute_dates", field="began_on" if began_on > on else "ended_on")
    if ended_on is not None and not outcome.strip():
        raise Refused("empty", field="outcome")
