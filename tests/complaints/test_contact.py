"""contact: every talk with every offer made in it; nobody offers what nobody approved."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from huiyin.complaints import verify
from huiyin.complaints.commands import Said
from huiyin.complaints.models import Contact, Promise, Stage
from huiyin.complaints.queries import file as queries
from huiyin.complaints.queries import timeline
from tests.complaints.checks import customer_clock, recorded, refused
from tests.complaints.given.customer import contact
from tests.complaints.road import MINUTE, Road, at_stage
from tests.complaints.test_grant_mandate import granted

pytestmark = pytest.mark.django_db


def talk(road: Road, *offers: Said, by: Any = None, **more: Any) -> None:
    road.do("contact", by or road.handler, **{**contact(road), "offers": list(offers), **more})


def test_it_is_on_the_record_with_every_offer_and_promises_nothing() -> None:
    road = at_stage(Stage.INVESTIGATING)
    before, version, begun = customer_clock(road).due_at, road.complaint.version, road.at
    talk(road, Said("goodwill", Decimal(30), "refused"), Said("goodwill", Decimal(50), "accepted"))
    kept = Contact.objects.get(complaint=road.complaint)
    assert (kept.at, kept.entered_at, kept.by_staff_id, kept.proof) == (
        begun,
        road.at,
        road.handler.id,
        "R-7",
    )
    made = [
        {"kind": "goodwill", "amount": "30", "answer": "refused"},
        {"kind": "goodwill", "amount": "50", "answer": "accepted"},
    ]
    assert kept.offers == made
    recorded(road, "contact", road.handler, offers=made, said="已说明处理进度", way="phone")
    assert (road.complaint.version, road.complaint.stage) == (version, Stage.INVESTIGATING)
    assert (customer_clock(road).due_at, Promise.objects.exists()) == (before, False)
    assert verify.run() == []


def test_the_page_and_the_timeline_show_it() -> None:
    road = at_stage(Stage.INVESTIGATING)
    talk(road, Said("goodwill", Decimal(50), "refused"))
    (shown,) = queries.file(road.ref, seen_by=road.handler, at=road.at).contacts
    assert (shown.by, shown.way_name, [each.answer_name for each in shown.offers]) == (
        road.handler.name, "电话答复", ["不同意"]
    )  # fmt: skip
    line = timeline.page(road.ref, seen_by=road.handler, before=99).lines[0]
    assert line.offers == (("慰问（不同意）", "50"),)
    assert line.fact["said"] == "已说明处理进度"


def test_what_nobody_approved_is_not_offered() -> None:
    """Without a mandate: what anybody may give at first contact, each alone and all that was taken together."""
    road = at_stage(Stage.INVESTIGATING)
    with refused("offer_not_covered", "offers"):
        talk(road, Said("compensation", Decimal(2000)))
    with refused("offer_not_covered", "offers"):
        talk(road, *[Said("goodwill", Decimal(50), "accepted")] * 2)
    with refused("amount_missing", "offers"):
        talk(road, Said("compensation"))
    assert not Contact.objects.exists()


def test_within_a_mandate_the_lead_unit_offers_up_to_its_most_until_it_ends() -> None:
    road = granted()
    talk(
        road,
        Said("compensation", Decimal(1500), "refused"),
        Said("compensation", Decimal(3000), "considering"),
    )
    with refused("offer_not_covered"):
        talk(road, Said("compensation", Decimal("3000.01")))
    with refused("offer_not_covered"):
        talk(road, *[Said("compensation", Decimal(2000), "accepted")] * 2)
    with refused("offer_not_covered"):
        talk(road, Said("compensation", Decimal(1500)), by=road.intake)
    road.at += timedelta(days=5)
    with refused("offer_not_covered"):
        talk(road, Said("compensation", Decimal(1500)))


def test_what_was_approved_may_be_told() -> None:
    road = at_stage(Stage.REPLYING)
    talk(road, Said("goodwill", Decimal(300), "accepted"))
    with refused("offer_not_covered"):
        talk(road, Said("goodwill", Decimal(301)))


@pytest.mark.parametrize(
    ("wrong", "code", "field"),
    [
        ({"contacted_at": timedelta(hours=1)}, "contacted_in_future", "contacted_at"),
        ({"way": "pigeon"}, "unknown", "way"),
        ({"said": " "}, "empty", "said"),
        ({"offers": [Said("castle")]}, "unknown", "offers"),
        ({"offers": [Said("apology_oral", answer="maybe")]}, "unknown", "offers"),
    ],
)
def test_it_refuses_what_cannot_have_been(wrong: dict[str, Any], code: str, field: str) -> None:
    road = at_stage(Stage.INVESTIGATING)
    if "contacted_at" in wrong:
        wrong = {"contacted_at": road.at + MINUTE + wrong["contacted_at"]}
    with refused(code, field):
        road.do("contact", road.handler, **{**contact(road), **wrong})


def test_who_does_not_talk_with_the_customer_does_not_write_it_down() -> None:
    road = at_stage(Stage.INVESTIGATING)
    for by in (road.head, road.caller):
        with refused("not_yours"):
            talk(road, by=by)
    talk(road, by=road.co)
