"""join_matter: handled together from now on, each complaint its own customer's; one matter at a time."""

from __future__ import annotations

import pytest

from huiyin.complaints import commands, verify
from huiyin.complaints.commands import matters
from huiyin.complaints.models import Matter, Member, Recusal, Stage
from huiyin.complaints.queries import matters as queries
from tests.complaints.checks import kinds, recorded, refused
from tests.complaints.given.matters import open_matter
from tests.complaints.road import Road, at_stage

pytestmark = pytest.mark.django_db


def join(road: Road, matter_id: int) -> None:
    road.do("join_matter", road.coordinator, matter_id=matter_id)


def test_it_belongs_to_the_matter_and_goes_its_own_way() -> None:
    road = at_stage(Stage.INVESTIGATING)
    matter_id, due_at = open_matter(road), road.complaint.due_at
    join(road, matter_id)
    assert Member.objects.get(complaint=road.complaint, left_at=None).matter_id == matter_id
    recorded(road, "join_matter", road.coordinator, matter="代销基金净值亏损", matter_id=matter_id)
    assert road.complaint.marks == ["group"]
    assert (road.complaint.stage, road.complaint.due_at) == ("investigating", due_at)
    assert kinds(road) == {"investigate", "answer"}
    assert verify.run() == []


def test_one_open_matter_of_its_own_office_at_a_time() -> None:
    road, other = at_stage(Stage.UNDER_REVIEW), at_stage(Stage.UNDER_REVIEW)
    matter_id = open_matter(road)
    join(road, matter_id)
    with refused("in_a_matter", "matter_id"):
        join(road, matter_id)
    elsewhere = Matter.objects.create(
        title="别处的", coordinator_unit_id=road.lead_unit.pk, opened_at=road.at, opened_by=1
    )
    for unknown in (elsewhere.pk, 999_999):
        with refused("no_matter", "matter_id"):
            join(other, unknown)
    with refused("not_yours"):
        commands.join_matter(other.ref, by=road.handler, at=other.at, matter_id=matter_id)


def test_a_matter_that_is_over_takes_nothing_in_and_binds_nothing() -> None:
    road, other = at_stage(Stage.UNDER_REVIEW), at_stage(Stage.UNDER_REVIEW)
    matter_id = open_matter(road)
    join(road, matter_id)
    road.do("decline", road.coordinator, ground="not_our_product", reason="他行产品")
    matters.close(matter_id, by=road.coordinator, at=road.at)
    with refused("matter_closed", "matter_id"):
        join(other, matter_id)
    assert verify.run() == []


def test_a_matter_of_which_one_sees_no_complaint_has_not_even_a_name() -> None:
    road = at_stage(Stage.UNDER_REVIEW)
    other = at_stage(Stage.INVESTIGATING)
    matter_id, office = open_matter(road), road.complaint.coordinator_unit_id
    join(other, matter_id)
    assert [pk for pk, _title in queries.open_of(office, seen_by=road.coordinator)] == [matter_id]
    Recusal.objects.create(
        complaint=other.complaint, staff_id=road.coordinator.pk, why="relation", at=road.at
    )
    assert queries.open_of(office, seen_by=road.coordinator) == []
    with refused("no_matter", "matter_id"):
        join(road, matter_id)
