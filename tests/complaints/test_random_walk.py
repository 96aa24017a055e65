"""Random steps, people and jumps of the clock against a small model of the life; the rules of verify stay kept.

`make chaos` walks longer (HUIYIN_WALKS); every failure prints the steps that led to it.
"""

from __future__ import annotations

import os
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings, strategies
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from huiyin.complaints import jobs, verify
from huiyin.complaints.models import Promise, Task
from huiyin.organisation.refusal import Refused
from tests.complaints.given import details
from tests.complaints.road import Road

pytestmark = pytest.mark.django_db
WALKS = int(os.environ.get("HUIYIN_WALKS", "8"))
MANY = int(os.environ.get("HUIYIN_WALKS", "500"))
PEOPLE = ("intake", "coordinator", "handler", "head", "approver", "caller", "co")
ENDED = ("closed", "archived")

# The model: from a stage, whose press of which step may lead where. Nothing else may happen.
MODEL: dict[tuple[str, str, str], set[str]] = {
    ("registered", "settle", "intake"): {"replied"},
    ("registered", "submit", "intake"): {"under_review"},
    ("under_review", "return_to_intake", "coordinator"): {"registered"},
    ("under_review", "assign", "coordinator"): {"investigating"},
    ("investigating", "assign", "coordinator"): {"investigating"},
    ("investigating", "propose", "handler"): {"approving"},
    ("approving", "approve", "head"): {"approving", "replying"},
    ("approving", "approve", "approver"): {"approving", "replying"},
    ("approving", "approve", "coordinator"): {"replying"},
    ("approving", "send_back", "head"): {"investigating"},
    ("approving", "send_back", "approver"): {"investigating"},
    ("approving", "send_back", "coordinator"): {"investigating"},
    ("replying", "reply", "handler"): {"replied"},
    ("replying", "close", "coordinator"): {"closed"},
    ("replied", "accept", "intake"): {"replied", "following_up"},
    ("replied", "accept", "handler"): {"replied", "following_up"},
    ("replied", "not_accept", "intake"): {"replied", "investigating", "under_review"},
    ("replied", "not_accept", "handler"): {"replied", "investigating", "under_review"},
    ("replied", "close", "coordinator"): {"closed"},
    ("replied", "close", "intake"): {"closed"},
    ("following_up", "close", "coordinator"): {"closed"},
    ("following_up", "reopen", "coordinator"): {"investigating"},
    ("closed", "reopen", "coordinator"): {"under_review"},
    ("closed", "archive", "coordinator"): {"archived"},
    ("archived", "reopen", "coordinator"): {"under_review"},
}
BY_ITSELF = {"replied": {"replied", "following_up"}, "closed": {"closed", "archived"}}
STAYING = ("amend", "assess", "answer", "prove", "follow_up", "pick", "put_back", "note", "refuse_assignment",
           "arbitrate")  # fmt: skip
STEPS = [*sorted({step for _stage, step, _who in MODEL}), *STAYING]


class Walk(RuleBasedStateMachine):
    @initialize(severity=strategies.sampled_from([1, 3]), known=strategies.booleans())
    def register(self, severity: int, known: bool) -> None:
        self.road = Road(severity=severity) if known else Road(severity=severity, customer=None)
        self.paid = 0

    @rule(step=strategies.sampled_from(STEPS), who=strategies.sampled_from(PEOPLE))
    def press(self, step: str, who: str) -> None:
        self.take(step, who)

    @rule()
    def go_on(self) -> None:
        """What the road asks for next, so that walks get far."""
        for step, who in ROAD_AHEAD[self.road.complaint.stage]:
            if self.take(step, who):
                return

    @rule(hours=strategies.sampled_from([1, 20, 100, 24 * 8, 24 * 70]))
    def jump(self, hours: int) -> None:
        before = self.road.complaint.stage
        self.road.at += timedelta(hours=hours)
        jobs.run_due(at=self.road.at)
        after = self.road.complaint.stage
        assert after in BY_ITSELF.get(before, {before})

    def take(self, step: str, who: str) -> bool:
        before = self.road.complaint
        try:
            with transaction.atomic():
                self.road.do(step, getattr(self.road, who), **details(step, self.road))
        except Refused:
            assert self.road.complaint.entry_count == before.entry_count
            return False
        after = self.road.complaint
        self.agree(before.stage, step, who, after.stage)
        assert after.entry_count == before.entry_count + 1
        return True

    def agree(self, before: str, step: str, who: str, after: str) -> None:
        # 卢毅 signs as the fourth grade and stands in for the coordinator.
        hats = ("approver", "coordinator") if who == "approver" else (who,)
        allowed = {stage for hat in hats for stage in MODEL.get((before, step, hat), set())}
        assert after in allowed if allowed else after == before, f"{step} by {who}: {before} → {after}"
        if after in ENDED:
            assert not Promise.objects.filter(complaint=self.road.complaint, state__in=["open", "entered"]).exists()

    @precondition(lambda self: hasattr(self, "road"))
    @invariant()
    def somebody_owns_what_is_open(self) -> None:
        complaint = self.road.complaint
        assert (complaint.stage in ENDED) or Task.objects.filter(complaint=complaint).exists()

    def teardown(self) -> None:
        assert verify.run() == []


ROAD_AHEAD: dict[str, list[tuple[str, str]]] = {
    "registered": [("submit", "intake")],
    "under_review": [("assign", "coordinator")],
    "investigating": [("answer", "co"), ("propose", "handler")],
    "approving": [("approve", "head"), ("approve", "approver"), ("approve", "coordinator")],
    "replying": [("reply", "handler"), ("prove", "handler"), ("close", "coordinator")],
    "replied": [("accept", "intake"), ("prove", "handler"), ("prove", "head"), ("close", "coordinator")],
    "following_up": [("follow_up", "caller"), ("prove", "handler"), ("prove", "head"), ("close", "coordinator")],
    "closed": [("archive", "coordinator")],
    "archived": [],
}


def test_no_walk_breaks_the_rules() -> None:
    walk(WALKS)


@pytest.mark.chaos
def test_no_walk_breaks_the_rules_however_many(request: pytest.FixtureRequest) -> None:
    if not request.config.getoption("-m"):
        pytest.skip("many long walks: make chaos")
    walk(MANY)


def walk(walks: int) -> None:
    checks = [HealthCheck.too_slow, HealthCheck.data_too_large]
    # Shrinking a walk of database steps takes longer than reading it.
    how: Any = settings(
        max_examples=walks, stateful_step_count=30, deadline=None, suppress_health_check=checks, phases=[Phase.generate]
    )
    run_state_machine_as_test(Walk, settings=how)  # type: ignore[no-untyped-call]
