"""Random steps, people and jumps of the clock against the hand-written reading of the life; verify stays clean.

`make chaos` walks longer (HUIYIN_WALKS); a failure prints the number of its walk and the steps that led to it.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterable

import pytest
from django.db import transaction

from tests.complaints.meant import LEADS
from tests.complaints.walk import REFUSED, TAKEN, Walk

pytestmark = pytest.mark.django_db
BANK = "stages"
WALKS = int(os.environ.get("HUIYIN_WALKS", "60"))
MANY = int(os.environ.get("HUIYIN_WALKS", "5000"))
# No person of the bank presses these.
NOT_PRESSED = {"register", "no_answer", "break_promise", "follow_reorganisation"}


def test_no_walk_breaks_the_rules() -> None:
    walk(range(WALKS))
    assert not untaken(), f"never taken: {untaken()}"


@pytest.mark.chaos
def test_no_walk_breaks_the_rules_however_many(request: pytest.FixtureRequest) -> None:
    if not request.config.getoption("-m"):
        pytest.skip("many long walks: make chaos")
    first = secrets.randbelow(2**32)
    walk(range(first, first + MANY))


def untaken() -> dict[str, list[str]]:
    """Steps of domain.md that people press and no walk has taken, and what they were told."""
    missing = sorted(set(LEADS) - NOT_PRESSED - set(TAKEN))
    return {step: [f"{code} {n}" for (s, code), n in REFUSED.items() if s == step] for step in missing}


def walk(numbers: Iterable[int]) -> None:
    """The same walks each time in the suite, new ones under chaos; none of them leaves anything behind."""
    for number in numbers:
        walked: list[str] = []
        try:
            with transaction.atomic():
                each = Walk(number)
                walked = each.told
                each.go()
                transaction.set_rollback(True)
        except Exception as wrong:
            raise AssertionError("\n".join(["", *walked, repr(wrong)])) from wrong
