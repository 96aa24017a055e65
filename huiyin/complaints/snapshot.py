"""What the record says of a change: the fields before and after, in plain values that fold back into the state."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from huiyin.complaints.models import Complaint

# Kept by the gate or by triggers, or derived from what is recorded.
LEFT_OUT = {"id", "version", "entry_count", "head_hash", "updated_at", "entered_at", "scope"}


# Fields that came after the first complaints: until a timeline says otherwise they were this.
AT_FIRST: dict[str, object] = {"stood_by": False, "restricted": "", "marks": []}


def plain(value: Any) -> Any:
    """A value as it stands in the record: moments in UTC, money with two places, codes as they are."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, Decimal):
        return str(value.quantize(Decimal("0.01")))
    if isinstance(value, list):
        return [plain(item) for item in value]
    return value if value is None or isinstance(value, bool | int) else str(value)


def of(complaint: Complaint) -> dict[str, object]:
    """All recorded fields of a complaint as they stand."""
    return {
        f.attname: plain(getattr(complaint, f.attname))
        for f in Complaint._meta.concrete_fields
        if f.attname not in LEFT_OUT
    }


def changes(before: dict[str, object], after: dict[str, object]) -> dict[str, list[object]]:
    return {name: [before.get(name), value] for name, value in after.items() if before.get(name) != value}


def fold(lines: Iterable[dict[str, list[object]]]) -> dict[str, object]:
    """The state that a timeline's changes add up to, oldest first."""
    state = dict(AT_FIRST)
    for line in lines:
        state.update({name: pair[1] for name, pair in line.items()})
    return state
