"""Random steps, people and jumps of the clock against the hand-written reading of the life; verify stays clean.

`make chaos` walks longer (HUIYIN_WALKS); a failure prints the number of its walk and the steps that led to it.
"""

from __future__ import annotations

import os
from collections import Counter
from datetime import timedelta
from random import Random
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings, strategies

from huiyin.complaints import jobs, lifecycle, verify
from huiyin.complaints.models import ENDED, FINISHED, Clock, Complaint, Promise, Stage, Task
from huiyin.complaints.table import STEPS
from huiyin.organisation.actor import Actor
from huiyin.organisation.refusal import Refused
from tests.complaints.given import details
from tests.complaints.meant import LEADS, may_lead
from tests.complaints.road import at_stage
from tests.world import person

pytestmark = pytest.mark.django_db
BANK = "stages"
WALKS = int(os.environ.get("HUIYIN_WALKS", "60"))
MANY = int(os.environ.get("HUIYIN_WALKS", "5000"))
LENGTH = 50

# Who presses: somebody for every role the table names.
CAST = ("谭宁", "黄珊", "余静", "何伟", "卢毅", "韩松", "叶岑", "马会", "魏宁", "沈岚", "谢安", "王磊")
# What the system does by itself when the clock jumps, beside what people press.
BY_ITSELF = {
    "replied": {"following_up"}, "closed": {"archived", "under_review"}, "archived": {"under_review"},
}  # fmt: skip
NOT_PRESSED = {"register", "no_answer", "break_promise", "follow_reorganisation"}
# What the road asks for next, so that walks get far.
AHEAD: dict[str, tuple[str, ...]] = {
    "registered": ("submit",),
    "under_review": ("assign",),
    "investigating": ("minute", "arbitrate", "answer", "propose"),
    "approving": ("approve",),
    "replying": ("reply", "close"),
    "replied": ("accept", "request_payment", "pay", "prove", "close"),
    "reviewing": ("confirm", "redo"),
    "following_up": ("follow_up", "request_payment", "pay", "prove", "close"),
    "closed": ("archive",),
    "archived": ("ask_review", "reopen"),
    "declined": ("object",),
    "withdrawn": ("confirm_withdrawal", "take_back"),
    "merged": ("unmerge",),
    "transferred": ("finish_transfer", "take_back"),
}
TAKEN: Counter[str] = Counter()


class Walk:
    """Fifty moves from somewhere on the road, each decided by the walk's own dice."""

    def __init__(self, number: int) -> None:
        self.dice = Random(number)
        self.road = at_stage(self.dice.choice(list(Stage)))
        self.cast = {name: person(name) for name in CAST} | {"协办": self.road.co, "分行": self.road.chief}
        self.told: list[str] = [f"walk {number} from {self.road.complaint.stage}"]

    def go(self) -> None:
        for _ in range(LENGTH):
            self.dice.choices((self.press, self.go_on, self.jump), weights=(10, 8, 2))[0]()
            self.somebody_owns_what_is_open()
        assert verify.run() == []

    def press(self) -> None:
        """Any step that may begin here, whoever of the cast it is open to."""
        here = self.road.complaint.stage
        self.take(self.dice.choice([step for step, rule in STEPS.items() if here in rule.frm]))

    def go_on(self) -> None:
        any(self.take(step) for step in AHEAD[self.road.complaint.stage])

    def jump(self) -> None:
        before = self.road.complaint.stage
        hours = self.dice.choice((1, 1, 20, 20, 100, 24 * 8, 24 * 70))
        self.road.at += timedelta(hours=hours)
        self.told.append(f"{hours} hours later")
        jobs.run_due(at=self.road.at)
        jobs.return_from_absent(at=self.road.at)
        assert self.road.complaint.stage in {before} | BY_ITSELF.get(before, set())

    def take(self, step: str) -> bool:
        """One step by one of those the table names; where it names nobody of the cast, somebody tries in vain."""
        before = self.road.complaint
        people = list(self.cast.values())
        self.dice.shuffle(people)
        named = [by for by in people if lifecycle.permits(STEPS[step], before, by)]
        given = self.arguments(step)
        return any(self.try_as(step, by, given, before) for by in named or people[:1])

    def try_as(self, step: str, by: Actor, given: dict[str, Any], before: Complaint) -> bool:
        self.told.append(f"{step} by {by} at {before.stage}")
        try:
            with transaction.atomic():
                self.road.do(step, by, **given)
        except Refused as no:
            assert self.road.complaint.entry_count == before.entry_count, f"{step} was refused and told"
            self.told[-1] += f": {no.code}"
            return False
        after = self.road.complaint
        leads = may_lead(step, before.stage) if step in LEADS else {before.stage}
        assert after.stage in leads, f"{step} by {by}: {before.stage} → {after.stage}"
        assert after.entry_count > before.entry_count
        TAKEN[step] += 1
        return True

    def arguments(self, step: str) -> dict[str, Any]:
        if step == "restrict" and self.road.complaint.restricted:
            return {"kind": "", "reason": "不再需要"}
        return details(step, self.road)

    def somebody_owns_what_is_open(self) -> None:
        complaint = self.road.complaint
        if complaint.stage in ENDED:
            owed = Promise.objects.filter(complaint=complaint, state__in=["open", "entered"], long=False)
            assert complaint.stage not in FINISHED or not owed.exists(), "closed, and something is owed"
            return
        assert complaint.owner_unit_id is not None
        assert Task.objects.filter(complaint=complaint).exists(), f"{complaint.stage}: nobody is asked"
        assert Clock.objects.filter(complaint=complaint, stopped_at=None).exists(), f"{complaint.stage}: no clock"


def test_no_walk_breaks_the_rules() -> None:
    walks(WALKS, derandomize=True)
    assert not untaken(), f"never taken: {untaken()}"


@pytest.mark.chaos
def test_no_walk_breaks_the_rules_however_many(request: pytest.FixtureRequest) -> None:
    if not request.config.getoption("-m"):
        pytest.skip("many long walks: make chaos")
    walks(MANY, derandomize=False)


def untaken() -> list[str]:
    """Steps of domain.md that people press and no walk has taken."""
    return sorted(set(LEADS) - NOT_PRESSED - set(TAKEN))


def walks(many: int, *, derandomize: bool) -> None:
    """The same walks each time in the suite, new ones under chaos; none of them leaves anything behind."""

    @settings(
        max_examples=many, deadline=None, derandomize=derandomize, database=None, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(number=strategies.integers(0, 2**32))
    def one(number: int) -> None:
        walked: list[str] = []
        try:
            with transaction.atomic():
                walk = Walk(number)
                walked = walk.told
                walk.go()
                transaction.set_rollback(True)
        except Exception as wrong:
            raise AssertionError("\n".join(["", *walked, repr(wrong)])) from wrong

    one()
