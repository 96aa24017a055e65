"""propose: the unit's opinion, and a chain known before it is drawn."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from huiyin.complaints import approving
from huiyin.complaints.commands import Ask, Offer
from huiyin.complaints.models import Approval, Opinion, Severity, Stage
from huiyin.organisation.actor import Role
from huiyin.organisation.models import Staff, StaffRole
from tests.complaints.checks import kinds, recorded, refused, task
from tests.complaints.road import Road, at_stage
from tests.world import TODAY, person, staff, unit

pytestmark = pytest.mark.django_db
BLOCKS = {"findings": "事实", "grounds": "依据", "decision": "决定"}


def answered(**options: Any) -> Road:
    return at_stage(Stage.INVESTIGATING, **options).answer()


def chain(road: Road) -> list[tuple[str, int, int | None]]:
    places = Approval.objects.filter(opinion__complaint=road.complaint, opinion__state="proposed").order_by("step")
    return list(places.values_list("place", "grade", "staff_id"))


def test_the_first_of_the_chain_is_asked() -> None:
    road = answered().propose()
    assert (road.complaint.stage, kinds(road)) == (Stage.APPROVING, {"approve"})
    assert task(road, "approve").staff_id == road.complaint.owner_staff_id == road.head.id
    recorded(road, "propose", road.handler, opinion=1, offers=[{"kind": "goodwill", "amount": "300"}])


def test_head_then_grade_by_grade_and_for_a_major_one_the_coordinators_audit() -> None:
    """何伟 may give 200 of goodwill; nobody in 广东 holds grade 3; 卢毅's grade 4 suffices."""
    road = answered(severity=Severity.MAJOR).propose()
    assert chain(road) == [("head", 2, road.head.id), ("grade", 4, road.approver.id), ("audit", 0, None)]


@pytest.mark.parametrize(("amount", "last"), [("1000", 2), ("1000.01", 4), ("20000", 4), ("20000.01", 5), ("50000", 5)])
def test_it_climbs_as_far_as_the_amount_needs(amount: str, last: int) -> None:
    road = answered()
    road.propose(Offer("refund", Decimal(amount)))
    assert max(grade for _place, grade, _staff in chain(road)) == last


def test_the_chain_shown_beforehand_is_the_one_drawn() -> None:
    road, offers = answered(), [Offer("refund", Decimal(9000))]
    seats = approving.chain(road.complaint, offers, proposer_id=road.handler.pk, at=road.at)
    road.propose(*offers)
    assert [(s.place, s.grade, s.staff_id) for s in seats] == chain(road)[:-1]


@pytest.mark.parametrize(
    "offers",
    [
        [Offer("refund", Decimal("50000.01"))],
        [Offer("refund", Decimal(30000)), Offer("refund", Decimal(30000))],  # split in two
        [Offer("refund", Decimal(30000)), Offer("compensation", Decimal(30000))],  # one purse
        [Offer("goodwill", Decimal(501))],
    ],
)
def test_it_refuses_what_nobody_in_the_part_may_decide(offers: list[Offer]) -> None:
    road = answered()
    with refused("beyond_authority", "offers"):
        road.propose(*offers)
    assert not Opinion.objects.exists()


def test_what_the_customer_was_granted_before_counts() -> None:
    """Grade 2 may give 1,000 at once and 2,000 a year: the third 1,000 climbs on."""
    for last in (2, 2, 4):
        road = answered(severity=Severity.NORMAL)
        road.propose(Offer("refund", Decimal(1000)))
        assert max(grade for _place, grade, _staff in chain(road)) == last
        road.approve()


def test_a_head_who_proposes_himself_gives_way_to_the_deputy_else_to_the_next_grade() -> None:
    StaffRole.objects.create(staff=staff("何伟"), unit=unit("天河支行"), role=Role.HANDLER, valid_from=TODAY)
    alone = answered()
    alone.do("propose", person("何伟"), **BLOCKS)
    assert chain(alone)[0] == ("grade", 4, alone.approver.id)
    deputy = Staff.objects.create_user("fu.hang", "a long password", name="副行长")
    StaffRole.objects.create(
        staff=deputy, unit=unit("天河支行"), role=Role.UNIT_HEAD, deputy_for=staff("何伟"),
        valid_from=TODAY - timedelta(days=9),
    )  # fmt: skip
    helped = answered()
    helped.do("propose", person("何伟"), **BLOCKS)
    assert chain(helped)[0] == ("head", 0, deputy.pk)


def test_a_head_office_department_begins_with_its_general_manager() -> None:
    """Complained of is the branch's own office, so that the bank's coordinator has it in hand."""
    road = Road(complained_of_unit_id=unit("广东投诉办").pk).submit()
    road.coordinator, road.handler = person("沈岚"), person("郭蓉")
    road.do("assign", road.coordinator, lead=Ask(unit("个人金融部").pk, "？"))
    road.propose(Offer("refund", Decimal(38000)))
    assert chain(road)[0] == ("head", 6, person("万里").id)


def test_it_refuses_while_a_co_handler_has_not_answered() -> None:
    road = at_stage(Stage.INVESTIGATING)
    with refused("co_handlers_unanswered"):
        road.propose()


@pytest.mark.parametrize("block", BLOCKS)
def test_it_refuses_an_empty_block(block: str) -> None:
    road = answered()
    with refused("empty", block):
        road.do("propose", road.handler, **{**BLOCKS, block: ""})


def test_work_a_colleague_has_picked_is_the_colleagues_or_the_deputys() -> None:
    road = answered()
    road.do("pick", road.handler)
    other = StaffRole.objects.create(
        staff=Staff.objects.create_user("xin.ren", "a long password", name="新人"), unit=road.lead_unit,
        role=Role.HANDLER, valid_from=TODAY - timedelta(days=9),
    )  # fmt: skip
    with refused("picked_by_another"):
        road.do("propose", person("新人"), **BLOCKS)
    other.deputy_for_id = road.handler.id
    other.save()
    road.do("propose", person("新人"), **BLOCKS)
    assert task(road, "approve").staff_id == road.head.id


def test_it_refuses_whoever_handled_it_before_it_was_reopened() -> None:
    road = answered()
    complaint = road.complaint
    complaint.barred = [road.handler.pk]
    complaint.save()
    with refused("handled_before"):
        road.propose()


def test_it_refuses_others_and_other_stages() -> None:
    road = answered()
    for by in (road.head, road.co, road.coordinator):
        with refused("not_yours"):
            road.do("propose", by, **BLOCKS)
    with refused("stage"):
        at_stage(Stage.APPROVING).propose()
