"""No path pays twice, pays above authority, or closes unpaid: random people, refusals, jumps of the clock and crashes.

`make chaos` walks longer (HUIYIN_WALKS) and kills processes in the middle of paying; a failure prints the steps to it.
"""

from __future__ import annotations

import itertools
import multiprocessing
import os
import random
import signal
import time
from collections import Counter
from contextlib import suppress
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connections, transaction
from hypothesis import HealthCheck, Phase, settings, strategies
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from huiyin.calendars.workdays import day_of
from huiyin.complaints import decisions, jobs, verify
from huiyin.complaints.commands import Customer, Offer
from huiyin.complaints.models import Approval, Payment, Promise, Stage
from huiyin.organisation import authority
from huiyin.organisation.refusal import Refused
from tests.complaints.road import Road, at_stage, findings

WALKS = int(os.environ.get("HUIYIN_WALKS", "5"))
MANY = int(os.environ.get("HUIYIN_WALKS", "300"))
CUSTOMERS = itertools.count(1)
PEOPLE = ("intake", "handler", "head", "coordinator", "maker", "checker", "caller")
KINDS = strategies.sampled_from(["refund", "goodwill"])
AMOUNTS = strategies.sampled_from(["0.01", "120", "300", "4999.99"])
SOMEBODY, OFFICERS = strategies.sampled_from(PEOPLE), strategies.sampled_from(["maker", "checker", "handler"])
CHANCE = strategies.randoms(use_true_random=False)
AFTER = 40  # days after the reply: a long promise


class Walk(RuleBasedStateMachine):
    @initialize(amount=AMOUNTS, kind=KINDS, long=strategies.booleans())
    def begin(self, amount: str, kind: str, long: bool) -> None:
        """A customer of one's own: the year's limit of another walk does not stand in the way."""
        customer = Customer(name="王五", phone=f"136{next(CUSTOMERS):08d}")
        self.road = at_stage(Stage.INVESTIGATING, customer=customer).answer()
        self.paid: dict[int, Decimal] = {}
        self.decide(amount, kind, long)

    @rule(amount=AMOUNTS, kind=KINDS, long=strategies.booleans())
    def decide_anew(self, amount: str, kind: str, long: bool) -> None:
        self.decide(amount, kind, long)

    def decide(self, amount: str, kind: str, long: bool) -> None:
        """An opinion all the way to the customer, as far as it goes."""
        due = self.road.at + timedelta(days=AFTER) if long else None
        with suppress(Refused), transaction.atomic():
            self.road.propose(Offer(kind, Decimal(amount), due_at=due)).approve().reply()

    @rule(who=SOMEBODY, chance=CHANCE)
    def request(self, who: str, chance: random.Random) -> None:
        self.take("request_payment", who, promise_id=chance.choice(self.promises() or [0]))

    @rule(
        who=SOMEBODY,
        chance=CHANCE,
        same=strategies.booleans(),
    )
    def pay(self, who: str, chance: random.Random, same: bool) -> None:
        payment_id = chance.choice(self.payments() or [0])
        self.take("pay", who, payment_id=payment_id, voucher=f"V-{payment_id}" if same else "V-0")

    @rule(chance=CHANCE)
    def pay_in_order(self, chance: random.Random) -> None:
        """What the road asks for next, so that money really moves."""
        for promise_id in self.promises():
            self.take("request_payment", "handler", promise_id=promise_id)
        for payment_id in [*self.payments(), *self.payments()]:
            who = chance.choice(["maker", "checker"])
            self.take("pay", who, payment_id=payment_id, voucher=f"V-{payment_id}")

    @rule(
        who=OFFICERS,
        chance=CHANCE,
    )
    def refuse(self, who: str, chance: random.Random) -> None:
        self.take("refuse_payment", who, payment_id=chance.choice(self.payments() or [0]), reason="退汇")

    @rule(
        who=strategies.sampled_from(["handler", "head", "maker"]),
        chance=CHANCE,
    )
    def prove(self, who: str, chance: random.Random) -> None:
        """Money is never proved by word of mouth."""
        assert not self.take("prove", who, promise_id=chance.choice(self.promises() or [0]), voucher="V-9")

    @rule(step=strategies.sampled_from(["accept", "not_accept"]))
    def answer(self, step: str) -> None:
        self.take(step, "intake", **({"proof": "R-1"} if step == "accept" else {"reason": "太少"}))

    @rule()
    def end(self) -> None:
        self.take("follow_up", "caller", reached=True, process_satisfied=True, result_satisfied=True)
        self.take("close", "coordinator", **findings(self.road.lead_unit.pk))

    @rule()
    def reopen(self) -> None:
        self.take("reopen", "coordinator", reason="新的事实")

    @rule(hours=strategies.sampled_from([1, 24 * 8, 24 * AFTER, 24 * 90]))
    def jump(self, hours: int) -> None:
        self.road.at += timedelta(hours=hours)
        jobs.run_due(at=self.road.at)

    @rule(who=strategies.sampled_from(["handler", "maker", "checker"]))
    def crash(self, who: str) -> None:
        """The machine dies after the act and before it is kept: nothing has happened."""
        before = self.state()
        for step, given in (
            ("request_payment", [{"promise_id": pk} for pk in self.promises()]),
            ("pay", [{"payment_id": pk, "voucher": f"V-{pk}"} for pk in self.payments()]),
        ):
            for arguments in given:
                with suppress(Refused), transaction.atomic():
                    self.road.do(step, getattr(self.road, who), **arguments)
                    transaction.set_rollback(True)
        assert self.state() == before

    def take(self, step: str, who: str, **given: Any) -> bool:
        try:
            with transaction.atomic():
                self.road.do(step, getattr(self.road, who), **given)
        except Refused:
            return False
        return True

    def promises(self) -> list[int]:
        return list(
            Promise.objects.filter(complaint=self.road.complaint).order_by("id").values_list("pk", flat=True)
        )

    def payments(self) -> list[int]:
        return list(
            Payment.objects.filter(complaint=self.road.complaint).order_by("id").values_list("pk", flat=True)
        )

    def state(self) -> list[tuple[Any, ...]]:
        return list(
            Payment.objects.order_by("id").values_list("pk", "state", "voucher", "entered_by", "paid_by")
        )

    @precondition(lambda self: hasattr(self, "road"))
    @invariant()
    def what_is_paid_was_approved_once_and_stays_paid(self) -> None:
        paid = Payment.objects.filter(complaint=self.road.complaint, state="paid").select_related(
            "promise__redress"
        )
        now = {payment.promise_id: payment.amount for payment in paid}
        assert len(now) == len(paid), "a promise was paid twice"
        assert now | self.paid == now, "what was paid is paid no more"
        self.paid = now
        for payment in paid:
            redress = payment.promise.redress
            assert (payment.amount, redress.void_at, redress.in_force_at is None) == (
                redress.amount,
                None,
                False,
            )
            assert len({payment.requested_by, payment.entered_by, payment.paid_by}) == 3

    @precondition(lambda self: hasattr(self, "road"))
    @invariant()
    def all_that_stands_lies_within_what_the_signers_may(self) -> None:
        complaint = self.road.complaint
        signed = Approval.objects.filter(opinion__complaint=complaint, verdict="approved")
        grade = max(signed.values_list("grade", flat=True), default=0)
        standing = decisions.standing(complaint)
        assert not standing or authority.allows(authority.limits_on(day_of(self.road.at)), grade, standing).ok
        assert sum(self.paid.values()) <= (complaint.redress or 0)

    @precondition(lambda self: hasattr(self, "road"))
    @invariant()
    def nothing_closed_is_unpaid(self) -> None:
        if self.road.complaint.stage in ("closed", "archived"):
            owed = decisions.owed(self.road.complaint)
            assert not owed.filter(long=False).exists()
            assert self.road.complaint.stage == "closed" or not owed.exists()

    def teardown(self) -> None:
        assert verify.run() == []


