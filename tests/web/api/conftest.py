"""Every test of the API runs among the people of the demo bank, on roads that began an hour ago."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.utils import timezone

from tests.complaints import road as roads
from tests.complaints.conftest import bank

__all__ = ["bank"]


@pytest.fixture(autouse=True)
def just_now(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The door acts now."""
    monkeypatch.setattr(roads, "MONDAY", timezone.now() - timedelta(hours=1))
    yield
