"""What a joint consultation means for the other steps: nobody decides over it, and what it bound is carried out."""

from __future__ import annotations

from collections.abc import Iterable

from huiyin.complaints.models import Complaint, Consultation
from huiyin.organisation.refusal import Refused


def consultations(complaint: Complaint) -> list[Consultation]:
    return list(Consultation.objects.filter(complaint=complaint).order_by("id"))


def check_none_open(held: Iterable[Consultation]) -> None:
    """Until it is minuted nobody proposes, approves or calls another one."""
    waiting = next((one for one in held if one.minuted_at is None), None)
    if waiting is not None:
        raise Refused("consultation_open", meets_at=waiting.meets_at)


def binding(held: Iterable[Consultation]) -> Consultation | None:
    """The last decision that binds the units; the opinion has to carry it out."""
    bound = [one for one in held if one.binding]
    return bound[-1] if bound else None
