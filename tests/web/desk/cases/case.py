"""One step of the complaint page: where it is open, to whom, with what it succeeds, what it must not be without."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from huiyin.complaints.models import Stage
from tests.complaints.road import Road, at_stage

Fields = Mapping[str, Any]


@dataclass(frozen=True)
class Case:
    """`outsider` sees the complaint and may not take the step."""

    stage: Stage
    by: str
    fields: Callable[[Road], Fields] = lambda road: {}
    required: tuple[str, ...] = ()
    wrong: Mapping[str, str] = field(default_factory=dict)
    before: Callable[[Road], object] = lambda road: None
    outsider: str = "head"
    quiet: bool = False
    sent: Callable[[Road], dict[str, Any]] | None = (
        None  # the body of the API, where it is not the form's fields
    )

    def road(self) -> Road:
        road = at_stage(self.stage)
        self.before(road)
        return road
