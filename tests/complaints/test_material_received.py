"""material_received: what was asked for is here, once."""

from __future__ import annotations

import pytest

from huiyin.complaints import verify
from huiyin.complaints.models import Material, Stage
from huiyin.complaints.queries import file as queries
from tests.complaints.checks import recorded, refused
from tests.complaints.road import Road, at_stage

pytestmark = pytest.mark.django_db


def asked(road: Road) -> Material:
    road.do("ask_material", road.handler, kind="police", why="证明失窃时间")
    return Material.objects.get(complaint=road.complaint)


def test_it_is_received_once_and_offered_only_while_it_is_missing() -> None:
    road = at_stage(Stage.INVESTIGATING)
    assert "material_received" not in offered(road)
    material = asked(road)
    assert "material_received" in offered(road)
    road.do("material_received", road.coordinator, material_id=material.pk)
    material.refresh_from_db()
    assert (material.received_at, material.received_by) == (road.at, road.coordinator.id)
    recorded(road, "material_received", road.coordinator, paper="police")
    assert "material_received" not in offered(road)
    with refused("already_received", "material_id"):
        road.do("material_received", road.handler, material_id=material.pk)
    assert verify.run() == []


def offered(road: Road) -> set[str]:
    return {choice.step for choice in queries.file(road.ref, seen_by=road.handler, at=road.at).steps}


def test_it_refuses_another_complaints_material_and_others() -> None:
    road, other = at_stage(Stage.INVESTIGATING), at_stage(Stage.INVESTIGATING, customer=None)
    material = asked(road)
    with refused("unknown", "material_id"):
        other.do("material_received", other.handler, material_id=material.pk)
    with refused("not_yours"):
        road.do("material_received", road.head, material_id=material.pk)
