"""merge: same customer, same matter, both open; the earliest receipt governs the clock of the one that goes on."""

from __future__ import annotations

from datetime import timedelta

import pytest

from huiyin.audit import log
from huiyin.complaints import verify
from huiyin.complaints.commands import Customer
from huiyin.complaints.models import Clock, Counted, Departure, Stage, Task
from huiyin.organisation.actor import Role
from huiyin.organisation.models import StaffRole
from tests.complaints.checks import customer_clock, kinds, recorded, refused, task
from tests.complaints.road import MONDAY, Road, at_stage
from tests.complaints.standing import standing
from tests.world import person

pytestmark = pytest.mark.django_db
WHY = {"reason": "同一笔取现，第二次来电"}


def merge(road: Road, into: Road, **details: object) -> None:
    road.at = max(road.at, into.at)
    road.do("merge", road.coordinator, **{"into": into.ref, **WHY, **details})


def test_the_one_waits_as_it_stood_and_the_other_goes_on_under_the_earliest_receipt() -> None:
    early, late = Road(received_at=MONDAY - timedelta(days=3)).submit(), Road().submit()
    before, first_limit = standing(late.complaint), customer_clock(early).due_at
    merge(early, late)
    gone = Departure.objects.get(complaint=early.complaint)
    assert (gone.stage, gone.stage_before, gone.into_id) == ("merged", "under_review", late.complaint.pk)
    assert (early.complaint.stage, kinds(early), early.complaint.due_at) == (Stage.MERGED, set(), None)
    assert not Clock.objects.filter(complaint=early.complaint, stopped_at=None).exists()
    clock = customer_clock(late)
    assert (clock.started_at, clock.due_at, late.complaint.due_at) == (
        MONDAY - timedelta(days=3),
        first_limit,
        first_limit,
    )
    now = standing(late.complaint)
    assert {k for k in now if now[k] != before[k]} == {"due_at", "clocks"}
    assert verify.run() == []


def test_a_later_receipt_moves_nothing() -> None:
    early, late = Road(received_at=MONDAY - timedelta(days=3)).submit(), Road().submit()
    before = standing(early.complaint)
    merge(late, early)
    assert standing(early.complaint) == before


def test_both_records_tell_it_and_it_is_counted() -> None:
    road, other = at_stage(Stage.INVESTIGATING), Road().submit()
    merge(road, other)
    recorded(road, "merge", road.coordinator, **WHY, into=other.ref)
    line = log.timeline(other.complaint.pk, limit=1)[0]
    assert (line.action, line.stage_to, line.payload["absorbed"]) == ("merge", "under_review", road.ref)
    counted = Counted.objects.get(complaint=road.complaint)
    assert (counted.kind, counted.unit_ids) == ("merge", sorted({road.lead_unit.pk, road.co_unit.pk}))


def test_the_work_of_all_units_waits_too() -> None:
    road, other = at_stage(Stage.INVESTIGATING), Road().submit()
    merge(road, other)
    kept = Departure.objects.get(complaint=road.complaint).kept
    assert sorted(row["kind"] for row in kept["tasks"]) == ["answer", "investigate"]
    assert not Task.objects.filter(complaint=road.complaint).exists()
    assert verify.run() == []


def test_it_refuses_itself_another_customer_a_closed_one_and_an_unseen_one() -> None:
    road = at_stage(Stage.UNDER_REVIEW)
    stranger = Road(customer=Customer(name="王芳", phone="13900001111")).submit()
    for into, code in ((road, "same_complaint"), (stranger, "another_customer")):
        with refused(code, "into"):
            merge(road, into)
    with refused("not_found", "into"):
        road.do("merge", road.coordinator, into="26-9999999999-X", **WHY)
    with refused("empty", "reason"):
        merge(road, Road(), reason=" ")
    declined = Road().submit().decline()
    with refused("other_is_not_open", "into"):
        merge(road, declined)


def test_anonymous_letters_are_nobodys_and_stay_two() -> None:
    road, other = Road(customer=None).submit(), Road(customer=None).submit()
    with refused("another_customer", "into"):
        merge(road, other)


def test_who_handled_either_does_not_merge_them_and_others_may_not() -> None:
    road, other = at_stage(Stage.UNDER_REVIEW), at_stage(Stage.INVESTIGATING)
    other.do("pick", other.handler)
    other.do("propose_decline", other.handler, ground="no_demand", reason="？")
    office = road.complaint.coordinator_unit_id
    StaffRole.objects.create(
        staff_id=other.handler.pk, unit_id=office, role=Role.COORDINATOR, valid_from=MONDAY.date()
    )
    for one, two in ((road, other), (other, road)):
        with refused("handler_may_not_decide"):
            one.do("merge", person("余静"), into=two.ref, **WHY)
    with refused("not_yours"):
        road.do("merge", road.intake, into=other.ref, **WHY)
    assert task(road, "review").unit_id == office


def test_nobody_learns_by_a_merger_what_is_kept_from_him() -> None:
    road, other = at_stage(Stage.UNDER_REVIEW), Road().submit()
    road.do("recuse", road.coordinator, staff_ids=[road.head.pk], why="relation")
    for one, into in ((road, other), (other, road)):
        with refused("guarded_otherwise", "into"):
            merge(one, into)
    other.do("recuse", road.coordinator, staff_ids=[road.head.pk], why="relation")
    other.do("restrict", road.coordinator, kind="media", reason="媒体报道")
    with refused("guarded_otherwise", "into"):
        merge(road, other)
    road.do("restrict", road.coordinator, kind="media", reason="媒体报道")
    merge(road, other)
    assert verify.run() == []
