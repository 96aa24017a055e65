"""与客户: talks, material, mandates, representation, withdrawal, standing by, reviews."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.complaints.road import Road

GIVEN: dict[str, Callable[[Road], dict[str, Any]]] = {}
