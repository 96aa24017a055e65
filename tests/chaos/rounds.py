"""Races: two people press at the same moment; one wins, the other is told who and when."""

from __future__ import annotations

import itertools
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import connections

from huiyin.audit.models import Entry
from huiyin.complaints import commands
from huiyin.complaints.commands import Ask, Customer, Offer
from huiyin.complaints.models import Complaint, Promise, Stage
from huiyin.organisation.actor import SYSTEM, Actor, Held, Role
from huiyin.organisation.refusal import Refused
from tests.complaints.given.units import GIVEN
from tests.complaints.road import MINUTE, Road, at_stage, findings, holder
from tests.web.desk.cases.units import called, to_branch
from tests.world import unit

BLOCKS = {"findings": "事实", "grounds": "依据", "decision": "决定"}
CUSTOMERS = itertools.count(1)
LOST = {"stage", "conflict", "already_answered", "nothing_to_pick", "not_yours", "consultation_open"}
Press = tuple[str, Callable[[Road], Actor], Callable[[Road], dict[str, Any]]]


@dataclass(frozen=True)
class Pair:
    """Two presses that cannot both hold, at one stage or a little further."""

    stage: Stage
    one: Press
    other: Press
    before: Callable[[Road], object] = lambda road: None


def _plain(step: str, by: str, **details: Any) -> Press:
    return step, lambda road: getattr(road, by), lambda road: details


PAIRS = {
    "submit/settle": Pair(
        Stage.REGISTERED,
        _plain("submit", "intake"),
        _plain("settle", "intake", **BLOCKS, offers=[Offer("apology_oral")], proof="R-1"),
    ),
    "amend/amend": Pair(
        Stage.REGISTERED,
        _plain("amend", "intake", title="甲"),
        _plain("amend", "intake", title="乙"),
    ),
    "assign/return_to_intake": Pair(
        Stage.UNDER_REVIEW,
        ("assign", lambda r: r.coordinator, lambda r: {"lead": Ask(r.lead_unit.pk, "？")}),
        _plain("return_to_intake", "coordinator", missing="身份"),
    ),
    "assign/assign": Pair(
        Stage.UNDER_REVIEW,
        ("assign", lambda r: r.coordinator, lambda r: {"lead": Ask(r.lead_unit.pk, "？")}),
        ("assign", lambda r: r.coordinator, lambda r: {"lead": Ask(r.co_unit.pk, "？")}),
    ),
    "propose/assign": Pair(
        Stage.INVESTIGATING,
        _plain("propose", "handler", **BLOCKS, offers=[Offer("apology_oral")]),
        ("assign", lambda r: r.coordinator, lambda r: {"lead": Ask(r.co_unit.pk, "？")}),
        Road.answer,
    ),
    "refuse_assignment/answer": Pair(
        Stage.INVESTIGATING,
        _plain("refuse_assignment", "co", reason="非我部门职责"),
        _plain("answer", "co", answer="库存充足"),
    ),
    "arbitrate/arbitrate": Pair(
        Stage.INVESTIGATING,
        ("arbitrate", lambda r: r.coordinator, lambda r: {"unit_id": r.co_unit.pk}),
        ("arbitrate", lambda r: r.coordinator,
         lambda r: {"unit_id": r.co_unit.pk, "to_unit_id": r.complaint.coordinator_unit_id}),
        lambda r: r.do("refuse_assignment", r.co, reason="非我部门职责"),
    ),
    "distribute/answer": Pair(
        Stage.INVESTIGATING,
        ("distribute", lambda r: r.coordinator, lambda r: {"shares": [Ask(unit("越秀支行").pk, "？")]}),
        ("answer", lambda r: holder(Role.HANDLER, "广东分行"), lambda r: {"answer": "全辖没有"}),
        lambda r: to_branch(r.answer()),
    ),
    "release/answer": Pair(
        Stage.INVESTIGATING,
        ("release", lambda r: r.coordinator, lambda r: {"unit_id": r.co_unit.pk, "reason": "不再需要"}),
        _plain("answer", "co", answer="库存充足"),
    ),
    "minute/approve": Pair(
        Stage.APPROVING,
        _plain("minute", "coordinator", minutes="各方陈述", decision="由运营部垫付", binding=True),
        _plain("approve", "head"),
        called,
    ),
    "consult/propose": Pair(
        Stage.INVESTIGATING,
        ("consult", lambda r: r.coordinator, lambda r: GIVEN["consult"](r)),
        _plain("propose", "handler", **BLOCKS, offers=[Offer("apology_oral")]),
        Road.answer,
    ),
    "reply/reply": Pair(
        Stage.REPLYING,
        ("reply", lambda r: r.handler, lambda r: {"way": "phone", "delivered_at": r.at, "proof": "R-1"}),
        ("reply", lambda r: r.handler, lambda r: {"way": "letter", "delivered_at": r.at, "proof": "EMS-1"}),
    ),
    "no_answer/accept": Pair(
        Stage.REPLIED,
        ("no_answer", lambda r: SYSTEM, lambda r: {}),
        _plain("accept", "intake", proof="R-1"),
        lambda r: setattr(r, "at", r.at + timedelta(days=8)),
    ),
    "prove/prove": Pair(
        Stage.INVESTIGATING,
        ("prove", lambda r: r.head, lambda r: {"promise_id": promise(r), "voucher": "V-1"}),
        ("prove", lambda r: r.intake, lambda r: {"promise_id": promise(r), "voucher": "V-1"}),
        lambda r: corrected(r).do("prove", r.handler, promise_id=promise(r), voucher="V-1"),
    ),
    "request_payment/request_payment": Pair(
        Stage.REPLIED,
        ("request_payment", lambda r: r.handler, lambda r: {"promise_id": promise(r)}),
        ("request_payment", lambda r: r.intake, lambda r: {"promise_id": promise(r)}),
    ),
    "request_payment/not_accept": Pair(
        Stage.REPLIED,
        ("request_payment", lambda r: r.handler, lambda r: {"promise_id": promise(r)}),
        _plain("not_accept", "intake", reason="太少"),
    ),
    "pay/pay": Pair(
        Stage.REPLIED,
        ("pay", lambda r: r.maker, lambda r: paying(r)),
        ("pay", lambda r: r.checker, lambda r: paying(r)),
        lambda r: r.request(),
    ),
    "pay/refuse_payment": Pair(
        Stage.REPLIED,
        ("pay", lambda r: r.checker, lambda r: paying(r)),
        ("refuse_payment", lambda r: r.checker, lambda r: {"payment_id": r.payment().pk, "reason": "退汇"}),
        lambda r: r.request().enter(),
    ),
    "close/not_accept": Pair(
        Stage.REGISTERED,
        ("close", lambda r: r.intake, lambda r: findings(r.lead_unit.pk)),
        _plain("not_accept", "intake", reason="不是我同意的"),
        lambda r: r.do("settle", r.intake, **BLOCKS, offers=[Offer("apology_oral")], proof="R-1"),
    ),
    "follow_up/reopen": Pair(
        Stage.FOLLOWING_UP,
        _plain("follow_up", "caller", reached=True, process_satisfied=True, result_satisfied=True),
        _plain("reopen", "coordinator", reason="新的事实"),
    ),
    "restrict/restrict": Pair(
        Stage.UNDER_REVIEW,
        _plain("restrict", "coordinator", kind="staff", reason="甲"),
        _plain("restrict", "coordinator", kind="media", reason="乙"),
    ),
    "assess/assess": Pair(
        Stage.UNDER_REVIEW,
        _plain("assess", "coordinator", statutory=True, complex_=True, severity=3, reason="甲"),
        _plain("assess", "coordinator", statutory=True, complex_=False, severity=2, reason="乙"),
    ),
    "pick/pick": Pair(
        Stage.INVESTIGATING, _plain("pick", "handler"), ("pick", lambda r: colleague(r), lambda r: {})
    ),
    "approve/send_back": Pair(
        Stage.APPROVING, _plain("approve", "head"), _plain("send_back", "head", reason="补充依据")
    ),
    "approve/approve": Pair(Stage.APPROVING, _plain("approve", "head"), _plain("approve", "head")),
    "accept/not_accept": Pair(
        Stage.REPLIED, _plain("accept", "intake", proof="R-1"), _plain("not_accept", "handler", reason="太少")
    ),
    "archive/reopen": Pair(
        Stage.CLOSED, _plain("archive", "coordinator"), _plain("reopen", "coordinator", reason="新的事实")
    ),
    "close/close": Pair(
        Stage.REPLYING,
        ("close", lambda r: r.coordinator, lambda r: findings(r.lead_unit.pk)),
        ("close", lambda r: r.coordinator, lambda r: findings(r.lead_unit.pk)),
    ),
}


