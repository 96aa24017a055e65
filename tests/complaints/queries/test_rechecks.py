"""What the review page finds in a file, from the file and nowhere else."""

from __future__ import annotations

from datetime import timedelta

import pytest

from huiyin.complaints.models import Clock, Reply, Stage
from huiyin.complaints.queries import rechecks
from huiyin.complaints.queries.rechecks import Check
from tests.complaints.conftest import bank
from tests.complaints.road import Road, at_stage

__all__ = ["bank"]
pytestmark = pytest.mark.django_db


def checks(road: Road) -> dict[str, Check]:
    found = rechecks.recheck(road.ref, seen_by=road.reviewer, at=road.at)
    return {check.code: check for check in (*found.process, *found.limits, *found.result)}


def test_a_limit_missed_and_an_answer_without_proof_are_found() -> None:
    road = at_stage(Stage.REVIEWING)
    kept = checks(road)
    assert (kept["limit"].state, kept["notices"].state) == ("ok", "ok")
    Reply.objects.filter(complaint=road.complaint).update(proof="")
    clock = Clock.objects.filter(complaint=road.complaint, rule="statutory").first()
    assert clock is not None
    clock.stopped_at, clock.result = clock.started_at + timedelta(days=17), "late"
    clock.save()
    missed = checks(road)
    assert (missed["limit"].state, missed["limit"].number) == ("soon", 17)
    assert missed["notices"].state == "soon"


def test_it_says_nothing_of_what_the_bank_does_not_record_yet() -> None:
    assert not {"extension", "pause"} & set(checks(at_stage(Stage.REVIEWING)))
