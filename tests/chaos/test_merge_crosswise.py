"""Two complaints at once: whoever merges crosswise, and whatever else is done to the other, nobody waits for ever."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from typing import Any

from django.db import connections

from huiyin.complaints import commands, verify
from huiyin.complaints.commands import matters
from huiyin.complaints.models import Complaint, Departure, Member
from huiyin.organisation.refusal import Refused
from tests.complaints.road import MINUTE, Road, category

ROUNDS = int(os.environ.get("HUIYIN_ROUNDS", "5"))
WHY: dict[str, Any] = {"reason": "同一事项"}


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


def test_what_is_merged_while_the_other_is_split_is_found_in_one_of_them(own_bank: str) -> None:
    """Each locks its own file first; the one that waits sees what the other has made of it."""
    for _ in range(ROUNDS):
        one, two = Road().submit(), Road().submit()
        by, at = one.coordinator, two.at + MINUTE
        part: dict[str, Any] = {"story": "另一件事：年费。", "category": category()}
        said = at_once(
            lambda by=by, at=at, a=one.ref, b=two.ref: commands.merge(a, by=by, at=at, into=b, **WHY),  # type: ignore[misc]
            lambda by=by, at=at, b=two.ref, part=part: commands.split(b, by=by, at=at, **part, **WHY),  # type: ignore[misc]
        )
        assert said == ["done", "done"], said
        assert (one.complaint.stage, two.complaint.stage) == ("merged", "under_review")
    assert verify.run() == []


def together(*roads: Road) -> int:
    """A matter of these."""
    by, at = roads[0].coordinator, roads[-1].at
    office = roads[0].complaint.coordinator_unit_id
    return matters.open_matter([road.ref for road in roads], title="代销", by=by, at=at, unit_id=office).matter_id


def test_two_who_join_at_once_are_both_in_and_nobody_is_in_twice(own_bank: str) -> None:
    matter_id = together(Road().submit(), Road().submit())
    one, two = Road().submit(), Road().submit()
    by, at = one.coordinator, two.at + MINUTE

    def join(road: Road) -> Callable[[], object]:
        return lambda: commands.join_matter(road.ref, by=by, at=at, matter_id=matter_id)

    said = at_once(join(one), join(two), join(one))
    assert sorted(said) == ["done", "done", "in_a_matter"], said
    assert Member.objects.filter(matter_id=matter_id, left_at=None).count() == 4  # noqa: PLR2004
    assert verify.run() == []


def test_of_six_who_would_speak_for_all_five_do(own_bank: str) -> None:
    roads = [Road().submit() for _ in range(6)]
    together(*roads)
    by, at = roads[0].coordinator, roads[-1].at + MINUTE

    def choose(road: Road) -> Callable[[], object]:
        return lambda: commands.choose_representative(road.ref, by=by, at=at, chosen_by="书面推举")

    said = at_once(*(choose(road) for road in roads))
    assert sorted(said) == [*["done"] * 5, "representatives_full"], said
    assert verify.run() == []
