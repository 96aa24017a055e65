"""Who may decide for the customer: the customer, or somebody with authority that has not run out."""

from __future__ import annotations

from datetime import date, datetime

from huiyin.calendars.workdays import day_of
from huiyin.complaints.models import Complaint, Party, Person
from huiyin.organisation.refusal import Refused


def has_authority(party: Party, *, on: date) -> bool:
    """An informant has none, and every other's ends with its last day."""
    current = party.ended_at is None and (party.until is None or on <= party.until)
    return current and party.kind != Party.Kind.INFORMANT


def check_may_decide(complaint: Complaint, party_id: int | None, *, at: datetime) -> dict[str, object]:
    """What the record says of who spoke; nothing, where it was the customer."""
    if party_id is None:
        return {}
    party = _party(complaint, party_id)
    if not has_authority(party, on=day_of(at)):
        raise Refused("no_authority", field="party_id")
    return _told(party)


def person_of(complaint: Complaint, party_id: int | None) -> tuple[Person | None, dict[str, object]]:
    """The customer, or the one who speaks for the customer, and what the record says of whom it was."""
    if party_id is None:
        return complaint.person, {}
    party = _party(complaint, party_id)
    return party.person, _told(party)


def _party(complaint: Complaint, party_id: int) -> Party:
    party = Party.objects.filter(complaint=complaint, pk=party_id).select_related("person").first()
    if party is None:
        raise Refused("unknown", field="party_id", value=party_id)
    return party


def _told(party: Party) -> dict[str, object]:
    return {"party": party.pk, "party_kind": party.kind}
