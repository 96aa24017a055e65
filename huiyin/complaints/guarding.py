"""Who may not touch a complaint, who alone may, and on whom its work rests then."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from huiyin.calendars.workdays import day_of
from huiyin.complaints import access
from huiyin.complaints.models import Approval, Complaint, Named, Opinion, Recusal, Restriction, Task
from huiyin.complaints.table import DOERS
from huiyin.organisation import queries as organisation
from huiyin.organisation.actor import Actor, Role
from huiyin.organisation.queries import Holder, duty
from huiyin.organisation.refusal import Refused

HANDLING = (Task.Kind.INVESTIGATE, Task.Kind.ANSWER, Task.Kind.REPLY)


def recused(complaint: Complaint) -> set[int]:
    """Who may not touch it, by whatever route."""
    return set(Recusal.objects.filter(complaint=complaint).values_list("staff_id", flat=True))


def unless_recused(complaint: Complaint, staff_id: int | None) -> int | None:
    """Work comes back to the same person as before; recused meanwhile, to whoever picks it."""
    return None if staff_id in recused(complaint) else staff_id


def barred(complaint: Complaint) -> set[int]:
    """Who may not handle it: the recused, and who handled it before it was taken up again."""
    return recused(complaint) | set(complaint.barred)


def deciders(complaint: Complaint) -> set[int]:
    """Who has decided or handled it before, and so does not judge it later."""
    signed = Approval.objects.filter(opinion__complaint=complaint, decided_by__isnull=False)
    proposed = Opinion.objects.filter(complaint=complaint).values_list("by_staff_id", flat=True)
    signers = (one for one in signed.values_list("decided_by", flat=True) if one is not None)
    return {*signers, *proposed, *complaint.barred}


def recuse(
    complaint: Complaint, staff_ids: Iterable[int], why: str, *, by_id: int | None, at: datetime
) -> list[int]:
    """From now on these may not touch it; those already recused stay so for the first reason."""
    new = sorted(set(staff_ids) - recused(complaint))
    Recusal.objects.bulk_create(
        Recusal(complaint=complaint, staff_id=one, why=why, at=at, by_staff_id=by_id) for one in new
    )
    Named.objects.filter(complaint=complaint, staff_id__in=new, to_at=None).update(to_at=at)
    return new


def recuse_accused(complaint: Complaint, staff_id: int, *, by_id: int | None, at: datetime) -> list[int]:
    """The person complained about, with those around."""
    accused = recuse(complaint, [staff_id], Recusal.Why.ACCUSED, by_id=by_id, at=at)
    return accused + recuse_around(complaint, [staff_id], by_id=by_id, at=at)


def recuse_around(complaint: Complaint, accused: Iterable[int], *, by_id: int | None, at: datetime) -> list[int]:
    """The direct chief of the person complained about, and whoever stands in for either."""
    on, people = day_of(at), set(accused)
    chiefs = {chief for one in people for chief in chiefs_of(one, complaint, on=on)}
    beside = organisation.deputies_of(people | chiefs, on=on)
    return recuse(complaint, chiefs | beside, Recusal.Why.CHIEF, by_id=by_id, at=at)


def chiefs_of(staff_id: int, complaint: Complaint, *, on: date) -> set[int]:
    """The head of every unit in which the person works; whose own head it is, the one above."""
    accused = complaint.complained_of_unit_id
    units = organisation.works_in(staff_id, on=on) or ([accused] if accused is not None else [])
    found = {_chief(staff_id, unit_id, on) for unit_id in units}
    return {one for one in found if one is not None}


def _chief(staff_id: int, unit_id: int, on: date) -> int | None:
    head, above = organisation.head_of(unit_id, on=on), organisation.unit(unit_id).parent_id
    if head is not None and head.staff_id != staff_id:
        return head.staff_id
    larger = organisation.head_of(above, on=on) if head is not None and above is not None else None
    return larger.staff_id if larger is not None else None


def named(complaint: Complaint) -> set[int]:
    """To whom a restricted complaint opens today."""
    return set(Named.objects.filter(complaint=complaint, to_at=None).values_list("staff_id", flat=True))


def name(
    complaint: Complaint, staff_ids: Iterable[int], *, by_id: int | None, at: datetime, why: str = ""
) -> list[int]:
    """It opens to these as well; never to whoever is recused."""
    new = sorted(set(staff_ids) - named(complaint) - recused(complaint))
    Named.objects.bulk_create(
        Named(complaint=complaint, staff_id=one, why=why, from_at=at, by_staff_id=by_id) for one in new
    )
    return new


def unname(complaint: Complaint, staff_ids: Iterable[int] | None = None, *, at: datetime) -> list[int]:
    """It opens to these, or to nobody, by name any more."""
    open_ = Named.objects.filter(complaint=complaint, to_at=None)
    ended = open_ if staff_ids is None else open_.filter(staff_id__in=set(staff_ids))
    gone = sorted(ended.values_list("staff_id", flat=True))
    ended.update(to_at=at)
    return gone


def naming_units(complaint: Complaint, by: Actor) -> list[int]:
    """From which units this actor may name people: those that take part and all above; a head only one's own."""
    if complaint.restricted == Restriction.REPORT:
        return [h.unit_id for h in by.held if h.role == Role.INTEGRITY]
    playing = access.playing(complaint)
    if by.holds(Role.COORDINATOR, complaint.coordinator_unit_id):
        return access.scope_of(playing)
    return [h.unit_id for h in by.held if h.role == Role.UNIT_HEAD and h.unit_id in playing]


