"""send_back: more work first, and counted."""

from __future__ import annotations

import pytest

from huiyin.complaints.models import Approval, Assignment, Opinion, Stage
from tests.complaints.checks import kinds, recorded, refused, task
from tests.complaints.road import BEIJING, at_stage

pytestmark = pytest.mark.django_db


def test_the_lead_works_on_and_the_return_is_counted() -> None:
    road = at_stage(Stage.APPROVING)
    road.do("send_back", road.head, reason="请补充依据")
    assert (road.complaint.stage, road.complaint.returns, kinds(road)) == (Stage.INVESTIGATING, 1, {"investigate"})
    assert Assignment.objects.get(complaint=road.complaint, lead=True).returns == 1
    assert Opinion.objects.get(complaint=road.complaint).state == "returned"
    assert task(road, "investigate").staff_id == road.handler.id
    recorded(road, "send_back", road.head, reason="请补充依据", opinion=1)


def test_rework_leaves_time_for_approval_and_reply() -> None:
    """From 11-30 the limit of 12-08 leaves less than five days and the four still to come: five ninths of it."""
    road = at_stage(Stage.APPROVING)
    road.do("send_back", road.head, reason="请补充依据")
    assert task(road, "investigate").due_at.astimezone(BEIJING).isoformat() == "2026-11-30T17:30:00+08:00"
    road.at = road.at.replace(day=30)
    road.propose()
    road.do("send_back", road.head, reason="仍不足")
    assert task(road, "investigate").due_at.astimezone(BEIJING).isoformat() == "2026-12-03T17:09:00+08:00"


def test_the_next_version_is_approved_anew_from_the_first() -> None:
    road = at_stage(Stage.APPROVING)
    road.do("approve", road.head)
    road.do("send_back", road.approver, reason="请补充依据")
    road.propose()
    assert Approval.objects.filter(opinion__complaint=road.complaint, opinion__version=2, decided_at=None).count() == 3
    road.approve()
    assert road.complaint.stage == Stage.REPLYING


def test_it_refuses_no_reason_whoever_is_not_next_and_other_stages() -> None:
    road = at_stage(Stage.APPROVING)
    with refused("empty", "reason"):
        road.do("send_back", road.head, reason="")
    with refused("not_yours"):
        road.do("send_back", road.approver, reason="？")
    later = at_stage(Stage.REPLYING)
    with refused("stage"):
        later.do("send_back", later.head, reason="？")
