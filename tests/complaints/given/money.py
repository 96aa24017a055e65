"""付款: what is owed is asked for, paid by two, settled between units, or broken."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.complaints.road import Road

GIVEN: dict[str, Callable[[Road], dict[str, Any]]] = {}
