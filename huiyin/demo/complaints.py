"""A few hundred invented complaints, driven down the road by the demo bank's people through the real commands."""

from __future__ import annotations

import random
import tomllib
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from huiyin.complaints import commands, lifecycle, numbers, ready
from huiyin.complaints.commands import Ask, Offer, Refused
from huiyin.complaints.decisions import MONEY
from huiyin.complaints.models import Complaint, Promise, Severity, Stage, Task
from huiyin.demo import customers, posts
from huiyin.organisation import queries as organisation
from huiyin.organisation.actor import Actor, Role
from huiyin.policy import queries as policy

HOW_MANY = 260
SEED = 1187
STORIES = tomllib.loads((Path(__file__).parent / "data" / "stories.toml").read_text(encoding="utf-8"))[
    "stories"
]
# How far complaints have come, in per cent.
STAGES = {
    Stage.REGISTERED: 7, Stage.UNDER_REVIEW: 12, Stage.INVESTIGATING: 24, Stage.APPROVING: 15, Stage.REPLYING: 7,
    Stage.REPLIED: 12, Stage.FOLLOWING_UP: 6, Stage.CLOSED: 13, Stage.ARCHIVED: 4,
}  # fmt: skip
# How long ago they were received, in days, at least and at most; one in eight took much longer and is late.
AGES = {
    Stage.REGISTERED: (0.02, 0.9), Stage.UNDER_REVIEW: (0.2, 2), Stage.INVESTIGATING: (0.8, 6),
    Stage.APPROVING: (1.5, 7), Stage.REPLYING: (3, 8), Stage.REPLIED: (4, 10), Stage.FOLLOWING_UP: (5, 11),
    Stage.CLOSED: (9, 40), Stage.ARCHIVED: (15, 60),
}  # fmt: skip
LATE, LATER = 8, 2.5
IN_HAND = 0.5  # of what waits in a pool has been picked
ORDER = list(STAGES)
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
    money: str
    amount: Decimal | None

    @property
    def complaint(self) -> Complaint:
        return Complaint.objects.get(pk=numbers.complaint_id(self.ref) or 0)

    def do(self, step: str, by: Actor, **details: Any) -> None:
        """One step, some working hours after the one before, never in the future."""
        self.at = min(self.at + timedelta(hours=self.luck.uniform(0.4, 20)), self.until)
        getattr(commands, step)(self.ref, by=by, at=self.at, **details)


def load(*, say: Callable[[str], object]) -> int:
    """Invent the complaints once; a bank that already has some is left as it is."""
    if Complaint.objects.exists():
        return 0
    at = timezone.now()
    luck = random.Random(SEED)
    for number in range(HOW_MANY):
        target = luck.choices(list(STAGES), list(STAGES.values()))[0]
        with transaction.atomic():  # one wait for the disk a complaint, not one a step
            _drive(_begin(luck, number, target, at=at), target)
        if number % 65 == 64:
            say(f"  {number + 1}/{HOW_MANY} complaints")
    return HOW_MANY


def _begin(luck: random.Random, number: int, target: Stage, *, at: datetime) -> Story:
    story = luck.choice(STORIES)
    received = at - timedelta(days=luck.uniform(*AGES[target]) * (LATER if luck.randrange(LATE) == 0 else 1))
    amount = Decimal(luck.randrange(story["low"] * 100, story["high"] * 100) if story["high"] else 0) / 100
    by, unit_id = posts.intake(story["channel"], luck)
    customer = None if story.get("anonymous") else customers.customer(customers.who(luck, number))
    made = commands.register(
        by=by, at=received + timedelta(minutes=luck.randrange(2, 50)), unit_id=unit_id, channel=story["channel"],
        received_at=received, customer=customer, title=story["title"],
        source_no=story.get("number", "").format(n=1000 + number),
        story=story["story"].format(amount=amount, day=f"{received:%-m月%-d日}"),
        category=_category(story["category"]), cause=_cause(story["cause"]), amount=amount or None,
        demands=luck.sample(["refund", "explanation", "apology"], 2),
        severity=luck.choices(list(Severity), [78, 18, 4])[0],
    )  # fmt: skip
    ref = numbers.ref(made.pk, made.registered_at)
    return Story(ref, made.registered_at, at, luck, story["money"], amount or None)


def _drive(go: Story, target: Stage) -> None:
    """Take step after step until the target is reached or the present is; somebody may have the rest in hand."""
    for _ in range(40):
        complaint = go.complaint
        if ORDER.index(Stage(complaint.stage)) >= ORDER.index(target) or go.at >= go.until:
            break
        try:
            ROAD[Stage(complaint.stage)](go, complaint)
        except Refused:
            break
    _begin_paying(go)
    if go.luck.random() < IN_HAND:
        _pick(go)


