"""交接: what rests on one person goes to a colleague who may do it, or back to the pool; leaving waits for it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from huiyin.calendars.workdays import day_of
from huiyin.complaints import above, access, approving, passing
from huiyin.complaints.commands import keep
from huiyin.complaints.lifecycle import SIGNS, Turn, step
from huiyin.complaints.models import Approval, Complaint, Task
from huiyin.complaints.queries import handover
from huiyin.complaints.ready import can_do
from huiyin.organisation import commands as organisation
from huiyin.organisation import queries as bank
from huiyin.organisation.actor import Actor
from huiyin.organisation.models import Staff
from huiyin.organisation.queries import duty
from huiyin.organisation.refusal import Refused


def hand_over(
    ref: str,
    *,
    by: Actor,
    at: datetime,
    task_id: int,
    to_staff_id: int | None = None,
    seen: int | None = None,
    note: str = "",
) -> Complaint:
    """Entrust one task to a colleague who may do it, or give it back to the pool; its limit stays as it was."""
    with step("hand_over", ref, by=by, at=at, seen=seen, note=note) as turn:
        complaint = turn.complaint
        task = Task.objects.filter(complaint=complaint, pk=task_id).first()
        if task is None or task.staff_id == to_staff_id:
            raise Refused("nothing_to_hand_over", field="task_id")
        if not duty.leads(by, task.path):
            raise Refused("not_your_people", field="task_id")
        turn.facts |= {"task": task.kind, "from_staff": task.staff_id, "to_staff": to_staff_id}
        place = _seat(task)
        if to_staff_id is None:
            passing.pass_on(complaint, task, at=at)
        else:
            to = bank.actor(_known(to_staff_id), on=day_of(at))
            _entrust(turn, task, place, to)
            turn.facts["to_person"] = to.name
    return complaint


def dismiss(login: str, *, by: Actor, at: datetime, on: date) -> None:
    """Let a member of staff go, once nothing rests on the person any more."""
    with transaction.atomic():
        staff = Staff.objects.select_for_update(no_key=True).filter(login=login, left_at=None).first()
        if staff is not None:
            check_nothing_rests(staff.pk, login)
        organisation.let_go(login, by=by, at=at, on=on)


def check_nothing_rests(staff_id: int, login: str = "") -> None:
    count = open_work([staff_id]).get(staff_id, 0)
    if count:
        raise Refused("open_work_stays", field="login", count=count, staff_id=staff_id, login=login)


def open_work(staff_ids: Sequence[int]) -> dict[int, int]:
    """How many tasks rest on each of these people; those on whom none does are left out."""
    return handover.counts(staff_ids)


def _known(staff_id: int) -> int:
    if not Staff.objects.filter(pk=staff_id, left_at=None).exists():
        raise Refused("unknown", field="to_staff_id", value=staff_id)
    return staff_id


def _seat(task: Task) -> Approval | None:
    """The place of the chain that names a person; an audit that was picked is ordinary work."""
    return (
        Approval.objects.filter(pk=task.approval_id or 0, staff_id__isnull=False)
        .select_related("opinion")
        .first()
    )


def _entrust(turn: Turn, task: Task, place: Approval | None, to: Actor) -> None:
    _check_fit(turn, task, place, to)
    if place is not None:
        place.staff_id = to.pk
        place.save(update_fields=["staff_id"])
    keep.take(turn.complaint, task, to.pk, at=turn.at)


def _check_fit(turn: Turn, task: Task, place: Approval | None, to: Actor) -> None:
    """The role, the eyes and the clean hands for it, and here to do it."""
    complaint, field = turn.complaint, "to_staff_id"
    fits = can_do(task, to) if place is None else _may_sit(place, to)
    if not fits or (task.kind == Task.Kind.STAND and above.seat_above(complaint, to) is None):
        raise Refused("cannot_take_over", field=field, staff_id=to.pk)
    if duty.is_away(to.pk, on=day_of(turn.at)):
        raise Refused("away_then", field=field)
    if task.kind in keep.HANDLING and to.id in complaint.barred:
        raise Refused("handled_before", field=field)
    if place is not None and to.id in approving.spoken_for(place):
        raise Refused("maker_is_checker", field=field)
    if not access.visible_to(to).filter(pk=complaint.pk).exists():
        raise Refused("cannot_take_over", field=field, staff_id=to.pk)


def _may_sit(place: Approval, to: Actor) -> bool:
    """In the same place, with the same authority."""
    role = SIGNS[Approval.Place(place.place)]
    needed = place.grade if place.place == Approval.Place.GRADE else 0
    return any((h.role, h.unit_id) == (role, place.unit_id) and h.grade >= needed for h in to.held)
