"""归口: declining, re-typing, splitting, merging, moving between coordinators."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.complaints.road import Road

GIVEN: dict[str, Callable[[Road], dict[str, Any]]] = {}
