"""Journey 8: 25 who bought a fund come together; one matter, one opinion, and each has an answer of one's own."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from huiyin.calendars.workdays import day_of
from huiyin.complaints import commands, lifecycle, numbers, parts, verify
from huiyin.complaints.models import Complaint, Matter, Payment, Promise, Task
from huiyin.demo import posts
from huiyin.organisation import queries as organisation
from huiyin.organisation.actor import Actor, Role
from huiyin.policy import queries as policy
from tests import world
from tests.complaints.road import BEIJING, cause, findings, holder
from tests.journeys.desk import Desk, signed, unit_id

pytestmark = pytest.mark.browser
OUTLET, LEAD = "南京城西支行", "江苏分行个人金融部"
BLOCKS = {
    "findings": "双录缺失，未提示风险。",
    "grounds": "代销管理办法。",
    "decision": "按亏损比例补偿并致歉。",
}


def test_one_matter_and_twenty_five_answers(at_the_desk):
    refs = come_together(at_the_desk(holder(Role.INTAKE, OUTLET).name))
    luo, worker = at_the_desk("罗平"), at_the_desk(holder(Role.HANDLER, LEAD).name)
    matter_id = gathered(luo, refs)
    sixth_is_refused(luo, matter_id, refs)
    act(luo, matter_id, "assign", lead=str(unit_id(LEAD)), question="请逐户核实双录和风险提示。")
    act(worker, matter_id, "pick")
    offers = {"all_1_kind": "compensation", "all_1_amount": "3000"}
    offers |= {"own_0_kind": "compensation", "own_0_amount": "4500"}
    act(worker, matter_id, "propose", **BLOCKS, **offers)
    sign_for_all(at_the_desk, matter_id, refs)

    answered_one_by_one(refs)
    luo.visitor.open(f"/matters/{matter_id}/")
    expect(luo.text("main")).to_contain_text("25 / 25")
    twenty_three_accept(refs)
    luo.visitor.open(f"/matters/{matter_id}/")
    for told in ("第 1 次返工", "不接受 2", "¥70,500.00", "已兑现 0 / 23 笔"):
        expect(luo.text("main")).to_contain_text(told)
    paid_and_closed(refs[:23])
    said = act(luo, matter_id, "close")
    expect(said).to_contain_text(refs[23])
    refused_for_good(refs[23:])
    du = at_the_desk("杜恒")
    for ref in refs[23:]:
        stood_by(du, ref)
    ends_last(luo, matter_id)
    assert verify.run() == []


def act(desk: Desk, matter_id: int, name: str, **typed: str):
    """One act for the whole matter, and what the page says then."""
    desk.visitor.open(f"/matters/{matter_id}/{name}/")
    send(desk, **typed)
    return desk.text("main")


def send(desk: Desk, **typed: str) -> None:
    for field, value in typed.items():
        place = desk.page.locator(f"#matter_{field}")
        place.select_option(value) if place.evaluate("e => e.type") == "select-one" else place.fill(value)
    desk.visitor.follow("form.card button.btn-primary")


def come_together(clerk: Desk) -> list[str]:
    """Registered from one form, a line each, at once."""
    clerk.visitor.open("/matters/new/")
    fund = next(c.code for c in policy.categories() if c.name == "基金")
    people = "\n".join(f"客户{n:02}，139000000{n:02}，{20000 + n}" for n in range(1, 26))
    send(
        clerk,
        category=fund,
        story="购买的基金亏损，销售时没有提示风险。",
        people=people,
        complained_of=OUTLET,
    )
    expect(clerk.text("body")).to_contain_text("已登记 25 件")
    made = Complaint.objects.order_by("pk")
    refs = [numbers.ref(pk, at) for pk, at in made.values_list("pk", "registered_at")]
    for ref in refs:
        commands.submit(ref, by=holder(Role.INTAKE, OUTLET), at=timezone.now())
    return refs


def gathered(luo: Desk, refs: list[str]) -> int:
    """One matter; twenty and more are major, and each keeps its own fifteen days."""
    luo.visitor.open("/matters/open/")
    send(luo, title="基金净值亏损", refs="\n".join(refs))
    last = datetime.now(BEIJING) + timedelta(days=15)
    for told in ("重大", "群体 25 人", f"{last.month}月{last.day}日", "各件相同"):
        expect(luo.text("main")).to_contain_text(told)
    return Matter.objects.get().pk


def sixth_is_refused(luo: Desk, matter_id: int, refs: list[str]) -> None:
    for ref in refs[:4]:
        commands.choose_representative(ref, by=world.person("罗平"), at=timezone.now(), chosen_by="书面推举")
    act(luo, matter_id, "representative", ref=refs[4], chosen_by="书面推举")
    said = act(luo, matter_id, "representative", ref=refs[5], chosen_by="书面推举")
    expect(said).to_contain_text("代表已满 5 人。可以替换其中一位")


def sign_for_all(at_the_desk, matter_id: int, refs: list[str]) -> None:
    """Everybody in the chain signs once, for all of them."""
    while place := lifecycle.next_place(complaint(refs[0])):
        name = organisation.names_of([place.staff_id])[0] if place.staff_id else "罗平"
        said = act(at_the_desk(name), matter_id, "approve")
        expect(said).to_contain_text("群体 25 人")


def complaint(ref: str) -> Complaint:
    return Complaint.objects.get(pk=numbers.complaint_id(ref) or 0)


def do(step: str, ref: str, by: Actor, **details) -> None:
    getattr(commands, step)(ref, by=by, at=timezone.now(), **details)


def answered_one_by_one(refs: list[str]) -> None:
    """25 letters of the same opinion."""
    worker = holder(Role.HANDLER, LEAD)
    for ref in refs:
        do("reply", ref, worker, way="letter", delivered_at=timezone.now(), proof="EMS-8")


def twenty_three_accept(refs: list[str]) -> None:
    clerk = holder(Role.INTAKE, OUTLET)
    for ref in refs[:23]:
        do("accept", ref, clerk, proof="签收单")
    for ref in refs[23:]:
        do("not_accept", ref, clerk, reason="要求全额赔偿")


def paid_and_closed(refs: list[str]) -> None:
    worker = holder(Role.HANDLER, LEAD)
    for promise in Promise.objects.filter(complaint__in=[complaint(ref) for ref in refs]).select_related(
        "complaint"
    ):
        ref = numbers.ref(promise.complaint_id, promise.complaint.registered_at)
        do("request_payment", ref, worker, promise_id=promise.pk)
    for officer in posts.two_who_pay(parts.paying_unit(unit_id(LEAD), on=day_of(timezone.now())) or 0):
        for payment in Payment.objects.select_related("complaint").order_by("pk"):
            ref = numbers.ref(payment.complaint_id, payment.complaint.registered_at)
            do("pay", ref, officer, payment_id=payment.pk, voucher=f"FK{payment.pk:08}")
    caller, luo, found = who_calls(refs[0]), world.person("罗平"), findings(unit_id(OUTLET))
    for ref in refs:
        do("follow_up", ref, caller, reached=True, process_satisfied=True, result_satisfied=True)
        do("close", ref, luo, **found)


def who_calls(ref: str) -> Actor:
    unit, on = Task.objects.get(complaint=complaint(ref), kind="call").unit_id, day_of(timezone.now())
    return organisation.actor(organisation.holders(Role.FOLLOW_UP, unit, on=on)[0].staff_id, on=on)


def refused_for_good(refs: list[str]) -> None:
    """Two rounds of rework, each signed and answered anew, and the last refusal."""
    worker, clerk = holder(Role.HANDLER, LEAD), holder(Role.INTAKE, OUTLET)
    for ref in refs:
        for _round in range(2):
            do("propose", ref, worker, **BLOCKS, offers=[commands.Offer("compensation", Decimal(3500))])
            signed(ref)
            do("reply", ref, worker, way="letter", delivered_at=timezone.now(), proof="EMS-9")
            do("not_accept", ref, clerk, reason="要求全额赔偿")


def stood_by(du: Desk, ref: str) -> None:
    """A higher person stands by the decision, and the notice says what remains to the customer."""
    du.see(ref)
    du.do("stand_by", grounds="已按亏损比例补偿，无依据全额赔偿。", proof="EMS-10", cause=cause(), liability="partial",
          unit_1=OUTLET, share_1="100", outcome="未达成一致，已告知救济途径。")  # fmt: skip
    expect(du.text()).to_contain_text("未达成一致")


def ends_last(luo: Desk, matter_id: int) -> None:
    said = act(luo, matter_id, "close")
    expect(said).to_contain_text("已办结")
    luo.visitor.open("/matters/")
    row = luo.text("main tbody tr")
    expect(row).to_have_count(1)
    expect(row).to_contain_text("25")
    assert (Matter.objects.count(), Complaint.objects.filter(stage="closed").count()) == (1, 25)
