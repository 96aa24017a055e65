"""What the clock starts: rules that act by themselves, and room ahead for new complaints."""

from __future__ import annotations

from datetime import UTC, datetime

from django.db import connection
from procrastinate.contrib.django import app

from huiyin.complaints import commands, numbers, work
from huiyin.complaints.commands import reorganise
from huiyin.complaints.models import Clock, Complaint
from huiyin.organisation.actor import SYSTEM
from huiyin.organisation.refusal import Refused

ACTS = {work.SILENCE: commands.no_answer, work.ARCHIVE: commands.archive}
AT_ONCE = 500
AHEAD = 2_000_000
PARTITIONED = ("entry", "entry_payload", "fact_step", "search_doc")


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="tick", pass_context=False)
def tick(timestamp: int) -> None:
    run_due(at=datetime.fromtimestamp(timestamp, UTC))


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="moves", pass_context=False)
def moves(timestamp: int) -> None:
    reorganise.follow_moves()


@app.periodic(cron="17 3 * * *")
@app.task(queueing_lock="partitions", pass_context=False)
def partitions(timestamp: int) -> None:
    ensure_partitions()


def run_due(*, at: datetime) -> int:
    """Do everything whose moment has come, oldest first; a missed tick is caught up, nothing fires twice."""
    due = Clock.objects.filter(fire_at__lte=at).order_by("fire_at").values_list("pk", flat=True)[:AT_ONCE]
    return sum(_fire(clock_id, at=at) for clock_id in due)


def _fire(clock_id: int, *, at: datetime) -> bool:
    """The child is read without a lock; the step locks the complaint and checks again."""
    clock = Clock.objects.filter(pk=clock_id, fire_at__lte=at).first()
    if clock is None:
        return False
    registered_at = Complaint.objects.values_list("registered_at", flat=True).get(pk=clock.complaint_id)
    try:
        ACTS[clock.rule](numbers.ref(clock.complaint_id, registered_at), by=SYSTEM, at=at)
    except Refused:
        # Somebody was quicker: the complaint has moved on and this clock has nothing left to do.
        Clock.objects.filter(pk=clock_id, fire_at=clock.fire_at).update(fire_at=None)
        return False
    return True


def ensure_partitions() -> None:
    """Make room for two million complaints more than there are."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(max(id), 0) FROM complaint")
        upto = int(cursor.fetchone()[0]) + AHEAD
        for parent in PARTITIONED:
            cursor.execute("SELECT ensure_partitions(%s, %s)", [parent, upto])
