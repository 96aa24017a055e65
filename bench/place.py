"""A bank of its own for the measurement: its database, filled, and the server in front of it."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from huiyin.cli import postgres

FIRST_ANSWER_SECONDS = 60
TICKS = os.sysconf("SC_CLK_TCK")


@contextmanager
def database() -> Iterator[None]:
    """An empty PostgreSQL that goes away with the folder it lies in."""
    with tempfile.TemporaryDirectory(prefix="huiyin-bench-", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o711)
        os.environ["HUIYIN_DATA_DIR"] = folder
        postgres.up(Path(folder))
        os.environ["HUIYIN_DATABASE_URL"] = postgres.address_of(postgres.Place(Path(folder)))
        try:
            yield
        finally:
            postgres.down(Path(folder))


@contextmanager
def server() -> Iterator[tuple[int, int]]:
    """The web server as a bank runs it: its port and its process."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = int(probe.getsockname()[1])
    environment = os.environ | {"HUIYIN_PORT": str(port), "HUIYIN_LOG_LEVEL": "ERROR"}
    program = subprocess.Popen([sys.executable, "-m", "huiyin.cli.main", "serve"], env=environment)
    try:
        _wait_for(f"http://127.0.0.1:{port}/live")
        yield port, program.pid
    finally:
        program.terminate()
        program.wait(30)


def _wait_for(address: str) -> None:
    until = time.monotonic() + FIRST_ANSWER_SECONDS
    while time.monotonic() < until:
        with suppress(OSError), urllib.request.urlopen(address, timeout=2):
            return
        time.sleep(0.1)
    raise RuntimeError(f"{address} does not answer")


def processor_seconds(server_pid: int) -> float:
    """What the server and the database have used so far, ended processes included."""
    return sum(_used(pid) for pid, parent, name in _processes() if _counts(pid, parent, name, server_pid))


def _counts(pid: int, parent: int, name: str, server_pid: int) -> bool:
    return server_pid in (pid, parent) or name.startswith("postgres")


def _processes() -> Iterator[tuple[int, int, str]]:
    for entry in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            name, _, rest = (entry / "stat").read_text().rpartition(")")
            yield int(entry.name), int(rest.split()[1]), name.partition("(")[2]


def _used(pid: int) -> float:
    with suppress(OSError):
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        return sum(map(int, fields[11:15])) / TICKS
    return 0.0
