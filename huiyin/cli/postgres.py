"""The database Huiyin brings along: made, started and stopped in the data folder, for a demo or a developer.

It listens on 127.0.0.1 alone, asks for a password, writes durably (fsync on), and changes no folder above its own.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import secrets
import shutil
import socket
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg import sql

from huiyin.cli import binaries
from huiyin.cli.problem import Problem

LOGIN = DATABASE = "huiyin"
CLOSED_PARENTS = Path("/var/lib/huiyin")  # where root keeps a cluster whose own folder its user cannot reach
PATIENCE_SECONDS = 30  # after kill -9 old backends hold the cluster for a while


@dataclass(frozen=True)
class Place:
    """What lies where in one data folder."""

    data_dir: Path

    @property
    def link(self) -> Path:
        return self.data_dir / "postgres"

    @property
    def home(self) -> Path:
        return self.link.resolve()

    @property
    def cluster(self) -> Path:
        return self.home / "cluster"

    @property
    def password(self) -> Path:
        return self.data_dir / "postgres-password"

    @property
    def address(self) -> Path:
        return self.data_dir / "database-url"


def up(data_dir: Path) -> bool:
    """Make sure the server of this data folder answers; True when it was not running before."""
    place = Place(data_dir)
    with alone(place):
        if answers(address_of(place)):
            return False
        server = binaries.find(made_by(place))
        runner = binaries.runner(place.cluster)
        make_home(place, runner)
        server = binaries.within_reach(server, runner, place.home)
        if not place.cluster.exists():
            initialise(place, server, runner)
        start(place, server, runner)
        create_database(place)
    return True


def down(data_dir: Path) -> bool:
    """Stop the server of this data folder; False when it was not running."""
    place = Place(data_dir)
    if not (place.cluster / "postmaster.pid").exists():
        return False
    with alone(place):
        runner = binaries.runner(place.cluster)
        server = binaries.within_reach(binaries.find(made_by(place)), runner, place.home)
        stopped = runner.run(server / "pg_ctl", "stop", "-D", place.cluster, "-m", "fast", "-w", "-t", "60")
        if stopped.returncode != 0 and answers(address_of(place)):
            raise Problem(f"PostgreSQL did not stop within a minute: see {place.cluster / 'server.log'}.")
    return True


@contextmanager
def alone(place: Place) -> Iterator[None]:
    """Two programs starting or stopping one server take turns."""
    try:
        place.data_dir.mkdir(parents=True, exist_ok=True)
        lock = (place.data_dir / "postgres.lock").open("w")
    except OSError as reason:
        raise Problem(
            f"cannot write to {place.data_dir} ({reason.strerror}): set HUIYIN_DATA_DIR."
        ) from reason
    with lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def address_of(place: Place) -> str:
    return place.address.read_text(encoding="utf-8").strip() if place.address.exists() else ""


def answers(address: str) -> bool:
    if not address:
        return False
    try:
        psycopg.connect(address, connect_timeout=3).close()
    except psycopg.OperationalError:
        return False
    return True


def made_by(place: Place) -> int | None:
    """The major version that made the cluster, as far as the caller may look."""
    with suppress(OSError):
        return int((place.cluster / "PG_VERSION").read_text(encoding="utf-8"))
    return None


def make_home(place: Place, runner: binaries.Runner) -> None:
    """The server's own folder; where its user cannot get to it, in /var/lib/huiyin with a link from here."""
    if not place.link.exists():
        place.link.unlink(missing_ok=True)
        open_folder(place.link)
    if not runner.can_enter(place.home) and not place.link.is_symlink():
        elsewhere = CLOSED_PARENTS / hashlib.sha256(str(place.data_dir).encode()).hexdigest()[:12]
        open_folder(CLOSED_PARENTS)
        open_folder(elsewhere)
        place.link.rmdir()
        place.link.symlink_to(elsewhere)
    if not runner.can_enter(place.home):
        raise Problem(
            f"user {runner.name} can reach neither {place.data_dir} nor {CLOSED_PARENTS}: "
            "set HUIYIN_DATA_DIR to a folder it can enter."
        )


