"""What every test may ask for: `db` (rolled back), `own_database`, `own_bank`, `own_demo` (real commits)."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from psycopg.conninfo import conninfo_to_dict
from pytest_django import DjangoDbBlocker

from huiyin.config import environment
from tests import databases

# Browser tests and journeys share one Chromium.
pytest_plugins = ["tests.browser.fixtures"]
LONGEST = {"test_demo.py", "test_steps.py", "test_english_pages.py"}
BEGAN_HERE = pytest.StashKey[bool]()


def pytest_configure(config: pytest.Config) -> None:
    config.stash[BEGAN_HERE] = databases.begin_run()
    settings.PASSWORD_HASHERS = [
        "django.contrib.auth.hashers.MD5PasswordHasher"
    ]  # signing in is not what is tested
    settings.HUIYIN_DATA_DIR = Path(os.environ[databases.RUN]) / "files"


def pytest_unconfigure(config: pytest.Config) -> None:
    if config.stash[BEGAN_HERE]:
        databases.end_run()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest files first: begun last, one would keep its worker while the other has nothing left to do."""
    items.sort(key=lambda item: item.path.name not in LONGEST)


def name_for(worker: str, what: str) -> str:
    """test_<database>_<worker>_<run>: two runs side by side on one server do not meet."""
    base = conninfo_to_dict(environment.database_url()).get("dbname", "huiyin")
    run = os.environ[databases.RUN].rpartition("-")[2]
    return f"{what}_{base}_{worker}_{run}".lower()[:63]


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None, django_db_blocker: DjangoDbBlocker, worker_id: str
) -> Iterator[None]:
    """One database per xdist worker, made by the migrations and worked in as huiyin_app."""
    with (
        django_db_blocker.unblock(),
        databases.admin(),
        databases.database(name_for(worker_id, "test"), kind="migrated"),
        django_db_blocker.block(),
    ):
        yield


@pytest.fixture
def own_database(django_db_setup: None, django_db_blocker: DjangoDbBlocker, worker_id: str) -> Iterator[str]:
    """A migrated, empty database for this test alone; commits are real, threads may join in. Not together with `db`.

    Race tests need it: nothing may be rolled back around them, and the record refuses to be truncated.
    """
    with django_db_blocker.unblock(), databases.database(name_for(worker_id, "own"), kind="migrated") as name:
        yield name


@pytest.fixture
def own_bank(django_db_setup: None, django_db_blocker: DjangoDbBlocker, worker_id: str) -> Iterator[str]:
    """Like `own_database`, with the demo bank's units, people and lists in it, and no complaint yet."""
    with django_db_blocker.unblock(), databases.database(name_for(worker_id, "own"), kind="bank") as name:
        yield name


@pytest.fixture
def own_demo(django_db_setup: None, django_db_blocker: DjangoDbBlocker, worker_id: str) -> Iterator[str]:
    """Like `own_bank`, with the hundreds of complaints `huiyin demo` shows."""
    with django_db_blocker.unblock(), databases.database(name_for(worker_id, "own"), kind="demo") as name:
        yield name
