"""How far along the road a complaint is, and what is due when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from huiyin.complaints import ready, work
from huiyin.complaints.models import DEPARTED, Acceptance, Complaint, Stage, Task
from huiyin.complaints.queries.due import Due, due
from huiyin.complaints.queries.names import Names
from huiyin.complaints.queries.rows import Rows
from huiyin.organisation.actor import Actor

# The eight stops of the main road.
STOPS = (
    Stage.REGISTERED, Stage.UNDER_REVIEW, Stage.INVESTIGATING, Stage.APPROVING, Stage.REPLYING, Stage.REPLIED,
    Stage.FOLLOWING_UP, Stage.CLOSED,
)  # fmt: skip
# The task whose limit says when a stop will be left.
LEAVING = {
    Stage.REGISTERED: Task.Kind.COMPLETE, Stage.UNDER_REVIEW: Task.Kind.REVIEW,
    Stage.INVESTIGATING: Task.Kind.INVESTIGATE, Stage.APPROVING: Task.Kind.APPROVE, Stage.REPLYING: Task.Kind.REPLY,
    Stage.REPLIED: Task.Kind.CONFIRM, Stage.FOLLOWING_UP: Task.Kind.CALL,
}  # fmt: skip


@dataclass(frozen=True)
class Stop:
    """One stop: done (since, until), now (since, due), to come, or passed by."""

    stage: str
    state: str  # done | now | ahead | passed_by
    since: datetime | None = None
    until: datetime | None = None
    days: int = 0


@dataclass(frozen=True)
class Duty:
    """One open demand: on whom, and until when."""

    task_id: int
    kind: str
    kind_name: str
    unit: str
    person: str
    due: Due
    free: bool  # for this reader to pick
    mine: bool  # picked by this reader


@dataclass(frozen=True)
class CustomerClock:
    """The customer's own limit, statutory or the bank's of the same length."""

    statutory: bool
    complex: bool
    due: Due
    stopped_at: datetime | None
    kept: bool
    answered: bool  # stopped by the answer, not because the complaint left the road
    days: int


def stops(rows: Rows, *, at: datetime) -> tuple[Stop, ...]:
    here = _place(rows.complaint)
    return tuple(_stop(number, stage, here, rows, at) for number, stage in enumerate(STOPS))


def _place(complaint: Complaint) -> int:
    return STOPS.index(Stage(complaint.stage)) if complaint.stage in STOPS else len(STOPS)


def _stop(number: int, stage: Stage, here: int, rows: Rows, at: datetime) -> Stop:
    if number == here:
        leaving = [t.due_at for t in rows.tasks if t.kind == LEAVING.get(stage)]
        until = min(leaving, default=None)
        return Stop(stage, "now", rows.complaint.entered_at, until, (at - rows.complaint.entered_at).days)
    stays = [stay for stay in rows.stays if stay.stage == stage]
    if number > here:
        answered = rows.complaint.acceptance not in ("", Acceptance.NOT_ACCEPTED)  # else it is worked on again
        not_drawn = stage == Stage.FOLLOWING_UP and answered and not rows.complaint.drawn
        return Stop(stage, "passed_by" if not_drawn else "ahead")
    if not stays:
        return _not_stayed(stage, rows.complaint)
    return Stop(stage, "done", stays[-1].entered_at, stays[-1].left_at, (stays[-1].left_at - stays[-1].entered_at).days)


def _not_stayed(stage: Stage, complaint: Complaint) -> Stop:
    """What was never reached lies ahead, unless the complaint has come past it."""
    if stage == Stage.CLOSED and complaint.closed_at is not None:
        return Stop(stage, "done", complaint.closed_at)
    beside = complaint.stage in DEPARTED or complaint.stage == Stage.REVIEWING
    return Stop(stage, "ahead" if beside else "passed_by")


def duties(rows: Rows, names: Names, by: Actor, *, at: datetime) -> tuple[Duty, ...]:
    """Open demands, the nearest limit first."""
    return tuple(
        Duty(
            task.pk, task.kind, str(Task.Kind(task.kind).label), names.unit(task.unit_id), names.person(task.staff_id),
            due(task.started_at, task.due_at, at=at),
            task.staff_id is None and by.id is not None and ready.can_do(task, by),
            task.staff_id is not None and task.staff_id == by.id and not rows.seated(task),
        )
        for task in rows.tasks
    )  # fmt: skip


def customer_clock(rows: Rows, *, at: datetime) -> CustomerClock | None:
    clock = rows.clock
    if clock is None:
        return None
    until = clock.stopped_at or at
    return CustomerClock(
        statutory=clock.rule == work.STATUTORY, complex=rows.complaint.complex,
        due=due(clock.started_at, clock.due_at, at=until), stopped_at=clock.stopped_at,
        kept=clock.result != "late", answered=clock.result in ("kept", "late"), days=(until - clock.started_at).days,
    )  # fmt: skip
