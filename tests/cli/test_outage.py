"""Web and worker outlive a database that goes away: they say so, and heal by themselves. Slow; `make chaos`."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from huiyin.cli import postgres
from tests import databases

ROOT = Path(__file__).resolve().parent.parent.parent
HEAL_SECONDS = 30
pytestmark = pytest.mark.chaos


@pytest.fixture
def running() -> Iterator[tuple[Path, int]]:
    """A migrated database of its own with web and worker on it."""
    folder = Path(tempfile.mkdtemp(prefix="huiyin-outage-"))
    folder.chmod(0o711)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = int(free.getsockname()[1])
    outside = {name: value for name, value in os.environ.items() if not name.startswith("HUIYIN_")}
    outside |= {
        "HUIYIN_DATA_DIR": str(folder / "var"),
        "HUIYIN_PORT": str(port),
        "HUIYIN_LOG_LEVEL": "WARNING",
    }
    postgres.up(folder / "var")
    subprocess.run([sys.executable, "-m", "huiyin.cli.main", "migrate"], env=outside, cwd=ROOT, check=True)
    children = [
        subprocess.Popen([sys.executable, "-m", "huiyin.cli.main", word], env=outside, cwd=ROOT)
        for word in ("serve", "worker")
    ]
    yield folder / "var", port
    for child in children:
        child.send_signal(signal.SIGTERM)
    assert [child.wait(60) for child in children] == [0, 0]
    postgres.down(folder / "var")
    databases.remove_server(folder / "var")
    shutil.rmtree(folder, ignore_errors=True)


def status(port: int, path: str) -> int:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=10) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as refused:
        return refused.code
    except OSError:
        return 0


def ticks(data_dir: Path) -> int:
    """How many minutes the worker has planned jobs for."""
    with psycopg.connect(postgres.address_of(postgres.Place(data_dir))) as connection:
        found = connection.execute(
            "SELECT coalesce(max(defer_timestamp), 0) FROM procrastinate_periodic_defers"
        )
        return int((found.fetchone() or [0])[0])


def until(what: Callable[[], bool], within: float) -> None:
    limit = time.monotonic() + within
    while not what():
        assert time.monotonic() < limit, f"not within {within} s"
        time.sleep(0.5)


def kill(data_dir: Path) -> None:
    os.kill(int((postgres.Place(data_dir).cluster / "postmaster.pid").read_text().split()[0]), signal.SIGKILL)


@pytest.mark.parametrize("lose", [postgres.down, kill])
def test_web_and_worker_heal(running: tuple[Path, int], lose: Callable[[Path], object]) -> None:
    data_dir, port = running
    until(lambda: status(port, "/ready") == 200, within=60)
    until(lambda: ticks(data_dir) > 0, within=90)
    before = ticks(data_dir)

    lose(data_dir)
    assert {status(port, "/live") for _ in range(5)} == {200}
    assert {status(port, path) for path in ("/ready", "/metrics") for _ in range(3)} == {503}
    time.sleep(10)

    postgres.up(data_dir)
    until(lambda: status(port, "/ready") == 200, within=HEAL_SECONDS)
    assert [status(port, "/metrics") for _ in range(20)] == [200] * 20
    until(lambda: ticks(data_dir) > before, within=HEAL_SECONDS + 60)
