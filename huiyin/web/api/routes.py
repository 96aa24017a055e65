"""All addresses stand in one table: reading and registering share one, and only one table knows both."""

from __future__ import annotations

from ninja import Router

router = Router()
