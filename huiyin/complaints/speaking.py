"""Who may decide for the customer: the customer, or somebody with authority that has not run out."""

from __future__ import annotations

from datetime import date, datetime

from huiyin.calendars.workdays import day_of
from huiyin.complaints.models import Complaint, Party
from huiyin.organisation.refusal import Refused


def has_authority(party: Party, *, on: date) -> bool:
    """An informant has none, and every other's ends with its last day."""
    current = party.ended_at is None and (party.until is None or on <= party.until)
    return current and party.kind != Party.Kind.INFORMANT


def check_may_decide(complaint: Complaint, party_id: int | None, *, at: datetime) -> dict[str, object]:
    """What the record says of who spoke; nothing, where it was the customer."""
    if party_id is None:
        return {}
    party = Party.objects.filter(complaint=complaint, pk=party_id).first()
    if party is None:
        raise Refused("unknown", field="party_id", value=party_id)
    if not has_authority(party, on=day_of(at)):
        raise Refused("no_authority", field="party_id")
    return {"party": party.pk, "party_kind": party.kind}
