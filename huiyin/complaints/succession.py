"""What goes over in one complaint when a unit is merged into another: open work and parts; what happened stays."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Model, Q

from huiyin.complaints import access, work
from huiyin.complaints.models import (
    Approval,
    Assignment,
    Clock,
    Complaint,
    Consultation,
    Departure,
    Opinion,
    Part,
    Participation,
    PartnerRequest,
    Payment,
    Promise,
    Redress,
    Review,
    Task,
)
from huiyin.organisation.models import Unit

COLUMNS = (
    "intake_unit_id", "coordinator_unit_id", "lead_unit_id", "replying_unit_id", "calling_unit_id", "owner_unit_id",
)  # fmt: skip
OWED = [Promise.State.OPEN, Promise.State.ENTERED, Promise.State.BROKEN]
ASKED_OR_PROPOSED = [Opinion.State.PROPOSED, Opinion.State.ASKED]
# Rows that still have something to do, and the columns that say whose it is.
RUNNING: tuple[tuple[type[Model], str, Q, tuple[str, ...]], ...] = (
    (Assignment, "complaint", Q(ended_at=None), ("unit_id",)),
    (Clock, "complaint", Q(stopped_at=None), ("unit_id",)),
    (Approval, "opinion__complaint", Q(decided_at=None, opinion__state__in=ASKED_OR_PROPOSED), ("unit_id",)),
    (Redress, "opinion__complaint", Q(void_at=None), ("paying_unit_id", "bearing_unit_id")),
    (Promise, "complaint", Q(state__in=OWED), ("owner_unit_id", "paying_unit_id", "bearing_unit_id")),
    (Payment, "complaint", Q(state__in=Payment.LIVE), ("unit_id",)),
    (Review, "complaint", Q(decided_at=None), ("unit_id",)),
    (PartnerRequest, "complaint", Q(answered_at=None), ("unit_id",)),
    (Departure, "complaint", Q(returned_at=None), ("receiving_unit_id",)),
)


def touched(unit_id: int) -> list[int]:
    """The complaints in which the unit still plays a part or has something to do, newest first."""
    playing = Participation.objects.filter(unit_id=unit_id, to_at=None).values_list("complaint_id", flat=True)
    doing = Task.objects.filter(unit_id=unit_id).values_list("complaint_id", flat=True)
    owing = Promise.objects.filter(Q(owner_unit_id=unit_id) | Q(paying_unit_id=unit_id), state__in=OWED)
    found = {*playing, *doing, *owing.values_list("complaint_id", flat=True)}
    return sorted(found, reverse=True)


def succeed(complaint: Complaint, unit_id: int, successor_id: int, *, at: datetime) -> None:
    """The successor goes on with everything open, on the same clocks; entries and past stays keep the old unit."""
    _yield_shares(complaint, unit_id, successor_id, at=at)
    for model, path, open_, columns in RUNNING:
        for column in columns:
            rows = _rows(model).filter(open_, **{path: complaint, column: unit_id})
            rows.update(**{column: successor_id})
    new_path = list(Unit.objects.values_list("path", flat=True).get(pk=successor_id))
    Task.objects.filter(complaint=complaint, unit_id=unit_id).update(unit_id=successor_id, path=new_path)
    _rewrite(complaint, unit_id, successor_id)
    for column in COLUMNS:
        if getattr(complaint, column) == unit_id:
            setattr(complaint, column, successor_id)
    _hand_parts(complaint, unit_id, successor_id, at=at)


def _rows(model: type[Model]) -> Any:
    return model._default_manager


def _hand_parts(complaint: Complaint, unit_id: int, successor_id: int, *, at: datetime) -> None:
    """The old unit's part ends today and the successor's begins: whose it was on which day stays known."""
    held = Participation.objects.filter(complaint=complaint, unit_id=unit_id, to_at=None)
    for part in list(held.values_list("part", flat=True)):
        access.leave(complaint, Part(part), at=at, unit_id=unit_id)
        access.place(complaint, Part(part), successor_id, at=at)


def _yield_shares(complaint: Complaint, unit_id: int, successor_id: int, *, at: datetime) -> None:
    """Where both have a share, one is left: the lead's, else the one that was not given out below, else the first."""
    both = Assignment.objects.filter(complaint=complaint, unit_id__in=[unit_id, successor_id], ended_at=None)
    shares = sorted(both, key=lambda s: (not s.lead, s.parent_id is not None, s.pk))
    for less in shares[1:]:
        work.done(work.tasks(complaint).filter(assignment_id=less.pk), at=at, result="moved")
        less.state, less.ended_at = Assignment.State.ENDED, at
        less.save(update_fields=["state", "ended_at"])
        Assignment.objects.filter(parent_id=less.pk, ended_at=None).update(parent_id=shares[0].pk)
        access.leave(complaint, Part.LEAD if less.lead else Part.CO, at=at, unit_id=less.unit_id)


def _rewrite(complaint: Complaint, unit_id: int, successor_id: int) -> None:
    """Lists of units: who meets, and the frozen work of a complaint that left the road."""

    def now(known: int | None) -> int | None:
        return successor_id if known == unit_id else known

    for meeting in Consultation.objects.filter(
        complaint=complaint, minuted_at=None, unit_ids__contains=[unit_id]
    ):
        meeting.unit_ids = list(dict.fromkeys(now(each) or each for each in meeting.unit_ids))
        meeting.save(update_fields=["unit_ids"])
    for gone in Departure.objects.filter(complaint=complaint, returned_at=None):
        for row in gone.kept.get("tasks", []):
            row["unit_id"] = now(row["unit_id"])
        stopped = [row["id"] for row in gone.kept.get("clocks", [])]
        Clock.objects.filter(pk__in=stopped, unit_id=unit_id).update(unit_id=successor_id)
        if owner := gone.kept.get("owner"):
            gone.kept["owner"] = [now(owner[0]), owner[1]]
        gone.save(update_fields=["kept"])
