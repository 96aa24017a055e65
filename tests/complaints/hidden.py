"""What must stay hidden in `test_every_route`: complaints of one customer wherever a route leads."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from huiyin.complaints.commands import Ask, Customer, Offer, matters
from huiyin.complaints.decisions import MONEY
from huiyin.complaints.models import Attachment, Matter, Payment, Promise, Stage, Task
from tests.complaints.given.matters import belong, open_matter
from tests.complaints.road import Road, at_stage

WORD, TITLE, STORY = (
    "蓝鲸",
    "蓝鲸计划九曲桥",
    "蓝鲸理财到期未兑付，柜员解释前后不一，客户要求说明九曲桥网点的做法。",
)
OPINION: dict[str, Any] = {"findings": "属实", "grounds": "规定", "decision": "致歉"}


@dataclass
class Hidden:
    """Complaints at several stages, with a file attached, promised things, a link elsewhere."""

    roads: list[Road]
    elsewhere: Road  # of the same unit, open to everybody there, linked to the first of the hidden
    matter: int = 0  # in which those under way are handled together

    @property
    def traces(self) -> list[str]:
        return [TITLE, *(road.ref for road in self.roads)]

    def attachment(self, road: Road) -> int:
        return Attachment.objects.get(complaint=road.complaint).pk

    @property
    def payment(self) -> Payment | None:
        """The one that is asked for and has not gone out."""
        found = Payment.objects.filter(state=Payment.State.REQUESTED, complaint__title=TITLE)
        return found.order_by("id").first()

    @property
    def tasks(self) -> list[str]:
        """Everything that is to be done, as the page of duty sends it."""
        refs = {road.complaint.pk: road.ref for road in self.roads}
        found = Task.objects.filter(complaint__in=refs).order_by("id")
        return [f"{task.pk}:{refs[task.complaint_id]}" for task in found]


def payment_of(road: Road) -> int:
    found = Payment.objects.filter(complaint=road.complaint).order_by("id").first()
    return found.pk if found else 0


def promise_of(road: Road, *, money: bool) -> int:
    """One that is still owed, and for which nobody has asked any money yet."""
    owed = Promise.objects.filter(complaint=road.complaint, state__in=Promise.OWED, payments=None)
    kinds = owed.filter(kind__in=MONEY) if money else owed.exclude(kind__in=MONEY)
    found = kinds.order_by("id").first()
    return found.pk if found else 0


def hide() -> Hidden:
    """On their way, in a matter, owed money, put away, reviewed, waiting to be given out."""
    approving = stood(Stage.INVESTIGATING)
    matter = _matter(approving)
    investigating, replied = stood(Stage.UNDER_REVIEW), _owed()
    investigating.do("attach", investigating.intake, name="九曲桥.txt", content="九曲桥".encode())
    investigating.do("assign", investigating.coordinator, lead=Ask(investigating.lead_unit.pk, "请核实"))
    reviewing = stood(Stage.ARCHIVED).ask_review()
    picked, waiting = stood(Stage.INVESTIGATING), stood(Stage.UNDER_REVIEW)
    picked.do("pick", picked.handler)
    for road in (investigating, picked, waiting):
        belong(road)
    elsewhere = another()
    tie = {"other": investigating.ref, "kind": "related", "reason": "同一网点"}
    elsewhere.do("link", elsewhere.coordinator, **tie)
    return Hidden([investigating, approving, replied, reviewing, picked, waiting], elsewhere, matter)


def stood(stage: Stage) -> Road:
    return at_stage(stage, title=TITLE, story=STORY, severity=3)


def _matter(approving: Road) -> int:
    """With an opinion for all of it that waits for its first signature in this one."""
    approving.do("attach", approving.intake, name="九曲桥.txt", content="九曲桥".encode())
    approving.answer()
    matter = open_matter(approving)
    Matter.objects.filter(pk=matter).update(title=TITLE)
    belong(approving)
    offered = [Offer("apology_oral")]
    matters.propose(matter, by=approving.handler, at=approving.at, otherwise=offered, **OPINION)
    return matter


def _owed() -> Road:
    """Replied to: one sum is asked for, another not yet, and a correction is still to be proved."""
    road = stood(Stage.INVESTIGATING)
    road.do("attach", road.intake, name="九曲桥.txt", content="九曲桥".encode())
    sums = [Offer("goodwill", Decimal(300)), Offer("compensation", Decimal(200))]
    road.answer().propose(*sums, Offer("correction")).approve().reply()
    return road.request(Promise.objects.filter(complaint=road.complaint, kind="goodwill").get())


def another() -> Road:
    """Of the same outlet and another customer."""
    other = Customer(name="张三", phone="13900001111")
    return Road(title="另一件", story="另一位客户咨询开户", customer=other).submit()
