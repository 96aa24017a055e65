"""Who may sign a changed decision, for the form that asks."""

from __future__ import annotations

from datetime import datetime

from huiyin.complaints import rechecking
from huiyin.complaints.models import Review
from huiyin.complaints.queries.rows import complaint
from huiyin.organisation.actor import Actor
from huiyin.organisation.queries import Holder


def signers(ref: str, *, seen_by: Actor, at: datetime) -> list[Holder]:
    """The superior office's head and those with authority over it, never the reader; nobody where no review runs."""
    found = complaint(ref, seen_by)
    review = Review.objects.filter(complaint=found, decided_at=None).first()
    able = rechecking.signers(found, review, at=at) if review is not None else []
    return [holder for holder in able if holder.staff_id != seen_by.id]