def promise(road: Road) -> int:
    return Promise.objects.get(complaint=road.complaint).pk


def corrected(road: Road) -> Road:
    """Replied, with something promised that is not paid."""
    return road.answer().propose(Offer("correction")).approve().reply()


def paying(road: Road) -> dict[str, Any]:
    return {"payment_id": road.payment().pk, "voucher": f"HX{road.payment().pk:06d}"}


def colleague(road: Road) -> Actor:
    """A second handler in the same unit."""
    place = road.lead_unit
    held = Held(Role.HANDLER, place.pk, place.name, tuple(place.path), tuple(place.path))
    return Actor("staff", 900_002, "同事", (held,), place.pk)


def play(pair: Pair) -> list[str]:
    """One round; what is wrong with it, if anything."""
    closing = pair.one[0] == pair.other[0] == "close"
    road = at_stage(pair.stage, customer=None if closing else another())
    pair.before(road)
    return raced(road, pair)


def another() -> Customer:
    """Another customer each round: the year's limit for one would soon be reached."""
    number = next(CUSTOMERS)
    return Customer(name=f"客户{number}", phone=f"139{number:08d}")


def raced(road: Road, pair: Pair) -> list[str]:
    before = road.complaint
    answers = at_once(road, pair)
    after = Complaint.objects.get(pk=before.pk)
    lines = Entry.objects.filter(complaint_id=before.pk).count() - before.entry_count
    wrong = []
    if sorted(a == "" for a in answers) != [False, True]:
        wrong.append(f"not one winner: {answers}")
    if not set(answers) - {""} <= LOST:
        wrong.append(f"the loser was told {answers}")
    if lines != 1 or after.entry_count != before.entry_count + 1:
        wrong.append(f"{lines} lines for one change")
    return wrong


def at_once(road: Road, pair: Pair) -> list[str]:
    """Both presses from a standing start, each on a connection of its own."""
    barrier, answers, seen = threading.Barrier(2), ["?", "?"], road.complaint.version

    def press(number: int, what: Press) -> None:
        step, by, details = what
        who, arguments = by(road), details(road)
        barrier.wait()
        try:
            getattr(commands, step)(road.ref, by=who, at=road.at + MINUTE, seen=seen, **arguments)
            answers[number] = ""
        except Refused as no:
            answers[number] = no.code
        except Exception as broken:
            answers[number] = f"broke: {broken!r}"
        finally:
            connections.close_all()

    threads = [threading.Thread(target=press, args=(n, p)) for n, p in enumerate((pair.one, pair.other))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers
