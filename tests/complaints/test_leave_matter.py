"""leave_matter: from now on the complaint is handled alone, and its complainant speaks for nobody else."""

from __future__ import annotations

import pytest

from huiyin.complaints import verify
from huiyin.complaints.models import Member, Stage
from tests.complaints.checks import recorded, refused
from tests.complaints.given.matters import open_matter
from tests.complaints.road import at_stage

pytestmark = pytest.mark.django_db


def test_it_leaves_for_a_reason_and_may_join_again() -> None:
    road = at_stage(Stage.INVESTIGATING)
    with refused("not_in_matter"):
        road.do("leave_matter", road.coordinator, reason="单独办理")
    matter_id = open_matter(road)
    road.do("join_matter", road.coordinator, matter_id=matter_id)
    road.do("choose_representative", road.coordinator, chosen_by="书面推举")
    with refused("empty", "reason"):
        road.do("leave_matter", road.coordinator, reason=" ")
    road.do("leave_matter", road.coordinator, reason="诉求不同")
    recorded(road, "leave_matter", road.coordinator, reason="诉求不同", matter="代销基金净值亏损")
    left = Member.objects.get(complaint=road.complaint)
    assert left.left_at == left.represents_to == road.at and road.complaint.marks == []
    with refused("not_yours"):
        road.do("leave_matter", road.handler, reason="x")
    road.do("join_matter", road.coordinator, matter_id=matter_id)
    assert Member.objects.filter(complaint=road.complaint, left_at=None).count() == 1
    assert verify.run() == []
