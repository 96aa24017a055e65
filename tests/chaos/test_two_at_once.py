"""Two simultaneous conflicting steps: three rounds a pair in the suite, HUIYIN_ROUNDS (1,000) under `make chaos`."""

from __future__ import annotations

import os
import threading
from collections import Counter
from decimal import Decimal

import pytest
from django.db import connections

from huiyin.complaints import commands, verify
from huiyin.complaints.commands import Customer, Offer
from huiyin.complaints.models import Stage, Task
from huiyin.organisation.actor import Actor, Held, Role
from huiyin.organisation.refusal import Refused
from tests.chaos.every_pair import LOUD, a_few, every_pair, play_if_open
from tests.chaos.rounds import BLOCKS, PAIRS, Pair, play
from tests.complaints.road import MINUTE, Road, at_stage

ROUNDS = int(os.environ.get("HUIYIN_ROUNDS", "3"))
MANY = int(os.environ.get("HUIYIN_ROUNDS", "1000"))
PICKERS = 100
POOL = 20


def test_one_of_two_wins_and_the_record_has_one_line(own_bank: str) -> None:
    race(list(PAIRS), ROUNDS)


@pytest.mark.chaos
@pytest.mark.parametrize("pair", list(PAIRS))
def test_one_of_two_wins_however_often(pair: str, request: pytest.FixtureRequest) -> None:
    if not request.config.getoption("-m"):
        pytest.skip("an hour of races: make chaos")
    request.getfixturevalue("own_bank")
    race([pair], MANY)


def test_every_two_steps_open_at_one_moment_have_one_winner(own_bank: str) -> None:
    """In the suite each step meets itself and its neighbour once; chaos lets all meet all."""
    wrong, met = meet(a_few(), rounds=1)
    assert not wrong, "\n".join(wrong)
    assert met > len(LOUD), met


@pytest.mark.chaos
def test_every_two_steps_meet(request: pytest.FixtureRequest) -> None:
    if not request.config.getoption("-m"):
        pytest.skip("an hour of races: make chaos")
    request.getfixturevalue("own_bank")
    wrong, _met = meet(every_pair(), rounds=int(os.environ.get("HUIYIN_ROUNDS", "5")))
    assert not wrong, "\n".join(wrong)


def meet(pairs: dict[str, Pair], rounds: int) -> tuple[list[str], int]:
    played = [(name, play_if_open(pair)) for name, pair in pairs.items() for _ in range(rounds)]
    wrong = [f"{name}: {problem}" for name, problems in played for problem in problems or ()]
    return wrong + verify.run(), sum(problems is not None for _name, problems in played)


def race(pairs: list[str], rounds: int) -> None:
    wrong = [f"{pair}: {problem}" for pair in pairs for _ in range(rounds) for problem in play(PAIRS[pair])]
    assert not wrong, f"{len(wrong)} times: {Counter(wrong).most_common(9)}"
    assert verify.run() == []


def test_a_hundred_people_picking_from_one_pool_never_get_anothers(own_bank: str) -> None:
    roads = [at_stage(Stage.INVESTIGATING) for _ in range(POOL)]
    lead, at = roads[0].lead_unit, roads[-1].at + MINUTE
    got: dict[int, list[int]] = {}
    barrier = threading.Barrier(8)

    def pick(numbers: range) -> None:
        barrier.wait()
        for number in numbers:
            held = Held(Role.HANDLER, lead.pk, lead.name, tuple(lead.path), tuple(lead.path))
            complaint = commands.pick_next(lead.pk, by=Actor("staff", number, f"{number}", (held,), lead.pk), at=at)
            got[number] = [complaint.pk] if complaint else []
        connections.close_all()

    starts = range(800_000, 800_000 + PICKERS)
    threads = [threading.Thread(target=pick, args=(starts[n::8],)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    taken = Counter(pk for picked in got.values() for pk in picked)
    assert len(got) == PICKERS
    assert sorted(taken) == sorted(road.complaint.pk for road in roads)
    assert set(taken.values()) == {1}
    owners = dict(Task.objects.filter(kind=Task.Kind.INVESTIGATE).values_list("complaint_id", "staff_id"))
    assert all(owners[picked[0]] == number for number, picked in got.items() if picked)


def test_two_complaints_of_one_customer_never_pass_the_years_limit_together(own_bank: str) -> None:
    """Grade 1 may refund 200 at once and 400 a year; with 200 granted, one more of 200 fits and two do not."""
    for number in range(max(ROUNDS // 3, 1)):
        customer = Customer(name=f"客户{number}", phone=f"1380000{number:04d}")
        roads = [Road(customer=customer) for _ in range(3)]
        settle(roads[0])
        barrier = threading.Barrier(2)
        answers: list[str] = []

        def press(road: Road, barrier: threading.Barrier = barrier, answers: list[str] = answers) -> None:
            barrier.wait()
            answers.append(settle(road))
            connections.close_all()

        threads = [threading.Thread(target=press, args=(road,)) for road in roads[1:]]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(answers) == ["", "yearly_above_authority"]
    assert verify.run() == []


def settle(road: Road) -> str:
    try:
        road.do("settle", road.intake, **BLOCKS, offers=[Offer("refund", Decimal(200))], proof="R-1")
        return ""
    except Refused as no:
        return no.code
