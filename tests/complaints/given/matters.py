"""群体事项: complaints that share one investigation and one opinion."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.complaints.road import Road

GIVEN: dict[str, Callable[[Road], dict[str, Any]]] = {}
