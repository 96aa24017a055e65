"""return_to_intake: incomplete, and what is missing."""

from __future__ import annotations

import pytest

from huiyin.complaints.models import Stage
from tests.complaints.checks import kinds, recorded, refused, task
from tests.complaints.road import at_stage

pytestmark = pytest.mark.django_db


def test_the_intake_unit_completes_it_and_the_customers_clock_goes_on() -> None:
    road = at_stage(Stage.UNDER_REVIEW)
    due = road.complaint.due_at
    road.do("return_to_intake", road.coordinator, missing="身份证号")
    assert (road.complaint.stage, kinds(road)) == (Stage.REGISTERED, {"complete"})
    assert task(road, "complete").unit_id == road.lead_unit.pk
    assert road.complaint.due_at == due
    recorded(road, "return_to_intake", road.coordinator, missing="身份证号")
    road.submit()


def test_it_refuses_to_say_nothing() -> None:
    road = at_stage(Stage.UNDER_REVIEW)
    with refused("empty", "missing"):
        road.do("return_to_intake", road.coordinator, missing=" ")


def test_it_refuses_others_and_other_stages() -> None:
    road = at_stage(Stage.UNDER_REVIEW)
    with refused("not_yours"):
        road.do("return_to_intake", road.intake, missing="？")
    later = at_stage(Stage.INVESTIGATING)
    with refused("stage"):
        later.do("return_to_intake", later.coordinator, missing="？")
