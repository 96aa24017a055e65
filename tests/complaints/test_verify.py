"""Every check bites on data broken on purpose, and is silent on what the steps leave behind."""

from __future__ import annotations

import time
from datetime import datetime

import pytest
from django.db import connections, transaction

from huiyin.audit import commands as audit
from huiyin.complaints import verify
from huiyin.complaints.models import Stage
from tests.complaints.broken import BREAKS, Break
from tests.complaints.road import Road, at_stage

BANK = "stages"
PATIENCE_SECONDS = 120
CHECKS = {check.__name__: check for check in verify.CHECKS}


@pytest.mark.django_db
def test_it_finds_nothing_wrong_with_what_the_steps_leave_behind() -> None:
    assert {at_stage(stage).complaint.stage for stage in Stage} == set(Stage)
    assert verify.run() == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "broken"), [(n, b) for n, all_ in BREAKS.items() for b in all_], ids=lambda x: getattr(x, "says", x)
)
def test_it_bites(name: str, broken: Break) -> None:
    road = at_stage(broken.stage)
    sound = set(CHECKS[name]())
    broken.do(road)
    found = set(CHECKS[name]()) - sound
    assert any(broken.says in problem for problem in found), found
    assert found <= set(verify.run())


def seal(at: datetime) -> None:
    """An anchor waits for every writer on the server, those in other databases included."""
    until = time.monotonic() + PATIENCE_SECONDS
    while not audit.anchor(at=at):
        assert time.monotonic() < until, "nothing was sealed: somebody has been writing all the time"
        time.sleep(0.2)


def test_the_anchor_bites_where_a_complaint_forgets_its_own_end(own_bank: str) -> None:
    """Who cuts the tail off and corrects the complaint's count and tip still cannot correct the bank's chain."""
    road = Road().submit()
    seal(road.at)
    Road()
    seal(road.at)
    assert verify.run() == []
    pk = road.complaint.pk
    with transaction.atomic(using="owner"), connections["owner"].cursor() as owner:
        owner.execute("ALTER TABLE entry DISABLE TRIGGER USER")
        owner.execute("DELETE FROM entry WHERE complaint_id = %s AND seq = 2", [pk])
        tip = "SELECT hash FROM entry WHERE complaint_id = %s AND seq = 1"
        owner.execute(f"UPDATE complaint SET entry_count = 1, head_hash = ({tip}) WHERE id = %s", [pk, pk])  # noqa: S608
    assert list(verify.chains()) == []
    assert len(list(verify.anchors())) == 1
    connections["owner"].close()


def test_there_is_no_check_that_nothing_was_broken_for() -> None:
    assert set(CHECKS) == {*BREAKS, "anchors"}
