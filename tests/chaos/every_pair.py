"""Every two steps that are open at the same moment, pressed at once: made from the cases of the complaint page."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import Any

from django.db import transaction

from huiyin.complaints import commands
from huiyin.complaints.table import STEPS
from huiyin.organisation.actor import Actor
from huiyin.organisation.refusal import Refused
from tests.chaos.rounds import Pair, Press, another, raced
from tests.complaints.given import details
from tests.complaints.road import MINUTE, Road, at_stage
from tests.web.desk.cases import CASES

LOUD = sorted(step for step in CASES if not STEPS[step].quiet)


def every_pair() -> dict[str, Pair]:
    """Any two loud steps whose cases begin at one stage, each step also against itself."""
    two = itertools.combinations_with_replacement(LOUD, 2)
    return {f"{a}/{b}": _pair(a, b) for a, b in two if CASES[a].stage == CASES[b].stage}


def a_few() -> dict[str, Pair]:
    """Each step against itself and against the next that begins where it does."""
    pairs, chosen = every_pair(), {}
    for step in LOUD:
        mine = [name for name in pairs if name.startswith(f"{step}/")]
        chosen.update({name: pairs[name] for name in mine[:2]})
    return chosen


def _pair(a: str, b: str) -> Pair:
    befores = list({CASES[a].before: None, CASES[b].before: None})
    return Pair(CASES[a].stage, _press(a), _press(b), lambda road: [before(road) for before in befores])


def _press(step: str) -> Press:
    who: Callable[[Road], Actor] = lambda road: getattr(road, CASES[step].by)  # noqa: E731
    given: Callable[[Road], dict[str, Any]] = lambda road: details(step, road)  # noqa: E731
    return step, who, given


def play_if_open(pair: Pair) -> list[str] | None:
    """One round; nothing where what one step needs rules the other out."""
    road = at_stage(pair.stage, customer=another())
    try:
        pair.before(road)
    except Refused:
        return None
    return raced(road, pair) if _open(road, pair.one) and _open(road, pair.other) else None


def _open(road: Road, press: Press) -> bool:
    """Would the step succeed now, if nobody else pressed?"""
    step, by, given = press
    with transaction.atomic():
        try:
            getattr(commands, step)(
                road.ref, by=by(road), at=road.at + MINUTE, seen=road.complaint.version, **given(road)
            )
            return True
        except Refused:
            return False
        finally:
            transaction.set_rollback(True)
