"""link: two complaints one sees, tied on both records; a repeat is of the same customer."""

from __future__ import annotations

import pytest

from huiyin.audit import log
from huiyin.complaints import commands, numbers, verify
from huiyin.complaints.commands import Customer
from huiyin.complaints.models import Link, Stage
from tests.complaints.checks import kinds, recorded, refused
from tests.complaints.road import Road, at_stage, category
from tests.world import person, unit

pytestmark = pytest.mark.django_db


def link(road: Road, other: Road | str, kind: str = "related", reason: str = "同一批次") -> None:
    ref = other if isinstance(other, str) else other.ref
    road.do("link", road.coordinator, other=ref, kind=kind, reason=reason)


def test_both_records_tell_it_and_nothing_else_changes() -> None:
    road, other = at_stage(Stage.CLOSED), at_stage(Stage.UNDER_REVIEW)
    link(road, other, "repeat", "八月已办结")
    tie = Link.objects.get()
    assert (tie.complaint_id, tie.other_id, tie.kind, tie.by_staff_id) == (
        road.complaint.pk, other.complaint.pk, "repeat", road.coordinator.pk
    )  # fmt: skip
    recorded(road, "link", road.coordinator, link="repeat", reason="八月已办结", other=other.ref)
    line = log.timeline(other.complaint.pk, limit=1)[0]
    assert (line.action, line.payload["other"], line.stage_to) == ("link", road.ref, "under_review")
    assert (road.complaint.stage, kinds(other)) == ("closed", {"review"})
    assert verify.run() == []


def test_it_refuses_itself_twice_and_another_customers_as_a_repeat() -> None:
    road, other = at_stage(Stage.UNDER_REVIEW), Road(customer=Customer(name="王芳", phone="13900001111"))
    with refused("same_complaint", "other"):
        link(road, road)
    with refused("another_customer", "other"):
        link(road, other, "repeat")
    for kind in ("split", "cousin"):
        with refused("unknown", "kind"):
            link(road, other, kind)
    with refused("empty", "reason"):
        link(road, other, reason=" ")
    link(road, other)
    with refused("already_linked", "other"):
        link(other, road)


def test_what_one_does_not_see_cannot_be_tied_nor_guessed() -> None:
    road = at_stage(Stage.UNDER_REVIEW)
    elsewhere = commands.register(
        by=person("石磊"), at=road.at, unit_id=unit("信访办").pk, channel="VIS", received_at=road.at, story="来访",
        category=category(),
    )  # fmt: skip
    for ref in (numbers.ref(elsewhere.pk, elsewhere.registered_at), "26-9999999999-X", "？"):
        with refused("not_found", "other"):
            link(road, ref)


def test_others_may_not() -> None:
    road, other = at_stage(Stage.UNDER_REVIEW), Road()
    with refused("not_yours"):
        road.do("link", road.intake, other=other.ref, kind="related", reason="？")


def test_a_repeat_is_left_to_others_until_it_has_been_given_out() -> None:
    closed, again, at_work = (
        at_stage(Stage.CLOSED),
        at_stage(Stage.UNDER_REVIEW),
        at_stage(Stage.INVESTIGATING),
    )
    link(again, closed, "repeat")
    assert closed.handler.pk in again.complaint.barred
    with refused("nobody_to_handle"):
        again.assign()
    link(at_work, closed, "repeat")
    assert at_work.complaint.barred == []
    assert verify.run() == []
