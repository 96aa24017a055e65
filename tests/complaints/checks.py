"""What tests of steps ask for again and again."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Protocol

import pytest

from huiyin.audit import log
from huiyin.audit.log import Line
from huiyin.complaints.models import Clock, Complaint, Task
from huiyin.organisation.actor import Actor
from huiyin.organisation.refusal import Refused
from tests.complaints.road import Road


@contextmanager
def refused(code: str, field: str | None = None) -> Iterator[None]:
    """The rule that must say no, and beside which field."""
    with pytest.raises(Refused) as no:
        yield
    assert no.value.code == code
    if field is not None:
        assert no.value.field == field


def recorded(road: Road, step: str, by: Actor, **facts: Any) -> Line:
    """The newest line of the timeline says what was done, by whom, and these facts."""
    line = log.timeline(road.complaint.pk, limit=1)[0]
    assert (line.action, line.actor_id, line.payload["by"], line.at) == (step, by.id, by.name, road.at)
    assert {name: line.payload.get(name) for name in facts} == facts
    return line


def kinds(road: Road) -> set[str]:
    """The demands that are open now."""
    return set(Task.objects.filter(complaint=road.complaint).values_list("kind", flat=True))


class OfOne(Protocol):
    """Whatever drives one complaint."""

    @property
    def complaint(self) -> Complaint: ...


def task(road: OfOne, kind: str) -> Task:
    return Task.objects.get(complaint=road.complaint, kind=kind)


def customer_clock(road: Road) -> Clock:
    """The customer's limit, of which there is one until the complaint was closed and taken up again."""
    return Clock.objects.get(complaint=road.complaint, rule__in=["statutory", "bank_own"])
