"""Every test of the heart runs among the people of the demo bank."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytest_django import DjangoDbBlocker

from tests import databases
from tests.complaints import staged
from tests.conftest import name_for


@pytest.fixture(scope="module", autouse=True)
def bank(
    request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: DjangoDbBlocker, worker_id: str
) -> Iterator[None]:
    """A copy of the demo bank's database for this module, or of the kind its `BANK` names; changes are rolled back."""
    name = name_for(worker_id, f"b{abs(hash(request.module.__name__)) % 10_000}")
    kind = getattr(request.module, "BANK", "bank")
    there = databases.database(name, kind="bank") if kind == "bank" else staged.ready(name, kind)
    with django_db_blocker.unblock(), there, django_db_blocker.block():
        yield
