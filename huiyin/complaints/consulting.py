"""What a joint consultation means for the other steps: nobody decides over it, and what it bound is carried out."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from huiyin.complaints import access, work
from huiyin.complaints.models import Complaint, Consultation, Part, Task
from huiyin.organisation.refusal import Refused


def consultations(complaint: Complaint) -> list[Consultation]:
    return list(Consultation.objects.filter(complaint=complaint).order_by("id"))


def waiting(held: Iterable[Consultation]) -> Consultation | None:
    """The one that is still to be minuted; there is one at a time."""
    return next((one for one in held if one.minuted_at is None and one.called_off_at is None), None)


def check_none_open(held: Iterable[Consultation]) -> None:
    """Until it is minuted nobody proposes, approves or calls another one."""
    if (open_ := waiting(held)) is not None:
        raise Refused("consultation_open", meets_at=open_.meets_at)


def binding(held: Iterable[Consultation]) -> Consultation | None:
    """The last decision that binds the units; the opinion has to carry it out."""
    bound = [one for one in held if one.binding]
    return bound[-1] if bound else None


def rise(complaint: Complaint, *, at: datetime) -> None:
    """The meeting is over: nobody owes it any more, and whoever only met sees the file no longer."""
    work.done(work.tasks(complaint, Task.Kind.MEET), at=at)
    access.leave(complaint, Part.MEETING, at=at)


def call_off(complaint: Complaint, *, at: datetime) -> None:
    """The units have done with the complaint: they need not meet."""
    if (open_ := waiting(consultations(complaint))) is not None:
        open_.called_off_at = at
        open_.save(update_fields=["called_off_at"])
        rise(complaint, at=at)