def _begin_paying(go: Story) -> None:
    """Of what is owed and not yet paid, half has been asked for, and of that a part entered by the first officer."""
    for promise in Promise.objects.filter(
        complaint=go.complaint, state="open", kind__in=MONEY, payments=None
    ):
        if go.at >= go.until or go.luck.random() < 0.5:
            continue
        with suppress(Refused):
            _request(go, promise)
            if go.luck.random() < 0.4:
                payment = promise.payments.get()
                officer = posts.two_who_pay(payment.unit_id)[0]
                go.do(
                    "pay",
                    officer,
                    payment_id=payment.pk,
                    voucher=f"FK{promise.due_at:%y%m%d}{payment.pk:05d}",
                )


def _pick(go: Story) -> None:
    task = go.complaint.task_set.filter(staff_id=None).order_by("due_at", "id").first()
    if task is not None:
        with suppress(Refused):
            go.do("pick", posts.someone(ready.DOERS[Task.Kind(task.kind)][0], task.unit_id), task_id=task.pk)


def _submit(go: Story, complaint: Complaint) -> None:
    by = posts.someone(Role.INTAKE, complaint.intake_unit_id)
    small = go.money in ("refund", "fee_waiver") and go.amount is not None and go.amount <= 190
    if small and go.luck.random() < 0.8:
        go.do("settle", by, **BLOCKS, offers=[Offer(go.money, go.amount)], proof=_recording(go))
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


def _propose(go: Story, complaint: Complaint) -> None:
    for held in complaint.assignment_set.filter(lead=False, ended_at=None).exclude(state="answered"):
        go.do(
            "answer",
            posts.someone(Role.HANDLER, held.unit_id),
            answer="经核查，我部门办理符合规定，相关记录见附件。",
        )
    by = posts.someone(Role.HANDLER, complaint.lead_unit_id or 0)
    offers = [Offer(go.money, go.amount)] if go.money else [Offer("apology_oral")]
    try:
        go.do("propose", by, **BLOCKS, offers=offers)
    except Refused:
        go.do("propose", by, **BLOCKS, offers=[Offer("apology_oral")])


def _approve(go: Story, complaint: Complaint) -> None:
    place = lifecycle.next_place(complaint)
    if place is None:
        return
    on = go.at.date()
    by = (
        organisation.actor(place.staff_id, on=on)
        if place.staff_id
        else posts.someone(Role.COORDINATOR, place.unit_id)
    )
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
        go.do("reply", by, way=way, delivered_at=go.at, proof=_recording(go))


def _confirm(go: Story, complaint: Complaint) -> None:
    if complaint.acceptance:
        _prove_and_close(go, complaint)
    elif go.luck.random() < 0.08:
        go.do("not_accept", posts.someone(Role.INTAKE, complaint.intake_unit_id), reason="客户认为补偿不足")
    else:
        go.do("accept", posts.someone(Role.INTAKE, complaint.intake_unit_id), proof=_recording(go))


def _call(go: Story, complaint: Complaint) -> None:
    if complaint.called_at is None:
        by = posts.someone(Role.FOLLOW_UP, complaint.calling_unit_id or 0)
        kind, fair = go.luck.random() < 0.85, go.luck.random() < 0.7
        go.do("follow_up", by, reached=True, process_satisfied=kind, result_satisfied=fair)
    else:
        _prove_and_close(go, complaint)


def _prove_and_close(go: Story, complaint: Complaint) -> None:
    for promise in Promise.objects.filter(complaint=complaint, state__in=Promise.OWED):
        (_pay if promise.kind in MONEY else _prove)(go, promise)
    unit_id = complaint.lead_unit_id or complaint.intake_unit_id
    go.do(
        "close", posts.someone(Role.COORDINATOR, complaint.coordinator_unit_id), category=complaint.category.code,
        cause=complaint.cause_said.code if complaint.cause_said else _cause("其他"), liability="partial",
        outcome="已按处理决定办理，客户知悉", accountable=[(unit_id, 100)],
    )  # fmt: skip


def _pay(go: Story, promise: Promise) -> None:
    """Asked for by the owner, paid by two of the paying unit."""
    _request(go, promise)
    payment = promise.payments.get()
    for officer in posts.two_who_pay(payment.unit_id):
        go.do("pay", officer, payment_id=payment.pk, voucher=f"FK{promise.due_at:%y%m%d}{payment.pk:05d}")


def _request(go: Story, promise: Promise) -> None:
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


def _recording(go: Story) -> str:
    return f"R-{go.luck.randrange(10**7, 10**8)}"


@cache
def _category(name: str) -> str:
    return next(c.code for c in policy.categories() if c.name == name and c.parent is not None)


@cache
def _cause(name: str) -> str:
    return next(c.code for c in policy.causes() if c.name == name and c.parent is not None)
