"""Group matters: one opinion for all, each complainant's own letter, answer and money; all of it or nothing."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from huiyin.complaints import commands, verify
from huiyin.complaints.commands import Ask, Customer, Offer, matters
from huiyin.complaints.models import Approval, Complaint, Matter, Member, Opinion, Severity, Stage
from huiyin.complaints.queries import matter_room
from huiyin.complaints.queries import matters as queries
from huiyin.organisation.actor import Role
from tests.complaints.checks import refused
from tests.complaints.many import many
from tests.complaints.road import MINUTE, Road, at_stage, holder
from tests.world import unit

pytestmark = pytest.mark.django_db
BLOCKS: dict[str, Any] = {"findings": "双录缺失", "grounds": "代销管理办法", "decision": "按亏损补偿并致歉"}


def visitors(count: int) -> list[Road]:
    """So many customers of 天河支行 who came together, under review."""
    return [
        Road(severity=Severity.NORMAL, customer=Customer(name=f"客户{n}", phone=f"139000{n:05}")).submit()
        for n in range(count)
    ]


def opened(roads: list[Road]) -> int:
    first = roads[0]
    office = first.complaint.coordinator_unit_id
    refs = [road.ref for road in roads]
    made = matters.open_matter(
        refs, title="基金净值亏损", by=first.coordinator, at=roads[-1].at, unit_id=office
    )
    return made.matter_id


def worked(roads: list[Road]) -> int:
    """Gathered, given out to one unit, and in one handler's hands."""
    matter_id, road = opened(roads), roads[-1]
    lead = Ask(road.lead_unit.pk, "请逐户核实双录")
    matters.assign(matter_id, by=road.coordinator, at=road.at, lead=lead)
    matters.pick(matter_id, by=road.handler, at=road.at)
    return matter_id


def stages(matter_id: int) -> dict[str, int]:
    found = Complaint.objects.filter(memberships__matter=matter_id).values_list("stage", flat=True)
    return {stage: list(found).count(stage) for stage in set(found)}


def signed(matter_id: int, road: Road) -> None:
    for by in (road.head, road.approver, road.coordinator):
        if Approval.objects.filter(opinion__matter_id=matter_id, decided_at=None).exists():
            matters.approve(matter_id, by=by, at=road.at + 2 * MINUTE)


def test_twenty_five_complain_of_one_thing() -> None:
    roads = visitors(25)
    matter_id, road = worked(roads), roads[-1]
    found = Complaint.objects.filter(memberships__matter=matter_id)
    assert set(found.values_list("severity", "stage")) == {(3, "investigating")}
    offers = {road.ref: [Offer("goodwill", Decimal(100 + n))] for n, road in enumerate(roads[:3])}
    done = matters.propose(
        matter_id, by=road.handler, at=road.at, **BLOCKS, offers=offers, otherwise=[Offer("apology_oral")]
    )
    assert len(done.done) == 25 and done.left == ()
    opinions = Opinion.objects.filter(matter_id=matter_id)
    assert (
        opinions.values("findings", "grounds", "decision").distinct().count() == 1 and opinions.count() == 25
    )
    signed(matter_id, road)
    assert stages(matter_id) == {"replying": 25}
    for each in roads:
        each.at = road.at + 2 * MINUTE
        each.reply()
    for each in roads[:23]:
        each.accept()
    for each in roads[23:]:
        each.do("not_accept", each.intake, reason="金额太少")
    room = matter_room.room(matter_id, seen_by=road.coordinator, at=road.at)
    assert room.kinds == {"accepted": 23, "refused": 2}
    assert (room.promised, room.promises) == (Decimal(303), 3)
    assert [m.kind for m in room.missing] == ["refused", "accepted", "unpaid"]
    with refused("members_open"):
        matters.close(matter_id, by=road.coordinator, at=road.at)
    with refused("nobody_in_matter"):  # rework is each one's own
        matters.propose(matter_id, by=road.handler, at=road.at, **BLOCKS)
    assert verify.run() == []


def test_all_or_nothing_and_it_says_whose() -> None:
    roads = visitors(3)
    matter_id, road = worked(roads), roads[2]
    too_much = {roads[1].ref: [Offer("goodwill", Decimal(99_000_000))]}
    with pytest.raises(commands.Refused) as no:
        matters.propose(matter_id, by=road.handler, at=road.at, **BLOCKS, offers=too_much)
    assert no.value.params["ref"] == roads[1].ref and stages(matter_id) == {"investigating": 3}
    with refused("offers_for_others", "offers"):
        stranger = {at_stage(Stage.INVESTIGATING).ref: [Offer("apology_oral")]}
        matters.propose(matter_id, by=road.handler, at=road.at, **BLOCKS, offers=stranger)
    assert not Opinion.objects.filter(matter_id=matter_id).exists()
    matters.propose(matter_id, by=road.handler, at=road.at, **BLOCKS)
    with refused("nobody_in_matter"):
        matters.approve(matter_id, by=road.approver, at=road.at)  # the head is first
    with refused("empty", "reason"):
        matters.send_back(matter_id, by=road.head, at=road.at, reason=" ")
    matters.send_back(matter_id, by=road.head, at=road.at, reason="逐户列明金额")
    assert stages(matter_id) == {"investigating": 3}
    matters.propose(matter_id, by=road.handler, at=road.at + MINUTE, **BLOCKS)
    signed(matter_id, road)
    assert stages(matter_id) == {"replying": 3} and verify.run() == []


