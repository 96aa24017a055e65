"""The command line: help for every word, and one line that says what to do when something is wrong."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from huiyin.cli import main

ROOT = Path(__file__).resolve().parent.parent.parent
WORDS = ["serve", "worker", "demo", "migrate", "db", "bank", "calendar", "verify", "import"]


def huiyin(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("HUIYIN_")}
    return subprocess.run(
        [sys.executable, "-m", "huiyin.cli.main", *words],
        env=kept | environment, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip


@pytest.mark.parametrize("word", WORDS)
def test_every_word_has_help(word: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main.main([word, "--help"])
    assert ended.value.code == 0
    assert capsys.readouterr().out.startswith(f"usage: huiyin {word}")


def test_every_word_is_tried_above(capsys: pytest.CaptureFixture[str]) -> None:
    choices = next(action.choices for action in main.parser()._actions if action.choices)
    assert set(choices) == set(WORDS)


@pytest.mark.parametrize("words", [[], ["conquer"], ["db"], ["db", "sideways"], ["serve", "now"], ["import"]])
def test_a_word_used_wrongly_ends_with_2(words: list[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main.main(words)
    assert ended.value.code == 2


@pytest.mark.parametrize(
    ("words", "environment", "said"),
    [
        (["migrate"], {"HUIYIN_DATABASE_URL": "postgresql://x:y@127.0.0.1:1/x"}, "huiyin db up"),
        (["verify"], {"HUIYIN_DATABASE_URL": "postgresql://x:y@127.0.0.1:1/x"}, "huiyin db up"),
        (["db", "up"], {"HUIYIN_DATABASE_URL": "postgresql://x:y@127.0.0.1:1/x"}, "unset it"),
        (["db", "up"], {"HUIYIN_DATA_DIR": "/proc/nowhere"}, "set HUIYIN_DATA_DIR"),
        (["serve"], {"HUIYIN_PORT": "eighty"}, "HUIYIN_PORT"),
        (["demo"], {"HUIYIN_PORT": "70000"}, "HUIYIN_PORT"),
        (["migrate"], {"HUIYIN_DATABASE_URL": "not an address"}, "HUIYIN_DATABASE_URL"),
    ],
)
def test_what_is_wrong_is_one_line_that_says_what_to_do(
    words: list[str], environment: dict[str, str], said: str, tmp_path: Path
) -> None:
    ended = huiyin(*words, **{"HUIYIN_DATA_DIR": str(tmp_path)} | environment)
    assert ended.returncode == 1
    assert said in ended.stderr
    assert ended.stderr.startswith("huiyin: ") and ended.stderr.count("\n") == 1


def test_a_port_in_use_is_named(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        ended = huiyin("serve", HUIYIN_PORT=port, HUIYIN_DATA_DIR=str(tmp_path))
    assert ended.returncode == 1 and f"cannot listen on 127.0.0.1:{port}" in ended.stderr
