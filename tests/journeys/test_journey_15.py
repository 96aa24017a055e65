"""Journey 15: an enquiry answered at once, a petition; on objection it is a complaint again, on its first clock."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from playwright.sync_api import expect

from huiyin.complaints import verify
from huiyin.complaints.models import Counted
from tests.complaints.road import BEIJING
from tests.journeys.desk import unit_id

pytestmark = pytest.mark.browser
WANG = {"name": "王芳", "phone": "13900001111", "category": "06.04"}


def day(moment: datetime) -> str:
    return f"{moment.month}月{moment.day}日"


def test_an_enquiry_comes_back_as_a_complaint_with_the_limit_of_the_first_day(at_the_desk):
    received = datetime.now(BEIJING) - timedelta(days=3)
    lin, tang = at_the_desk("林晓雯"), at_the_desk("唐琳")
    ref = lin.register(
        **WANG,
        channel="HOT",
        received_at=f"{received:%Y-%m-%dT%H:%M}",
        story="询问账单分期的手续费怎么计算。",
    )
    lin.do("note", note="已当场解答分期费率，客户表示明白。")
    lin.do("submit")
    tang.see(ref)
    assert not lin.may("retype")
    hotline = unit_id("客服中心热线一组")
    tang.do("retype", to_type="enquiry", receiving_unit_id=hotline, reason="只询问费率，已当场解答。")
    expect(tang.text()).to_contain_text("属于业务咨询")
    lin.see(ref)
    lin.do("finish_transfer", result="已当场解答。")

    zhao = at_the_desk("赵明")
    zhao.see(ref)
    zhao.do("object", reason="我是投诉收费没有提示，不是询问。", proof="R-88215002")
    shen = at_the_desk("沈岚")
    shen.see(ref)
    expect(shen.text()).to_contain_text("待审核")
    expect(shen.text()).to_contain_text(day(received + timedelta(days=15)))
    assert shen.may("assign")
    assert Counted.objects.get().kind == "retype"
    assert verify.run() == []


def test_a_petition_is_received_and_finished_by_the_petitions_office(at_the_desk):
    fang, shen, shi = at_the_desk("方静"), at_the_desk("沈岚"), at_the_desk("石磊")
    ref = fang.register(then="submit", **WANG, channel="LET", story="来信反映退休待遇问题，请求总行协调。")
    shen.see(ref)
    shen.do("retype", to_type="petition", reason="反映的是退休待遇，属于信访事项。")
    expect(shen.text()).to_contain_text("信访办")
    expect(shen.text()).to_contain_text("属于信访事项")
    assert not shen.may(
        "object"
    )  # nobody is above the bank's own coordinator, and the page says what remains
    expect(shen.text()).to_contain_text("现在不能登记异议")

    shi.visitor.open("/work/?scope=pool")
    expect(shi.text("main")).to_contain_text(ref)
    shi.see(ref)
    expect(shi.text()).to_contain_text(day(datetime.now(BEIJING) + timedelta(days=60)))
    shi.do("finish_transfer", result="已与原单位协调，书面答复信访人。")
    expect(shi.text()).to_contain_text("书面答复信访人")
    assert not shi.may("finish_transfer")
    assert verify.run() == []
