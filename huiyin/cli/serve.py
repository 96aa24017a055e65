"""`huiyin serve`: the web server."""

from __future__ import annotations

import argparse
import os
import socket

from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from huiyin.cli.problem import Problem

PROCESSES = 2
THREADS = 4  # per process; each may hold one of the process's eight connections


def run(options: argparse.Namespace) -> None:
    host, port = address()
    check_free(host, port)
    os.environ["HUIYIN_POOL"] = (
        "1"  # the server's processes, and only they, keep connections open between requests
    )
    Granian(
        "huiyin.config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=PROCESSES,
        blocking_threads=THREADS,
        respawn_failed_workers=True,
        workers_kill_timeout=10,
        log_level=LogLevels(os.environ.get("HUIYIN_LOG_LEVEL", "INFO").lower()),
        websockets=False,
    ).serve()


def address() -> tuple[str, int]:
    """Where to listen: HUIYIN_HOST and HUIYIN_PORT."""
    given = os.environ.get("HUIYIN_PORT", "8000")
    if not given.isdigit() or not 0 < int(given) < 65536:
        raise Problem(f"HUIYIN_PORT is {given!r}: it must be a number from 1 to 65535.")
    return os.environ.get("HUIYIN_HOST", "127.0.0.1"), int(given)


def check_free(host: str, port: int) -> None:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as reason:
            raise Problem(f"cannot listen on {host}:{port} ({reason.strerror}): set HUIYIN_PORT.") from reason
