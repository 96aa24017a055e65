"""What is decided by another than the handler is counted, unit by unit (domain rule 12)."""

from __future__ import annotations

from huiyin.complaints import parts
from huiyin.complaints.lifecycle import Turn
from huiyin.complaints.models import Counted


def count(turn: Turn, kind: str) -> None:
    """One act more in the figure of each unit that worked on it, and of the one complained of or that took it in."""
    complaint = turn.complaint
    units = {*parts.handling_units(complaint), complaint.complained_of_unit_id or complaint.intake_unit_id}
    Counted.objects.create(
        complaint=complaint, kind=kind, unit_ids=sorted(units), at=turn.at, by_staff_id=turn.by.id
    )