def test_one_opinion_is_audited_as_a_whole() -> None:
    roads = visitors(3)
    roads[0].do("assess", roads[0].coordinator, statutory=True, complex_=False, severity=3, reason="重大")
    matter_id, road = worked(roads), roads[2]
    matters.propose(matter_id, by=road.handler, at=road.at, **BLOCKS)
    audits = Approval.objects.filter(opinion__matter_id=matter_id, place=Approval.Place.AUDIT)
    assert audits.count() == 3  # all of it, since one of them is major


def test_who_opens_one_and_of_what() -> None:
    roads = visitors(2)
    first, office = roads[0], roads[0].complaint.coordinator_unit_id
    refs = [road.ref for road in roads]
    given: dict[str, Any] = {"title": "基金", "by": first.coordinator, "at": roads[1].at, "unit_id": office}
    for code, field, change in (
        ("empty", "title", {"title": " "}), ("too_long", "title", {"title": "长" * 201}),
        ("not_yours", "", {"by": first.handler}), ("not_yours", "", {"unit_id": unit("天河支行").pk}),
    ):  # fmt: skip
        with refused(code, field):
            matters.open_matter(refs, **{**given, **change})
    with refused("matter_of_one", "refs"):
        matters.open_matter([first.ref, first.ref], **given)
    for unknown in ("26-0000000009-9", "x"):
        with refused("unknown", "refs"):
            matters.open_matter([*refs, unknown], **given)
    with refused("stage"):
        matters.open_matter([*refs, at_stage(Stage.REPLYING).ref], **given)
    assert not Matter.objects.exists() and not Member.objects.exists()
    matters.open_matter(refs[:2], **given)
    assert {road.complaint.severity for road in roads} == {1}


def test_what_one_may_not_see_is_not_even_counted() -> None:
    roads = visitors(3)
    matter_id, road = worked(roads), roads[2]
    hidden = roads[1]
    hidden.do("recuse", hidden.coordinator, staff_ids=[road.handler.pk], why="relation")
    for reader, count in ((road.handler, 2), (road.coordinator, 3)):
        room = matter_room.room(matter_id, seen_by=reader, at=road.at)
        (line,) = queries.ledger(seen_by=reader).lines
        assert (len(room.tiles), sum(room.kinds.values()), line.count) == (count, count, count)
    matters.propose(matter_id, by=road.handler, at=road.at, **BLOCKS)
    assert hidden.complaint.stage == "investigating"
    stranger = holder(Role.INTAKE, "河西支行")
    assert queries.ledger(seen_by=stranger).lines == ()
    with refused("no_matter"):
        matter_room.room(matter_id, seen_by=stranger, at=road.at)
    with refused("no_matter", "matter_id"):
        matters.approve(matter_id, by=stranger, at=road.at)


def test_it_ends_last() -> None:
    roads = visitors(2)
    matter_id, road = opened(roads), roads[1]
    decline = {"ground": "not_our_product", "reason": "他行产品"}
    roads[0].do("decline", road.coordinator, **decline)
    with pytest.raises(commands.Refused) as no:
        matters.close(matter_id, by=road.coordinator, at=road.at)
    assert no.value.params["refs"] == [roads[1].ref]
    roads[1].do("decline", road.coordinator, **decline)
    with refused("not_yours"):
        matters.close(matter_id, by=road.intake, at=road.at)
    matters.close(matter_id, by=road.coordinator, at=road.at)
    assert Matter.objects.get(pk=matter_id).closed_at == road.at
    assert matter_room.room(matter_id, seen_by=road.coordinator, at=road.at).acts == ()


def test_the_page_asks_as_much_for_many_as_for_few() -> None:
    roads = visitors(25)
    few, many = opened(roads[:5]), opened(roads[5:])
    counts = []
    for matter_id in (few, many):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            matter_room.room(matter_id, seen_by=roads[0].coordinator, at=roads[-1].at)
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 12


def test_the_ledger_goes_on_by_key_and_finds_its_own_among_many() -> None:
    made = many(66, units=[unit("天河支行")])
    stranger, reader = holder(Role.INTAKE, "河西支行"), Road().coordinator
    opened_at = made[0].registered_at
    rows = Matter.objects.bulk_create(
        Matter(title=f"第{n}个", coordinator_unit_id=1, opened_at=opened_at, opened_by=1) for n in range(33)
    )
    Member.objects.bulk_create(
        Member(matter=rows[n // 2], complaint=c, joined_at=opened_at) for n, c in enumerate(made)
    )
    found, before = [], queries.FIRST
    while before:
        page = queries.ledger(seen_by=reader, before=before)
        assert len(page.lines) <= queries.PAGE
        found += [line.id for line in page.lines]
        before = page.before or 0
    assert found == sorted((row.pk for row in rows), reverse=True)
    assert queries.ledger(seen_by=stranger).lines == ()
    with CaptureQueriesContext(connection) as asked:
        queries.ledger(seen_by=reader)
    assert len(asked) == 4
