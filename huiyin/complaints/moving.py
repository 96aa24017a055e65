"""From one coordinator to another, and back from the units to review: nothing is left without owner or clock."""

from __future__ import annotations

from datetime import datetime

from huiyin.calendars.workdays import day_of
from huiyin.complaints import access, consulting, decisions, guarding, work
from huiyin.complaints.models import Complaint, Opinion, Part, Task
from huiyin.organisation.actor import Role
from huiyin.organisation.refusal import Refused

# Work that stands on a share or an opinion, and ends with it.
BELOW = (Task.Kind.APPROVE, Task.Kind.GRANT)
ENDS_AS = {
    Opinion.State.PROPOSED: Opinion.State.RETURNED, Opinion.State.ASKED: Opinion.State.LAPSED,
    Opinion.State.GRANTED: Opinion.State.LAPSED,
}  # fmt: skip


def end_shares(complaint: Complaint, *, at: datetime) -> None:
    """The units are done with it: their shares, what they proposed and the mandates they hold end."""
    decisions.end_assignments(complaint, at=at)
    consulting.call_off(complaint, at=at)
    work.done(work.tasks(complaint, *BELOW), at=at, result="void")
    for state, ended in ENDS_AS.items():
        Opinion.objects.filter(complaint=complaint, state=state).update(state=ended)
    complaint.lead_unit_id = None
    for part in (Part.LEAD, Part.CO, Part.APPROVING):
        access.leave(complaint, part, at=at)


def coordinate(complaint: Complaint, unit_id: int, *, at: datetime) -> None:
    """Another office coordinates from now on; the review it owes is asked for with a limit of its own."""
    if not guarding.has_one(complaint, Role.COORDINATOR, unit_id, on=day_of(at)):
        raise Refused("nobody_to_coordinate", unit_id=unit_id)
    access.leave(complaint, Part.COORDINATING, at=at)
    complaint.coordinator_unit_id = unit_id
    access.place(complaint, Part.COORDINATING, unit_id, at=at)
    work.done(work.tasks(complaint, Task.Kind.REVIEW), at=at, result="moved")
    to_review(complaint, at=at)


def to_review(complaint: Complaint, *, at: datetime) -> None:
    """The coordinating unit owes the review."""
    unit_id = complaint.coordinator_unit_id
    complaint.owner_unit_id, complaint.owner_staff_id = unit_id, None
    work.ask(complaint, Task.Kind.REVIEW, unit_id, at=at, due_at=work.rules().due("review", complaint, at))
