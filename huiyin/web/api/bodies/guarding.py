"""回避与限制: who may not touch a file, who alone may, and what the accused and partners are asked."""

from __future__ import annotations

from huiyin.web.api.bodies.main import Step

BODIES: dict[str, type[Step]] = {}
