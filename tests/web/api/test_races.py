"""Several callers at the same moment: one is served, the others learn who was."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from django.db import connection

from huiyin.audit import log
from huiyin.complaints.models import Complaint, Stage
from tests.complaints.road import at_stage
from tests.web.api.callers import Caller, key_of, problem, system
from tests.web.api.test_register import KEY, complaint
from tests.world import unit


def together(*calls: Callable[[], Any]) -> list[Any]:
    """Their answers, all sent at once."""
    answers: list[Any] = []
    ready = threading.Barrier(len(calls))

    def send(call: Callable[[], Any]) -> None:
        ready.wait()
        answers.append(call())
        connection.close()

    senders = [threading.Thread(target=send, args=(call,)) for call in calls]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()
    return answers


def test_of_eight_submissions_under_one_key_one_is_made(own_bank: str) -> None:
    key, body = system(unit("天河支行").pk).headers["Authorization"].split()[1], complaint()
    answers = together(*[lambda: Caller(key).post("complaints", body, **KEY)] * 8)
    assert [answer.status_code for answer in answers] == [201] * 8
    assert len({answer.content for answer in answers}) == 1
    assert sum("Idempotency-Replayed" in answer for answer in answers) == 7
    assert Complaint.objects.count() == 1


def test_of_two_conflicting_steps_one_wins_and_the_other_learns_who(own_bank: str) -> None:
    road = at_stage(Stage.APPROVING)
    key, path, seen = key_of(road.head), f"complaints/{road.ref}", road.complaint.version
    answers = together(
        lambda: Caller(key).post(f"{path}/approve", {"seen": seen}),
        lambda: Caller(key).post(f"{path}/send_back", {"seen": seen, "reason": "补充依据"}),
    )
    won, lost = sorted(answers, key=lambda answer: answer.status_code)
    assert (won.status_code, lost.status_code) == (200, 409)
    said, line = problem(lost), log.timeline(road.complaint.pk, limit=1)[0]
    assert said["code"] in ("stage", "conflict")
    assert (said["winner"], said["won_at"][:19]) == (road.head.name, f"{line.at:%Y-%m-%dT%H:%M:%S}")
    assert said["params"]["won_by"] == line.action == won.json()["step"]
