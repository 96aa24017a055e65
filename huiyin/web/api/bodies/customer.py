"""与客户: talks, material, mandates, representation, withdrawal, standing by, reviews."""

from __future__ import annotations

from huiyin.web.api.bodies.main import Step

BODIES: dict[str, type[Step]] = {}
