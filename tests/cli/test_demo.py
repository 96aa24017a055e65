"""`huiyin demo` from beginning to end: it answers, stops as a whole, and keeps its data."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from huiyin.cli import postgres
from tests import databases

ROOT = Path(__file__).resolve().parent.parent.parent
Demo = subprocess.Popen[str]


@pytest.fixture
def data_dir() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="huiyin-demo-"))
    folder.chmod(0o711)
    yield folder / "var"
    databases.remove_server(folder / "var")
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


def start(data_dir: Path, port: int) -> Demo:
    outside = {name: value for name, value in os.environ.items() if not name.startswith("HUIYIN_")}
    return subprocess.Popen(
        [sys.executable, "-m", "huiyin.cli.main", "demo"],
        env=outside | {"HUIYIN_DATA_DIR": str(data_dir), "HUIYIN_PORT": str(port)},
        cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip


def stop(demo: Demo, number: int) -> str:
    """Ask it to end; what it said on the way, after it has ended well."""
    demo.send_signal(number)
    said, _ = demo.communicate(timeout=60)
    assert demo.returncode == 0, said
    assert said.endswith("everything has stopped; your data stays for the next time\n")
    return said


def ask(port: int, path: str, *, within: float) -> str:
    until = time.monotonic() + within
    while True:
        with suppress(OSError), urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=5) as answer:
            return str(answer.read().decode())
        assert time.monotonic() < until, f"{path} did not answer within {within} s"
        time.sleep(0.3)


def open_complaints(port: int) -> float:
    found = re.search(r"^huiyin_complaints_open (\S+)$", ask(port, "/metrics", within=10), re.MULTILINE)
    return float(found[1]) if found else 0


def all_quiet(data_dir: Path, port: int) -> bool:
    address = postgres.address_of(postgres.Place(data_dir))
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) != 0 and not postgres.answers(address)


def test_it_answers_stops_as_a_whole_and_keeps_its_data(data_dir: Path, port: int) -> None:
    first = start(data_dir, port)
    assert '"ready": true' in ask(port, "/ready", within=180)
    shown = open_complaints(port)
    assert shown > 100
    said = stop(first, signal.SIGTERM)
    assert f"Huiyin 回音 is ready: http://localhost:{port}/" in said and "Ctrl-C" in said
    assert all_quiet(data_dir, port)

    second = start(data_dir, port)
    assert '"ready": true' in ask(port, "/ready", within=60)
    assert open_complaints(port) == pytest.approx(shown, abs=5)  # the clock may close one meanwhile
    stop(second, signal.SIGINT)
    assert all_quiet(data_dir, port)


@pytest.mark.parametrize("moment", ["database: starting", "tables: migrating", "demo: "])
def test_it_can_be_stopped_while_it_is_being_set_up(data_dir: Path, port: int, moment: str) -> None:
    demo = start(data_dir, port)
    assert demo.stdout
    for line in demo.stdout:
        if line.startswith(moment):
            break
    stop(demo, signal.SIGINT)
    assert all_quiet(data_dir, port)
