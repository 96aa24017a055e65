"""Photographs the running product for docs/pictures: make pictures"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "pictures"
LARGEST = 150_000
# Pages of one complaint or matter have their number filled in when the demo stands.
WORK, CASE, GONE, REVIEW, MATTER = "/work/", "{case}", "{gone}", "{review}", "{matter}"


@dataclass(frozen=True)
class Picture:
    """One page of the product, who looks at it and how, and the drawing it follows, if there is one."""

    name: str
    said: str
    follows: str
    who: str
    page: str
    how: Mapping[str, Any] = field(default_factory=dict)


PHONE: dict[str, Any] = {"width": 390}
NIGHT: dict[str, Any] = {"theme": "dark"}
ENGLISH = {"theme": "dark", "language": "en"}
PICTURES = (
    Picture("workbench", "What waits for me, and until when", "01-workbench-desktop-light", "周敏", WORK),
    Picture("workbench-en", "The same in English, dark", "01-workbench-desktop-dark", "周敏", WORK, ENGLISH),
    Picture("workbench-mobile", "The same on a phone", "01-workbench-mobile-light", "周敏", WORK, PHONE),
    Picture("register", "Registration, and what is known", "02-register-desktop-light", "林晓雯", "/register/"),
    Picture("case", "A complaint that waits for my signature", "03-case-desktop-light", "刘建国", CASE),
    Picture("case-en", "The same in English, dark", "03-case-desktop-dark", "刘建国", CASE, ENGLISH),
    Picture("case-1180", "The same on a narrower screen", "03-case-medium1180-light", "刘建国", CASE, {"width": 1180}),
    Picture("case-mobile", "The same on a phone, dark", "03-case-mobile-dark", "刘建国", CASE, NIGHT | PHONE),
    Picture("approvals", "All that waits for my signature", "01-workbench-desktop-light", "刘建国", "/approvals/"),
    Picture("promises", "What is owed to customers", "12-promises-desktop-light", "叶岑", "/promises/"),
    Picture("review", "A decision under review", "13-review-desktop-light", "魏宁", REVIEW),
    Picture("matter", "Ten customers, one cause", "14-group-matter-desktop-light", "罗平", MATTER),
    Picture("matter-en", "The same in English, dark", "14-group-matter-desktop-dark", "罗平", MATTER, ENGLISH),
    Picture("outlet", "The head of an outlet, on the phone", "15-outlet-phone-mobile-light", "何伟", "/outlet/", PHONE),
    Picture("left", "A complaint that went elsewhere", "", "石磊", GONE),
    Picture("duty", "On duty, away, and handing over", "", "罗平", "/duty/"),
    Picture("changes", "A unit is to move", "", "安全", "/settings/changes/"),
    Picture("authority", "Who may decide how much", "17-organisation-desktop-light", "严管", "/settings/authority/"),
)  # fmt: skip

HEAD = """\
# The product in pictures

