"""The complaint page in every stage, and its forms: open to everybody, in both themes, languages and widths."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from huiyin.complaints.commands import Customer
from huiyin.complaints.models import Stage
from tests.complaints.road import Road, at_stage

pytestmark = pytest.mark.browser
READERS = {
    Stage.REGISTERED: "谭宁", Stage.UNDER_REVIEW: "黄珊", Stage.INVESTIGATING: "余静", Stage.APPROVING: "何伟",
    Stage.REPLYING: "余静", Stage.REPLIED: "谭宁", Stage.FOLLOWING_UP: "韩松", Stage.CLOSED: "黄珊",
    Stage.ARCHIVED: "洪波",
}  # fmt: skip
WIDE, DARK = ({"theme": "light", "width": 1440}, {"theme": "dark", "language": "en", "width": 1440})
NARROW, NIGHT = ({"theme": "light", "language": "en", "width": 390}, {"theme": "dark", "width": 390})
LOOKS = (WIDE, DARK, NIGHT, NARROW)  # one and the next but one differ in everything
# Each form once, in one look or another.
FORMS = (
    (Stage.REGISTERED, "谭宁", "settle"), (Stage.REGISTERED, "谭宁", "amend"), (Stage.UNDER_REVIEW, "黄珊", "assign"),
    (Stage.UNDER_REVIEW, "黄珊", "assess"), (Stage.REPLYING, "余静", "reply"), (Stage.REPLIED, "谭宁", "not_accept"),
    (Stage.FOLLOWING_UP, "韩松", "follow_up"), (Stage.APPROVING, "何伟", "send_back"),
    (Stage.FOLLOWING_UP, "余静", "request_payment"), (Stage.CLOSED, "黄珊", "reopen"),
    (Stage.INVESTIGATING, "余静", "reveal"), (Stage.INVESTIGATING, "余静", "attach"),
)  # fmt: skip


@pytest.fixture(scope="module")
def roads(bank_to_read: str) -> dict[Stage, Road]:
    """One complaint in each stage, each of another customer: limits per customer add up."""
    return {stage: at_stage(stage, customer=customer(number)) for number, stage in enumerate(READERS)}


@pytest.fixture(scope="module")
def writing(bank_to_read: str) -> Road:
    return at_stage(Stage.INVESTIGATING, customer=customer(20)).answer()


@pytest.fixture(scope="module")
def closing(bank_to_read: str) -> Road:
    return at_stage(Stage.FOLLOWING_UP, customer=customer(21)).call().prove()


def customer(number: int) -> Customer:
    return Customer(name="李小明", phone=f"138123456{number:02d}")


@pytest.mark.parametrize("number", range(len(LOOKS)))
def test_every_stage_is_open_to_everybody(bank_to_read, visit, roads, number):
    wrong = []
    for stage in list(READERS)[number % 2 :: 2]:
        visitor = visit(bank_to_read, READERS[stage], **LOOKS[number], start="")
        assert visitor.open(f"/complaints/{roads[stage].ref}/") == 200
        wrong += visitor.faults()
        visitor.leave()
    assert not wrong


@pytest.mark.parametrize("number", range(len(LOOKS)))
def test_every_form_is_open_to_everybody(bank_to_read, visit, roads, number):
    wrong = []
    for stage, name, step in FORMS[number :: len(LOOKS)]:
        visitor = visit(bank_to_read, name, **LOOKS[number], start="")
        assert visitor.open(f"/complaints/{roads[stage].ref}/{step}/") == 200
        expect(visitor.page.locator("#step-form")).to_be_visible()
        unfold(visitor)
        wrong += visitor.faults()
        visitor.leave()
    assert not wrong


@pytest.mark.parametrize("look", [WIDE, NIGHT])
def test_an_opinion_being_written_is_open_to_everybody(bank_to_read, visit, writing, look):
    yu = visit(bank_to_read, "余静", **look, start="")
    yu.open(f"/complaints/{writing.ref}/propose/")
    yu.page.select_option("#step_kind_1", "goodwill")
    yu.page.fill("#step_amount_1", "300")
    yu.page.locator("#step_amount_1").blur()
    expect(yu.page.locator("#chain")).to_contain_text("卢毅")
    unfold(yu)
    assert not yu.faults()


@pytest.mark.parametrize("look", [DARK, NARROW])
def test_closing_is_open_to_everybody_and_asks_first(bank_to_read, visit, closing, look):
    huang = visit(bank_to_read, "黄珊", **look, start="")
    huang.open(f"/complaints/{closing.ref}/close/")
    unfold(huang)
    assert not huang.faults()
    huang.page.click("#step-form .btn-primary")
    expect(huang.page.locator("#confirm")).to_contain_text(closing.ref)
    assert not huang.faults()


@pytest.mark.parametrize("width", [1180, 768, 320])
def test_no_width_runs_over(bank_to_read, visit, roads, width):
    wrong = []
    visitor = visit(bank_to_read, "黄珊", width=width, language="en", start="")
    for road in roads.values():
        visitor.open(f"/complaints/{road.ref}/")
        wrong += visitor.faults(axe=False)
    assert not wrong


def test_the_keys_of_the_page(bank_to_read, visit, writing):
    yu = visit(bank_to_read, "余静", start="")
    yu.open(f"/complaints/{writing.ref}/")
    yu.page.keyboard.press("]")
    expect(yu.page.locator(".card-title:focus")).to_have_text("事实")
    yu.page.keyboard.press("[")
    expect(yu.page.locator(".card-title:focus")).to_be_visible()
    yu.page.keyboard.press("e")
    expect(yu.page.locator("#step-title")).to_be_focused()
    assert yu.page.locator("#step-form").get_attribute("action") == f"/complaints/{writing.ref}/propose/"
    yu.page.keyboard.press("Control+Enter")  # the form's button is the page's primary one now
    expect(yu.page.locator("#step .invalid-feedback").first).to_be_visible()
    expect(yu.page.locator("#step_findings")).to_be_focused()


def test_ctrl_j_settles_and_a_question_mark_tells_the_keys(bank_to_read, visit, roads):
    tan = visit(bank_to_read, "谭宁", start="")
    tan.open(f"/complaints/{roads[Stage.REGISTERED].ref}/")
    tan.page.keyboard.press("?")
    expect(tan.page.locator("#shortcuts")).to_contain_text("当场办结")
    tan.page.keyboard.press("Escape")
    tan.page.keyboard.press("Control+j")
    expect(tan.page.locator("#step-form[action$='/settle/']")).to_be_visible()


def test_j_and_k_go_from_complaint_to_complaint_as_the_worklist_has_them(bank_to_read, visit, roads):
    huang = visit(bank_to_read, "黄珊", start="")
    huang.open("/work/?scope=reach")
    rows = huang.page.locator("[data-queue] .ttl").evaluate_all("links => links.map(link => link.pathname)")
    first, second = list(dict.fromkeys(rows))[:2]
    huang.open(first)
    expect(huang.page.locator("[data-place]")).to_contain_text("1 / ")
    huang.page.keyboard.press("j")
    huang.page.wait_for_url(f"**{second}")
    expect(huang.page.locator("[data-place]")).to_contain_text("2 / ")
    huang.page.keyboard.press("k")
    huang.page.wait_for_url(f"**{first}")
    assert not huang.faults()


def test_the_customer_is_shown_for_a_minute_and_then_masked_again(bank_to_read, visit, roads):
    yu = visit(bank_to_read, "余静", start="")
    yu.page.clock.install()
    yu.open(f"/complaints/{roads[Stage.INVESTIGATING].ref}/")
    shown = yu.page.locator("#customer")
    expect(shown).to_contain_text("李*明")
    yu.page.click("#customer .hy-eye")
    yu.page.fill("#step_reason", "电话核实扣款账户")
    yu.page.click("#step-form .btn-primary")
    expect(shown).to_contain_text(customer(2).phone)
    expect(yu.page.locator(".htmx-added, .htmx-settling")).to_have_count(0)  # the minute has begun
    yu.page.clock.fast_forward(61_000)
    expect(shown).to_contain_text("李*明")
    expect(shown).not_to_contain_text(customer(2).phone)


def test_without_scripts_a_step_is_a_page(bank_to_read, visit):
    road = at_stage(Stage.REGISTERED, customer=customer(22))
    tan = visit(bank_to_read, "谭宁", scripts=False, start="")
    tan.open(f"/complaints/{road.ref}/")
    tan.follow(f"#bar a[href$='/{road.ref}/settle/']")
    tan.follow("#step-form .btn-primary")
    expect(tan.page.locator("#step .invalid-feedback").first).to_be_visible()
    tan.open(f"/complaints/{road.ref}/submit/")
    tan.page.fill("#step_note", "请审核")
    tan.follow("#step-form .btn-primary")
    assert tan.page.url.endswith(f"/complaints/{road.ref}/")
    expect(tan.page.locator(".hy-steps [aria-current=step]")).to_contain_text("审核")


def test_without_scripts_the_chain_is_shown_before_proposing(bank_to_read, visit, writing):
    yu = visit(bank_to_read, "余静", scripts=False, start="")
    yu.open(f"/complaints/{writing.ref}/propose/")
    yu.page.fill("#step_findings", "当日库存充足")
    yu.page.select_option("#step_kind_1", "goodwill")
    yu.page.fill("#step_amount_1", "300")
    yu.follow("#step-form button[formaction]")
    expect(yu.page.locator("#chain li").filter(has_text="卢毅")).to_contain_text("¥500.00")
    assert yu.page.input_value("#step_findings") == "当日库存充足"


def test_without_scripts_the_customer_is_shown_on_a_page_that_goes_back_by_itself(bank_to_read, visit, roads):
    yu = visit(bank_to_read, "余静", scripts=False, start="")
    yu.open(f"/complaints/{roads[Stage.INVESTIGATING].ref}/reveal/")
    yu.page.fill("#step_reason", "电话核实扣款账户")
    with yu.page.expect_navigation() as answer:
        yu.page.click("#step-form .btn-primary")
    expect(yu.page.locator("main")).to_contain_text(customer(2).phone)
    assert answer.value.headers["refresh"].startswith("60; url=/complaints/")
    assert answer.value.headers["cache-control"] == "no-store"


def unfold(visitor) -> None:
    """Open what is folded, so that it is looked at too."""
    visitor.page.evaluate("document.querySelectorAll('#step details').forEach(each => { each.open = true; })")
