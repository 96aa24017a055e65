"""reveal: the customer in full, for a reason that stands on the record; auditors never."""

from __future__ import annotations

import pytest

from huiyin.audit import log
from huiyin.audit.models import Act
from huiyin.complaints import commands
from huiyin.complaints.models import Stage
from tests.complaints.checks import recorded, refused
from tests.complaints.road import LI, at_stage
from tests.world import person

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("stage", list(Stage))
def test_it_shows_all_and_says_why(stage: Stage) -> None:
    road = at_stage(stage)
    customer = road.do("reveal", road.coordinator, reason="核对账户")
    assert customer == LI  # type: ignore[comparison-overlap]
    recorded(road, "reveal", road.coordinator, reason="核对账户", shown=["name", "phone", "id_no"])


def test_the_record_keeps_nothing_of_what_was_shown() -> None:
    road = at_stage(Stage.REGISTERED)
    road.do("reveal", road.intake, reason="核对账户")
    told = str([line.payload for line in log.timeline(road.complaint.pk)])
    assert not any(value in told for value in (LI.name, LI.phone, LI.id_no))


def test_it_refuses_no_reason_and_auditors_and_administrators() -> None:
    road = at_stage(Stage.INVESTIGATING)
    with refused("empty", "reason"):
        road.do("reveal", road.handler, reason=" ")
    with refused("not_yours"):
        road.do("reveal", person("洪波"), reason="审计")
    for name in ("严管", "安全", "审计", "许文博", "曹慧"):
        with refused("not_found"):
            road.do("reveal", person(name), reason="？")


def test_of_an_anonymous_one_there_is_nothing_to_show() -> None:
    road = at_stage(Stage.REGISTERED, customer=None)
    assert not road.do("reveal", road.intake, reason="核对账户")


def test_an_auditors_reading_is_itself_on_the_record() -> None:
    road = at_stage(Stage.INVESTIGATING)
    for by in (person("洪波"), road.handler):
        commands.opened(road.ref, by=by, at=road.at)
    act = Act.objects.get(action="read")
    assert (act.actor_name, act.subject) == ("洪波", road.ref)