Written by `make pictures`, which starts the demo bank, takes a complaint to the third signature and photographs the
pages as the people named see them; beside each stands the drawing of the design that it follows, if there is one. What
the drawings show and the product does not have yet, comes with later releases. All people and customers are invented.
"""
TOLD = {
    "name": "陈静",
    "phone": "13955805580",
    "story": "账单上有一笔分期手续费 155.35 元，没有告诉我，要求退还。",
}


def main() -> None:
    os.environ["HUIYIN_DATA_DIR"] = tempfile.mkdtemp(prefix="huiyin-pictures-")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "huiyin.config.settings")
    sys.path.insert(0, str(ROOT))
    try:
        with bank() as places:
            photograph(places)
    finally:
        shutil.rmtree(os.environ["HUIYIN_DATA_DIR"], ignore_errors=True)
    (ROOT / "docs" / "pictures.md").write_text(HEAD + "".join(map(told, PICTURES)), encoding="utf-8")


@contextmanager
def bank() -> Iterator[Mapping[str, str]]:
    """The demo, and where in it the pictures are taken."""
    from django.db import connections  # noqa: PLC0415  the settings read the database's address, known only now

    from huiyin.cli import demo  # noqa: PLC0415

    with demo.database():
        demo.prepare()
        yield {CASE: f"/complaints/{waiting_for_the_third_signature()}/", **places()}
        connections.close_all()


def places() -> dict[str, str]:
    """A review in hand, a petition at the office for petitions, and the group matter."""
    from huiyin.complaints import numbers  # noqa: PLC0415
    from huiyin.complaints.models import Complaint, Departure, Matter, Review  # noqa: PLC0415

    def ref(complaint: Complaint) -> str:
        return numbers.ref(complaint.pk, complaint.registered_at)

    review = Review.objects.get(complaint__stage="reviewing", complaint__owner_staff_id__gt=0)
    petition = Departure.objects.get(to_type="petition")
    return {
        REVIEW: f"/reviews/{ref(review.complaint)}/",
        GONE: f"/complaints/{ref(petition.complaint)}/",
        MATTER: f"/matters/{Matter.objects.get().pk}/",
    }


def waiting_for_the_third_signature() -> str:
    """A stolen card at the card centre: registered, assigned, decided, signed twice."""
    from huiyin.calendars.workdays import BEIJING  # noqa: PLC0415
    from huiyin.complaints import commands, numbers  # noqa: PLC0415
    from huiyin.complaints.commands import Ask, Customer, Offer  # noqa: PLC0415
    from tests import world  # noqa: PLC0415

    today = datetime.now(BEIJING).replace(hour=9, minute=5, second=0, microsecond=0)  # noqa: TID251  a tool is a door
    at = today - timedelta(days=1)
    lead, co = world.unit("卡中心风险运营组"), world.unit("卡中心客户服务部")
    made = commands.register(
        by=someone("赵一凡", at), at=at, unit_id=co.pk, channel="CARD", received_at=at - timedelta(minutes=9),
        customer=Customer(name="刘梅", phone="13955805580"), category="06.04", severity=3, amount=Decimal(3200),
        title="卡在身边被境外盗刷，要求赔偿", demands=["refund", "apology"], complained_of_unit_id=lead.pk,
        story="卡一直在身边，凌晨被境外商户扣款 3,200 元。当时来电要求止付，客服说要等入账才能处理，要求银行承担损失。",
    )  # fmt: skip
    ref = numbers.ref(made.pk, made.registered_at)
    asks = {
        "lead": Ask(lead.pk, "请查明交易经过并提出处理意见"),
        "co_handlers": [Ask(co.pk, "当时来电如何答复？")],
    }
    offers = [
        Offer("compensation", Decimal(3200)),
        Offer("refund", Decimal("86.32")),
        Offer("apology_written"),
    ]
    blocks = {
        "findings": "交易时卡在您手中，境外交易不是您本人发起；您来电后我行没有及时止付。",
        "grounds": "本行信用卡章程关于失卡保障的约定，风险交易应于来电时即行止付。",
        "decision": "赔偿您的损失，退还已收的违约金和利息，并书面致歉。",
    }
    serious = {"statutory": True, "complex_": False, "severity": 3, "reason": "资金安全，影响较大"}
    road: tuple[tuple[str, str, dict[str, Any]], ...] = (
        ("submit", "赵一凡", {}),
        ("assess", "刘明哲", serious),
        ("assign", "刘明哲", asks),
        ("answer", "周敏", {"answer": "录音显示已答复“入账后处理”，未转止付。"}),
        ("propose", "秦岳", {**blocks, "offers": offers}),
        ("approve", "简宁", {"note": "事实清楚"}),
        ("approve", "何静", {"note": "同意"}),
    )
    for step, name, details in road:
        at += timedelta(minutes=67)
        getattr(commands, step)(ref, by=someone(name, at), at=at, **details)
    return ref


def someone(name: str, at: datetime) -> Any:
    from tests import world  # noqa: PLC0415

    return world.person(name, on=at.date())


def photograph(places: Mapping[str, str]) -> None:
    from playwright.sync_api import sync_playwright  # noqa: PLC0415

    from tests.browser.fixtures import FLAGS, place_of_chromium, served  # noqa: PLC0415
    from tests.browser.visitor import Visitor  # noqa: PLC0415
    from tools import palette  # noqa: PLC0415

    FOLDER.mkdir(parents=True, exist_ok=True)
    with served() as site, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=place_of_chromium(), args=list(FLAGS))
        blank = browser.new_page()
        for picture in PICTURES:
            visitor = Visitor.come(browser, site, picture.who, start="", **picture.how)
            visitor.open(places.get(picture.page, picture.page))
            if picture.name == "register":
                fill_in(visitor.page)
            image = visitor.page.screenshot()
            visitor.leave()
            keep(picture, palette.small(image, blank))
        browser.close()


def fill_in(page: Any) -> None:
    """A complaint half written, so that what is known beside it shows."""
    for name, value in TOLD.items():
        page.fill(f"#id_{name}", value)
    with page.expect_response("**/register/beside/"):
        page.fill("#id_amount", "155.35")
        page.locator("#id_amount").blur()
    page.wait_for_load_state("networkidle")


def keep(picture: Picture, image: bytes) -> None:
    if len(image) > LARGEST:
        raise SystemExit(f"{picture.name}: {len(image):,} bytes, more than {LARGEST:,}")
    (FOLDER / f"{picture.name}.png").write_bytes(image)
    print(f"docs/pictures/{picture.name}.png: {len(image):,} bytes", flush=True)


def told(picture: Picture) -> str:
    product = f"![{picture.said}](pictures/{picture.name}.png)"
    if not picture.follows:
        return f"\n## {picture.said}\n\n{product}\n"
    drawing = f"![The design of it](pictures/design/{picture.follows}.png)"
    return f"\n## {picture.said}\n\n| The product | The design |\n|---|---|\n| {product} | {drawing} |\n"


if __name__ == "__main__":
    main()
