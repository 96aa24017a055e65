"""What the clock starts: rules that act by themselves, and room ahead for new complaints."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import UTC, datetime

from django.db import connection
from procrastinate.contrib.django import app

from huiyin.complaints import approving, commands, numbers, ready, work
from huiyin.complaints.commands import reorganise
from huiyin.complaints.models import Clock, Complaint, Task
from huiyin.organisation.actor import SYSTEM
from huiyin.organisation.refusal import Refused

ACTS = {
    work.SILENCE: commands.no_answer, work.ARCHIVE: commands.archive, work.PROMISE: commands.break_promise,
}  # fmt: skip
# What a clock is told when somebody was quicker: the complaint has moved on, and nothing is left to do.
# An archive that waits for a long promise is woken when it is kept.
QUICKER = ("stage", "already_answered", "nothing_to_break", "promises_unproved")
log = logging.getLogger(__name__)
AHEAD = 2_000_000
PARTITIONED = ("entry", "entry_payload", "fact_step", "search_doc")


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="tick", pass_context=False)
def tick(timestamp: int) -> None:
    at = datetime.fromtimestamp(timestamp, UTC)
    run_due(at=at)
    return_from_absent(at=at)


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="moves", pass_context=False)
def moves(timestamp: int) -> None:
    at = datetime.fromtimestamp(timestamp, UTC)
    reorganise.carry_out_due(at=at)
    reorganise.follow_moves(at=at)


@app.periodic(cron="17 3 * * *")
@app.task(queueing_lock="partitions", pass_context=False)
def partitions(timestamp: int) -> None:
    ensure_partitions()


def run_due(*, at: datetime) -> int:
    """Do everything whose moment has come, oldest first; a missed tick is caught up, nothing fires twice."""
    due = Clock.objects.filter(fire_at__lte=at).order_by("fire_at", "id").values_list("pk", flat=True)
    return sum(_alone(_fire, clock_id, at) for clock_id in list(due))


def return_from_absent(*, at: datetime) -> int:
    """Rule 10: what rests on people who are gone or away goes to the pool, the deputy or the next in the chain."""
    resting = ready.resting_on_the_absent(at=at).values_list("pk", flat=True)
    return sum(_alone(_return, task_id, at) for task_id in list(resting))


def _alone(act: Callable[[int, datetime], bool], row_id: int, at: datetime) -> bool:
    """One that fails is logged and tried again at the next tick; the others go on."""
    try:
        return act(row_id, at)
    except Exception:
        log.exception("%s %s", act.__name__, row_id)
        return False


def _fire(clock_id: int, at: datetime) -> bool:
    """The child is read without a lock; the step locks the complaint and checks again."""
    clock = Clock.objects.filter(pk=clock_id, fire_at__lte=at).first()
    if clock is None:
        return False
    try:
        ACTS[clock.rule](_ref(clock.complaint_id), by=SYSTEM, at=at)
    except Refused as no:
        if no.code not in QUICKER:
            raise
        Clock.objects.filter(pk=clock_id, fire_at=clock.fire_at).update(fire_at=None)
        return False
    return True


def _return(task_id: int, at: datetime) -> bool:
    complaint_id = Task.objects.values_list("complaint_id", flat=True).get(pk=task_id)
    try:
        commands.put_back(_ref(complaint_id), by=SYSTEM, at=at, task_id=task_id)
    except Refused as no:
        if no.code not in (approving.NOBODY_ELSE, "nobody_to_handle"):
            raise
        log.warning("%s: nobody stands in for whoever holds task %s", _ref(complaint_id), task_id)
        return False
    return True


def _ref(complaint_id: int) -> str:
    registered_at = Complaint.objects.values_list("registered_at", flat=True).get(pk=complaint_id)
    return numbers.ref(complaint_id, registered_at)


def ensure_partitions() -> None:
    """Make room for two million complaints more than there are."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(max(id), 0) FROM complaint")
        upto = int(cursor.fetchone()[0]) + AHEAD
        for parent in PARTITIONED:
            cursor.execute("SELECT ensure_partitions(%s, %s)", [parent, upto])
