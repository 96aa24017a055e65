"""The acceptance journeys as far as these steps go, with the people and the days of the bank's own list."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from huiyin.complaints import access, commands, jobs, numbers, verify
from huiyin.complaints.commands import Ask, Customer, Offer
from huiyin.complaints.models import Approval, Complaint, Participation, Payment, Promise, Severity, Stage
from huiyin.organisation import queries as organisation
from huiyin.organisation.actor import Actor, Role
from huiyin.organisation.models import Staff, Unit
from tests.complaints.checks import kinds, refused, task
from tests.complaints.road import BEIJING, MINUTE, at_stage, category, findings
from tests.world import person, unit

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 11, 23, 9, 30, tzinfo=BEIJING)
BLOCKS = {"findings": "核实", "grounds": "依据", "decision": "决定"}
ZHENG = Customer(name="郑秀兰", phone="13900001111", id_no="320102194801011234")


class Case:
    """One complaint taken in anywhere in the bank."""

    def __init__(self, name: str, place: str, *, at: datetime = MONDAY, channel: str = "HOT", **fields: Any) -> None:
        self.at, self.place = at, unit(place)
        made = commands.register(
            by=person(name), at=at, unit_id=self.place.pk, channel=channel, received_at=at,
            **{"story": "客户来电投诉。", "category": category(), "customer": ZHENG, **fields},
        )  # fmt: skip
        self.ref = numbers.ref(made.pk, made.registered_at)

    @property
    def complaint(self) -> Complaint:
        return Complaint.objects.get(pk=numbers.complaint_id(self.ref) or 0)

    def do(self, step: str, by: str | Actor, **details: Any) -> None:
        self.at += MINUTE
        who = person(by) if isinstance(by, str) else by
        getattr(commands, step)(self.ref, by=who, at=self.at, **details)


def settled(amount: str = "155.35") -> Case:
    case = Case("林晓雯", "客服中心热线一组", source_no="R-88213907")
    case.do("settle", "林晓雯", **BLOCKS, offers=[Offer("refund", Decimal(amount))], proof="R-88213907")
    return case


def test_1_settled_on_the_call_paid_by_two_and_closed_without_a_coordinator() -> None:
    case = settled()
    promise = Promise.objects.get(complaint=case.complaint)
    assert promise.due_at.astimezone(BEIJING).isoformat() == "2026-11-30T17:30:00+08:00"
    with refused("promises_unproved"):
        case.do("close", "林晓雯", **findings(case.place.pk))
    case.do("request_payment", "林晓雯", promise_id=promise.pk)
    payment = Payment.objects.get(promise=promise)
    for name in ("叶岑", "马会"):
        case.do("pay", name, payment_id=payment.pk, voucher="FK-1")
    case.do("close", "林晓雯", **findings(case.place.pk))
    assert (case.complaint.stage, case.complaint.first_contact) == (Stage.CLOSED, True)
    assert verify.run() == []


def test_2_the_customer_rings_next_day_and_the_first_receipt_governs() -> None:
    case = settled()
    due = datetime(2026, 12, 9, tzinfo=BEIJING)
    case.at += timedelta(days=1)
    case.do("not_accept", "赵明", reason="不是我同意的")
    complaint = case.complaint
    assert (complaint.stage, complaint.first_contact, complaint.due_at) == (Stage.UNDER_REVIEW, False, due)
    assert complaint.owner_unit_id == unit("客服中心业务管理组").pk
    case.do("assign", "唐琳", lead=Ask(unit("江苏分行").pk, "请核实"))
    assert case.complaint.due_at == due
    assert access.visible_to(person("罗平")).filter(pk=complaint.pk).exists()
    assert verify.run() == []


def test_3_it_never_leaves_the_branch_and_another_unit_calls() -> None:
    road = at_stage(Stage.CLOSED, complained_of_unit_id=unit("天河支行").pk)
    branch = unit("广东分行").pk
    parts = Participation.objects.filter(complaint=road.complaint).exclude(part="paying")  # head office pays
    units = Unit.objects.filter(pk__in=parts.values("unit_id"))
    assert all(u.path[0] == branch for u in units)
    assert parts.get(part="calling").unit_id == unit("广东投诉办").pk
    assert access.visible_to(person("沈岚")).filter(pk=road.complaint.pk).exists()


def card(amount: str, *, kind: str = "compensation") -> Case:
    case = Case("赵一凡", "卡中心客户服务部", channel="CARD", severity=Severity.NORMAL)
    case.do("submit", "赵一凡")
    coordinator = coordinator_of(case)
    case.do("assess", coordinator, statutory=True, complex_=True, severity=Severity.NORMAL, reason="涉及盗刷责任认定")
    case.do("assign", coordinator, lead=Ask(unit("卡中心风险运营组").pk, "请核实"))
    case.do("propose", "秦岳", **BLOCKS, offers=[Offer(kind, Decimal(amount))])
    return case


def coordinator_of(case: Case) -> Actor:
    holder = organisation.holders(Role.COORDINATOR, case.complaint.coordinator_unit_id, on=MONDAY.date())[0]
    return organisation.actor(holder.staff_id, on=MONDAY.date())


def test_4_the_cards_chain_climbs_to_the_grade_that_suffices() -> None:
    case = card("12600")
    assert case.complaint.due_at == datetime(2026, 12, 24, tzinfo=BEIJING)
    names = dict(Staff.objects.values_list("pk", "name"))
    chain = Approval.objects.filter(opinion__complaint=case.complaint, place="grade").order_by("step")
    assert [names[place.staff_id or 0] for place in chain] == ["何静", "刘建国", "梁颖"]
    for name in ("简宁", "何静", "刘建国", "梁颖"):
        case.do("approve", name)
    assert case.complaint.stage in (Stage.REPLYING, Stage.APPROVING)  # an audit may have been drawn


def test_4_and_5_beyond_the_centre_it_is_refused_also_in_two_halves() -> None:
    with refused("beyond_authority"):
        card("38000")
    case = Case("赵一凡", "卡中心客户服务部", channel="CARD")
    case.do("submit", "赵一凡")
    case.do("assign", coordinator_of(case), lead=Ask(unit("卡中心风险运营组").pk, "请核实"))
    halves = [Offer("compensation", Decimal(19000)), Offer("refund", Decimal(19000))]
    with refused("beyond_authority"):
        case.do("propose", "秦岳", **BLOCKS, offers=halves)


def test_12_after_two_rounds_somebody_higher_must_decide() -> None:
    road = at_stage(Stage.REPLIED)
    for _ in range(2):
        road.do("not_accept", road.intake, reason="不同意")
        road.propose().approve().reply()
    road.do("not_accept", road.intake, reason="仍不同意")
    assert (road.complaint.stage, road.complaint.rounds) == (Stage.REPLIED, 2)
    assert "stand" in kinds(road)
    assert verify.run() == []


def test_20_over_the_holidays_steps_shorten_and_nothing_rests_on_who_left() -> None:
    at = datetime(2026, 9, 29, 17, 30, tzinfo=BEIJING)
    case = Case("谭宁", "天河支行", at=at, channel="CTR")
    assert case.complaint.due_at == datetime(2026, 10, 15, tzinfo=BEIJING)  # 24:00 of 10-14
    case.do("submit", "谭宁")
    case.do("assign", "黄珊", lead=Ask(unit("天河支行").pk, "请核实"))
    case.do("pick", "余静")
    lead = task(case, "investigate")
    assert at < lead.due_at < datetime(2026, 10, 13, tzinfo=BEIJING)  # its own five days would end on 10-12, 17:30
    Staff.objects.filter(name="余静").update(left_at=at + timedelta(days=1))
    jobs.return_from_absent(at=at + timedelta(days=1))
    assert task(case, "investigate").staff_id is None
    assert verify.run() == []
