"""choose_representative: at most five speak for all; a sixth takes the place of one of them, or none."""

from __future__ import annotations

import pytest

from huiyin.audit import log
from huiyin.complaints import commands, verify
from huiyin.complaints.models import Member, Stage
from huiyin.organisation.actor import Role
from huiyin.organisation.models import StaffRole
from tests.complaints.checks import recorded, refused
from tests.complaints.given.matters import open_matter
from tests.complaints.road import Road, at_stage
from tests.world import person, staff

pytestmark = pytest.mark.django_db


def choose(road: Road, **more: str) -> None:
    road.do("choose_representative", road.coordinator, chosen_by="11月9日 书面推举", **more)


def test_a_sixth_is_refused_or_takes_a_place() -> None:
    roads = [at_stage(Stage.UNDER_REVIEW)] + [Road().submit() for _ in range(5)]
    for road in roads:
        road.do("join_matter", road.coordinator, matter_id=open_matter(road))
    for road in roads[:5]:
        choose(road)
    recorded(roads[0], "choose_representative", roads[0].coordinator, chosen_by="11月9日 书面推举")
    with refused("represents_already"):
        choose(roads[0])
    sixth, version = roads[5], roads[5].complaint.version
    with refused("representatives_full", "instead_of"):
        choose(sixth)
    assert sixth.complaint.version == version and sixth.complaint.stage == "under_review"
    choose(sixth, instead_of=roads[3].ref)
    speaking = Member.objects.filter(represents_from__isnull=False, represents_to=None)
    assert speaking.count() == 5
    assert not speaking.filter(complaint=roads[3].complaint).exists()
    beside = log.timeline(roads[3].complaint.pk, limit=1)[0]
    assert (beside.action, beside.payload["replaced_by"]) == ("choose_representative", sixth.ref)
    with refused("not_a_representative", "instead_of"):
        choose(roads[3], instead_of=Road().submit().ref)
    assert verify.run() == []


def test_only_a_member_and_by_whom() -> None:
    road = at_stage(Stage.UNDER_REVIEW)
    with refused("not_in_matter"):
        choose(road)
    road.do("join_matter", road.coordinator, matter_id=open_matter(road))
    with refused("empty", "chosen_by"):
        road.do("choose_representative", road.coordinator, chosen_by=" ")
    with refused("same_complaint", "instead_of"):
        choose(road, instead_of=road.ref)
    with refused("not_yours"):
        commands.choose_representative(road.ref, by=road.intake, at=road.at, chosen_by="推举")
    StaffRole.objects.create(
        staff=staff("谭宁"), unit=road.lead_unit, role=Role.RECEPTION, valid_from=road.at.date()
    )
    commands.choose_representative(road.ref, by=person("谭宁"), at=road.at, chosen_by="当面推举")
    assert Member.objects.get(complaint=road.complaint).chosen_by == "当面推举"
