"""The clock's own acts: caught up, once, and not held up by one that fails."""

from __future__ import annotations

import logging
import threading
from datetime import datetime, timedelta

import pytest
from django.db import connections

from huiyin.audit.models import Entry
from huiyin.complaints import jobs, verify
from huiyin.complaints.commands import Customer
from huiyin.complaints.models import Acceptance, Clock, Complaint, Stage
from huiyin.organisation.models import Staff
from tests.complaints.checks import task
from tests.complaints.road import MONDAY, Road, at_stage

LATER = MONDAY + timedelta(days=9)


def silent(number: int = 0) -> Road:
    return at_stage(Stage.REPLIED, customer=Customer(name=f"客户{number}", phone=f"1390000{number:04d}"))


@pytest.mark.django_db
def test_nothing_happens_before_its_moment() -> None:
    road = silent()
    assert jobs.run_due(at=task(road, "confirm").due_at - timedelta(minutes=1)) == 0
    assert jobs.run_due(at=task(road, "confirm").due_at) == 1


@pytest.mark.django_db
def test_a_missed_tick_is_caught_up_and_a_second_does_nothing() -> None:
    roads = [silent(n) for n in range(3)]
    assert jobs.run_due(at=LATER) == 3
    assert jobs.run_due(at=LATER) == 0
    assert {road.complaint.acceptance for road in roads} == {Acceptance.NO_ANSWER}
    assert verify.run() == []


@pytest.mark.django_db
def test_a_clock_whose_complaint_has_moved_on_does_nothing_and_never_comes_back() -> None:
    road = silent()
    road.accept()
    Clock.objects.filter(complaint=road.complaint, rule="silence").update(fire_at=MONDAY)
    assert jobs.run_due(at=LATER) == 0
    assert road.complaint.acceptance == Acceptance.ACCEPTED
    assert not Clock.objects.filter(fire_at__lte=LATER).exists()


@pytest.mark.django_db
def test_one_that_fails_stops_nobody_else_and_is_tried_again(caplog: pytest.LogCaptureFixture) -> None:
    broken, sound = silent(1), silent(2)
    clock = Clock.objects.filter(pk=Clock.objects.get(complaint=broken.complaint, rule="silence").pk)
    clock.update(rule="no such rule", fire_at=MONDAY)  # the oldest, and first
    with caplog.at_level(logging.ERROR):
        assert jobs.run_due(at=LATER) == 1
    assert "no such rule" in caplog.text
    assert sound.complaint.acceptance == Acceptance.NO_ANSWER
    clock.update(rule="silence")
    assert jobs.run_due(at=LATER) == 1
    assert broken.complaint.acceptance == Acceptance.NO_ANSWER


@pytest.mark.django_db
def test_a_refusal_that_is_no_race_is_tried_again(caplog: pytest.LogCaptureFixture) -> None:
    """As when the right to a review still runs: the clock must not be lost."""
    road = at_stage(Stage.CLOSED)
    clock = Clock.objects.filter(complaint=road.complaint, rule="archive", stopped_at=None)
    clock.update(fire_at=road.at)
    assert jobs.run_due(at=road.at) == 0
    assert clock.get().fire_at is not None
    assert jobs.run_due(at=clock.get().due_at) == 1
    assert road.complaint.stage == Stage.ARCHIVED


@pytest.mark.django_db
def test_the_tick_does_both_what_is_due_and_what_rests_on_the_absent() -> None:
    road, other = silent(), at_stage(Stage.INVESTIGATING)
    other.do("pick", other.handler)
    Staff.objects.filter(pk=other.handler.pk).update(left_at=other.at)
    jobs.tick(int(LATER.timestamp()))
    assert road.complaint.acceptance == Acceptance.NO_ANSWER
    assert task(other, "investigate").staff_id is None


def test_two_workers_at_once_fire_each_clock_exactly_once(own_bank: str) -> None:
    roads = [silent(n) for n in range(12)]
    fired, barrier = [0, 0], threading.Barrier(2)

    def work(number: int, at: datetime) -> None:
        barrier.wait()
        fired[number] = jobs.run_due(at=at)
        connections.close_all()

    threads = [threading.Thread(target=work, args=(n, LATER)) for n in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(fired) == len(roads)
    silences = Entry.objects.filter(action="no_answer").values_list("complaint_id", flat=True)
    assert sorted(silences) == sorted(road.complaint.pk for road in roads)
    assert not Complaint.objects.filter(stage=Stage.REPLIED, acceptance="").exists()
    assert verify.run() == []
