"""amend: what was written down is corrected; when it was received stands."""

from __future__ import annotations

from decimal import Decimal

import pytest

from huiyin.complaints import access
from huiyin.complaints.commands import Customer
from huiyin.complaints.models import Stage
from tests.complaints.checks import kinds, recorded, refused, task
from tests.complaints.road import MONDAY, Road, at_stage, category
from tests.world import person, unit

pytestmark = pytest.mark.django_db


def test_it_corrects_and_the_record_keeps_both() -> None:
    road = Road()
    road.do("amend", road.intake, title="更正", amount=Decimal("12.5"), complained_of_person="王某")
    assert (road.complaint.title, road.complaint.complained_of_person) == ("更正", "王某")
    line = recorded(road, "amend", road.intake)
    assert line.payload["changes"]["amount"] == [None, "12.50"]  # type: ignore[index]


@pytest.mark.parametrize(
    ("stage", "who"),
    [(Stage.REGISTERED, "intake"), (Stage.UNDER_REVIEW, "coordinator"), (Stage.INVESTIGATING, "handler")],
)
def test_at_each_stage_another_may(stage: Stage, who: str) -> None:
    road = at_stage(stage)
    for name in ("intake", "coordinator", "handler", "head"):
        if name == who:
            road.do("amend", getattr(road, name), title=name)
        else:
            with refused("not_yours"):
                road.do("amend", getattr(road, name), title=name)
    assert road.complaint.title == who


def test_it_refuses_after_the_opinion_is_proposed() -> None:
    road = at_stage(Stage.APPROVING)
    with refused("stage"):
        road.do("amend", road.handler, title="太晚")


def test_the_time_of_receipt_stands() -> None:
    road = Road()
    with refused("received_at_stands", "received_at"):
        road.do("amend", road.intake, received_at=MONDAY)


@pytest.mark.parametrize("field", ["stage", "severity", "coordinator_unit_id", "first_contact"])
def test_it_refuses_fields_that_steps_keep(field: str) -> None:
    road = Road()
    with refused("not_amendable", field):
        road.do("amend", road.intake, **{field: 1})


def test_it_refuses_an_empty_story_and_an_unknown_category() -> None:
    road = Road()
    with refused("empty", "story"):
        road.do("amend", road.intake, story=" ")
    with refused("unknown", "category"):
        road.do("amend", road.intake, category="xxx")
    road.do("amend", road.intake, category=category(), story="新的经过", cause="")


def test_a_title_left_empty_is_taken_from_the_story() -> None:
    road = Road()
    road.do("amend", road.intake, title="")
    assert road.complaint.story.startswith(road.complaint.title[:10])


def test_the_customer_may_become_known() -> None:
    road = Road(customer=None)
    road.do("amend", road.intake, customer=Customer(name="王五", phone="13900001111"))
    assert road.complaint.person is not None
    assert road.complaint.person.mask == "王*"


@pytest.mark.parametrize("stage", [Stage.REGISTERED, Stage.UNDER_REVIEW])
def test_a_coordinator_found_to_be_complained_of_hands_over(stage: Stage) -> None:
    road = at_stage(stage)
    by = road.intake if stage == Stage.REGISTERED else road.coordinator
    road.do("amend", by, complained_of_unit_id=unit("广东投诉办").pk)
    complaint, office = road.complaint, unit("投诉管理部")
    assert complaint.coordinator_unit_id == office.pk
    assert access.visible_to(person("沈岚")).filter(pk=complaint.pk).exists()
    if stage == Stage.UNDER_REVIEW:
        assert (kinds(road), task(road, "review").unit_id) == ({"review"}, office.pk)
        assert complaint.owner_unit_id == office.pk
        with refused("not_yours"):
            road.do("assess", road.coordinator, statutory=True, complex_=False, severity=1, reason="？")
