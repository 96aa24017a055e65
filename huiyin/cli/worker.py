"""`huiyin worker`: jobs and their schedule, until SIGTERM; what was begun is finished first."""

from __future__ import annotations

import argparse
import logging
import time

from procrastinate.contrib.django import app, django_connector
from procrastinate.exceptions import ConnectorException

JOBS_AT_ONCE = 4
GRACE_SECONDS = 20
PAUSE_SECONDS = 3

log = logging.getLogger(__name__)


def run(options: argparse.Namespace) -> None:
    print(f"worker: {len(app.tasks)} kinds of job, {JOBS_AT_ONCE} at a time; SIGTERM or Ctrl-C ends it")
    while True:
        try:
            return work()
        except ConnectorException as lost:
            # What was due meanwhile stands in the database and is found again.
            log.warning("no database (%s); trying again in %s s", " ".join(str(lost).split()), PAUSE_SECONDS)
            time.sleep(PAUSE_SECONDS)


def work() -> None:
    connector = app.connector
    assert isinstance(connector, django_connector.DjangoConnector)  # noqa: S101  how our settings make it
    with app.replace_connector(connector.get_worker_connector()) as working:
        working.run_worker(
            concurrency=JOBS_AT_ONCE,
            shutdown_graceful_timeout=GRACE_SECONDS,
            delete_jobs="successful",
        )