def open_folder(folder: Path) -> None:
    """A folder of our own that the server's user may pass through; what is in it keeps its own rights."""
    if not folder.exists():
        folder.mkdir()
        folder.chmod(0o755)


def initialise(place: Place, server: binaries.Binaries, runner: binaries.Runner) -> None:
    """Make the cluster beside its place and move it there whole, so that a half-made one is never taken for real."""
    fresh = place.home / "cluster.new"
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(mode=0o700)
    runner.own(fresh)
    write_secret(place.password, secrets.token_hex(16))
    locale = ["--locale=C.UTF-8"]
    if server.major >= 17:
        locale += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    with password_file(place, runner) as password:
        made = runner.run(server / "initdb", "-D", fresh, "-U", LOGIN, "-A", "scram-sha-256",
                          f"--pwfile={password}", "-E", "UTF8", *locale)  # fmt: skip
    if made.returncode != 0:
        raise Problem(f"initdb failed: {last_line(made.stdout)}")
    fresh.rename(place.cluster)


@contextmanager
def password_file(place: Place, runner: binaries.Runner) -> Iterator[str]:
    handle, name = tempfile.mkstemp(dir=place.home)
    try:
        os.write(handle, place.password.read_bytes())
        runner.own(Path(name))
        yield name
    finally:
        os.close(handle)
        os.unlink(name)


def start(place: Place, server: binaries.Binaries, runner: binaries.Runner) -> None:
    """Start the server, trying again while the remains of a killed one still hold the cluster."""
    if not place.password.exists():
        raise Problem(f"{place.password} is missing, and without it the data cannot be opened: put it back.")
    until = time.monotonic() + PATIENCE_SECONDS
    while True:
        port = free_port(place)
        settings = (
            f"-c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories= -c max_connections=200"
        )
        started = runner.run(server / "pg_ctl", "start", "-D", place.cluster, "-w", "-t", "60",
                             "-l", place.cluster / "server.log", "-o", settings)  # fmt: skip
        address = (
            f"postgresql://{LOGIN}:{place.password.read_text(encoding='utf-8').strip()}@127.0.0.1:{port}"
        )
        if started.returncode == 0 and answers(f"{address}/postgres"):
            write_secret(place.address, f"{address}/{DATABASE}\n")
            return
        if time.monotonic() > until:
            raise Problem(f"PostgreSQL did not start: see {place.cluster / 'server.log'}.")
        forget_stranger(place)
        time.sleep(0.3)


def free_port(place: Place) -> int:
    """The port of last time if nobody has taken it, so that programs that know it find the server again."""
    known = psycopg.conninfo.conninfo_to_dict(address_of(place)).get("port", 0)
    for port in (int(known or 0), 0):
        with socket.socket() as probe, suppress(OSError):
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(("127.0.0.1", port))
            return int(probe.getsockname()[1])
    raise Problem("no free port on 127.0.0.1.")


def forget_stranger(place: Place) -> None:
    """postmaster.pid may name another program (after a reboot) or a dead one nobody buried (in a container).

    PostgreSQL would wait for it for ever; live backends it still finds by their shared memory.
    """
    left = place.cluster / "postmaster.pid"
    with suppress(OSError, ValueError, IndexError):
        number = int(left.read_text(encoding="utf-8").split()[0])
        name, state = Path(f"/proc/{number}/stat").read_text(encoding="utf-8").split()[1:3]
        if "postgres" not in name or state == "Z":
            left.unlink()


def create_database(place: Place) -> None:
    server = address_of(place).removesuffix(DATABASE) + "postgres"
    with psycopg.connect(server, autocommit=True) as connection:
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone():
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(DATABASE)))


def write_secret(path: Path, text: str) -> None:
    """Readable by the caller alone, and never seen half-written."""
    fresh = path.with_suffix(".new")
    fresh.unlink(missing_ok=True)
    with os.fdopen(
        os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8"
    ) as file:
        file.write(text)
    fresh.rename(path)


def last_line(output: str) -> str:
    lines = [line for line in output.splitlines() if line.strip()]
    return lines[-1] if lines else "it said nothing"
