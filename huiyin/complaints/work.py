"""Opening and ending demands on units: each task stands on one clock, and goes when the work is done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F, QuerySet

from huiyin.calendars import queries as calendars
from huiyin.calendars.workdays import Calendar
from huiyin.complaints import deadlines
from huiyin.complaints.models import Clock, Complaint, Task
from huiyin.organisation.models import Unit
from huiyin.policy import queries as policies
from huiyin.policy.queries import Policy

STATUTORY = "statutory"
BANK_OWN = "bank_own"
CUSTOMER_RULES = (STATUTORY, BANK_OWN)
SILENCE = "silence"
KEPT_OF_TASK = (
    "kind", "unit_id", "staff_id", "picked_at", "clock_id", "started_at", "due_at", "assignment_id", "approval_id",
)  # fmt: skip
ARCHIVE = "archive"
PROMISE = "promise"  # of a promise that outlasts the file: broken when it is due
OWED = (Task.Kind.PROVE, Task.Kind.PAY)  # what an ended complaint may still owe its customer


@dataclass(frozen=True)
class Rules:
    """The policy and the calendar in force, read once a step."""

    policy: Policy
    calendar: Calendar

    def due(self, step: str, complaint: Complaint, at: datetime) -> datetime:
        return deadlines.due(
            step, start=at, statutory_due=complaint.due_at, policy=self.policy, calendar=self.calendar
        )


def rules() -> Rules:
    return Rules(policies.policy(), calendars.calendar())


def start_clock(
    complaint: Complaint,
    rule: str,
    *,
    at: datetime,
    due_at: datetime,
    unit_id: int | None = None,
    fires: bool = False,
    assignment_id: int | None = None,
) -> Clock:
    return Clock.objects.create(
        complaint=complaint, rule=rule, unit_id=unit_id, started_at=at, due_at=due_at,
        fire_at=due_at if fires else None, assignment_id=assignment_id,
    )  # fmt: skip


def stop_clock(clock: Clock, *, at: datetime, result: str = "") -> None:
    """Stop a clock; unless told otherwise its result is whether it was kept."""
    clock.stopped_at, clock.fire_at = at, None
    clock.result = result or ("kept" if at <= clock.due_at else "late")
    clock.save(update_fields=["stopped_at", "fire_at", "result"])


def wake(complaint: Complaint, rule: str) -> None:
    """A clock whose moment came too early acts at the next tick."""
    Clock.objects.filter(complaint=complaint, rule=rule, stopped_at=None, fire_at=None).update(fire_at=F("due_at"))


def ask(
    complaint: Complaint,
    kind: Task.Kind,
    unit_id: int,
    *,
    at: datetime,
    due_at: datetime,
    staff_id: int | None = None,
    fires: bool = False,
    assignment_id: int | None = None,
    approval_id: int | None = None,
    promise_id: int | None = None,
    payment_id: int | None = None,
    fires_as: str = SILENCE,
) -> Task:
    """Demand something of a unit, or of a person in it, from now until the due time."""
    rule = fires_as if fires else f"step:{kind}"
    clock = start_clock(
        complaint, rule, at=at, due_at=due_at, unit_id=unit_id, fires=fires, assignment_id=assignment_id
    )
    return Task.objects.create(
        complaint=complaint, kind=kind, unit_id=unit_id, path=_path(unit_id), staff_id=staff_id, clock=clock,
        started_at=at, due_at=due_at, severity=complaint.severity, stage=complaint.stage,
        assignment_id=assignment_id, approval_id=approval_id, promise_id=promise_id, payment_id=payment_id,
    )  # fmt: skip


def done(tasks: QuerySet[Task], *, at: datetime, result: str = "") -> None:
    """The work is done or no longer wanted: the clocks stop and the tasks go."""
    for task in tasks.select_related("clock"):
        task.delete()
        stop_clock(task.clock, at=at, result=result)


def tasks(complaint: Complaint, *kinds: Task.Kind) -> QuerySet[Task]:
    found = Task.objects.filter(complaint=complaint).order_by("id")
    return found.filter(kind__in=kinds) if kinds else found


def freeze(complaint: Complaint, *, at: datetime, result: str) -> dict[str, Any]:
    """Nobody works on it any more: demands and clocks end, written down as they stood; what is owed stays."""
    waiting = tasks(complaint).exclude(kind__in=OWED)
    kept_tasks = [{name: _written(getattr(task, name)) for name in KEPT_OF_TASK} for task in waiting]
    running = Clock.objects.filter(complaint=complaint, stopped_at=None).order_by("id")
    running = running.exclude(pk__in=tasks(complaint, *OWED).values("clock_id"))
    kept_clocks = [{"id": clock.pk, "fire_at": _written(clock.fire_at)} for clock in running]
    waiting.delete()
    for clock in running:
        stop_clock(clock, at=at, result=result)
    kept = {"tasks": kept_tasks, "clocks": kept_clocks, "owner": [complaint.owner_unit_id, complaint.owner_staff_id]}
    complaint.owner_unit_id = complaint.owner_staff_id = complaint.due_at = None
    return kept


def thaw(complaint: Complaint, kept: dict[str, Any]) -> None:
    """Everything goes on as if nothing had stood still: the same demands on the same clocks, due as before."""
    for row in kept["clocks"]:
        Clock.objects.filter(pk=row["id"]).update(stopped_at=None, result="", fire_at=_moment(row["fire_at"]))
    for row in kept["tasks"]:
        fields = row | {name: _moment(row[name]) for name in ("picked_at", "started_at", "due_at")}
        Task.objects.create(
            **fields, complaint=complaint, path=_path(row["unit_id"]), stage=complaint.stage,
            severity=complaint.severity,
        )  # fmt: skip
    complaint.owner_unit_id, complaint.owner_staff_id = kept["owner"]
    clock = customer_clock(complaint)
    complaint.due_at = clock.due_at if clock is not None and clock.stopped_at is None else None


def _written(value: object) -> object:
    return value.isoformat() if isinstance(value, datetime) else value


def _moment(value: str | None) -> datetime | None:
    return datetime.fromisoformat(value) if value else None


def customer_clock(complaint: Complaint) -> Clock | None:
    """The customer's own limit, running or last."""
    return Clock.objects.filter(complaint=complaint, rule__in=CUSTOMER_RULES).order_by("-id").first()


