"""回避与限制: who may not touch a complaint, who alone may, and what everybody who opens it should know."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from huiyin.calendars.workdays import day_of
from huiyin.complaints import access, approving, departing, guarding, parts, passing, rechecking, work
from huiyin.complaints.lifecycle import Turn, step
from huiyin.complaints.models import Approval, Complaint, Mark, Part, Recusal, Restriction, Review, Task
from huiyin.organisation import queries as organisation
from huiyin.organisation.actor import Actor, Role
from huiyin.organisation.refusal import Refused

REVIEWING = (Role.REVIEWER, Part.REVIEWING)
# What a coordinating unit owes, and hands on with the coordination.
COORDINATING = (
    Task.Kind.REVIEW, Task.Kind.ARBITRATE, Task.Kind.CLOSE, Task.Kind.MEET, Task.Kind.FREE, Task.Kind.STAND,
)  # fmt: skip


def recuse(
    ref: str,
    *,
    by: Actor,
    at: datetime,
    staff_ids: Sequence[int],
    why: str,
    chief: bool = True,
    seen: int | None = None,
    note: str = "",
) -> Complaint:
    """Keep people out of it by every route; with the person complained about go the direct chief and both deputies."""
    with step("recuse", ref, by=by, at=at, seen=seen, note=note) as turn:
        complaint = turn.complaint
        _check_people(staff_ids)
        if why not in Recusal.Why.values:
            raise Refused("unknown", field="why", value=why)
        if why == Recusal.Why.ACCUSED:
            _accuse(complaint, staff_ids)
        out = guarding.recuse(complaint, staff_ids, why, by_id=by.id, at=at)
        if why == Recusal.Why.ACCUSED and chief:
            out += guarding.recuse_around(complaint, staff_ids, by_id=by.id, at=at)
        if not out:
            raise Refused("already_recused", field="staff_ids")
        stand_down(turn, out)
        turn.facts |= {"recusal": why, "people": _names(out)}
    return turn.complaint


def _accuse(complaint: Complaint, staff_ids: Sequence[int]) -> None:
    """The first one named stands on the file as the person complained about, unless somebody does already."""
    if complaint.complained_of_staff_id is None:
        complaint.complained_of_staff_id = staff_ids[0]
        if not complaint.complained_of_person:
            complaint.complained_of_person = organisation.names_of(staff_ids[:1])[0]


def stand_down(turn: Turn, staff_ids: Collection[int]) -> None:
    """What rests on them goes to others: a seat to the next, work to the pool, coordination to the next larger part."""
    complaint, at = turn.complaint, turn.at
    if not guarding.has_one(complaint, Role.COORDINATOR, complaint.coordinator_unit_id, on=day_of(at)):
        _coordinate_above(turn)
    approving.step_aside(complaint, staff_ids, at=at)
    for task in work.tasks(complaint).filter(staff_id__in=staff_ids):
        passing.pass_on(complaint, task, at=at)
    if complaint.owner_staff_id in staff_ids:
        complaint.owner_staff_id = None
    _ask_elsewhere(complaint, at=at)


def _ask_elsewhere(complaint: Complaint, *, at: datetime) -> None:
    """A call or a review that nobody is left to make goes to the next unit in which somebody may."""
    for kind, role, part in ((Task.Kind.CALL, Role.FOLLOW_UP, Part.CALLING), (Task.Kind.RECHECK, *REVIEWING)):
        task = work.tasks(complaint, kind).first()
        if task is None or guarding.has_one(complaint, role, task.unit_id, on=day_of(at)):
            continue
        unit_id = _calling(complaint, at) if part == Part.CALLING else rechecking.reviewing_unit(complaint, at=at)
        _move(complaint, task, unit_id, at=at)
        Review.objects.filter(complaint=complaint, decided_at=None).update(unit_id=unit_id)
        access.leave(complaint, part, at=at)
        access.place(complaint, part, unit_id, at=at)
        complaint.owner_unit_id, complaint.owner_staff_id = unit_id, None


def _calling(complaint: Complaint, at: datetime) -> int:
    unit_id = parts.calling_unit(complaint, on=day_of(at))
    if unit_id is None:
        raise Refused("nobody_to_handle", field="staff_ids", unit_id=complaint.calling_unit_id)
    complaint.calling_unit_id = unit_id
    return unit_id


def _coordinate_above(turn: Turn) -> None:
    """Where nobody is left who may coordinate, the next larger part does, with everything that is owed there."""
    complaint, at = turn.complaint, turn.at
    old = complaint.coordinator_unit_id
    new = departing.larger_office(complaint, at=at)
    if new is None or not guarding.has_one(complaint, Role.COORDINATOR, new, on=day_of(at)):
        raise Refused("nobody_to_coordinate", unit_id=old)
    complaint.coordinator_unit_id = new
    access.leave(complaint, Part.COORDINATING, at=at)
    access.place(complaint, Part.COORDINATING, new, at=at)
    audits = Approval.objects.filter(
        opinion__complaint=complaint, decided_at=None, place=Approval.Place.AUDIT
    )
    audits.filter(unit_id=old).update(unit_id=new, staff_id=None)
    for task in list(work.tasks(complaint).filter(unit_id=old)):
        if task.kind in COORDINATING or task.approval_id in audits.values_list("pk", flat=True):
            _move(complaint, task, new, at=at)
    departing.move_kept(complaint, old, new, COORDINATING)
    if complaint.owner_unit_id == old:
        complaint.owner_unit_id, complaint.owner_staff_id = new, None
    turn.facts["to_office"] = new


def _move(complaint: Complaint, task: Task, unit_id: int, *, at: datetime) -> None:
    work.done(work.tasks(complaint).filter(pk=task.pk), at=at, result="moved")
    work.ask(
        complaint, Task.Kind(task.kind), unit_id, at=at, due_at=max(at, task.due_at), assignment_id=task.assignment_id,
        approval_id=task.approval_id,
    )  # fmt: skip


def restrict(
    ref: str, *, by: Actor, at: datetime, kind: str, reason: str, seen: int | None = None, note: str = ""
) -> Complaint:
    """Close the file to all but those named: whoever does so and those it rests on; or, without a kind, open it."""
    with step("restrict", ref, by=by, at=at, seen=seen, note=note) as turn:
        complaint = turn.complaint
        _check_restriction(complaint, kind)
        if not reason.strip():
            raise Refused("empty", field="reason")
        complaint.restricted = kind
        if kind:
            held = work.tasks(complaint).filter(staff_id__isnull=False).values_list("staff_id", flat=True)
            guarding.name(complaint, {by.pk, *(one for one in held if one is not None)}, by_id=by.id, at=at)
        else:
            guarding.unname(complaint, at=at)
        access.refresh(complaint)
        turn.facts |= {"restricted": kind, "reason": reason.strip()}
    return complaint


def _check_restriction(complaint: Complaint, kind: str) -> None:
    if kind == Restriction.REPORT:
        raise Refused("report_by_retype", field="kind")
    if kind and kind not in Restriction.values:
        raise Refused("unknown", field="kind", value=kind)
    if kind == complaint.restricted:
        raise Refused("restricted_so" if kind else "not_restricted", field="kind")


def name(
    ref: str,
    *,
    by: Actor,
    at: datetime,
    staff_ids: Sequence[int],
    why: str = "",
    end: bool = False,
    seen: int | None = None,
    note: str = "",
) -> Complaint:
    """Open a restricted file to people of units that take part, who take over work there; or close it again."""
    with step("name", ref, by=by, at=at, seen=seen, note=note) as turn:
        complaint = turn.complaint
        if not complaint.restricted:
            raise Refused("not_restricted")
        _check_people(staff_ids)
        if end:
            changed = guarding.unname(complaint, staff_ids, at=at)
            stand_down(turn, changed)
        else:
            _check_candidates(turn, staff_ids)
            changed = guarding.name(complaint, staff_ids, by_id=by.id, at=at, why=why.strip())
            _take_over(turn, staff_ids)
        turn.facts |= {"people": _names(changed or staff_ids), "ended": end, "reason": why.strip()}
    return turn.complaint


def _check_candidates(turn: Turn, staff_ids: Sequence[int]) -> None:
    """Of a unit that takes part, or one above it; a unit's head names people of that unit alone."""
    complaint, on = turn.complaint, day_of(turn.at)
    may = {
        h.staff_id for h in guarding.candidates(complaint, guarding.naming_units(complaint, turn.by), on=on)
    }
    if outside := [one for one in staff_ids if one not in may]:
        recused = set(outside) & guarding.recused(complaint)
        raise Refused("recused" if recused else "no_part", field="staff_ids", staff_id=outside[0])


