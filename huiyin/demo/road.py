"""The main road as the demo bank's people take it: whoever's turn it is does the next step, some hours later."""

from __future__ import annotations

import random
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from functools import cache
from typing import Any

from huiyin.complaints import commands, lifecycle, numbers, ready
from huiyin.complaints.commands import Ask, Offer, Refused
from huiyin.complaints.decisions import MONEY
from huiyin.complaints.models import Complaint, Promise, Stage, Task
from huiyin.demo import posts
from huiyin.organisation import queries as organisation
from huiyin.organisation.actor import Actor, Role
from huiyin.policy import queries as policy

IN_HAND = 0.5  # of what waits in a pool has been picked
ORDER = (
    Stage.REGISTERED, Stage.UNDER_REVIEW, Stage.INVESTIGATING, Stage.APPROVING, Stage.REPLYING, Stage.REPLIED,
    Stage.FOLLOWING_UP, Stage.CLOSED, Stage.ARCHIVED,
)  # fmt: skip
BLOCKS = {
    "findings": "经调阅业务系统记录、通话录音和网点监控，您反映的情况基本属实。",
    "grounds": "依据我行服务价格目录、相关业务合同约定以及消费者权益保护管理办法。",
    "decision": "就给您带来的不便诚恳致歉，并按下列事项办理；我行已要求相关机构整改并加强培训。",
}


@dataclass
class Story:
    """One invented complaint on its way."""

    ref: str
    at: datetime
    until: datetime
    luck: random.Random
    money: str = ""
    amount: Decimal | None = None
    pace: float = 20  # the next step takes no more hours than that
    offers: list[Offer] = field(default_factory=list)  # what is proposed; otherwise the money it is about

    @property
    def complaint(self) -> Complaint:
        return Complaint.objects.get(pk=numbers.complaint_id(self.ref) or 0)

    def do(self, step: str, by: Actor, **details: Any) -> None:
        """One step, some working hours after the one before, never in the future."""
        self.at = min(self.at + timedelta(hours=self.luck.uniform(0.02 * self.pace, self.pace)), self.until)
        getattr(commands, step)(self.ref, by=by, at=self.at, **details)


def drive(go: Story, target: Stage) -> None:
    """Take step after step until the target is reached or the present is."""
    for _ in range(40):
        complaint = go.complaint
        if ORDER.index(Stage(complaint.stage)) >= ORDER.index(target) or go.at >= go.until:
            break
        try:
            ROAD[Stage(complaint.stage)](go, complaint)
        except Refused:
            break


def leave(go: Story) -> None:
    """What is owed may have been asked for, and somebody may have the rest in hand."""
    _begin_paying(go)
    if go.luck.random() < IN_HAND:
        pick(go)


def _begin_paying(go: Story) -> None:
    """Of what is owed and not yet paid, half has been asked for, and of that a part entered by the first officer."""
    for promise in Promise.objects.filter(
        complaint=go.complaint, state="open", kind__in=MONEY, payments=None
    ):
        if go.at >= go.until or go.luck.random() < 0.5:
            continue
        with suppress(Refused):
            request(go, promise)
            if go.luck.random() < 0.4:
                payment = promise.payments.get()
                officer = posts.two_who_pay(payment.unit_id)[0]
                go.do(
                    "pay",
                    officer,
                    payment_id=payment.pk,
                    voucher=f"FK{promise.due_at:%y%m%d}{payment.pk:05d}",
                )


def pick(go: Story) -> None:
    task = go.complaint.task_set.filter(staff_id=None).order_by("due_at", "id").first()
    if task is not None:
        with suppress(Refused):
            go.do("pick", posts.someone(ready.DOERS[Task.Kind(task.kind)][0], task.unit_id), task_id=task.pk)


def _submit(go: Story, complaint: Complaint) -> None:
    by = posts.someone(Role.INTAKE, complaint.intake_unit_id)
    small = go.money in ("refund", "fee_waiver") and go.amount is not None and go.amount <= 190
    if small and go.luck.random() < 0.8:
        go.do("settle", by, **BLOCKS, offers=[Offer(go.money, go.amount)], proof=recording(go))
    else:
        go.do("submit", by)


def _assign(go: Story, complaint: Complaint) -> None:
    by = posts.someone(Role.COORDINATOR, complaint.coordinator_unit_id)
    if go.luck.random() < 0.35:
        hard = go.luck.random() < 0.5
        reason = "涉及多个部门，需调阅资料"
        go.do("assess", by, statutory=True, complex_=hard, severity=complaint.severity, reason=reason)
    units = posts.working_units(complaint.coordinator_unit_id)
    lead = complaint.intake_unit_id if complaint.intake_unit_id in units else go.luck.choice(units)
    others = [u for u in units if u != lead]
    co = go.luck.sample(others, min(len(others), go.luck.choices([0, 1, 2], [5, 4, 1])[0]))
    asks = [Ask(unit_id, "请核实本部门经办情况，说明依据") for unit_id in co]
    go.do("assign", by, lead=Ask(lead, "请牵头核实并提出处理意见"), co_handlers=asks)


