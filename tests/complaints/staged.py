"""A bank in which one complaint stands at every stage: tests that need one have it without driving it there."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from django.utils import timezone

from huiyin.complaints.models import Stage
from tests import databases
from tests.complaints import road as roads

STAGES, STAGES_NOW = "stages", "stages_now"  # begun on the Monday of the tests; begun an hour ago


def build() -> None:
    _build(STAGES)


def build_now() -> None:
    monday, roads.MONDAY = roads.MONDAY, timezone.now() - timedelta(hours=1)
    try:
        _build(STAGES_NOW)
    finally:
        roads.MONDAY = monday


@contextmanager
def ready(name: str, kind: str) -> Iterator[None]:
    """A copy of that bank, and `at_stage` knows what stands in it."""
    with databases.database(name, kind=kind):
        found = json.loads(_note(kind).read_text(encoding="utf-8"))
        roads.READY.update(
            {Stage(stage): (ref, datetime.fromisoformat(at)) for stage, (ref, at) in found.items()}
        )
        try:
            yield
        finally:
            roads.READY.clear()


def _build(kind: str) -> None:
    found = {}
    for number, stage in enumerate(roads.ROAD):
        # Another customer each: what one is granted counts for a year.
        other = replace(roads.LI, phone=f"138123456{78 + number}"[:11], id_no="") if number else roads.LI
        road = roads.at_stage(stage, customer=other)
        found[stage.value] = (road.ref, road.at.isoformat())
    _note(kind).write_text(json.dumps(found), encoding="utf-8")


def _note(kind: str) -> Path:
    return Path(os.environ[databases.RUN]) / f"{kind}.json"
