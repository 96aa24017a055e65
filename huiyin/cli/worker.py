"""`huiyin worker`: jobs and their schedule, until SIGTERM; what was begun is finished first."""

from __future__ import annotations

import argparse
import asyncio
import logging
import signal
from contextlib import suppress

from procrastinate import PsycopgConnector
from procrastinate.contrib.django import app, utils
from procrastinate.exceptions import ConnectorException
from psycopg import OperationalError

JOBS_AT_ONCE = 4
GRACE_SECONDS = 20
PAUSE_SECONDS = 3

log = logging.getLogger(__name__)


def run(options: argparse.Namespace) -> None:
    print(f"worker: {len(app.tasks)} kinds of job, {JOBS_AT_ONCE} at a time; SIGTERM or Ctrl-C ends it")
    asyncio.run(work_until_asked_to_stop())


async def work_until_asked_to_stop() -> None:
    """A worker ends by itself when it loses the database; another begins, and finds what was due meanwhile."""
    asked = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, asked.set)
    stopping = asyncio.create_task(asked.wait())
    while not asked.is_set():
        working = asyncio.create_task(work())
        await asyncio.wait({working, stopping}, return_when=asyncio.FIRST_COMPLETED)
        if asked.is_set():
            working.cancel()
        with suppress(ConnectorException, OperationalError, asyncio.CancelledError):
            await working
        if not asked.is_set():
            log.warning("no database; trying again in %s s", PAUSE_SECONDS)
            await asyncio.wait({stopping}, timeout=PAUSE_SECONDS)


async def work() -> None:
    connector = PsycopgConnector(
        kwargs=utils.connector_params(), min_size=1, max_size=JOBS_AT_ONCE + 4, timeout=5, reconnect_timeout=5
    )
    with app.replace_connector(connector):
        async with app.open_async():
            await app.run_worker_async(
                concurrency=JOBS_AT_ONCE,
                shutdown_graceful_timeout=GRACE_SECONDS,
                delete_jobs="successful",
                install_signal_handlers=False,
            )
