"""The demo's complaints: whoever looks at a ledger or a page of Huiyin finds something real there."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytest_django import DjangoDbBlocker

from huiyin.complaints import verify
from huiyin.complaints.models import (
    Batch,
    Complaint,
    Consultation,
    Contact,
    Cost,
    Departure,
    Dispute,
    Mark,
    Material,
    Matter,
    Member,
    Opinion,
    PartnerRequest,
    Party,
    Payment,
    Promise,
    Recusal,
    Restriction,
    Review,
    Stage,
    Statement,
    Task,
)
from huiyin.organisation.models import Absence, Duty, Reorganisation
from tests import databases
from tests.conftest import name_for
from tests.world import staff, unit


@pytest.fixture(scope="module")
def loaded(django_db_setup: None, django_db_blocker: DjangoDbBlocker, worker_id: str) -> Iterator[None]:
    with django_db_blocker.unblock(), databases.database(name_for(worker_id, "read"), kind="demo"):
        yield


@pytest.fixture(autouse=True)
def _loaded(loaded: None) -> None:
    """Every test reads the same demo."""


def test_something_stands_at_every_stage_and_nothing_is_wrong() -> None:
    assert set(Complaint.objects.values_list("stage", flat=True)) == set(Stage.values)
    assert verify.run() == []


def test_promises_and_payments_are_in_every_state() -> None:
    assert set(Promise.objects.values_list("state", flat=True)) >= {"open", "proved", "broken"}
    assert set(Payment.objects.values_list("state", flat=True)) == set(Payment.State.values)
    assert {staff("叶岑").pk, staff("马会").pk} >= set(
        Payment.objects.exclude(paid_by=None).values_list("paid_by", flat=True)
    )
    assert Promise.objects.filter(long=True, state="open", complaint__stage=Stage.CLOSED).exists()
    assert Batch.objects.get().count == Payment.objects.filter(batch__isnull=False).count()
    assert {"redress", "postage"} <= set(Cost.objects.values_list("kind", flat=True))


def test_complaints_left_the_road_in_every_way() -> None:
    gone = {(d.stage, d.to_type) for d in Departure.objects.filter(returned_at=None)}
    for way in (("declined", ""), ("merged", ""), ("withdrawn", ""), ("transferred", "petition"),
                ("transferred", "report"), ("transferred", "enquiry")):  # fmt: skip
        assert way in gone
    withdrawn = Departure.objects.filter(stage=Stage.WITHDRAWN)
    assert set(withdrawn.values_list("free", flat=True)) == {True, None}
    assert Departure.objects.get(to_type="petition").receiving_unit_id == unit("信访办").pk
    assert Departure.objects.get(to_type="report").receiving_unit_id == unit("纪检监察部").pk


def test_decisions_are_under_review_and_were_reviewed() -> None:
    waiting = Complaint.objects.filter(stage=Stage.REVIEWING)
    assert len({review.asked_at.date() for review in Review.objects.filter(complaint__in=waiting)}) == 3
    assert waiting.filter(owner_staff_id=staff("魏宁").pk).count() == 1
    assert {"confirm", "change"} <= set(Review.objects.values_list("outcome", flat=True))
    assert Complaint.objects.filter(stood_by=True, stage=Stage.CLOSED).exists()
    assert Task.objects.filter(kind=Task.Kind.STAND).exists()


def test_mandates_are_asked_for_granted_and_used() -> None:
    states = set(Opinion.objects.exclude(until=None).values_list("state", flat=True))
    assert states == {"asked", "granted", "used"}
    assert any(talk.offers for talk in Contact.objects.all())


def test_units_work_with_each_other_and_with_partners() -> None:
    assert Complaint.objects.filter(assignment__parent_id__gt=0).exists()
    met, called = Consultation.objects.order_by("minuted_at")
    assert (met.binding, bool(met.dissent), called.minuted_at) == (True, True, None)
    assert met.minuted_at and met.meets_at <= met.minuted_at
    assert {asked.answered_at is None for asked in PartnerRequest.objects.all()} == {True, False}
    assert {asked.received_at is None for asked in Material.objects.all()} == {True, False}


def test_files_are_closed_people_kept_out_and_asked() -> None:
    assert set(Complaint.objects.exclude(restricted="").values_list("restricted", flat=True)) == {
        Restriction.STAFF, Restriction.REPORT,
    }  # fmt: skip
    assert set(Recusal.objects.values_list("staff_id", flat=True)) == {staff("王磊").pk, staff("孙强").pk}
    asked = set(Statement.objects.filter(answered_at=None).values_list("staff_id", flat=True))
    assert asked == {staff("王磊").pk, staff("何伟").pk}
    assert set(Party.objects.values_list("kind", flat=True)) == {"agent", "informant"}
    assert Dispute.objects.get().kind == "mediation"
    marks = {mark for marks in Complaint.objects.values_list("marks", flat=True) for mark in marks}
    assert marks >= {Mark.TYPICAL, Mark.GROUP, Mark.PROXY, Mark.VULNERABLE, Mark.NO_COLLECTION}


def test_a_group_is_handled_as_one_and_half_of_it_answered() -> None:
    matter = Matter.objects.get()
    assert matter.coordinator_unit_id == unit("江苏分行投诉办").pk
    members = Member.objects.filter(matter=matter)
    assert members.exclude(represents_from=None).count() == 3
    stages = [member.complaint.stage for member in members.select_related("complaint")]
    assert (len(stages), stages.count(Stage.REPLYING)) == (10, 5)
    assert set(members.values_list("complaint__lead_unit_id", flat=True)) == {unit("江苏分行个人金融部").pk}


def test_the_house_has_its_roster_absences_and_a_change_to_come() -> None:
    assert Duty.objects.filter(unit=unit("江苏分行投诉办")).count() == 7
    assert {staff("罗平").pk, staff("万里").pk} == set(Absence.objects.values_list("staff_id", flat=True))
    change = Reorganisation.objects.get()
    assert (change.unit_id, change.target_id) == (unit("卡中心权益组").pk, unit("网络金融部").pk)
    assert (change.drafted_by_id, change.confirmed_by_id) == (staff("严管").pk, None)
