"""Journey 13: the customer withdraws by phone; another person asks whether it was free; what was promised is paid."""

from __future__ import annotations

from datetime import datetime

import pytest
from playwright.sync_api import expect

from huiyin.complaints import verify
from huiyin.complaints.models import Counted, Departure, Stage
from tests.complaints.checks import kinds
from tests.complaints.road import BEIJING, Road, at_stage
from tests.journeys.desk import Desk

pytestmark = pytest.mark.browser


def test_it_ends_the_same_day_and_the_promise_is_still_paid(at_the_desk):
    tan, huang = at_the_desk("谭宁"), at_the_desk("黄珊")
    road = at_stage(Stage.REPLIED, title="取款被拒")
    tan.see(road.ref)
    expect(tan.text()).to_contain_text("慰问")
    tan.do("withdraw", reason="来电称已经办妥，不再投诉。", proof="R-88214001")
    expect(tan.text()).to_contain_text("已撤回")
    expect(tan.text()).to_contain_text("待另一人核实")
    expect(tan.text()).to_contain_text("现在不能核实撤回")
    assert not tan.may("confirm_withdrawal")  # whoever recorded it does not say that it was free
    ended_today(road)

    huang.see(road.ref)
    huang.do("confirm_withdrawal", free="yes", proof="R-88214050")
    expect(huang.text(".hy-tl")).to_contain_text("R-88214050")
    assert not huang.may("close")
    pay(road.ref, at_the_desk)
    stays_in_volume(road, huang)
    assert verify.run() == []


def ended_today(road: Road) -> None:
    """Everything ended with the withdrawal but what was promised and the question whether it was free."""
    gone = Departure.objects.get(complaint=road.complaint)
    assert gone.at.astimezone(BEIJING).date() == datetime.now(BEIJING).date()
    assert (road.complaint.stage, kinds(road)) == (Stage.WITHDRAWN, {"free", "prove"})


def pay(ref: str, at_the_desk) -> None:
    yu = at_the_desk("余静")
    yu.see(ref)
    yu.pay("request_payment")
    for name in ("叶岑", "马会"):
        officer = at_the_desk(name)
        officer.see(ref)
        officer.pay("pay", voucher="FK261125013")
    expect(officer.text()).to_contain_text("已兑现")


def stays_in_volume(road: Road, huang: Desk) -> None:
    """Withdrawn is not gone: the list has it, and the outlet's figure of withdrawals counts it."""
    huang.visitor.open("/complaints/?stage=withdrawn")
    expect(huang.text("main")).to_contain_text(road.ref)
    (row,) = Counted.objects.filter(complaint=road.complaint)
    assert (row.kind, road.lead_unit.pk in row.unit_ids) == ("withdraw", True)
