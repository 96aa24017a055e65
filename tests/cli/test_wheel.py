"""The wheel holds everything: `huiyin demo` answers without Node in an empty environment (slow: `make chaos`)."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from tests import databases

ROOT = Path(__file__).resolve().parent.parent.parent
NEEDED = (
    "huiyin/web/ui/static/vendor/tabler.min.css", "huiyin/web/ui/static/vendor/htmx.min.js",
    "huiyin/web/ui/static/vendor/icons.svg", "huiyin/web/ui/static/ui/tokens.css",
    "huiyin/locale/en/LC_MESSAGES/django.mo", "huiyin/policy/packs/jianghai.toml", "huiyin/demo/data/people.toml",
    "huiyin/web/desk/templates/desk/complaints/show.html", "huiyin/complaints/migrations/0001_initial.py",
)  # fmt: skip


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    build = ["wheel", "--quiet", "--no-deps", "--no-build-isolation", "--wheel-dir", str(folder), str(ROOT)]
    subprocess.run([sys.executable, "-m", "pip", *build], check=True, timeout=300)
    return next(folder.glob("huiyin-*.whl"))


@pytest.fixture(scope="module")
def environment(wheel: Path) -> Path:
    """An empty environment with nothing but the wheel and what it asks for."""
    folder = wheel.parent
    subprocess.run([sys.executable, "-m", "venv", str(folder / "venv")], check=True)
    subprocess.run([folder / "venv/bin/pip", "install", "--quiet", f"{wheel}[demo]"], check=True, timeout=900)
    return folder / "venv"


@contextmanager
def demo(environment: Path, data_dir: Path, port: int) -> Iterator[subprocess.Popen[str]]:
    outside = {
        name: value for name, value in os.environ.items() if not name.startswith(("HUIYIN_", "PYTHON"))
    }
    with subprocess.Popen(
        [environment / "bin" / "huiyin", "demo"],
        env=outside | {"HUIYIN_DATA_DIR": str(data_dir), "HUIYIN_PORT": str(port), "PATH": "/usr/bin:/bin"},
        cwd="/", stdout=subprocess.PIPE, text=True,
    ) as process:  # fmt: skip
        try:
            yield process
        finally:
            process.send_signal(signal.SIGINT)
            said = process.stdout.read() if process.stdout else ""
            process.wait(60)
        assert "everything has stopped" in said


def get(address: str, *, within: float) -> bytes:
    until = time.monotonic() + within
    while True:
        with suppress(OSError), urllib.request.urlopen(address, timeout=5) as answer:
            return bytes(answer.read())
        assert time.monotonic() < until, f"{address} did not answer within {within} s"
        time.sleep(0.5)


def test_it_carries_what_it_needs_and_nothing_of_the_workshop(wheel: Path) -> None:
    held = set(zipfile.ZipFile(wheel).namelist())
    assert set(NEEDED) <= held
    assert not [name for name in held if name.startswith(("tests/", "bench/", "tools/"))]


@pytest.mark.packaging
def test_the_demo_runs_from_the_wheel_and_keeps_its_data(environment: Path, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    before = {path: path.stat().st_mtime for path in environment.rglob("huiyin/**/*.css")}
    try:
        for round_number, patience in ((1, 170), (2, 60)):
            with demo(environment, tmp_path / "var", port) as process:
                assert b"true" in get(f"http://127.0.0.1:{port}/live", within=patience)
                assert b'"ready": true' in get(f"http://127.0.0.1:{port}/ready", within=5)
                assert len(get(f"http://127.0.0.1:{port}/static/vendor/tabler.min.css", within=5)) > 100_000
                assert b"<symbol" in get(f"http://127.0.0.1:{port}/static/vendor/icons.svg", within=5)
            assert process.returncode == 0, f"round {round_number} did not end cleanly"
    finally:
        databases.remove_server(tmp_path / "var")
    assert before == {path: path.stat().st_mtime for path in environment.rglob("huiyin/**/*.css")}
