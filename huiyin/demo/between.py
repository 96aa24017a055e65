"""Between the units, and with the customer: mandates, talks, meetings, partners, papers, who speaks, and marks."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal

from huiyin.complaints import decisions
from huiyin.complaints.commands import Customer, Offer, Refused, Said
from huiyin.complaints.models import Complaint, Material, Opinion, PartnerRequest
from huiyin.demo import road
from huiyin.demo.posts import coordinator, leader, taker
from huiyin.demo.road import BLOCKS, Story
from huiyin.organisation import queries as organisation

WORTH_A_CLIMB = 300  # less needs no mandate
PAID_BY_CARD = ("电子支付", "盗刷", "借记卡盗刷", "资金汇划", "代收代付", "年费")


def ask_mandate(go: Story, complaint: Complaint) -> None:
    most = complaint.amount
    if not most or most < WORTH_A_CLIMB:
        raise Refused("amount_missing")
    offer = Offer("compensation", most, (most / 2).quantize(Decimal("0.01")))
    until = go.until + timedelta(days=4)
    go.do("ask_mandate", leader(complaint), **BLOCKS, offers=[offer], until=until)


def granted(go: Story, complaint: Complaint) -> None:
    """Granted by everybody in the chain, and talked over with the customer."""
    ask_mandate(go, complaint)
    while (by := road.signer(go, complaint)) is not None:
        go.do("grant_mandate", by)
    mandate = Opinion.objects.get(complaint=complaint, state=Opinion.State.GRANTED)
    low, high = decisions.offers_of(mandate)[0].least, complaint.amount
    made = [Said("compensation", low, "refused"), Said("compensation", high, "considering")]
    said = "先按下限提出赔偿，客户不同意；再提出全额并说明依据，客户要求考虑一天。"
    go.do("contact", leader(complaint), contacted_at=go.at, way="phone", inbound=False, said=said, offers=made,
          proof=road.recording(go))  # fmt: skip


def used(go: Story, complaint: Complaint) -> None:
    granted(go, complaint)
    road.answer(go, complaint)
    agreed = [Offer("compensation", complaint.amount)]
    go.do("settle_in_mandate", leader(complaint), **BLOCKS, offers=agreed, proof=road.recording(go))


def meet(go: Story, complaint: Complaint) -> None:
    call_together(go, complaint, go.until + timedelta(hours=5))


def call_together(go: Story, complaint: Complaint, when: datetime) -> None:
    asked = complaint.assignment_set.filter(ended_at=None).order_by("-lead", "id")
    units = list(asked.values_list("unit_id", flat=True))
    if len(units) < 2:  # noqa: PLR2004  nobody to talk it over with
        raise Refused("nobody_to_handle")
    agenda = "责任如何划分；补偿由谁列支。"
    go.do("consult", coordinator(complaint), meets_at=when, agenda=agenda, unit_ids=units)


def minuted(go: Story, complaint: Complaint) -> None:
    call_together(go, complaint, go.at + timedelta(hours=3))
    go.at = min(go.at + timedelta(hours=3), go.until)
    other = complaint.assignment_set.filter(ended_at=None, lead=False).values_list("unit_id", flat=True)[0]
    said = {
        "minutes": "牵头单位说明了调查经过；协办单位认为已按规定尽到提示义务。",
        "decision": "由牵头单位统一答复并列支补偿。",
        "dissent": {other: "我部门已按流程提示，不应分担责任。"},
    }
    go.do("minute", coordinator(complaint), **said, binding=True)


def partner(go: Story, complaint: Complaint) -> None:
    if complaint.category.name not in PAID_BY_CARD:
        raise Refused("no_part")
    unit_id = organisation.unit_by_code("HZ-SDY").pk
    go.do("ask_partner", leader(complaint), unit_id=unit_id, what="请提供该笔交易的签购单和清算流水。")


def partner_answered(go: Story, complaint: Complaint) -> None:
    partner(go, complaint)
    asked = PartnerRequest.objects.get(complaint=complaint)
    go.do(
        "partner_answered",
        leader(complaint),
        request_id=asked.pk,
        answer="签购单已提供，交易为重复提交，同意冲正。",
    )


def talk(go: Story, complaint: Complaint) -> None:
    said = "已说明处理进度和预计答复时间，客户表示理解，口头致歉客户接受。"
    go.do("contact", leader(complaint), contacted_at=go.at, way="phone", inbound=False, said=said,
          offers=[Said("apology_oral", None, "accepted")], proof=road.recording(go))  # fmt: skip


def material(go: Story, complaint: Complaint) -> None:
    go.do("ask_material", leader(complaint), kind="screenshot", why="用于核对您反映的时间和页面提示")


def material_received(go: Story, complaint: Complaint) -> None:
    material(go, complaint)
    asked = Material.objects.get(complaint=complaint)
    go.do("material_received", leader(complaint), material_id=asked.pk)


def agent(go: Story, complaint: Complaint) -> None:
    until = (go.until + timedelta(days=60)).date()
    who = Customer(name="王志远", phone="13900001111", id_no="")
    go.do("represent", coordinator(complaint), kind="agent", customer=who, evidence=["identity", "authorisation"],
          until=until)  # fmt: skip
    go.do("mark", coordinator(complaint), marks=["proxy"])


def informant(go: Story, complaint: Complaint) -> None:
    go.do(
        "represent", taker(complaint), kind="informant", customer=Customer(name="陈立", phone="13700002222")
    )
    go.do("mark", taker(complaint), marks=["vulnerable", "no_collection"])


def mediation(go: Story, complaint: Complaint) -> None:
    began = (go.until - timedelta(days=2)).date()
    go.do("dispute", coordinator(complaint), kind="mediation", body="江海金融纠纷调解中心", number="调〔2026〕118 号",
          began_on=began)  # fmt: skip


def mark(go: Story, complaint: Complaint) -> None:
    go.do("mark", coordinator(complaint), marks=["typical"])


def cost(go: Story, complaint: Complaint) -> None:
    unit_id = complaint.lead_unit_id or complaint.intake_unit_id
    go.do(
        "book_cost",
        coordinator(complaint),
        kind="postage",
        amount=Decimal(22),
        unit_id=unit_id,
        what="邮寄答复函",
    )
