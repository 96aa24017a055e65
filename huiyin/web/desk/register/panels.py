"""What is known while a complaint is being written. A panel that fails says so; it never stops the form."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction

from huiyin.complaints.queries import beforehand, similar
from huiyin.complaints.queries.beforehand import Allowance, Road
from huiyin.complaints.queries.similar import Alike, History
from huiyin.organisation.actor import Actor
from huiyin.web.desk.register.forms import Register

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Panels:
    history: History = field(default_factory=History)
    alike: tuple[Alike, ...] = ()
    road: Road | None = None
    allowances: tuple[Allowance, ...] = ()
    failed: frozenset[str] = frozenset()

    @property
    def enough(self) -> bool:
        """Can what was asked for be settled at once?"""
        return any(each.covers and each.money for each in self.allowances)


def panels(form: Register, *, by: Actor, at: datetime) -> Panels:
    """All four, from as much of the form as can be read."""
    form.is_valid()
    read, customer = form.cleaned_data, form.customer()
    unit_id = read.get("unit_id") or form.initial["unit_id"]
    accused = form.complained_of_unit_id
    asks: dict[str, Callable[[], Any]] = {
        "history": lambda: similar.history(customer, seen_by=by, at=at),
        "alike": lambda: similar.alike(_text(read), customer, seen_by=by),
        "road": lambda: beforehand.road(
            unit_id, channel=read.get("channel", ""), received_at=read.get("received_at") or at,
            complained_of_unit_id=accused, at=at,
        ),
        "allowances": lambda: beforehand.allowances(read.get("amount"), at=at),
    }  # fmt: skip
    answers = {name: _answer(name, ask) for name, ask in asks.items()}
    failed = frozenset(name for name, answer in answers.items() if answer is None)
    return Panels(**{name: answer for name, answer in answers.items() if answer is not None}, failed=failed)


def _text(read: dict[str, Any]) -> str:
    return f"{read.get('title', '')} {read.get('story', '')}"


def _answer(name: str, ask: Callable[[], Any]) -> Any:
    """The answer, or nothing: whatever goes wrong beside the form is written down and left there."""
    try:
        with transaction.atomic():
            return ask()
    except Exception:
        logger.exception("the panel %s failed", name)
        return None
