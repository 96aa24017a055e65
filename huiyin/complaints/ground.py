"""What registering reads of the bank: anew for each complaint, or once for a batch during which no unit moves."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from huiyin.complaints import work
from huiyin.complaints.work import Rules

T = TypeVar("T")


@dataclass
class Ground:
    rules: Rules = field(default_factory=work.rules)
    kept: dict[tuple[object, ...], Any] = field(default_factory=dict)

    def read(self, how: Callable[..., T], *about: object) -> T:
        """What `how` finds, asked once for each question."""
        question = (how, *about)
        if question not in self.kept:
            self.kept[question] = how(*about)
        found: T = self.kept[question]
        return found
