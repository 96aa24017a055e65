"""What every way in turns its own shape into."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from huiyin.complaints.commands import Customer


@dataclass(frozen=True)
class Submission:
    """One complaint as it arrived: who sent it, the sender's own name for it, what exactly was sent, what it says."""

    client: str
    key: str
    body: bytes
    unit_id: int
    channel: str
    category: str
    received_at: datetime
    story: str
    title: str = ""
    customer: Customer = Customer()
    cause: str = ""
    amount: Decimal | None = None
    complained_of_unit_id: int | None = None
    source_no: str = ""
    note: str = ""
