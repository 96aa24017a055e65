"""/live, /ready and /metrics: what the machinery around Huiyin asks; no sign-in, no word about anybody."""

from __future__ import annotations

import functools
from typing import Any

from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest, HttpResponse, JsonResponse
from psycopg_pool import PoolTimeout

from huiyin.config.environment import APPLICATION_ROLE

PARTITION = 1_048_576  # complaints per partition of the record
METRICS = {
    "huiyin_complaints_open": (
        "Complaints not yet closed",
        "SELECT count(DISTINCT complaint_id) FROM task",
    ),
    "huiyin_tasks_overdue": (
        "Tasks whose time has passed",
        "SELECT count(*) FROM task WHERE due_at < now()",
    ),
    "huiyin_oldest_waiting_job_seconds": (
        "How long the oldest job that may run has been waiting",
        """SELECT coalesce(extract(epoch FROM now() - min(coalesce(j.scheduled_at, e.at))), 0)
           FROM procrastinate_jobs j LEFT JOIN procrastinate_events e ON e.job_id = j.id AND e.type = 'deferred'
           WHERE j.status = 'todo' AND coalesce(j.scheduled_at, now()) <= now()""",
    ),
}


def live(request: HttpRequest) -> HttpResponse:
    return JsonResponse({"live": True})


def ready(request: HttpRequest) -> HttpResponse:
    """200 when requests can be answered; 503 with every reason when they cannot."""
    try:
        reasons = [
            reason for check in (wrong_role, migrations_missing, partition_missing) for reason in check()
        ]
    except (DatabaseError, PoolTimeout):
        reasons = ["the database does not answer"]
    return JsonResponse({"ready": not reasons, "reasons": reasons}, status=503 if reasons else 200)


def metrics(request: HttpRequest) -> HttpResponse:
    lines = []
    for name, (meaning, question) in METRICS.items():
        lines += [f"# HELP {name} {meaning}", f"# TYPE {name} gauge", f"{name} {float(asked(question)):g}"]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; version=0.0.4; charset=utf-8")


def asked(question: str, *values: int) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(question, values)
        return cursor.fetchone()[0]


def wrong_role() -> list[str]:
    role = asked("SELECT current_user")
    return [] if role == APPLICATION_ROLE else [f"works as {role} instead of {APPLICATION_ROLE}"]


def migrations_missing() -> list[str]:
    missing = known_migrations() - set(MigrationRecorder(connection).applied_migrations())
    return [f"{len(missing)} migrations are not applied: run `huiyin migrate`"] if missing else []


@functools.cache
def known_migrations() -> frozenset[tuple[str, str]]:
    loader = MigrationLoader(None)
    replaced = {key for migration in loader.disk_migrations.values() for key in migration.replaces}
    return frozenset(set(loader.disk_migrations) - replaced)


def partition_missing() -> list[str]:
    """The next partition must exist before the complaint that needs it does."""
    there = asked(
        """SELECT to_regclass('entry_' || lpad((coalesce(max(id), 0) / %s + 1)::text, 5, '0')) IS NOT NULL
           FROM complaint""",
        PARTITION,
    )
    return [] if there else ["no room ahead in the record: is the worker running?"]
