"""retype: something else as well, or instead, with a limit there; a report closes to the line at once."""

from __future__ import annotations

from datetime import datetime

import pytest

from huiyin.complaints import access, verify
from huiyin.complaints.models import Counted, Departure, Named, Stage
from huiyin.organisation.models import StaffRole
from tests.complaints.checks import customer_clock, kinds, recorded, refused, task
from tests.complaints.road import BEIJING, Road, at_stage
from tests.world import person, unit

pytestmark = pytest.mark.django_db
WHY = "客户只是询问"


def retype(road: Road, to_type: str, **details: object) -> None:
    road.do("retype", road.coordinator, to_type=to_type, reason=WHY, **details)


def test_it_is_something_else_as_well_and_stays_where_it_is() -> None:
    road = at_stage(Stage.UNDER_REVIEW)
    due = road.complaint.due_at
    retype(road, "credit_objection", keep_complaint=True)
    assert (road.complaint.stage, road.complaint.types) == ("under_review", ["complaint", "credit_objection"])
    assert (road.complaint.due_at, kinds(road), Counted.objects.count()) == (due, {"review"}, 0)
    recorded(road, "retype", road.coordinator, to_type="credit_objection", reason=WHY)
    with refused("of_that_type", "to_type"):
        retype(road, "credit_objection", keep_complaint=True)


def test_it_leaves_for_another_unit_that_has_a_limit_of_its_own() -> None:
    road = at_stage(Stage.UNDER_REVIEW)
    retype(road, "suggestion", receiving_unit_id=unit("个人金融部").pk)
    gone, asked = Departure.objects.get(complaint=road.complaint), task(road, "transfer")
    assert (road.complaint.stage, road.complaint.types, kinds(road)) == (
        "transferred",
        ["suggestion"],
        {"transfer"},
    )
    assert (gone.to_type, gone.receiving_unit_id, gone.finished_at) == (
        "suggestion",
        unit("个人金融部").pk,
        None,
    )
    assert gone.notice.startswith("属于意见建议，转有关部门研究，已移交个人金融部。您对此有异议的")
    assert asked.due_at == datetime(2026, 12, 9, tzinfo=BEIJING)  # 15 days after Monday the 23rd of November
    assert (asked.unit_id, road.complaint.due_at, customer_clock(road).result) == (
        unit("个人金融部").pk, None, "transferred"
    )  # fmt: skip
    assert access.visible_to(person("郭蓉")).filter(pk=road.complaint.pk).exists()
    assert Counted.objects.get(complaint=road.complaint).kind == "retype"
    recorded(road, "retype", road.coordinator, to_type="suggestion", receiving_unit=unit("个人金融部").pk)
    assert verify.run() == []


def test_a_petition_goes_to_the_petitions_office_which_has_sixty_days() -> None:
    road = at_stage(Stage.UNDER_REVIEW)
    retype(road, "petition")
    assert (task(road, "transfer").unit_id, task(road, "transfer").due_at) == (
        unit("信访办").pk, datetime(2027, 1, 23, tzinfo=BEIJING)
    )  # fmt: skip


def test_an_authority_outside_owes_the_bank_nothing() -> None:
    road = at_stage(Stage.UNDER_REVIEW)
    retype(road, "petition", receiving_body="广州市信访局")
    gone = Departure.objects.get(complaint=road.complaint)
    assert (gone.receiving_body, gone.finished_at, kinds(road)) == ("广州市信访局", road.at, set())
    assert verify.run() == []


def test_a_report_closes_to_the_line_at_once_and_opens_to_the_integrity_office_alone() -> None:
    road = at_stage(Stage.UNDER_REVIEW)
    retype(road, "report")
    complaint, officer = road.complaint, person("谢安")
    assert (complaint.restricted, complaint.scope) == ("report", [])
    assert list(Named.objects.filter(complaint=complaint, to_at=None).values_list("staff_id", flat=True)) == [
        officer.pk
    ]
    for name in ("黄珊", "谭宁", "余静", "沈岚", "江澜", "洪波"):
        assert not access.visible_to(person(name)).filter(pk=complaint.pk).exists(), name
    assert access.visible_to(officer).filter(pk=complaint.pk).exists()
    assert task(road, "transfer").unit_id == unit("纪检监察部").pk
    with refused("not_found"):
        road.do("note", road.coordinator, note="？")
    road.do("note", officer, note="已受理")
    assert verify.run() == []


def test_a_report_goes_nowhere_else_and_is_no_part_of_a_complaint() -> None:
    road = at_stage(Stage.UNDER_REVIEW)
    for details in ({"receiving_unit_id": road.co_unit.pk}, {"receiving_body": "市纪委"}):
        with refused("report_goes_to_integrity", "receiving_unit_id"):
            retype(road, "report", **details)
    with refused("split_the_report", "keep_complaint"):
        retype(road, "report", keep_complaint=True)


def test_it_refuses_what_nobody_knows_no_reason_and_a_unit_in_which_nobody_receives() -> None:
    road = at_stage(Stage.UNDER_REVIEW)
    for to_type in ("complaint", "song"):
        with refused("unknown", "to_type"):
            retype(road, to_type)
    with refused("empty", "reason"):
        road.do("retype", road.coordinator, to_type="enquiry", reason="")
    with refused("empty", "receiving_unit_id"):
        retype(road, "enquiry")
    with refused("unknown", "receiving_unit_id"):
        retype(road, "enquiry", receiving_unit_id=999_999)
    StaffRole.objects.filter(unit=road.co_unit).delete()
    with refused("nobody_to_receive", "receiving_unit_id"):
        retype(road, "enquiry", receiving_unit_id=road.co_unit.pk)
    assert road.complaint.stage == Stage.UNDER_REVIEW


def test_whoever_handled_it_does_not_decide_what_it_is() -> None:
    road = at_stage(Stage.INVESTIGATING)
    road.do("propose_retype", road.handler, to_type="enquiry", reason="只是询问")
    office = road.complaint.coordinator_unit_id
    StaffRole.objects.create(
        staff_id=road.handler.pk, unit_id=office, role="coordinator", valid_from=road.at.date()
    )
    with refused("handler_may_not_decide"):
        road.do("retype", person("余静"), to_type="enquiry", reason=WHY, receiving_unit_id=road.co_unit.pk)
    with refused("not_yours"):
        road.do("retype", road.head, to_type="enquiry", reason=WHY, receiving_unit_id=road.co_unit.pk)


def test_what_was_taken_in_as_a_report_still_closes_to_the_line() -> None:
    """The type at the counter is what was heard; only the transfer gives it to those who deal with it."""
    road = Road(types=["complaint", "report"]).submit()
    retype(road, "report")
    assert (road.complaint.restricted, road.complaint.stage) == ("report", Stage.TRANSFERRED)
    assert verify.run() == []
