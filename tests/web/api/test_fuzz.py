"""Whatever is sent to the API, plausible or not: no fault of ours, and no answer that the document does not name."""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import Case, GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from huiyin.complaints.commands import Customer
from huiyin.complaints.models import Promise, Stage, Task
from huiyin.config.wsgi import application
from huiyin.web.api.door import api
from tests.complaints.road import ROAD, Road, at_stage, category, cause
from tests.web.api.callers import key_of, system
from tests.web.desk.cases import CASES
from tests.world import unit

pytestmark = pytest.mark.django_db
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
WAYS = [(method, path) for path, ways in api.get_openapi_schema()["paths"].items() for method in ways]
MODES = st.sampled_from([GenerationMode.POSITIVE, GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
MEANT = st.sampled_from([True, True, False])
Pick = Callable[[list[Any]], Any]


@dataclass(frozen=True)
class Scene:
    """A complaint at every stage, the keys of those who work on them, and values that mean something there."""

    refs: dict[str, str]
    keys: dict[str, str]
    values: dict[str, list[Any]]

    def ref(self, path: str, pick: Pick) -> str:
        case = CASES.get(path.rpartition("/")[2])
        return (
            pick([self.refs[case.stage]] * 3 + [*self.refs.values()]) if case else pick([*self.refs.values()])
        )

    def key(self, path: str, pick: Pick) -> str:
        case = CASES.get(path.rpartition("/")[2])
        return pick([self.keys[case.by]] * 8 + [*self.keys.values()]) if case else pick([*self.keys.values()])


@pytest.fixture
def scene() -> Iterator[Scene]:
    """All of it in one transaction: the server's own closing of connections would end it."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield set_scene()
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def set_scene() -> Scene:
    # Each of somebody else: a year's offers to one customer are added up.
    roads = {
        stage: at_stage(stage, customer=Customer(name=f"客户{n}", phone=f"1380000{n:04}"))
        for n, stage in enumerate(ROAD)
    }
    first = roads[Stage.REGISTERED]
    CASES["arbitrate"].before(roads[Stage.INVESTIGATING])
    pressing = {case.by for case in CASES.values()} | {"intake", "coordinator", "handler", "head", "caller"}
    keys = {name: key_of(getattr(first, name)) for name in sorted(pressing - {"co"})}
    keys["co"] = key_of(first.co, unit_id=first.co_unit.pk)
    keys["system"] = system(first.lead_unit.pk).headers["Authorization"].split()[1]
    return Scene({stage: road.ref for stage, road in roads.items()}, keys, values(first))


def values(road: Road) -> dict[str, list[Any]]:
    units = [road.lead_unit.pk, road.co_unit.pk, unit("越秀支行").pk, 2**31 - 1]
    return {
        **dict.fromkeys(("unit_id", "to_unit_id", "complained_of_unit_id"), units),
        "channel": ["CTR", "PIGEON"], "category": [category()], "cause": [cause(), ""], "seen": [None],
        "promise_id": list(Promise.objects.values_list("pk", flat=True)),
        "task_id": [None, *Task.objects.values_list("pk", flat=True)], "voucher": ["V-1"],
        "received_at": ["2026-11-20T10:00:00+08:00"], "delivered_at": ["2026-11-20T10:00:00+08:00"], "due_at": [None],
    }  # fmt: skip


@functools.cache
def document() -> Any:
    return schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)


def test_nothing_breaks_and_nothing_is_undocumented(scene: Scene) -> None:
    answers = Counter[int]()
    for method, path in WAYS:
        answers += fuzz(method, path, scene, examples=10)
    assert sum(answers[good] for good in (200, 201)) > answers.total() / 10, answers


@pytest.mark.chaos
def test_nothing_breaks_however_long_it_is_tried(scene: Scene) -> None:
    for method, path in WAYS:
        fuzz(method, path, scene, examples=300)


def fuzz(method: str, path: str, scene: Scene, *, examples: int) -> Counter[int]:
    operation = document()[path][method.upper()]
    cases = MODES.flatmap(lambda mode: operation.as_strategy(generation_mode=mode))
    answers = Counter[int]()

    @settings(max_examples=examples, deadline=None, database=None, suppress_health_check=list(HealthCheck),
              phases=[Phase.explicit, Phase.generate])  # fmt: skip
    @given(case=cases, data=st.data(), meant=MEANT)
    def tried(case: Case, data: Any, meant: bool) -> None:
        pick = functools.partial(draw, data)
        key = scene.key(path, pick)
        if meant and "ref" in case.path_parameters:
            case.path_parameters["ref"] = scene.ref(path, pick)
        if meant and isinstance(case.body, dict):
            case.body = sensible(case.body, scene.values, pick)
        with transaction.atomic():
            said = case.call_and_validate(headers={"Authorization": f"Bearer {key}"}, checks=CHECKS)
            transaction.set_rollback(True)  # the next one finds the scene as it was
        answers[said.status_code] += 1

    tried()
    return answers


def draw(data: Any, choices: list[Any]) -> Any:
    return data.draw(st.sampled_from(choices))


def sensible(body: Any, values: dict[str, list[Any]], pick: Pick) -> Any:
    """The same body with values that exist."""
    if isinstance(body, list):
        return [sensible(each, values, pick) for each in body]
    if not isinstance(body, dict):
        return body
    return dict(_sensible(body, values, pick))


def _sensible(body: dict[str, Any], values: dict[str, list[Any]], pick: Pick) -> Iterator[Any]:
    for name, value in body.items():
        yield name, pick(values[name]) if values.get(name) else sensible(value, values, pick)
