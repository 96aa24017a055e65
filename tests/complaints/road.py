"""Driving a complaint down the main road, with the people of 广东分行, to wherever a test begins."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from huiyin.complaints import commands, numbers, people
from huiyin.complaints.commands import Ask, Customer, Offer
from huiyin.complaints.decisions import MONEY
from huiyin.complaints.models import Complaint, Payment, Promise, Severity, Stage
from huiyin.organisation import queries as organisation
from huiyin.organisation.actor import Actor, Role
from huiyin.policy import queries as policy
from tests.world import person, unit

BEIJING = ZoneInfo("Asia/Shanghai")
MONDAY = datetime(2026, 11, 23, 10, 0, tzinfo=BEIJING)
MINUTE = timedelta(minutes=1)
LI = Customer(name="李小明", phone="13812345678", id_no="110101199003077758")


def holder(role: str, unit_name: str) -> Actor:
    """Somebody who holds the role in the unit."""
    found = organisation.holders(role, unit(unit_name).pk, on=MONDAY.date())[0]
    return organisation.actor(found.staff_id, on=MONDAY.date())


class Road:
    """One complaint of 天河支行 and the clock that each step moves on by a minute."""

    def __init__(self, *, severity: int = Severity.MAJOR, customer: Customer | None = LI, **fields: Any) -> None:
        self.at = MONDAY
        made = commands.register(
            by=self.intake, at=self.at, unit_id=self.lead_unit.pk, channel="CTR", customer=customer, severity=severity,
            **{"received_at": self.at - MINUTE, "story": "客户要求大额取现，柜面以未预约为由拒绝。",
               "category": category(), **fields},
        )  # fmt: skip
        self.ref = numbers.ref(made.pk, made.registered_at)

    @classmethod
    def standing(cls, ref: str, at: datetime) -> Road:
        """A complaint that has come its way already."""
        road = cls.__new__(cls)
        road.ref, road.at = ref, at
        return road

    # The cast, looked up when first asked for.
    intake = cached_property(lambda road: person("谭宁"))
    coordinator = cached_property(lambda road: person("黄珊"))
    handler = cached_property(lambda road: person("余静"))
    head = cached_property(lambda road: person("何伟"))
    approver = cached_property(lambda road: person("卢毅"))
    chief = cached_property(lambda road: holder(Role.UNIT_HEAD, "广东分行"))
    caller = cached_property(lambda road: person("韩松"))
    root = cached_property(lambda road: person("沈岚"))
    maker = cached_property(lambda road: person("叶岑"))
    checker = cached_property(lambda road: person("马会"))
    reviewer = cached_property(lambda road: person("魏宁"))
    co = cached_property(lambda road: holder(Role.HANDLER, "广东分行运营部"))
    lead_unit = cached_property(lambda road: unit("天河支行"))
    co_unit = cached_property(lambda road: unit("广东分行运营部"))

    @property
    def complaint(self) -> Complaint:
        return Complaint.objects.get(pk=numbers.complaint_id(self.ref) or 0)

    def do(self, step: str, by: Actor, **details: Any) -> Complaint:
        self.at += MINUTE
        made: Complaint = getattr(commands, step)(self.ref, by=by, at=self.at, **details)
        return made

    # Each of these takes one step of the main road.
    def submit(self) -> Road:
        self.do("submit", self.intake)
        return self

    def assign(self) -> Road:
        lead, co = Ask(self.lead_unit.pk, "请核实并提出处理意见"), Ask(self.co_unit.pk, "当日库存？")
        self.do("assign", self.coordinator, lead=lead, co_handlers=[co])
        return self

    def answer(self) -> Road:
        self.do("answer", self.co, answer="当日库存充足")
        return self

    def propose(self, *offers: Offer) -> Road:
        offered = list(offers) or [Offer("goodwill", Decimal(300))]
        blocks = {"findings": "未预约", "grounds": "人民币现金管理规定", "decision": "致歉并慰问"}
        self.do("propose", self.handler, **blocks, offers=offered)
        return self

    def approve(self) -> Road:
        for by in (self.head, self.approver, self.coordinator):
            if self.complaint.stage == Stage.APPROVING:
                self.do("approve", by)
        return self

    def reply(self) -> Road:
        self.do("reply", self.handler, way="phone", delivered_at=self.at, proof="R-88213907")
        return self

    def accept(self) -> Road:
        self.do("accept", self.intake, proof="R-88213999")
        return self

    def prove(self) -> Road:
        """Everything owed is kept: money is paid, the rest proved."""
        for promise in Promise.objects.filter(complaint=self.complaint, state__in=Promise.OWED):
            if promise.kind in MONEY:
                self.request(promise).pay(promise)
            else:
                self.do("prove", self.handler, promise_id=promise.pk, voucher="V-1")
                self.do("prove", self.head, promise_id=promise.pk, voucher="V-1")
        return self

    def request(self, promise: Promise | None = None) -> Road:
        promise = promise or Promise.objects.get(complaint=self.complaint)
        self.do("request_payment", self.handler, promise_id=promise.pk)
        return self

    def enter(self, promise: Promise | None = None) -> Road:
        payment = self.payment(promise)
        self.do("pay", self.maker, payment_id=payment.pk, voucher=f"HX{payment.pk:06d}")
        return self

    def pay(self, promise: Promise | None = None) -> Road:
        self.enter(promise)
        payment = self.payment(promise)
        self.do("pay", self.checker, payment_id=payment.pk, voucher=payment.voucher)
        return self

    def payment(self, promise: Promise | None = None) -> Payment:
        """The newest payment, of this promise or of any."""
        found = Payment.objects.filter(complaint=self.complaint, **({"promise": promise} if promise else {}))
        return found.order_by("-id")[0]

    def call(self) -> Road:
        self.do("follow_up", self.caller, reached=True, process_satisfied=True, result_satisfied=False)
        return self

    def close(self) -> Road:
        self.do("close", self.coordinator, **findings(self.lead_unit.pk))
        return self

    def archive(self) -> Road:
        self.do("archive", self.coordinator)
        return self

    # And these leave it.
    def refuse_for_good(self) -> Road:
        for _round in range(2):
            self.do("not_accept", self.intake, reason="金额太少")
            self.propose().approve().reply()
        self.do("not_accept", self.intake, reason="还是太少")
        return self

    def ask_review(self) -> Road:
        self.do("ask_review", self.intake, reason="两次答复都没有回答合同条款", proof="R-9", asked_at=self.at)
        return self

    def withdraw(self) -> Road:
        self.do("withdraw", self.intake, reason="误会已经消除", proof="R-8", received_at=self.at)
        return self

    # And these leave it.
    def decline(self) -> Road:
        self.do("decline", self.coordinator, ground="not_our_product", reason="客户所述产品由他行提供")
        return self

    def transfer(self) -> Road:
        to = {"to_type": "enquiry", "receiving_unit_id": self.co_unit.pk}
        self.do("retype", self.coordinator, **to, reason="只是询问预约规则")
        return self

    def merge(self) -> Road:
        self.do("merge", self.coordinator, into=self.twin().ref, reason="同一事项再次来电")
        return self

    def twin(self) -> Road:
        """Another complaint of the same customer, under review."""
        person = self.complaint.person
        return Road(customer=people.opened(person) if person else None).submit()


ROAD = {
    Stage.REGISTERED: "",
    Stage.UNDER_REVIEW: "submit",
    Stage.INVESTIGATING: "submit assign",
    Stage.APPROVING: "submit assign answer propose",
    Stage.REPLYING: "submit assign answer propose approve",
    Stage.REPLIED: "submit assign answer propose approve reply",
    Stage.FOLLOWING_UP: "submit assign answer propose approve reply accept",
    Stage.REVIEWING: "submit assign answer propose approve reply ask_review",
    Stage.WITHDRAWN: "submit assign withdraw",
    Stage.CLOSED: "submit assign answer propose approve reply accept call prove close",
    Stage.ARCHIVED: "submit assign answer propose approve reply accept call prove close archive",
    Stage.DECLINED: "submit decline",
    Stage.TRANSFERRED: "submit transfer",
    Stage.MERGED: "submit merge",
}


# What stands at each stage in the module's database (tests/complaints/staged.py): number and moment.
READY: dict[Stage, tuple[str, datetime]] = {}


def at_stage(stage: Stage, **options: Any) -> Road:
    """A complaint that has come as far as this stage; where one stands there already, that one."""
    if stage in READY and not options:
        return Road.standing(*READY[stage])
    road = Road(**options)
    for step in ROAD[stage].split():
        getattr(road, step)()
    assert road.complaint.stage == stage
    return road


def category() -> str:
    return next(c.code for c in policy.categories() if c.parent is not None)


def cause() -> str:
    return next(c.code for c in policy.causes() if c.parent is not None)


def findings(unit_id: int) -> dict[str, Any]:
    """What closing asks for."""
    return {
        "category": category(), "cause": cause(), "liability": "partial", "outcome": "已致歉",
        "accountable": [(unit_id, 100)],
    }  # fmt: skip


__all__ = ["LI", "MINUTE", "MONDAY", "ROAD", "Road", "at_stage", "category", "cause", "findings", "holder"]
