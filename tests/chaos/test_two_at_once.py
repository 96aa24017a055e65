"""Two simultaneous conflicting steps: 50 rounds a pair in the suite, HUIYIN_ROUNDS (1,000) under `make chaos`."""

from __future__ import annotations

import os
import threading
from collections import Counter

import pytest
from django.db import connections

from huiyin.complaints import commands, verify
from huiyin.complaints.models import Stage, Task
from huiyin.organisation.actor import Actor, Held, Role
from tests.chaos.rounds import PAIRS, play
from tests.complaints.road import MINUTE, at_stage

ROUNDS = int(os.environ.get("HUIYIN_ROUNDS", "50"))
PICKERS = 100
POOL = 40


@pytest.mark.parametrize("pair", list(PAIRS))
def test_one_of_two_wins_and_the_record_has_one_line(own_bank: str, pair: str) -> None:
    wrong = [problem for _ in range(ROUNDS) for problem in play(PAIRS[pair])]
    assert not wrong, f"{len(wrong)} of {ROUNDS} rounds: {Counter(wrong).most_common(3)}"
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
