"""`at_the_desk("谭宁")`: somebody of the cast at a browser, in a bank without complaints."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.journeys.desk import Desk


@pytest.fixture
def at_the_desk(site: str, visit) -> Callable[..., Desk]:
    return lambda name, **how: Desk(visit(site, name, start="", **how))
