"""Work that rests on somebody goes on to others: a seat to the next who may sit there, all else to the unit's pool."""

from __future__ import annotations

from datetime import datetime

from huiyin.complaints import approving, standing
from huiyin.complaints.models import Complaint, Task


def pass_on(complaint: Complaint, task: Task, *, at: datetime) -> None:
    """A place of a chain has no pool, and neither has what is laid before one higher person."""
    if task.approval_id is not None:
        approving.pass_on(complaint, task, at=at)
    elif task.kind == Task.Kind.STAND:
        standing.pass_on(complaint, task, at=at)
    else:
        free(complaint, task)


def free(complaint: Complaint, task: Task) -> None:
    """The work is the unit's again, for whoever picks it."""
    task.staff_id = task.picked_at = None
    task.save(update_fields=["staff_id", "picked_at"])
    if complaint.owner_unit_id == task.unit_id and task.kind != Task.Kind.GRANT:
        complaint.owner_staff_id = None
