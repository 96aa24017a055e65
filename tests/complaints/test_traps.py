"""Where staff get stuck: each trap of the bank's own list that lies on the way between units, and its guard."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from django.db.models import QuerySet

from huiyin.complaints import access, verify
from huiyin.complaints.commands import Ask, Offer, Said
from huiyin.complaints.models import Approval, Clock, Stage, Task
from huiyin.complaints.queries import worklist
from huiyin.complaints.queries.wanted import Wanted
from huiyin.organisation.actor import Actor, Role
from huiyin.organisation.models import StaffRole
from tests.complaints.checks import customer_clock, refused, task
from tests.complaints.given.customer import BLOCKS
from tests.complaints.road import Road, at_stage, holder
from tests.world import person, staff, unit

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def listed(road: Road, by: Actor, scope: str) -> bool:
    """Is it in this person's list of work?"""
    page = worklist.rows(Wanted(scope), by=by, at=road.at)
    return road.ref in {row.ref for group in page.groups for row in group.rows}


def limits(road: Road) -> list[tuple[str, datetime, datetime]]:
    clocks = Clock.objects.filter(complaint=road.complaint).order_by("id")
    return list(clocks.values_list("rule", "started_at", "due_at"))


def test_a_case_waits_for_a_unit_to_sign_for_it() -> None:
    """Nobody signs for anything: the clock runs from the assignment, and a working day of silence is acceptance."""
    road = at_stage(Stage.INVESTIGATING)
    before = limits(road)
    asked = task(road, "investigate")
    assert asked.started_at == road.at
    assert customer_clock(road).started_at == road.complaint.received_at
    road.at += 2 * DAY  # nobody opened it
    with refused("too_late_to_refuse"):
        road.do("refuse_assignment", road.handler, reason="不归我们管")
    road.do("pick", road.handler)
    assert limits(road) == before
    assert task(road, "investigate").due_at == asked.due_at


def test_head_office_assigns_a_branch_and_nobody_inside_owns_it() -> None:
    """Its handlers may take it, and its office sees it among what waits and gives it out below."""
    road = at_stage(Stage.UNDER_REVIEW)
    road.do("escalate", road.coordinator, reason="客户的账户在江苏")
    road.do("assign", road.root, lead=Ask(unit("江苏分行").pk, "请核实"))
    office, worker = person("罗平"), holder(Role.HANDLER, "江苏分行")
    assert listed(road, office, "pool")
    assert listed(road, worker, "pool")
    assert not worklist.worklist(Wanted("pool"), by=office, at=road.at).pools  # to give out, not to take
    assert worklist.worklist(Wanted("pool"), by=worker, at=road.at).pools
    assert not listed(road, person("黄珊"), "pool")
    owned = Task.objects.get(complaint=road.complaint)
    assert (owned.unit_id, road.complaint.owner_unit_id) == (unit("江苏分行").pk, unit("江苏分行").pk)
    road.do("distribute", office, shares=[Ask(unit("南京城西支行").pk, "当时如何告知？")])
    assert listed(road, holder(Role.HANDLER, "南京城西支行"), "pool")
    assert verify.run() == []


def test_the_customer_never_agrees() -> None:
    """Two rounds, then somebody above stands by it and the file ends; nobody below may, and no third round opens."""
    road = at_stage(Stage.REPLIED).refuse_for_good()
    assert (road.complaint.stage, road.complaint.rounds) == (Stage.REPLIED, 2)
    with refused("already_answered"):
        road.do("not_accept", road.intake, reason="还是太少")
    waiting = task(road, "stand")
    assert waiting.staff_id == road.chief.id
    assert listed(road, road.chief, "mine")
    signed = Approval.objects.filter(opinion__complaint=road.complaint).order_by("-grade")
    assert road.chief.id not in signed.values_list("decided_by", flat=True)
    assert verify.run() == []


def test_the_tellers_own_outlet_investigates_the_teller() -> None:
    """Not the outlet, not the teller, not the chief; what the teller has to say is asked for in writing."""
    teller, chief, outlet = person("余静"), person("何伟"), unit("天河支行")
    road = Road(complained_of_unit_id=outlet.pk, complained_of_staff_id=teller.id).submit()
    with refused("nobody_to_handle", "lead"):  # the only handler there is the teller
        road.do("assign", road.coordinator, lead=Ask(outlet.pk, "请核实"))
    StaffRole.objects.create(staff=staff("谭宁"), unit=outlet, role=Role.HANDLER)
    with refused("own_conduct", "lead"):  # nor does a colleague
        road.do("assign", road.coordinator, lead=Ask(outlet.pk, "请核实"))
    video = [Ask(outlet.pk, "请提供录像")]
    road.do("assign", road.coordinator, lead=Ask(road.co_unit.pk, "请核实"), co_handlers=video)
    assert listed(road, person("谭宁"), "pool")
    road.do("answer", person("谭宁"), answer="录像已送")
    road.do("ask_statement", road.co, staff_id=teller.id, questions="当时说了什么？")
    for kept_out in (teller, chief):
        assert not access.visible_to(kept_out).filter(pk=road.complaint.pk).exists()
        with refused("not_found"):
            road.do("note", kept_out, note="我来说明")
    road.do("give_statement", teller, answer="语气急躁")
    road.do("propose", road.co, **BLOCKS, offers=[Offer("apology_written")])
    places = Approval.objects.filter(opinion__complaint=road.complaint)
    assert not places.filter(staff_id__in=[teller.id, chief.id]).exists()
    assert verify.run() == []


def test_every_counter_offer_climbs_the_chain_again() -> None:
    """One climb for the range; within it the handler talks, answers and settles without asking again."""
    road = at_stage(Stage.INVESTIGATING).answer()
    most = Offer("compensation", Decimal(3000), Decimal(1000))
    road.do("ask_mandate", road.handler, **BLOCKS, offers=[most], until=road.at + 4 * DAY)
    for by in (road.head, road.approver, road.coordinator):
        road.do("grant_mandate", by)
    signed = list(decisions(road))
    for amount in (1000, 1500, 2000):
        offer = Said("compensation", Decimal(amount), "refused" if amount < 2000 else "accepted")
        talk = {"contacted_at": road.at, "way": "phone", "inbound": False, "said": "还价", "proof": "R-7"}
        road.do("contact", road.handler, **talk, offers=[offer])
    agreed = [Offer("compensation", Decimal(2000))]
    road.do("settle_in_mandate", road.handler, **BLOCKS, offers=agreed, proof="R-8")
    assert road.complaint.stage == Stage.REPLYING
    assert list(decisions(road)) == signed
    assert verify.run() == []


def decisions(road: Road) -> QuerySet[Approval, datetime | None]:
    """When each seat signed anything in this complaint."""
    return (
        Approval.objects.filter(opinion__complaint=road.complaint)
        .order_by("id")
        .values_list("decided_at", flat=True)
    )