def start_customer_clock(complaint: Complaint, *, received_at: datetime, policy: Policy) -> None:
    """The statutory limit for what the regulator calls a complaint, the bank's own of the same length otherwise."""
    due_at = deadlines.statutory(received_at, complex_=complaint.complex, policy=policy)
    start_clock(complaint, STATUTORY if complaint.statutory else BANK_OWN, at=received_at, due_at=due_at)
    complaint.due_at = due_at


def reset_customer_clock(complaint: Complaint, *, policy: Policy) -> None:
    """Simple became complex, or statutory was found out: the same start, another limit."""
    clock = customer_clock(complaint)
    if clock is None or clock.stopped_at is not None:
        return
    clock.rule = STATUTORY if complaint.statutory else BANK_OWN
    clock.due_at = deadlines.statutory(clock.started_at, complex_=complaint.complex, policy=policy)
    clock.save(update_fields=["rule", "due_at"])
    complaint.due_at = clock.due_at


def stop_customer_clock(complaint: Complaint, *, at: datetime) -> None:
    """The customer has been answered."""
    clock = customer_clock(complaint)
    if clock is not None and clock.stopped_at is None:
        stop_clock(clock, at=at)
    complaint.due_at = None


def resume_customer_clock(complaint: Complaint) -> None:
    """What was settled at first contact did not hold: the first receipt still governs."""
    clock = customer_clock(complaint)
    if clock is not None:
        clock.stopped_at, clock.result = None, ""
        clock.save(update_fields=["stopped_at", "result"])
        complaint.due_at = clock.due_at


def _path(unit_id: int) -> list[int]:
    return list(Unit.objects.values_list("path", flat=True).get(pk=unit_id))
