"""Leaving the road and coming back: one row says how, with all work and clocks as they stood."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from huiyin.audit import log
from huiyin.audit.log import Line
from huiyin.calendars.workdays import day_of
from huiyin.complaints import approving, guarding, parts, passing, ready, work
from huiyin.complaints.lifecycle import Turn
from huiyin.complaints.models import Approval, Clock, Complaint, Departure, Stage, Task
from huiyin.organisation import queries as organisation
from huiyin.organisation.actor import Actor
from huiyin.organisation.refusal import Refused
from huiyin.policy import queries as policies

PROPOSALS = ("propose_decline", "propose_retype")


def leave(turn: Turn, stage: Stage, **details: Any) -> Departure:
    """It leaves the road: nobody works on it any more, and nothing of what stood is forgotten."""
    complaint = turn.complaint
    kept = {"types": list(complaint.types), "entered_at": complaint.entered_at.isoformat()}
    kept |= work.freeze(complaint, at=turn.at, result=stage.value)
    turn.move(stage)
    return Departure.objects.create(
        complaint=complaint, stage=stage, stage_before=complaint.stage, at=turn.at, by_staff_id=turn.by.id, kept=kept,
        **details,
    )  # fmt: skip


def current(complaint: Complaint) -> Departure:
    """How it left, while it is gone."""
    return Departure.objects.get(complaint=complaint, returned_at=None)


def bring_back(turn: Turn, gone: Departure, *, step: str) -> None:
    """It stands again where it stood: the same work on the same clocks, since the same moment, due as before."""
    complaint = turn.complaint
    complaint.types = gone.kept["types"]
    _seat_the_next(complaint, gone.kept)
    work.thaw(complaint, gone.kept)
    _free_of_others(complaint, at=turn.at)
    turn.move(Stage(gone.stage_before))
    turn.since = datetime.fromisoformat(gone.kept["entered_at"])
    came_back(turn, gone, step=step)


def _seat_the_next(complaint: Complaint, kept: dict[str, Any]) -> None:
    """The seat of somebody recused in the meantime went to another, or to the next place of the chain."""
    undecided = Approval.objects.filter(opinion__complaint=complaint, opinion__state__in=approving.UNDECIDED)
    place = undecided.filter(decided_at=None).order_by("step").first()
    for row in kept["tasks"]:
        if place is not None and row["approval_id"] is not None:
            _hand_kept(kept, row, place.unit_id, place.staff_id or row["staff_id"])
            row["approval_id"] = place.pk


def _hand_kept(kept: dict[str, Any], row: dict[str, Any], unit_id: int, staff_id: int | None) -> None:
    """Work that waits frozen, and the file where it goes with that work, is another's."""
    if kept["owner"] == [row["unit_id"], row["staff_id"]]:
        kept["owner"] = [unit_id, staff_id]
    row["unit_id"], row["staff_id"] = unit_id, staff_id
    Clock.objects.filter(pk=row["clock_id"]).update(unit_id=unit_id)


def move_kept(complaint: Complaint, old: int, new: int, kinds: Collection[str]) -> None:
    """What one office owed when the complaint left waits for another from now on."""
    for gone in Departure.objects.filter(complaint=complaint, returned_at=None):
        for row in gone.kept["tasks"]:
            if row["unit_id"] == old and row["kind"] in kinds:
                _hand_kept(gone.kept, row, new, None)
        gone.save(update_fields=["kept"])


def _free_of_others(complaint: Complaint, *, at: datetime) -> None:
    """Whoever left, was recused or is named no more in the meantime does not hold it (rule 10)."""
    held = work.tasks(complaint).filter(staff_id__isnull=False)
    out = {task.pk for task in held if task.staff_id in guarding.recused(complaint)}
    if complaint.restricted:
        out |= {task.pk for task in held if task.staff_id not in guarding.named(complaint)}
    out |= set(ready.resting_on_the_absent(at=at).filter(complaint=complaint).values_list("pk", flat=True))
    for task in held.filter(pk__in=out):
        _pass_on(complaint, task, at=at)


def _pass_on(complaint: Complaint, task: Task, *, at: datetime) -> None:
    """A seat that only one person may take waits for that person to come back."""
    try:
        passing.pass_on(complaint, task, at=at)
    except Refused as no:
        if no.code != approving.NOBODY_ELSE:
            raise


def came_back(turn: Turn, gone: Departure, *, step: str) -> None:
    gone.returned_at, gone.returned_by = turn.at, step
    gone.save(update_fields=["returned_at", "returned_by"])


def resume_limit(complaint: Complaint, gone: Departure) -> None:
    """The customer's own limit goes on as if it had never stopped, whoever works on it now."""
    clock = work.customer_clock(complaint)
    if clock is not None and clock.pk in {row["id"] for row in gone.kept["clocks"]}:
        work.resume_customer_clock(complaint)


def check_another(complaint: Complaint, by: Actor, step: str) -> None:
    """Whoever handled it, or proposed this, does not decide it."""
    if by.id in parts.handlers(complaint) | log.authors(complaint.pk, PROPOSALS):
        raise Refused("handler_may_not_decide", step=step)


def notice(complaint: Complaint, ground: str, *, at: datetime, went_to: str = "") -> str:
    """What the customer is told unless written otherwise: the ground, where it went, and how to object."""
    policy = policies.policy()
    larger = larger_office(complaint, at=at)
    gone = f"{ground}，已移交{went_to}" if went_to else ground
    return f"{gone}。{policy.objection if larger is not None else policy.superior_remedies}"


def larger_office(complaint: Complaint, *, at: datetime) -> int | None:
    """The coordinator of the next larger part that is not complained of itself; nobody above the bank's own."""
    larger = organisation.larger_coordinator(
        complaint.coordinator_unit_id, on=day_of(at), not_for=complaint.complained_of_unit_id
    )
    return larger.pk if larger is not None else None


def since_merged(gone: Departure, other: Complaint, *, limit: int | None = None) -> list[Line]:
    """What was entered on the other one since this one was merged into it, newest first."""
    first = int(gone.kept["seq"])
    lines = log.timeline(other.pk, limit=min(limit or other.entry_count, max(other.entry_count - first, 1)))
    return [line for line in lines if line.seq > first]
