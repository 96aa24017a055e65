"""Two complaints at once: whoever merges crosswise, and whatever else is done to the other, nobody waits for ever."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable

from django.db import connections

from huiyin.complaints import commands, verify
from huiyin.complaints.models import Complaint, Departure
from huiyin.organisation.refusal import Refused
from tests.complaints.road import MINUTE, Road

ROUNDS = int(os.environ.get("HUIYIN_ROUNDS", "12"))
WHY = {"reason": "同一事项"}


def at_once(*acts: Callable[[], object]) -> list[str]:
    """What each of them got: done, or the code of the rule that said no."""
    barrier, said = threading.Barrier(len(acts)), [""] * len(acts)

    def play(number: int) -> None:
        barrier.wait()
        try:
            acts[number]()
            said[number] = "done"
        except Refused as no:
            said[number] = no.code
        finally:
            connections.close_all()

    threads = [threading.Thread(target=play, args=(number,)) for number in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return said


def test_of_two_merged_into_each_other_one_goes_on(own_bank: str) -> None:
    for _ in range(ROUNDS):
        one, two = Road().submit(), Road().submit()
        by, at = one.coordinator, one.at + MINUTE
        said = at_once(
            lambda by=by, at=at, a=one.ref, b=two.ref: commands.merge(a, by=by, at=at, into=b, **WHY),  # type: ignore[misc]
            lambda by=by, at=at, a=one.ref, b=two.ref: commands.merge(b, by=by, at=at, into=a, **WHY),  # type: ignore[misc]
        )
        assert sorted(said) == ["done", "other_is_not_open"] or sorted(said) == ["done", "stage"], said
        assert Departure.objects.filter(complaint__in=[one.complaint, two.complaint]).count() == 1
        assert sorted([one.complaint.stage, two.complaint.stage]) == ["merged", "under_review"]
    assert verify.run() == []


def test_it_comes_back_or_the_other_ends_but_never_half_of_both(own_bank: str) -> None:
    for _ in range(ROUNDS):
        one, two = Road().submit(), Road().submit()
        one.at = two.at
        one.do("merge", one.coordinator, into=two.ref, **WHY)
        by, at = one.coordinator, one.at + MINUTE
        said = at_once(
            lambda by=by, at=at, ref=one.ref: commands.unmerge(ref, by=by, at=at, **WHY),  # type: ignore[misc]
            lambda by=by, at=at, ref=two.ref: commands.decline(ref, by=by, at=at, ground="no_demand", **WHY),  # type: ignore[misc]
        )
        assert said[1] == "done", said
        assert one.complaint.stage == ("under_review" if said[0] == "done" else "merged"), said
        assert said[0] in ("done", "other_is_not_open")
    assert Complaint.objects.count() == 2 * ROUNDS
    assert verify.run() == []
