"""Group matters at the API: gathered once, read as far as one sees, acted on for all at once."""

from __future__ import annotations

import pytest

from huiyin.complaints.models import Matter
from huiyin.organisation.actor import Role
from tests.complaints.conftest import bank
from tests.complaints.road import holder
from tests.complaints.test_matters import BLOCKS, visitors
from tests.web.api.callers import person, problem, system

__all__ = ["bank"]
pytestmark = pytest.mark.django_db


def test_from_gathering_to_the_signature() -> None:
    roads = visitors(3)
    road, refs = roads[0], [each.ref for each in roads]
    office, handler = person(road.coordinator), person(road.handler)
    body = {"refs": refs, "title": "基金净值亏损", "unit_id": road.complaint.coordinator_unit_id}
    made = [office.post("matters", body, **{"Idempotency-Key": "m-1"}) for _ in range(2)]
    assert [answer.status_code for answer in made] == [201, 201] and Matter.objects.count() == 1
    here = f"matters/{made[0].json()['id']}"
    office.post(f"{here}/assign", {"lead": {"unit_id": road.lead_unit.pk, "question": "请核实"}})
    assert handler.post(f"{here}/pick", {}).json()["done"] == refs
    own = {"ref": refs[1], "offers": [{"kind": "goodwill", "amount": "99000000"}]}
    said = problem(handler.post(f"{here}/propose", {**BLOCKS, "offers": [own]}))
    assert said["params"]["ref"] == refs[1]
    assert handler.post(f"{here}/propose", BLOCKS).json() == {
        "id": made[0].json()["id"],
        "done": refs,
        "left": [],
    }
    assert person(road.head).post(f"{here}/approve", {}).status_code == 200
    room = office.get(here).json()
    assert room["opinion"]["count"] == 3 and [tile["ref"] for tile in room["tiles"]] == refs
    (line,) = office.get("matters").json()["items"]
    assert line["count"] == 3
    stranger = person(holder(Role.INTAKE, "河西支行"))
    assert stranger.get(here).status_code == 404 and stranger.get("matters").json()["items"] == []
    assert stranger.post(f"{here}/approve", {}).status_code == 404
    machine = system(road.complaint.coordinator_unit_id)
    assert problem(machine.post(f"{here}/close", {}))["code"] == "person_must_sign"
    assert problem(machine.post("matters", body))["code"] == "person_must_sign"
