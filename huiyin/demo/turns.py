"""What happens beside the main road, with some of the complaints on their way: each turn takes the first that fits."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from django.db import transaction

from huiyin.audit import log
from huiyin.complaints import commands, decisions, numbers, people
from huiyin.complaints.commands import Customer, Offer, Refused, Said
from huiyin.complaints.models import Complaint, Material, Opinion, PartnerRequest, Payment, Stage, Task
from huiyin.demo import complaints, posts, road
from huiyin.demo.road import BLOCKS, Story
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
PAID_BY_CARD = ("电子支付", "盗刷", "借记卡盗刷", "资金汇划", "代收代付", "年费")


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


def _coordinator(complaint: Complaint) -> Actor:
    return posts.someone(Role.COORDINATOR, complaint.coordinator_unit_id)


def _intake(complaint: Complaint) -> Actor:
    return posts.someone(Role.INTAKE, complaint.intake_unit_id)


def _lead(complaint: Complaint) -> Actor:
    return posts.someone(Role.HANDLER, complaint.lead_unit_id or 0)


def _decline(go: Story, complaint: Complaint) -> None:
    why = "今年三月已就同一事项作出处理决定并书面答复，本次没有新的事实。"
    go.do("decline", _coordinator(complaint), ground="repeat_no_new_facts", reason=why)


def _ask(go: Story, complaint: Complaint) -> None:
    """What was asked for in the wrong place goes to who answers it."""
    if complaint.source_no:
        raise Refused("no_part")
    unit_id = organisation.unit_by_code("GRJR").pk
    why = "仅询问业务规则，没有投诉诉求"
    go.do("retype", _coordinator(complaint), to_type="enquiry", reason=why, receiving_unit_id=unit_id)


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
        story, people.opened(complaint.person), Decimal(0), by=_intake(complaint), unit_id=complaint.intake_unit_id,
        received=go.at, luck=go.luck, until=go.until,
    )  # fmt: skip
    again.pace = BRISK
    road.drive(again, Stage.UNDER_REVIEW)
    again.do("merge", _coordinator(complaint), into=go.ref, reason="同一客户同一事项，合并办理")


def _withdraw(go: Story, complaint: Complaint) -> None:
    why = "客户来电称误会已经消除，主动撤回"
    go.do("withdraw", _intake(complaint), reason=why, proof=road.recording(go), received_at=go.at)


def _withdraw_freely(go: Story, complaint: Complaint) -> None:
    _withdraw(go, complaint)
    by = _coordinator(complaint)
    go.do("confirm_withdrawal", by, free=True, proof=road.recording(go))


def _review(days: float) -> Callable[[Story, Complaint], None]:
    """Asked for so many days ago."""

    def do(go: Story, complaint: Complaint) -> None:
        go.at = max(go.at, go.until - timedelta(days=days))
        why = "两次答复都没有回答合同条款，要求上级单位核查原决定"
        go.do("ask_review", _intake(complaint), reason=why, proof=road.recording(go), asked_at=go.at)

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


def _refused(go: Story, complaint: Complaint) -> None:
    """The customer refuses as often as the policy allows; somebody higher is asked."""
    for _round in range(3):
        if complaint.stage != Stage.REPLIED or complaint.acceptance:
            raise Refused("not_replied")
        go.do(
            "not_accept", _intake(complaint), reason="补偿金额与损失不相当，不接受", proof=road.recording(go)
        )
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


def _ask_mandate(go: Story, complaint: Complaint) -> None:
    most = complaint.amount
    if not most or most < 300:  # noqa: PLR2004  less needs no climb
        raise Refused("amount_missing")
    offer = Offer("compensation", most, (most / 2).quantize(Decimal("0.01")))
    until = go.until + timedelta(days=4)
    go.do("ask_mandate", _lead(complaint), **BLOCKS, offers=[offer], until=until)


def _granted(go: Story, complaint: Complaint) -> None:
    """Granted by everybody in the chain, and talked over with the customer."""
    _ask_mandate(go, complaint)
    while (by := road.signer(go, complaint)) is not None:
        go.do("grant_mandate", by)
    mandate = Opinion.objects.get(complaint=complaint, state=Opinion.State.GRANTED)
    low, high = decisions.offers_of(mandate)[0].least, complaint.amount
    made = [Said("compensation", low, "refused"), Said("compensation", high, "considering")]
    said = "先按下限提出赔偿，客户不同意；再提出全额并说明依据，客户要求考虑一天。"
    go.do("contact", _lead(complaint), contacted_at=go.at, way="phone", inbound=False, said=said, offers=made,
          proof=road.recording(go))  # fmt: skip


def _used(go: Story, complaint: Complaint) -> None:
    _granted(go, complaint)
    road.answer(go, complaint)
    agreed = [Offer("compensation", complaint.amount)]
    go.do("settle_in_mandate", _lead(complaint), **BLOCKS, offers=agreed, proof=road.recording(go))


def _meet(go: Story, complaint: Complaint) -> None:
    units = list(
        complaint.assignment_set.filter(ended_at=None)
        .order_by("-lead", "id")
        .values_list("unit_id", flat=True)
    )
    if len(units) < 2:  # noqa: PLR2004  nobody to talk it over with
        raise Refused("nobody_to_handle")
    when = go.until + timedelta(hours=5)
    go.do(
        "consult",
        _coordinator(complaint),
        meets_at=when,
        agenda="责任如何划分；补偿由谁列支。",
        unit_ids=units,
    )


def _minuted(go: Story, complaint: Complaint) -> None:
    _meet(go, complaint)
    other = complaint.assignment_set.filter(ended_at=None, lead=False).values_list("unit_id", flat=True)[0]
    said = {
        "minutes": "牵头单位说明了调查经过；协办单位认为已按规定尽到提示义务。",
        "decision": "由牵头单位统一答复并列支补偿。",
    }
    go.do(
        "minute",
        _coordinator(complaint),
        **said,
        binding=True,
        dissent={other: "我部门已按流程提示，不应分担责任。"},
    )


def _partner(go: Story, complaint: Complaint) -> None:
    if complaint.category.name not in PAID_BY_CARD:
        raise Refused("no_part")
    unit_id = organisation.unit_by_code("HZ-SDY").pk
    go.do("ask_partner", _lead(complaint), unit_id=unit_id, what="请提供该笔交易的签购单和清算流水。")


def _partner_answered(go: Story, complaint: Complaint) -> None:
    _partner(go, complaint)
    asked = PartnerRequest.objects.get(complaint=complaint)
    go.do(
        "partner_answered",
        _lead(complaint),
        request_id=asked.pk,
        answer="签购单已提供，交易为重复提交，同意冲正。",
    )


def _talk(go: Story, complaint: Complaint) -> None:
    said = "已说明处理进度和预计答复时间，客户表示理解，口头致歉客户接受。"
    go.do("contact", _lead(complaint), contacted_at=go.at, way="phone", inbound=False, said=said,
          offers=[Said("apology_oral", None, "accepted")], proof=road.recording(go))  # fmt: skip


def _material(go: Story, complaint: Complaint) -> None:
    go.do("ask_material", _lead(complaint), kind="screenshot", why="用于核对您反映的时间和页面提示")


def _material_received(go: Story, complaint: Complaint) -> None:
    _material(go, complaint)
    material = Material.objects.get(complaint=complaint)
    go.do("material_received", _lead(complaint), material_id=material.pk)


def _agent(go: Story, complaint: Complaint) -> None:
    until = (go.until + timedelta(days=60)).date()
    who = Customer(name="王志远", phone="13900001111", id_no="")
    go.do("represent", _coordinator(complaint), kind="agent", customer=who, evidence=["identity", "authorisation"],
          until=until)  # fmt: skip
    go.do("mark", _coordinator(complaint), marks=["proxy"])


def _informant(go: Story, complaint: Complaint) -> None:
    go.do(
        "represent", _intake(complaint), kind="informant", customer=Customer(name="陈立", phone="13700002222")
    )
    go.do("mark", _intake(complaint), marks=["vulnerable", "no_collection"])


def _mediation(go: Story, complaint: Complaint) -> None:
    began = (go.until - timedelta(days=2)).date()
    go.do("dispute", _coordinator(complaint), kind="mediation", body="江海金融纠纷调解中心", number="调〔2026〕118 号",
          began_on=began)  # fmt: skip


def _mark(go: Story, complaint: Complaint) -> None:
    go.do("mark", _coordinator(complaint), marks=["typical"])


def _cost(go: Story, complaint: Complaint) -> None:
    unit_id = complaint.lead_unit_id or complaint.intake_unit_id
    go.do(
        "book_cost",
        _coordinator(complaint),
        kind="postage",
        amount=Decimal(22),
        unit_id=unit_id,
        what="邮寄答复函",
    )


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


TURNS = (
    Turn(_stood_by, Stage.REPLIED), Turn(_refused, Stage.REPLIED), Turn(_sent_back, Stage.REPLIED, 2),
    Turn(_cost, Stage.REPLIED, 3), Turn(_decline, Stage.UNDER_REVIEW, 2), Turn(_ask, Stage.UNDER_REVIEW),
    Turn(_twice, Stage.UNDER_REVIEW, 2), Turn(_withdraw_freely, Stage.INVESTIGATING),
    Turn(_withdraw, Stage.UNDER_REVIEW), Turn(_confirmed, Stage.CLOSED), Turn(_changed, Stage.CLOSED),
    Turn(_review(22), Stage.CLOSED), Turn(_picked, Stage.CLOSED), Turn(_review(0.5), Stage.FOLLOWING_UP),
    Turn(_ask_mandate, Stage.INVESTIGATING), Turn(_granted, Stage.INVESTIGATING), Turn(_used, Stage.INVESTIGATING),
    Turn(_minuted, Stage.INVESTIGATING), Turn(_meet, Stage.INVESTIGATING), Turn(_partner_answered, Stage.INVESTIGATING),
    Turn(_partner, Stage.INVESTIGATING), Turn(_agent, Stage.INVESTIGATING), Turn(_informant, Stage.REGISTERED),
    Turn(_mediation, Stage.INVESTIGATING), Turn(_material_received, Stage.INVESTIGATING),
    Turn(_material, Stage.INVESTIGATING), Turn(_talk, Stage.INVESTIGATING, 4), Turn(_mark, Stage.INVESTIGATING, 3),
)  # fmt: skip
