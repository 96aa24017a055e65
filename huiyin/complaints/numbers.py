"""The public number of a complaint: a pure function of its id, never stored (26-0001234567-C)."""

from __future__ import annotations

import re
from datetime import datetime
from zoneinfo import ZoneInfo

from stdnum.iso7064 import mod_37_36

BEIJING = ZoneInfo("Asia/Shanghai")
SHAPE = re.compile(r"^\s*(\d{2})-?(\d{10})-?([0-9A-Z])\s*$", re.IGNORECASE)
LARGEST = 2**63 - 1


def ref(complaint_id: int, registered_at: datetime) -> str:
    """Year of registration, id, and an ISO 7064 check character that catches a slip of the pen."""
    digits = f"{registered_at.astimezone(BEIJING):%y}{complaint_id:010d}"
    return f"{digits[:2]}-{digits[2:]}-{mod_37_36.calc_check_digit(digits)}"


def complaint_id(text: str) -> int | None:
    """The id behind a number as typed, or nothing if it is no number of ours."""
    found = SHAPE.match(text)
    if not found or not mod_37_36.is_valid("".join(found.groups()).upper()):
        return None
    return int(found[2])
