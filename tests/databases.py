"""The databases tests run in: copies of a template that is migrated once per run and dropped at its end."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from django.db import connections
from psycopg import sql

from huiyin.cli import migrate, postgres
from huiyin.config import environment

RUN = "HUIYIN_TEST_RUN"  # the folder of one run of pytest; its xdist workers share it
ONE_AT_A_TIME = 70_112_358
current = ""


def begin_run() -> bool:
    """True in the process that begins (and ends) the run, False in its workers."""
    if RUN in os.environ:
        return False
    folder = Path(tempfile.mkdtemp(prefix="huiyin-test-"))
    folder.chmod(0o711)  # when root runs the tests, an unprivileged user runs PostgreSQL in it
    os.environ[RUN] = str(folder)
    return True


def end_run() -> None:
    folder = Path(os.environ.pop(RUN))
    embedded = postgres.Place(folder / "data")
    if embedded.address.exists():
        postgres.down(folder / "data")
        remove_server(folder / "data")
    elif "HUIYIN_DATABASE_URL" in os.environ:
        with admin() as server:
            for kind in FILLED_BY:
                drop(server, template_name(folder, kind))
    shutil.rmtree(folder, ignore_errors=True)


def remove_server(data_dir: Path) -> None:
    """Delete a stopped server with all its data, wherever the launcher put it."""
    shutil.rmtree(postgres.Place(data_dir).home, ignore_errors=True)
    shutil.rmtree(data_dir, ignore_errors=True)


def template_name(folder: Path, kind: str) -> str:
    return f"huiyin_{folder.name.rpartition('-')[2]}_{kind}".lower()


@contextmanager
def admin() -> Iterator[psycopg.Connection]:
    """A connection of the owner's to the server itself, to make and drop databases."""
    if not os.environ.get("HUIYIN_DATABASE_URL"):
        embedded = postgres.Place(Path(os.environ[RUN]) / "data")
        started = postgres.up(embedded.data_dir)
        os.environ["HUIYIN_DATABASE_URL"] = postgres.address_of(embedded)
        if started:
            throw_away()
    address = psycopg.conninfo.make_conninfo(environment.database_url(), dbname="postgres")
    with psycopg.connect(address, autocommit=True) as connection:
        yield connection


def throw_away() -> None:
    """This server does not outlive the run: it need not wait for the disk."""
    with psycopg.connect(environment.database_url(), autocommit=True) as connection:
        connection.execute("ALTER SYSTEM SET fsync = off")
        connection.execute("SELECT pg_reload_conf()")


def point_at(name: str) -> None:
    """Let both aliases of Django mean this database, in this thread and in those to come."""
    global current
    connections.close_all()
    for alias, role in (("default", environment.APPLICATION_ROLE), ("owner", "")):
        connections.settings[alias].update(environment.database(role=role) | {"NAME": name})
    current = name


@contextmanager
def database(name: str, *, kind: str) -> Iterator[str]:
    """A database of one's own, dropped afterwards; real commits are allowed in it."""
    before = current
    with admin() as server:
        source = template(server, kind)
        drop(server, name)
        server.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(*map(sql.Identifier, (name, source))))
    point_at(name)
    try:
        yield name
    finally:
        point_at(before)
        with admin() as server:
            drop(server, name)


def template(server: psycopg.Connection, kind: str) -> str:
    """The template of this kind; the first worker to ask makes it while the others wait."""
    name = template_name(Path(os.environ[RUN]), kind)
    turn = ONE_AT_A_TIME + list(FILLED_BY).index(kind)
    server.execute("SELECT pg_advisory_lock(%s)", [turn])
    try:
        found = server.execute("SELECT datistemplate FROM pg_database WHERE datname = %s", [name]).fetchone()
        if not found or not found[0]:
            source = template(server, MADE_FROM[kind]) if kind in MADE_FROM else "template0"
            drop(server, name)
            make = sql.SQL("CREATE DATABASE {} TEMPLATE {} ENCODING 'UTF8'")
            server.execute(make.format(sql.Identifier(name), sql.Identifier(source)))
            fill(name, FILLED_BY[kind])
            server.execute(sql.SQL("ALTER DATABASE {} IS_TEMPLATE true").format(sql.Identifier(name)))
    finally:
        server.execute("SELECT pg_advisory_unlock(%s)", [turn])
    return name


def fill(name: str, by: Callable[[], object]) -> None:
    before = current
    point_at(name)
    try:
        by()
    finally:
        point_at(before)


def migrated() -> None:
    migrate.migrate(say=lambda line: None)


def bank() -> None:
    from tests import world  # noqa: PLC0415  the demo bank is loaded only where a test asks for it

    world.load_bank()


def demo() -> None:
    from huiyin.demo import load  # noqa: PLC0415

    load.load(say=lambda line: None)


def stages() -> None:
    from tests.complaints import staged  # noqa: PLC0415

    staged.build()


def stages_now() -> None:
    from tests.complaints import staged  # noqa: PLC0415

    staged.build_now()


FILLED_BY: dict[str, Callable[[], object]] = {
    "migrated": migrated, "bank": bank, "demo": demo, "stages": stages, "stages_now": stages_now
}  # fmt: skip
MADE_FROM = {"bank": "migrated", "demo": "migrated", "stages": "bank", "stages_now": "bank"}


def drop(server: psycopg.Connection, name: str) -> None:
    if server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
        server.execute(sql.SQL("ALTER DATABASE {} IS_TEMPLATE false").format(sql.Identifier(name)))
        server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))
