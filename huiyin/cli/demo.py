"""`huiyin demo`: the whole of Huiyin with an invented bank in it, from nothing to a sign-in page."""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
import time
import types
import urllib.request
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress

import django

from huiyin.cli import postgres, serve
from huiyin.cli.problem import Problem
from huiyin.config import environment

Child = subprocess.Popen[bytes]
FIRST_ANSWER_SECONDS = 60
STOP_SECONDS = 30


class Stopped(Exception):
    """Somebody asked for the end: Ctrl-C or SIGTERM."""


def run(options: argparse.Namespace) -> None:
    host, port = serve.address()
    serve.check_free(host, port)
    address = f"http://{'localhost' if host in {'127.0.0.1', '0.0.0.0'} else host}:{port}/"  # noqa: S104
    with suppress(Stopped), database():
        accounts = prepare()
        with program("serve") as web, program("worker") as worker:
            wait_for_answer(f"{address}live", web)
            greet(address, accounts)
            watch({"web": web, "worker": worker})
    say("everything has stopped; your data stays for the next time")


Handler = Callable[[int, types.FrameType | None], None]


def on_stop(do: Handler | signal.Handlers) -> None:
    for asked in (signal.SIGINT, signal.SIGTERM):
        signal.signal(asked, do)


def stop(number: int, frame: types.FrameType | None) -> None:
    on_stop(signal.SIG_IGN)  # once is enough: the way out is not to be interrupted
    raise Stopped


def say(line: str) -> None:
    print(line, flush=True)


@contextmanager
def database() -> Iterator[None]:
    """The server HUIYIN_DATABASE_URL names, else the one Huiyin brings along, stopped at the end if started here."""
    data_dir = environment.data_dir()
    if os.environ.get("HUIYIN_DATABASE_URL"):
        on_stop(stop)
        say("database: the one HUIYIN_DATABASE_URL names")
        yield
        return
    early: list[int] = []
    on_stop(lambda number, frame: early.append(number))  # a server half started could not be stopped
    say(f"database: starting PostgreSQL in {data_dir / 'postgres'}")
    started = postgres.up(data_dir)
    on_stop(stop)
    try:
        if early:
            raise Stopped
        yield
    finally:
        if started:
            say("database: stopping")
            postgres.down(data_dir)


def prepare() -> list[tuple[str, str, str, str]]:
    """Tables and the demo bank, in this process; both do nothing the second time."""
    django.setup()
    from django.db import connections  # noqa: PLC0415  the settings read the database's address, known only now

    from huiyin.cli import migrate  # noqa: PLC0415
    from huiyin.demo import load  # noqa: PLC0415

    timed("migrating", lambda: migrate.migrate(say=say))
    timed("loading the demo bank", lambda: load.load(say=say))
    accounts = load.accounts()
    connections.close_all()
    return accounts


def timed(what: str, do: Callable[[], object]) -> None:
    began = time.monotonic()
    do()
    say(f"{what}: done in {time.monotonic() - began:.1f} s")


@contextmanager
def program(word: str) -> Iterator[Child]:
    """A child in a session of its own, so that Ctrl-C reaches us alone and we end it in order."""
    quiet = {"HUIYIN_LOG_LEVEL": "WARNING"} | os.environ
    child = subprocess.Popen(
        [sys.executable, "-m", "huiyin.cli.main", word], env=quiet, start_new_session=True
    )
    try:
        yield child
    finally:
        child.terminate()
        try:
            child.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            child.kill()


def wait_for_answer(address: str, web: Child) -> None:
    until = time.monotonic() + FIRST_ANSWER_SECONDS
    while time.monotonic() < until and web.poll() is None:
        with suppress(OSError), urllib.request.urlopen(address, timeout=2):  # noqa: S310  our own address
            return
        time.sleep(0.2)
    raise Problem(f"the web server did not answer on {address}: see the lines above.")


def greet(address: str, accounts: Iterable[tuple[str, str, str, str]]) -> None:
    say(f"\nHuiyin 回音 is ready: {address}\n")
    for login, password, name, roles in accounts:
        say(f"  {login:<16} {password:<14} {name}  {roles}")
    say("\nStop with Ctrl-C. The next `huiyin demo` keeps the data.\n")


def watch(children: dict[str, Child]) -> None:
    """Until somebody stops us; when one of the two ends by itself, so does the demo."""
    while True:
        for name, child in children.items():
            if child.poll() is not None:
                raise Problem(f"{name} ended by itself ({child.returncode}): see the lines above.")
        time.sleep(0.5)
