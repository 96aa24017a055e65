"""confirm_withdrawal: another person asks the customer; what was not free goes on as if nothing had happened."""

from __future__ import annotations

from datetime import timedelta

import pytest

from huiyin.complaints import verify
from huiyin.complaints.models import Departure, Stage
from huiyin.organisation.actor import Role
from huiyin.organisation.models import StaffRole
from tests.complaints.checks import customer_clock, kinds, recorded, refused, task
from tests.complaints.road import MONDAY, at_stage
from tests.world import person

pytestmark = pytest.mark.django_db


def test_free_it_stays_withdrawn_with_nothing_left_to_do() -> None:
    road = at_stage(Stage.WITHDRAWN)
    road.do("confirm_withdrawal", road.coordinator, free=True, proof="R-10")
    gone = Departure.objects.get(complaint=road.complaint)
    assert (gone.free, gone.confirmed_by, gone.returned_at) == (True, road.coordinator.id, None)
    assert (road.complaint.stage, kinds(road)) == (Stage.WITHDRAWN, set())
    recorded(road, "confirm_withdrawal", road.coordinator, free=True, proof="R-10")
    with refused("withdrawal_confirmed"):
        road.do("confirm_withdrawal", road.coordinator, free=True, proof="R-10")
    assert verify.run() == []


@pytest.mark.parametrize("stage", [Stage.INVESTIGATING, Stage.REVIEWING, Stage.FOLLOWING_UP])
def test_not_free_everything_goes_on_with_the_same_limits(stage: Stage) -> None:
    road = at_stage(stage)
    before, due = kinds(road), {kind: task(road, kind).due_at for kind in kinds(road)}
    limit, owner = road.complaint.due_at, road.complaint.owner_unit_id
    road.withdraw()
    road.at += timedelta(days=1)
    road.do("confirm_withdrawal", road.coordinator, free=False, proof="R-10")
    complaint = road.complaint
    assert (complaint.stage, kinds(road), complaint.owner_unit_id) == (stage, before, owner)
    assert {kind: task(road, kind).due_at for kind in kinds(road)} == due
    assert (complaint.due_at, customer_clock(road).stopped_at is None) == (limit, limit is not None)
    assert verify.run() == []


def test_it_is_another_person_of_the_intake_or_coordinating_unit() -> None:
    road = at_stage(Stage.WITHDRAWN)
    with refused("maker_is_checker"):
        road.do("confirm_withdrawal", road.intake, free=True, proof="R-10")
    with refused("empty", "proof"):
        road.do("confirm_withdrawal", road.coordinator, free=True, proof=" ")
    with refused("not_yours"):
        road.do("confirm_withdrawal", road.handler, free=True, proof="R-10")
    with refused("stage"):
        elsewhere = at_stage(Stage.CLOSED)
        elsewhere.do("confirm_withdrawal", elsewhere.coordinator, free=True, proof="R-10")


def test_whoever_handled_it_does_not_find_that_it_was_free() -> None:
    """A small outlet puts several roles on one person; a withdrawal is not confirmed by who had reason to want it."""
    road = at_stage(Stage.INVESTIGATING)
    road.do("pick", road.handler)
    StaffRole.objects.create(
        staff_id=road.handler.pk, unit=road.lead_unit, role=Role.INTAKE, valid_from=MONDAY.date()
    )
    road.withdraw()
    with refused("handler_may_not_decide"):
        road.do("confirm_withdrawal", person(road.handler.name), free=True, proof="R-1")
    road.do("confirm_withdrawal", road.coordinator, free=True, proof="R-1")
