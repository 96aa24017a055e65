"""A real Chromium and a real server: `site` serves the demo bank, `demo_site` its complaints too; `visit` opens pages.

A module whose tests only read asks for `bank_to_read` or `demo_to_read`: one database and one server for all of them.
"""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
from django.core.wsgi import get_wsgi_application
from playwright.sync_api import Browser, sync_playwright
from pytest_django import DjangoDbBlocker

from tests import databases
from tests.browser.visitor import Visitor
from tests.conftest import name_for

# Playwright keeps a loop running in this thread; the tests' own queries stay synchronous all the same.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip


class Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: pytest shows what matters."""


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One Chromium for all tests of a worker; each visitor gets a profile of their own."""
    place = place_of_chromium()
    if place is None:
        pytest.skip("no Chromium on this machine (Debian: apt install chromium fonts-noto-cjk)")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=place, args=list(FLAGS))
        yield browser
        browser.close()


def place_of_chromium() -> str | None:
    return next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


@contextmanager
def served() -> Iterator[str]:
    """The whole application on a free port, in a thread of its own."""
    server = ThreadedWSGIServer(("127.0.0.1", 0), Quiet)
    server.daemon_threads = True
    server.set_app(get_wsgi_application())
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture
def site(own_bank: str) -> Iterator[str]:
    with served() as address:
        yield address


@pytest.fixture
def demo_site(own_demo: str) -> Iterator[str]:
    with served() as address:
        yield address


@pytest.fixture(scope="module")
def bank_to_read(django_db_setup: None, django_db_blocker: DjangoDbBlocker, worker_id: str) -> Iterator[str]:
    with (
        django_db_blocker.unblock(),
        databases.database(name_for(worker_id, "read"), kind="bank"),
        served() as address,
    ):
        yield address


@pytest.fixture(scope="module")
def demo_to_read(django_db_setup: None, django_db_blocker: DjangoDbBlocker, worker_id: str) -> Iterator[str]:
    with (
        django_db_blocker.unblock(),
        databases.database(name_for(worker_id, "read"), kind="demo"),
        served() as address,
    ):
        yield address


Open = Callable[..., Visitor]


@pytest.fixture
def visit(chromium: Browser) -> Iterator[Open]:
    """visit(site, "严管", theme="dark", language="en", width=390): somebody of the cast, signed in."""
    visitors: list[Visitor] = []

    def opened(site: str, name: str = "", **how: object) -> Visitor:
        visitors.append(Visitor.come(chromium, site, name, **how))  # type: ignore[arg-type]
        return visitors[-1]

    yield opened
    for visitor in visitors:
        visitor.leave()
