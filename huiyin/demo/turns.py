"""What happens beside the main road, with some of the complaints on their way: each turn takes the first that fits."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from django.db import transaction

from huiyin.audit import log
from huiyin.complaints import commands, numbers, people
from huiyin.complaints.commands import Refused
from huiyin.complaints.models import Complaint, Payment, Stage, Task
from huiyin.demo import between, complaints, posts, road
from huiyin.demo.posts import coordinator, taker
from huiyin.demo.road import Story
from huiyin.organisation import queries as organisation
from huiyin.organisation.actor import Actor, Role

SEED = 88
BRISK = 1.5  # hours between two steps at most, where much happens
CHECKED = {
    "process": "受理、调查、审批和答复的程序完整，没有瑕疵。",
    "limits": "各节点均在时限内办结，首次联系及时。",
    "result": "事实清楚，适用条款正确，补救与责任相当。",
    "grounds": "经复核录音、合同和审批记录，原处理决定有合同依据。",
}


@dataclass(frozen=True)
class Turn:
    """What is done with how many complaints that stand at a stage."""

    do: Callable[[Story, Complaint], None]
    stage: Stage
    times: int = 1


def load(*, at: datetime) -> None:
    """Each complaint takes one turn at most; the oldest that fits comes first."""
    luck, used = random.Random(SEED), set[int]()
    for turn in TURNS:
        found = (
            Complaint.objects.filter(stage=turn.stage, restricted="")
            .exclude(pk__in=used)
            .order_by("received_at")
        )
        left = turn.times
        for complaint in found:
            if left and _take(turn, complaint, luck, at):
                used.add(complaint.pk)
                left -= 1


def _take(turn: Turn, complaint: Complaint, luck: random.Random, at: datetime) -> bool:
    since = log.timeline(complaint.pk, limit=1)[0].at
    go = Story(numbers.ref(complaint.pk, complaint.registered_at), since, at, luck, pace=BRISK)
    try:
        with transaction.atomic():
            turn.do(go, complaint)
    except Refused:
        return False  # not with this one
    return True


def _decline(go: Story, complaint: Complaint) -> None:
    why = "今年三月已就同一事项作出处理决定并书面答复，本次没有新的事实。"
    go.do("decline", coordinator(complaint), ground="repeat_no_new_facts", reason=why)


def _ask(go: Story, complaint: Complaint) -> None:
    """What was asked for in the wrong place goes to who answers it."""
    if complaint.source_no:
        raise Refused("no_part")
    unit_id = organisation.unit_by_code("GRJR").pk
    why = "仅询问业务规则，没有投诉诉求"
    go.do("retype", coordinator(complaint), to_type="enquiry", reason=why, receiving_unit_id=unit_id)


def _twice(go: Story, complaint: Complaint) -> None:
    """The same customer writes once more about the same; both are dealt with as one."""
    if complaint.person is None:
        raise Refused("another_customer")
    number = f"续-{complaint.pk}" if complaint.source_no else ""
    story = {
        "channel": complaint.channel.code, "title": "再次来电催问同一事项", "money": "",
        "category": complaint.category.name, "cause": "流程过长", "number": number,
        "story": "{day}再次来电，仍为上次反映的同一事项，询问处理进度，要求尽快答复。",
    }  # fmt: skip
    again = complaints.begin(
        story, people.opened(complaint.person), Decimal(0), by=taker(complaint), unit_id=complaint.intake_unit_id,
        received=go.at, luck=go.luck, until=go.until,
    )  # fmt: skip
    again.pace = BRISK
    road.drive(again, Stage.UNDER_REVIEW)
    again.do("merge", coordinator(complaint), into=go.ref, reason="同一客户同一事项，合并办理")


def _withdraw(go: Story, complaint: Complaint) -> None:
    why = "客户来电称误会已经消除，主动撤回"
    go.do("withdraw", taker(complaint), reason=why, proof=road.recording(go), received_at=go.at)


def _withdraw_freely(go: Story, complaint: Complaint) -> None:
    _withdraw(go, complaint)
    by = coordinator(complaint)
    go.do("confirm_withdrawal", by, free=True, proof=road.recording(go))


def _review(days: float) -> Callable[[Story, Complaint], None]:
    """Asked for so many days ago."""

    def do(go: Story, complaint: Complaint) -> None:
        go.at = max(go.at, go.until - timedelta(days=days))
        why = "两次答复都没有回答合同条款，要求上级单位核查原决定"
        go.do("ask_review", taker(complaint), reason=why, proof=road.recording(go), asked_at=go.at)

    return do


def _reviewer(go: Story) -> Actor:
    road.pick(go)
    return posts.someone(
        Role.REVIEWER, Task.objects.get(complaint=go.complaint, kind=Task.Kind.RECHECK).unit_id
    )


def _picked(go: Story, complaint: Complaint) -> None:
    _review(6)(go, complaint)
    _reviewer(go)


def _confirmed(go: Story, complaint: Complaint) -> None:
    _review(12)(go, complaint)
    go.do("confirm", _reviewer(go), **CHECKED)


def _changed(go: Story, complaint: Complaint) -> None:
    _review(9)(go, complaint)
    by = _reviewer(go)
    signer = posts.someone(Role.UNIT_HEAD, organisation.unit_by_code("TSGL").pk)
    found = {
        "findings": "合同附表第 3 条约定的情形成立，原答复没有适用。",
        "decision": "变更原决定，更正记录并向您致歉。",
    }
    go.do("change", by, **{**CHECKED, "result": "漏看合同附表第 3 条"}, **found, signed_by=signer.pk)
    go.do("approve", signer)


def _refused(go: Story, complaint: Complaint) -> None:
    """The customer refuses as often as the policy allows; somebody higher is asked."""
    for _round in range(3):
        if complaint.stage != Stage.REPLIED or complaint.acceptance:
            raise Refused("not_replied")
        go.do("not_accept", taker(complaint), reason="补偿金额与损失不相当，不接受", proof=road.recording(go))
        road.drive(go, Stage.REPLIED)
        complaint = go.complaint
        if Task.objects.filter(complaint=complaint, kind=Task.Kind.STAND).exists():
            return
    raise Refused("nothing_to_stand_by")


def _stood_by(go: Story, complaint: Complaint) -> None:
    _refused(go, complaint)
    asked = Task.objects.get(complaint=complaint, kind=Task.Kind.STAND)
    by = organisation.actor(asked.staff_id or 0, on=go.at.date())
    go.do(
        "stand_by", by, grounds="原处理决定事实清楚，补救与责任相当，予以维持。", way="letter", delivered_at=go.at,
        proof="EMS-1020262026", outcome="维持原处理决定，已书面告知救济途径", **road.findings(complaint),
    )  # fmt: skip


def _sent_back(go: Story, complaint: Complaint) -> None:
    payment = Payment.objects.filter(complaint=complaint, state__in=Payment.LIVE).first()
    if payment is None:
        raise Refused("nothing_to_pay")
    officer = posts.two_who_pay(payment.unit_id)[1]
    go.do("refuse_payment", officer, payment_id=payment.pk, reason="账户已销户，款项退回，请核对收款账户")


def gather_payments(*, at: datetime) -> None:
    """What waits to be paid goes out in one file."""
    waiting = Payment.objects.filter(state=Payment.State.REQUESTED, batch=None).order_by("id")
    if waiting:
        unit_id = waiting[0].unit_id
        chosen: Sequence[int] = [p.pk for p in waiting if p.unit_id == unit_id][:5]
        commands.batch(chosen, by=posts.two_who_pay(unit_id)[0], at=at)


WORKED_ON = Stage.INVESTIGATING
TURNS = (
    Turn(_stood_by, Stage.REPLIED), Turn(_refused, Stage.REPLIED), Turn(_sent_back, Stage.REPLIED, 2),
    Turn(between.cost, Stage.REPLIED, 3), Turn(_decline, Stage.UNDER_REVIEW, 2), Turn(_ask, Stage.UNDER_REVIEW),
    Turn(_twice, Stage.UNDER_REVIEW, 2), Turn(_withdraw_freely, WORKED_ON), Turn(_withdraw, Stage.UNDER_REVIEW),
    Turn(_confirmed, Stage.CLOSED), Turn(_changed, Stage.CLOSED), Turn(_review(22), Stage.CLOSED),
    Turn(_picked, Stage.CLOSED), Turn(_review(0.5), Stage.FOLLOWING_UP), Turn(between.ask_mandate, WORKED_ON),
    Turn(between.granted, WORKED_ON), Turn(between.used, WORKED_ON), Turn(between.minuted, WORKED_ON),
    Turn(between.meet, WORKED_ON), Turn(between.partner_answered, WORKED_ON), Turn(between.partner, WORKED_ON),
    Turn(between.agent, WORKED_ON), Turn(between.informant, Stage.REGISTERED), Turn(between.mediation, WORKED_ON),
    Turn(between.material_received, WORKED_ON), Turn(between.material, WORKED_ON), Turn(between.talk, WORKED_ON, 4),
    Turn(between.mark, WORKED_ON, 3),
)  # fmt: skip