@pytest.mark.django_db
def test_no_path_pays_twice_above_authority_or_closes_unpaid() -> None:
    walk(WALKS, 20)


@pytest.mark.chaos
@pytest.mark.django_db
def test_no_path_however_many(request: pytest.FixtureRequest) -> None:
    if not request.config.getoption("-m"):
        pytest.skip("many long walks: make chaos")
    walk(MANY, 60)


def walk(walks: int, steps: int) -> None:
    checks = [HealthCheck.too_slow, HealthCheck.data_too_large]
    how: Any = settings(
        max_examples=walks, stateful_step_count=steps, deadline=None, suppress_health_check=checks,
        phases=[Phase.generate],
    )  # fmt: skip
    run_state_machine_as_test(Walk, settings=how)  # type: ignore[no-untyped-call]


@pytest.mark.chaos
def test_whoever_is_killed_in_the_middle_of_paying_paid_once_or_not_at_all(
    request: pytest.FixtureRequest,
) -> None:
    if not request.config.getoption("-m"):
        pytest.skip("killed processes: make chaos")
    request.getfixturevalue("own_bank")
    chance = random.Random(7)
    for number in range(max(MANY // 10, 3)):
        roads = [_to_pay(number, n) for n in range(3)]
        connections.close_all()
        child = multiprocessing.get_context("fork").Process(target=_pay_all, args=(roads,))
        child.start()
        time.sleep(chance.uniform(0.01, 0.4))
        os.kill(child.pid or 0, signal.SIGKILL)
        child.join()
        _pay_all(roads)
        paid = Counter(Payment.objects.filter(state="paid").values_list("promise_id", flat=True))
        assert set(paid.values()) == {1}
        assert all(road.payment().state == "paid" for road in roads)
    assert verify.run() == []


def _to_pay(number: int, n: int) -> Road:
    return at_stage(Stage.REPLIED, customer=Customer(name=f"客户{number}", phone=f"137{number:05d}{n:03d}"))


def _pay_all(roads: list[Road]) -> None:
    """Go on wherever it stands."""
    connections.close_all()
    for road in roads:
        with suppress(Refused):
            road.request()
        for officer in (road.maker, road.checker):
            with suppress(Refused):
                road.do("pay", officer, payment_id=road.payment().pk, voucher=f"HX{road.payment().pk}")
    connections.close_all()
