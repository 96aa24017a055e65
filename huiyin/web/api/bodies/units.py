"""单位之间: distribution below, release, joint consultation, hand-over."""

from __future__ import annotations

from huiyin.web.api.bodies.main import Step

BODIES: dict[str, type[Step]] = {}
