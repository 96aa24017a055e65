"""What everybody who works on a complaint may do at any stage: take work, note, attach, see what is masked."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from huiyin.audit import log
from huiyin.complaints import access, numbers, passing, people, rechecking, speaking
from huiyin.complaints.lifecycle import step
from huiyin.complaints.models import Approval, Assignment, Attachment, Complaint, Task
from huiyin.complaints.people import Customer
from huiyin.complaints.ready import DOERS, can_do, resting_on_the_absent
from huiyin.files import commands as files
from huiyin.organisation.actor import Actor, Role
from huiyin.organisation.refusal import Refused

HANDLING = (Task.Kind.INVESTIGATE, Task.Kind.ANSWER, Task.Kind.REPLY)


def pick(
    ref: str, *, by: Actor, at: datetime, task_id: int | None = None, seen: int | None = None, note: str = ""
) -> Complaint:
    """Take a free task of one's unit in hand; nobody else gets it."""
    with step("pick", ref, by=by, at=at, seen=seen, note=note) as turn:
        complaint = turn.complaint
        free = Task.objects.filter(complaint=complaint, staff_id=None).order_by("due_at", "id")
        if task_id is not None:
            free = free.filter(pk=task_id)
        task = next((t for t in free if can_do(t, by)), None)
        if task is None:
            raise Refused("nothing_to_pick")
        if task.kind in HANDLING and by.id in complaint.barred:
            raise Refused("handled_before")
        take(complaint, task, by.pk, at=at)
        turn.facts["task"] = task.kind
    return complaint


def pick_next(unit_id: int, *, by: Actor, at: datetime) -> Complaint | None:
    """Take the most urgent free task of the unit's pool, whoever else is picking at the same moment."""
    kinds = [kind for kind, roles in DOERS.items() if any(by.holds(role, unit_id) for role in roles)]
    while True:
        with transaction.atomic():
            row = _most_urgent(unit_id, kinds, by)
            if row is None:
                return None
            try:
                return pick(numbers.ref(row.pk, row.registered_at), by=by, at=at)
            except Refused as no:
                # The lock came free because somebody had just taken the task: look again.
                if no.code != "nothing_to_pick":
                    raise


def _most_urgent(unit_id: int, kinds: list[Task.Kind], by: Actor) -> Complaint | None:
    may = Q(task__kind__in=[kind for kind in kinds if kind not in HANDLING]) | ~Q(barred__contains=[by.id])
    if Task.Kind.RECHECK in kinds:
        others = [kind for kind in kinds if kind != Task.Kind.RECHECK]
        may &= Q(task__kind__in=others) | rechecking.untouched(by, "pk")
    free = access.visible_to(by).filter(may, task__unit_id=unit_id, task__staff_id=None, task__kind__in=kinds)
    return (
        free.order_by("task__due_at", "task__id")
        .select_for_update(no_key=True, of=("self",), skip_locked=True)
        .first()
    )


def put_back(
    ref: str, *, by: Actor, at: datetime, task_id: int | None = None, seen: int | None = None, note: str = ""
) -> Complaint:
    """Give picked work back to the unit's pool, the system that of people who are gone; its clock goes on."""
    with step("put_back", ref, by=by, at=at, seen=seen, note=note) as turn:
        complaint = turn.complaint
        held = _held_by(by, at=at).filter(complaint=complaint)
        task = (held.filter(pk=task_id) if task_id is not None else held.order_by("due_at", "id")).first()
        if task is None:
            raise Refused("nothing_to_put_back")
        turn.facts |= {"task": task.kind, "staff": task.staff_id}
        turn.given_up_by = task.staff_id
        passing.pass_on(complaint, task, at=at)
    return complaint


def _held_by(by: Actor, *, at: datetime) -> QuerySet[Task]:
    """What a person has picked; for the system what rests on people who are here no more."""
    if by.kind == "system":
        return resting_on_the_absent(at=at)
    named = Approval.objects.filter(pk=OuterRef("approval_id"), staff_id__isnull=False)
    mine = Task.objects.filter(~Exists(named), staff_id=by.id)
    return mine.exclude(kind=Task.Kind.STAND)  # a seat of one's own is not picked


def note(ref: str, *, by: Actor, at: datetime, note: str, seen: int | None = None) -> Complaint:
    """Write a note on the timeline, for the staff."""
    with step("note", ref, by=by, at=at, seen=seen, note=note.strip()) as turn:
        if not note.strip():
            raise Refused("empty", field="note")
    return turn.complaint


def attach(
    ref: str,
    *,
    by: Actor,
    at: datetime,
    name: str,
    content: bytes,
    media_type: str = "application/octet-stream",
    klass: str = "evidence",
    seen: int | None = None,
    note: str = "",
) -> Complaint:
    """Put a file into the complaint; its hash stands on the timeline."""
    if not content:
        raise Refused("empty", field="file")
    with step("attach", ref, by=by, at=at, seen=seen, note=note) as turn:
        sha256 = _kept(content, media_type, at)  # only what may be attached reaches the disk
        Attachment.objects.create(
            complaint=turn.complaint, blob_id=sha256, name=name[:200], klass=klass, by_staff_id=by.id, at=at
        )
        turn.facts |= {"file": name[:200], "sha256": sha256.hex()}
    return turn.complaint


def _kept(content: bytes, media_type: str, at: datetime) -> bytes:
    try:
        return files.keep(content, media_type=media_type, at=at)
    except files.TooLarge:
        raise Refused("file_too_large", field="file", longest=files.LARGEST) from None


def reveal(
    ref: str,
    *,
    by: Actor,
    at: datetime,
    reason: str,
    party_id: int | None = None,
    seen: int | None = None,
    note: str = "",
) -> Customer:
    """Show the data of the customer, or of whoever speaks for the customer, in full, for a reason on the timeline."""
    with step("reveal", ref, by=by, at=at, seen=seen, note=note) as turn:
        if not reason.strip():
            raise Refused("empty", field="reason")
        person, facts = speaking.person_of(turn.complaint, party_id)
        customer = people.opened(person) if person else Customer()
        turn.facts |= facts | {"reason": reason, "shown": [name for name, value in asdict(customer).items() if value]}
    return customer


def opened(ref: str, *, by: Actor, at: datetime) -> None:
    """An auditor's reading is itself on the record."""
    if by.has(Role.AUDITOR):
        log.act(at=at, by_id=by.id, by_name=by.name, action="read", subject=ref)


def take(complaint: Complaint, task: Task, staff_id: int, *, at: datetime) -> None:
    """The work is this person's from now on."""
    task.staff_id, task.picked_at = staff_id, at
    task.save(update_fields=["staff_id", "picked_at"])
    if task.assignment_id is not None and task.kind in HANDLING:
        Assignment.objects.filter(pk=task.assignment_id).update(staff_id=staff_id)
    if complaint.owner_unit_id == task.unit_id and task.kind != Task.Kind.GRANT:
        complaint.owner_staff_id = staff_id
