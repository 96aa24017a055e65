"""付款: what is owed is asked for, paid by two, settled between units, or broken."""

from __future__ import annotations

from huiyin.web.api.bodies.main import Step

BODIES: dict[str, type[Step]] = {}