def _take_over(turn: Turn, staff_ids: Sequence[int]) -> None:
    """Work that lies with a head who does not do it himself goes to the one named who does."""
    on = day_of(turn.at)
    for task in work.tasks(turn.complaint).filter(approval_id=None):
        unfit = guarding.barred(turn.complaint) if task.kind in guarding.HANDLING else set()
        able = [one for one in guarding.able_to(task, on=on) if one not in unfit]
        fit = next((one for one in staff_ids if one in able), None)
        if fit is not None and task.staff_id not in able:
            Task.objects.filter(pk=task.pk).update(staff_id=fit)


def mark(
    ref: str, *, by: Actor, at: datetime, marks: Sequence[str], seen: int | None = None, note: str = ""
) -> Complaint:
    """Set the marks that everybody sees who opens the file; they change nothing in the handling."""
    with step("mark", ref, by=by, at=at, seen=seen, note=note) as turn:
        for one in marks:
            if one not in Mark.values:
                raise Refused("unknown", field="marks", value=one)
        chosen = [one for one in Mark.values if one in marks]
        if chosen == turn.complaint.marks:
            raise Refused("marked_so", field="marks")
        turn.complaint.marks = chosen
        turn.facts["marks"] = chosen
    return turn.complaint


def _names(staff_ids: Sequence[int]) -> str:
    return "、".join(organisation.names_of(staff_ids))


def _check_people(staff_ids: Sequence[int]) -> None:
    if not staff_ids:
        raise Refused("empty", field="staff_ids")
    known = organisation.known_staff(staff_ids)
    if missing := [one for one in staff_ids if one not in known]:
        raise Refused("unknown", field="staff_ids", value=missing[0])
