"""回避与限制: who may not touch a file, who alone may, and what the accused and partners are asked."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.complaints.road import Road

GIVEN: dict[str, Callable[[Road], dict[str, Any]]] = {}
