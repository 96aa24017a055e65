"""Where staff get stuck and where numbers get gamed: each trap the bank knows of, and what stands in its way."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from huiyin.complaints import commands, jobs, numbers, verify
from huiyin.complaints.commands import Offer
from huiyin.complaints.commands import reorganise as reorganising
from huiyin.complaints.models import Approval, Counted, Departure, FactStep, Stage, Task
from huiyin.organisation import commands as organisation
from huiyin.organisation.actor import Actor, Role
from huiyin.organisation.models import StaffRole
from tests.complaints.checks import customer_clock, refused, task
from tests.complaints.many import many
from tests.complaints.road import BEIJING, MINUTE, Road, at_stage, holder
from tests.complaints.test_hand_over import colleague
from tests.complaints.test_reorganise import JULY, JUNE, NEW, merger, reopen_the_old
from tests.world import person, staff, unit

pytestmark = pytest.mark.django_db
FRIDAY = datetime(2026, 11, 27, 9, tzinfo=BEIJING)


def made_coordinator(name: str) -> Actor:
    """Even with the coordinator's role beside one's own."""
    StaffRole.objects.create(staff=staff(name), unit=unit("广东投诉办"), role=Role.COORDINATOR)
    return person(name)


def counted(road: Road) -> list[tuple[str, bool, int | None]]:
    """What was counted of it, whether in the figure of the outlet, and who decided it."""
    rows = Counted.objects.filter(complaint=road.complaint).order_by("id")
    return [(row.kind, road.lead_unit.pk in row.unit_ids, row.by_staff_id) for row in rows]


def test_an_enquiry_instead_of_a_complaint_is_decided_by_another_and_counted() -> None:
    road = at_stage(Stage.INVESTIGATING)
    as_enquiry = {"to_type": "enquiry", "reason": "客户只是询问"}
    road.do("propose_retype", road.handler, **as_enquiry)
    with refused("handler_may_not_decide"):
        road.do("retype", made_coordinator("余静"), **as_enquiry, receiving_unit_id=road.co_unit.pk)
    road.do("retype", road.coordinator, **as_enquiry, receiving_unit_id=road.co_unit.pk)
    assert counted(road) == [("retype", True, road.coordinator.id)]
    road.do("object", road.intake, reason="我是投诉，不是询问")
    assert (road.complaint.stage, customer_clock(road).stopped_at) == (Stage.UNDER_REVIEW, None)
    assert verify.run() == []


def test_a_withdrawal_bought_with_a_gift_is_found_out_and_stays_counted() -> None:
    road = at_stage(Stage.INVESTIGATING)
    due = road.complaint.due_at
    road.withdraw()
    with refused("maker_is_checker"):
        road.do("confirm_withdrawal", road.intake, free=True, proof="R-9")
    road.do("confirm_withdrawal", road.coordinator, free=False, proof="R-9 客户称收了购物卡")
    assert (road.complaint.stage, road.complaint.due_at) == (Stage.INVESTIGATING, due)
    gone = Departure.objects.get(complaint=road.complaint)
    assert (gone.free, gone.confirmed_by) == (False, road.coordinator.id)
    assert counted(road) == [("withdraw", True, road.intake.id)]
    assert verify.run() == []


def test_complex_for_all_is_not_the_handlers_to_say_and_counted() -> None:
    road = at_stage(Stage.INVESTIGATING)
    thirty_days: dict[str, Any] = {"statutory": True, "complex_": True, "severity": 3, "reason": "取证困难"}
    road.do("propose_decline", road.handler, ground="no_demand", reason="联系不上客户")
    road.do("pick", road.coordinator)
    with refused("handler_may_not_assess"):
        road.do("assess", made_coordinator("余静"), **thirty_days)
    road.do("assess", road.coordinator, **thirty_days)
    assert counted(road) == [("complex", True, road.coordinator.id)]


def test_closed_on_time_paid_never() -> None:
    road = at_stage(Stage.FOLLOWING_UP)
    road.call()
    with refused("promises_unproved"):
        road.close()
    road.request().enter()
    with refused("promises_unproved"):  # entered is not paid
        road.close()
    paid = road.payment()
    with refused("maker_is_checker"):
        road.do("pay", road.maker, payment_id=paid.pk, voucher=paid.voucher)
    road.do("pay", road.checker, payment_id=paid.pk, voucher=paid.voucher)
    road.close()
    assert road.complaint.stage == Stage.CLOSED


def test_the_head_is_away_on_friday_and_the_deputy_signs() -> None:
    road = at_stage(Stage.INVESTIGATING)
    road.answer().do("pick", road.handler)
    days: dict[str, Any] = {"from_day": FRIDAY.date(), "to_day": date(2026, 12, 1)}
    organisation.enter_absence(staff("何伟").pk, **days, by=person("何伟"), at=road.at)
    deputy = colleague(Role.UNIT_HEAD, deputy_for=staff("何伟"))
    road.at = FRIDAY - timedelta(hours=16)  # the day before the head is still there
    road.propose(Offer("apology_oral"))
    assert task(road, "approve").staff_id == staff("何伟").pk
    assert jobs.return_from_absent(at=FRIDAY) == 1
    waits = task(road, "approve")
    monday = datetime(
        2026, 11, 30, 17, 30, tzinfo=BEIJING
    )  # a working day of the deputy's own, never on Sunday
    assert (waits.staff_id, waits.due_at) == (deputy.pk, monday)
    road.at = FRIDAY
    road.do("approve", deputy)
    assert Approval.objects.get(opinion__complaint=road.complaint, step=1).decided_by == deputy.pk
    assert verify.run() == []


def test_merged_in_june_whose_overdue_is_it() -> None:
    """The days before are the unit's of that day; what is still open is the successor's, due when it was due."""
    old, new = reopen_the_old(), unit(NEW)
    (made,) = many(1, stage=Stage.REGISTERED, at=JUNE, units=[old])
    due = Task.objects.get(complaint=made).due_at
    assert due < JULY
    merger()
    reorganising.carry_out_due(at=JULY)
    reorganising.follow_moves(at=JULY)
    (before,) = FactStep.objects.filter(complaint_id=made.pk)
    assert (before.unit_id, before.left_at) == (old.pk, JULY)
    left = Task.objects.get(complaint=made)
    assert (left.unit_id, left.due_at) == (new.pk, due)
    commands.submit(numbers.ref(made.pk, made.registered_at), by=holder(Role.INTAKE, NEW), at=JULY + MINUTE)
    assert FactStep.objects.get(complaint_id=made.pk, unit_id=new.pk).entered_at == JULY
