"""Journey 12: refused after two reworks, stood by from above, and then checked by the superior office."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

import pytest
from playwright.sync_api import expect

from huiyin.complaints import verify
from huiyin.complaints.commands import Ask, Offer
from huiyin.complaints.models import Counted
from huiyin.organisation.actor import Actor, Role
from tests.complaints.road import MINUTE, cause, findings, holder
from tests.journeys.desk import unit_id
from tests.journeys.earlier import BLOCKS, Earlier, ago, last_day, meanwhile
from tests.world import staff, unit

pytestmark = pytest.mark.browser
OUTLET, LEAD = "南京城西支行", "江苏分行运营部"
REFUND = Offer("refund", Decimal(6000))
STORY = "提前还款被收违约金 26400 元，合同约定满 12 期免收，已还 14 期。"
STANDS = "合同第九条约定，提前还款须提前一个月书面申请，维持部分退还的决定。"
TOLD = {"way": "letter", "proof": "EMS-5001"}
REASON = "两次答复都没有回答“已满 12 期免收”的约定。"
CHECKS = {"process": "告知程序完整。", "limits": "各环节均在时限内。", "result": "适用条款错误：已满 12 期。"}
REMEDIES = ("调解", "仲裁", "诉讼")


def test_after_two_reworks_the_branch_president_stands_by_and_tells_the_remedies(at_the_desk):
    case = answered_three_times(at=ago(days=6))
    clerk, du = at_the_desk(listener().name), at_the_desk("杜恒")
    clerk.see(case.ref)
    expect(clerk.text(".hy-head")).to_contain_text("返工 2 次")
    clerk.do("not_accept", reason="还是没有按合同退全部违约金", proof="R-903")
    expect(clerk.text()).to_contain_text("江苏分行 杜恒")
    assert not clerk.may("stand_by")

    du.visitor.open("/work/")
    du.page.locator(f"main a[href*='{case.ref}']").first.click()
    du.do("stand_by", grounds=STANDS, **TOLD, cause=cause(), liability="none")
    expect(du.text(".hy-head")).to_contain_text("已办结")
    expect(du.text()).to_contain_text("与客户未达成一致，维持原决定")
    expect(du.text(".hy-letter")).to_contain_text(STANDS)
    for remedy in ("总行投诉管理部", *REMEDIES):
        expect(du.text(".hy-letter")).to_contain_text(remedy)
    clerk.see(case.ref)
    assert clerk.may("ask_review")
    assert verify.run() == []


def test_on_the_twentieth_day_the_superior_office_checks_and_changes_it(at_the_desk):
    case = stood_by(ago(days=20))
    clerk, wei, ding = at_the_desk(listener().name), at_the_desk("魏宁"), at_the_desk("丁一")
    clerk.see(case.ref)
    clerk.do("ask_review", reason=REASON, proof="申请书 0071")
    expect(clerk.text(".hy-head")).to_contain_text("核查中")

    wei.visitor.open("/reviews/")
    wei.visitor.follow(f"#waiting a[href*='{case.ref}']")
    expect(wei.text(".hy-kpis")).to_contain_text("第 20 日，限 30 日内")
    expect(wei.text(".hy-kpis")).to_contain_text(f"应作出决定{last_day(ago(), 30)}")
    expect(wei.text()).to_contain_text("魏宁：没有经手过，可以核查")
    for involved in ("丁一", "齐欢", "杜恒"):
        expect(wei.text("section.card").filter(has_text="谁不能核查本件")).to_contain_text(involved)
    wei.visitor.follow("a[href*='decision=change']")
    blocks = {"findings": "已还 14 期。", "grounds": "合同第九条第二款。", "decision": "退还全部违约金。"}
    wei.fill(**CHECKS, **blocks, kind_1="refund", amount_1="26400", signed_by=staff("江澜").pk)
    assert wei.send("change").status == 200
    expect(wei.text()).to_contain_text("变更决定正待签发")
    chief = at_the_desk("江澜")
    chief.see(case.ref)
    chief.agree()
    expect(chief.text()).to_contain_text("待回复")

    ding.see(case.ref)
    expect(ding.text(".hy-letter")).to_contain_text("退还全部违约金。")
    expect(ding.text(".hy-letter")).to_contain_text("¥26,400.00")
    ding.do("reply", way="letter", proof="EMS-5002")
    expect(ding.text()).to_contain_text("EMS-5002")
    reversed_ = Counted.objects.get(complaint=case.complaint, kind="reversed")
    assert reversed_.unit_ids == [unit(LEAD).pk]

    meanwhile(case.ref, "ask_review", listener(), reason="利息没有退", proof="申请书 0073", asked_at=ago())
    wei.visitor.open(f"/reviews/{case.ref}/")  # the new decision is not checked by who took it
    expect(wei.text()).to_contain_text("您经手过这件投诉，不能核查。")
    assert wei.page.locator("#step-form").count() == 0
    assert verify.run() == []


def test_on_the_thirty_first_day_it_is_refused_and_the_other_remedies_are_told(at_the_desk):
    case, clerk = stood_by(ago(days=31)), at_the_desk(listener().name)
    clerk.see(case.ref)
    said = clerk.refused("ask_review", reason=REASON, proof="申请书 0072")
    for words in (f"到 {last_day(case.at, 30)} 24:00 为止", *REMEDIES):
        expect(said).to_contain_text(words)


def listener() -> Actor:
    return holder(Role.INTAKE, OUTLET)


def answered_three_times(*, at: datetime) -> Earlier:
    """The first answer and two reworks; the same refund each time, signed as far as 投诉办主任."""
    clerk = listener()
    case = Earlier.registered(
        clerk.name, OUTLET, at=at, channel="CTR", story=STORY, amount=Decimal(26400), severity=3
    )
    case.do("submit", clerk)
    case.do("assign", "罗平", lead=Ask(unit_id(LEAD), "请核实合同约定并提出意见"))
    for round_ in range(3):
        if round_:
            case.do("not_accept", clerk, reason="没有按合同退全部违约金")
        case.do("propose", "丁一", **BLOCKS, offers=[REFUND])
        case.sign("齐欢", holder(Role.UNIT_HEAD, "江苏分行投诉办"), "罗平")
        case.do("reply", "丁一", way="phone", delivered_at=case.at, proof=f"R-90{round_}")
    return case


def stood_by(at: datetime) -> Earlier:
    """Closed without agreement, the notice delivered then."""
    case = answered_three_times(at=at - 60 * MINUTE)
    case.do("not_accept", listener(), reason="还是没有按合同退全部违约金")
    case.at = at
    found = findings(unit_id(LEAD)) | {"liability": "none", "accountable": [], "outcome": "与客户未达成一致"}
    case.do("stand_by", "杜恒", grounds=STANDS, **TOLD, delivered_at=at, **found)
    return case
