"""put_back: to the pool, by whoever picked it; by the system when that person is gone (rule 10)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from huiyin.complaints import jobs, verify
from huiyin.complaints.models import Stage, Task
from huiyin.complaints.queries import file as queries
from huiyin.organisation import queries as organisation
from huiyin.organisation.actor import SYSTEM, Actor
from huiyin.organisation.models import Staff, StaffRole
from tests.complaints.checks import recorded, refused, task
from tests.complaints.road import Road, at_stage
from tests.world import TODAY, staff

pytestmark = pytest.mark.django_db


def picked() -> Road:
    road = at_stage(Stage.INVESTIGATING)
    road.do("pick", road.handler)
    return road


def person_of(staff_id: int | None) -> Actor:
    return organisation.actor(staff_id or 0, on=TODAY)


def test_it_is_free_again_and_its_clock_goes_on() -> None:
    road = picked()
    due = task(road, "investigate").due_at
    road.do("put_back", road.handler)
    assert (task(road, "investigate").staff_id, road.complaint.owner_staff_id) == (None, None)
    assert task(road, "investigate").due_at == due
    recorded(road, "put_back", road.handler, task="investigate")


def test_it_refuses_whoever_did_not_pick_it() -> None:
    road = picked()
    for by in (road.head, road.coordinator, road.co):
        with refused("nothing_to_put_back"):
            road.do("put_back", by)
    assert task(road, "investigate").staff_id == road.handler.id


def test_a_signature_is_not_put_back() -> None:
    road = at_stage(Stage.APPROVING)
    with refused("nothing_to_put_back"):
        road.do("put_back", road.head)


def test_an_audit_that_was_picked_goes_back_to_all_coordinators() -> None:
    road = at_stage(Stage.APPROVING)
    while task(road, "approve").staff_id is not None:
        road.do("approve", person_of(task(road, "approve").staff_id))
    road.do("pick", road.coordinator)
    assert queries.file(road.ref, seen_by=road.coordinator, at=road.at).may("put_back")
    road.do("put_back", road.coordinator)
    assert (task(road, "approve").staff_id, road.complaint.owner_staff_id) == (None, None)


def test_what_somebody_holds_who_left_goes_back_by_itself() -> None:
    road = picked()
    Staff.objects.filter(name="余静").update(left_at=road.at)
    assert any("rests on somebody who has left" in wrong for wrong in verify.run())
    road.at += timedelta(minutes=1)
    assert jobs.return_from_absent(at=road.at) == 1
    assert task(road, "investigate").staff_id is None
    recorded(road, "put_back", SYSTEM, task="investigate", staff=road.handler.id)
    assert jobs.return_from_absent(at=road.at) == 0
    assert verify.run() == []


def test_so_does_what_somebody_holds_who_handles_there_no_more() -> None:
    road = picked()
    StaffRole.objects.filter(staff=staff("余静")).update(valid_to=TODAY)
    assert jobs.return_from_absent(at=road.at) == 0  # today is the last day
    assert jobs.return_from_absent(at=road.at + timedelta(days=1)) == 1


def test_the_system_takes_nothing_from_those_who_are_here() -> None:
    road = picked()
    with refused("nothing_to_put_back"):
        road.do("put_back", SYSTEM)
    assert jobs.return_from_absent(at=road.at) == 0
    assert Task.objects.filter(staff_id=road.handler.id).exists()


def test_it_refuses_when_nothing_is_open_any_more() -> None:
    road = at_stage(Stage.CLOSED)
    with refused("nothing_to_put_back"):
        road.do("put_back", road.coordinator)
