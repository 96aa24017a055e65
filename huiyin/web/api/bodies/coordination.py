"""归口: declining, re-typing, splitting, merging, moving between coordinators."""

from __future__ import annotations

from huiyin.web.api.bodies.main import Step

BODIES: dict[str, type[Step]] = {}
