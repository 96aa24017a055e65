"""群体事项: complaints that share one investigation and one opinion."""

from __future__ import annotations

from huiyin.web.api.bodies.main import Step

BODIES: dict[str, type[Step]] = {}