def answer(go: Story, complaint: Complaint) -> None:
    """Whoever was asked beside the lead unit has answered."""
    for held in complaint.assignment_set.filter(lead=False, ended_at=None).exclude(state="answered"):
        by = posts.someone(Role.HANDLER, held.unit_id)
        go.do("answer", by, answer="经核查，我部门办理符合规定，相关记录见附件。")


def _propose(go: Story, complaint: Complaint) -> None:
    answer(go, complaint)
    by = posts.someone(Role.HANDLER, complaint.lead_unit_id or 0)
    money = [Offer(go.money, go.amount)] if go.money else [Offer("apology_oral")]
    try:
        go.do("propose", by, **BLOCKS, offers=go.offers or money)
    except Refused:
        go.do("propose", by, **BLOCKS, offers=[Offer("apology_oral")])


def signer(go: Story, complaint: Complaint) -> Actor | None:
    """Whose signature comes next."""
    place = lifecycle.next_place(complaint)
    if place is None:
        return None
    if place.staff_id is None:
        return posts.someone(Role.COORDINATOR, place.unit_id)
    return organisation.actor(place.staff_id, on=go.at.date())


def _approve(go: Story, complaint: Complaint) -> None:
    by = signer(go, complaint)
    if by is None:
        return
    if go.luck.random() < 0.08:
        go.do("send_back", by, reason="请补充责任认定依据")
    else:
        go.do("approve", by, note="同意")


def _reply(go: Story, complaint: Complaint) -> None:
    """An anonymous complaint has nobody to tell: the answer stays on file, and the file is closed."""
    if complaint.person_id is None:
        _prove_and_close(go, complaint)
    else:
        by = posts.someone(Role.HANDLER, complaint.replying_unit_id or 0)
        way = go.luck.choice(["letter", "phone"])
        go.do("reply", by, way=way, delivered_at=go.at, proof=recording(go))


def _confirm(go: Story, complaint: Complaint) -> None:
    if complaint.acceptance:
        _prove_and_close(go, complaint)
    elif go.luck.random() < 0.08:
        go.do("not_accept", posts.someone(Role.INTAKE, complaint.intake_unit_id), reason="客户认为补偿不足")
    else:
        go.do("accept", posts.someone(Role.INTAKE, complaint.intake_unit_id), proof=recording(go))


def _call(go: Story, complaint: Complaint) -> None:
    if complaint.called_at is None:
        by = posts.someone(Role.FOLLOW_UP, complaint.calling_unit_id or 0)
        kind, fair = go.luck.random() < 0.85, go.luck.random() < 0.7
        go.do("follow_up", by, reached=True, process_satisfied=kind, result_satisfied=fair)
    else:
        _prove_and_close(go, complaint)


def _prove_and_close(go: Story, complaint: Complaint) -> None:
    for promise in Promise.objects.filter(complaint=complaint, state__in=Promise.OWED, long=False):
        (_pay if promise.kind in MONEY else _prove)(go, promise)
    by = posts.someone(Role.COORDINATOR, complaint.coordinator_unit_id)
    go.do("close", by, outcome="已按处理决定办理，客户知悉", **findings(complaint))


def findings(complaint: Complaint) -> dict[str, Any]:
    """What was found in the end: what it was about, why it came about, and who answers for it."""
    said = complaint.cause_said
    return {
        "category": complaint.category.code, "cause": said.code if said else cause("无法查清"), "liability": "partial",
        "accountable": [(complaint.lead_unit_id or complaint.intake_unit_id, 100)],
    }  # fmt: skip


def _pay(go: Story, promise: Promise) -> None:
    """Asked for by the owner, paid by two of the paying unit."""
    request(go, promise)
    payment = promise.payments.get()
    for officer in posts.two_who_pay(payment.unit_id):
        go.do("pay", officer, payment_id=payment.pk, voucher=f"FK{promise.due_at:%y%m%d}{payment.pk:05d}")


def request(go: Story, promise: Promise) -> None:
    go.do("request_payment", posts.two_of(promise.owner_unit_id)[0], promise_id=promise.pk)


def _prove(go: Story, promise: Promise) -> None:
    for owner in posts.two_of(promise.owner_unit_id):
        go.do("prove", owner, promise_id=promise.pk, voucher=f"ZM{promise.due_at:%y%m%d}{promise.pk:05d}")


def _archive(go: Story, complaint: Complaint) -> None:
    go.do("archive", posts.someone(Role.COORDINATOR, complaint.coordinator_unit_id))


ROAD: dict[Stage, Callable[[Story, Complaint], None]] = {
    Stage.REGISTERED: _submit,
    Stage.UNDER_REVIEW: _assign,
    Stage.INVESTIGATING: _propose,
    Stage.APPROVING: _approve,
    Stage.REPLYING: _reply,
    Stage.REPLIED: _confirm,
    Stage.FOLLOWING_UP: _call,
    Stage.CLOSED: _archive,
}


def recording(go: Story) -> str:
    return f"R-{go.luck.randrange(10**7, 10**8)}"


@cache
def category(name: str) -> str:
    return next(c.code for c in policy.categories() if c.name == name and c.parent is not None)


@cache
def cause(name: str) -> str:
    return next(c.code for c in policy.causes() if c.name == name and c.parent is not None)
