"""Arguments that fit where a walk stands now, drawn by its dice; for all other steps those of `given`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from random import Random
from typing import Any

from django.db.models import QuerySet

from huiyin.complaints.commands import Ask, Offer
from huiyin.complaints.decisions import MONEY
from huiyin.complaints.models import Assignment, Payment, Promise, Task
from huiyin.complaints.table import DOERS
from huiyin.organisation.queries import holders
from tests.complaints.given import details
from tests.complaints.given.matters import open_matter
from tests.complaints.road import Road
from tests.world import unit

Fit = Callable[[Road, Random], dict[str, Any]]
BLOCKS = {"findings": "事实", "grounds": "依据", "decision": "决定"}


def fitting(step: str, road: Road, dice: Random) -> dict[str, Any]:
    return FITTING[step](road, dice) if step in FITTING else details(step, road)


def _offers(road: Road, dice: Random) -> list[Offer]:
    later = road.at + timedelta(days=120)
    money = Decimal(dice.choice((60, 150, 300)))
    return dice.choice(
        (
            [Offer("goodwill", money)],
            [Offer("refund", money, bearing_unit_id=road.co_unit.pk), Offer("apology_oral")],
            [Offer("correction")],
            [Offer("refund", money, due_at=later)],
            [Offer("apology_oral")],
        )
    )


def _assign(road: Road, dice: Random) -> dict[str, Any]:
    lead = dice.choice(("天河支行", "天河支行", "天河支行", "广东分行运营部", "越秀支行"))
    others = [name for name in ("广东分行运营部", "广东分行") if name != lead and dice.random() < 0.5]
    return {
        "lead": Ask(unit(lead).pk, "请核实"),
        "co_handlers": [Ask(unit(name).pk, "？") for name in others],
    }


def _share(road: Road, **state: Any) -> int:
    found = Assignment.objects.filter(complaint_id=road.complaint.pk, ended_at=None, **state).first()
    return found.unit_id if found else road.co_unit.pk


def _distribute(road: Road, dice: Random) -> dict[str, Any]:
    return {"shares": [Ask(unit(dice.choice(("越秀支行", "广东分行个人金融部"))).pk, "贵行有无先例？")]}


def _promise(road: Road, *, money: bool) -> int:
    owed = Promise.objects.filter(complaint_id=road.complaint.pk, state__in=Promise.OWED).order_by("id")
    found = owed.filter(kind__in=MONEY) if money else owed.exclude(kind__in=MONEY)
    return found.values_list("pk", flat=True).first() or 0


def _payments(road: Road) -> QuerySet[Payment]:
    return Payment.objects.filter(complaint_id=road.complaint.pk).order_by("-id")


def _pay(road: Road, dice: Random) -> dict[str, Any]:
    payment = _payments(road).filter(state__in=Payment.LIVE).first()
    if payment is None:
        return {"payment_id": 0, "voucher": "FK-0"}
    return {"payment_id": payment.pk, "voucher": payment.voucher or f"FK-{payment.pk}"}


def _paid(road: Road) -> int:
    paid = _payments(road).filter(state=Payment.State.PAID, settled_at=None)
    return paid.values_list("pk", flat=True).first() or 0


def _hand_over(road: Road, dice: Random) -> dict[str, Any]:
    """A task whose unit has somebody else who may do it, those furthest down first: more people lead there."""
    for task in sorted(Task.objects.filter(complaint_id=road.complaint.pk), key=lambda t: (-len(t.path), t.pk)):
        able = [h for role in DOERS[Task.Kind(task.kind)] for h in holders(role, task.unit_id, on=road.at.date())]
        if others := [h for h in able if h.staff_id != task.staff_id]:
            return {"task_id": task.pk, "to_staff_id": others[0].staff_id}
    return details("hand_over", road)


def _restrict(road: Road, dice: Random) -> dict[str, Any]:
    kind = "" if road.complaint.restricted else dice.choice(("staff", "media", "report"))
    return {"kind": kind, "reason": "理由"}


FITTING: dict[str, Fit] = {
    "settle": lambda road, dice: {
        **BLOCKS, "offers": [Offer("apology_oral")], "proof": dice.choice(("R-1", ""))
    },
    "assign": _assign,
    "arbitrate": lambda road, dice: {
        "unit_id": _share(road, state=Assignment.State.REFUSED),
        "to_unit_id": dice.choice((None, None, unit("越秀支行").pk)),
    },
    "distribute": _distribute,
    "release": lambda road, dice: {
        "unit_id": _share(road, lead=False, state=Assignment.State.OPEN), "reason": "不再需要"
    },
    "hand_down": lambda road, dice: {
        "unit_id": unit(dice.choice(("广东投诉办", "江苏投诉办"))).pk, "reason": "由分行办理"
    },
    "refer_up": lambda road, dice: {
        "departments": [unit("个人金融部").pk, unit("网络金融部").pk], "reason": "涉及两个部门"
    },
    # Small enough for the head of the outlet and the audit, and long enough to be used.
    "ask_mandate": lambda road, dice: {
        **BLOCKS, "offers": [Offer("goodwill", Decimal(150), Decimal(20))], "until": road.at + timedelta(days=60)
    },
    "settle_in_mandate": lambda road, dice: {**BLOCKS, "offers": [Offer("goodwill", Decimal(50))], "proof": "R-8"},
    "propose": lambda road, dice: {**BLOCKS, "offers": _offers(road, dice)},
    "follow_up": lambda road, dice: dice.choice(
        ({"reached": False}, {"reached": True, "process_satisfied": True, "result_satisfied": dice.random() < 0.5})
    ),
    "prove": lambda road, dice: {"promise_id": _promise(road, money=False), "voucher": "V-1"},
    "request_payment": lambda road, dice: {"promise_id": _promise(road, money=True)},
    "pay": _pay,
    "refuse_payment": lambda road, dice: {"payment_id": _pay(road, dice)["payment_id"], "reason": "户名不符退汇"},
    "settle_accounts": lambda road, dice: {"payment_id": _paid(road), "voucher": "QS-1"},
    "join_matter": lambda road, dice: {"matter_id": open_matter(road)},
    "leave_matter": lambda road, dice: {"reason": "诉求不同，单独办理"},
    "choose_representative": lambda road, dice: {"chosen_by": "书面推举"},
    "hand_over": _hand_over,
    "restrict": _restrict,
    "confirm_withdrawal": lambda road, dice: {"free": dice.random() < 0.5, "proof": "R-10"},
}  # fmt: skip
