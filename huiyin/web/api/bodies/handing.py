"""交接: who takes over what."""

from __future__ import annotations

from huiyin.web.api.bodies.main import Step
from huiyin.web.api.fields import LongNumber, Number


class HandOver(Step):
    """Without `to_staff_id` the task goes back to the pool, a place in a chain to whoever comes next."""

    task_id: LongNumber
    to_staff_id: Number | None = None


BODIES: dict[str, type[Step]] = {"hand_over": HandOver}