def candidates(complaint: Complaint, unit_ids: Iterable[int], *, on: date) -> list[Holder]:
    """Who may be named: whoever reads complaints there and is not recused."""
    gone = recused(complaint)
    roles = access.READERS | {Role.INTEGRITY}
    return [h for h in organisation.people_in(unit_ids, on=on, roles=roles) if h.staff_id not in gone]


def hold(complaint: Complaint, *, at: datetime, by_id: int | None, without: int | None = None) -> None:
    """Work of a restricted complaint lies in no pool, and whoever it rests on is named."""
    tasks = list(Task.objects.filter(complaint=complaint).order_by("id"))
    if complaint.restricted == Restriction.REPORT:  # whatever is still owed opens a report to nobody
        tasks = [task for task in tasks if task.kind == Task.Kind.TRANSFER]
    for task in tasks:
        if task.staff_id is None:
            task.staff_id = charge(complaint, task, on=day_of(at), without=without)
            task.save(update_fields=["staff_id"])
    name(complaint, {task.staff_id for task in tasks if task.staff_id is not None}, by_id=by_id, at=at)


def charge(complaint: Complaint, task: Task, *, on: date, without: int | None = None) -> int:
    """Somebody named who does such work there, else the unit's head, who names another; else whoever does it.

    Those who are here come first; what somebody gives up goes to nobody else who is away.
    """
    able, head = able_to(task, on=on), organisation.head_of(task.unit_id, on=on)
    here = named(complaint)
    unfit = (barred(complaint) if task.kind in HANDLING else recused(complaint)) | {without}
    heads = [head.staff_id] if head is not None else []
    order = [*(one for one in able if one in here), *heads, *able]
    fit = [one for one in order if one not in unfit]
    found = next((one for one in fit if not duty.is_away(one, on=on)), fit[0] if fit and without is None else None)
    if found is None:
        raise Refused("nobody_to_handle", unit_id=task.unit_id)
    return found


def able_to(task: Task, *, on: date) -> list[int]:
    """Who does such work in the unit, those in their own right first."""
    roles = DOERS[Task.Kind(task.kind)]
    return [h.staff_id for role in roles for h in organisation.holders(role, task.unit_id, on=on)]


def has_one(complaint: Complaint, role: str, unit_id: int, *, on: date) -> bool:
    """Does anybody hold the role there who is not recused?"""
    gone = recused(complaint)
    return any(h.staff_id not in gone for h in organisation.holders(role, unit_id, on=on))
