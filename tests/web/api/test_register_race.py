"""The same submission eight times at the same moment."""

from __future__ import annotations

import threading

from django.db import connection

from huiyin.complaints.models import Complaint
from tests.web.api.callers import Caller, system
from tests.web.api.test_register import KEY, complaint
from tests.world import unit


def test_of_eight_at_once_one_is_made(own_bank: str) -> None:
    caller, body = system(unit("天河支行").pk), complaint()
    answers: list[bytes] = []

    def send() -> None:
        answers.append(Caller(caller.headers["Authorization"].split()[1]).post("complaints", body, **KEY).content)
        connection.close()

    senders = [threading.Thread(target=send) for _ in range(8)]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()
    assert len(answers) == 8
    assert len(set(answers)) == 1
    assert Complaint.objects.count() == 1
