"""Tests of this room run among the people of the demo bank."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytest_django import DjangoDbBlocker

from tests import databases
from tests.conftest import name_for


@pytest.fixture(scope="module")
def bank(
    request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: DjangoDbBlocker, worker_id: str
) -> Iterator[None]:
    """A copy of the demo bank's database for this module; each test's changes are rolled back."""
    name = name_for(worker_id, f"o{abs(hash(request.module.__name__)) % 10_000}")
    with django_db_blocker.unblock(), databases.database(name, kind="bank"), django_db_blocker.block():
        yield
