"""Taking in what somebody sent: once, whatever happens, and without undoing its neighbours."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection, transaction

from huiyin.audit.models import Entry
from huiyin.calendars.workdays import BEIJING
from huiyin.complaints import numbers, verify
from huiyin.complaints.commands import Customer
from huiyin.complaints.models import Complaint, Task
from huiyin.intake import commands
from huiyin.intake.models import Submission as Kept
from huiyin.intake.submission import Submission
from huiyin.organisation.actor import SYSTEM
from huiyin.organisation.commands.importing import ONE_IMPORT_AT_A_TIME
from huiyin.organisation.refusal import Refused
from tests.world import person, unit

AT = datetime(2026, 11, 24, 12, tzinfo=BEIJING)


@pytest.fixture(autouse=True)
def bank(own_bank: str) -> None:
    """Batches are written for good here, and a second thread joins in."""


def message(number: str = "A-1", **changed: object) -> Submission:
    given = Submission(
        client="test", key=number, body=b"body of " + number.encode(), unit_id=unit("电子银行部").pk, channel="WEB",
        category="06", received_at=AT - timedelta(days=2), story="账单多收了年费。", source_no=number,
        customer=Customer(name="李小明", phone="13812345678"), note="类别：卡",
    )  # fmt: skip
    return replace(given, **changed)  # type: ignore[arg-type]


def test_it_registers_what_was_sent() -> None:
    answer = commands.receive(message(), by=SYSTEM, at=AT)
    complaint = Complaint.objects.get()
    assert answer.body == {"ref": numbers.ref(complaint.pk, AT)} and not answer.repeated
    assert (complaint.source_no, complaint.story, complaint.channel_id) == ("A-1", "账单多收了年费。", "WEB")
    assert (complaint.received_at, complaint.registered_at) == (AT - timedelta(days=2), AT)
    assert complaint.owner_staff_id is None and complaint.intake_unit_id == unit("电子银行部").pk
    assert Task.objects.filter(complaint=complaint, kind="complete").count() == 1
    assert Kept.objects.get().complaint_id == complaint.pk


def test_an_intake_officer_takes_it_in_and_owns_it() -> None:
    officer = person("林晓雯")
    commands.receive(message(unit_id=officer.unit_id), by=officer, at=AT)
    assert Complaint.objects.get().owner_staff_id == officer.id


def test_sent_again_it_gets_the_first_answer() -> None:
    first = commands.receive(message(), by=SYSTEM, at=AT)
    again = commands.receive(message(), by=SYSTEM, at=AT + timedelta(days=9))
    assert again == replace(first, repeated=True)
    assert Complaint.objects.count() == Entry.objects.count() == 1


def test_a_known_number_with_other_words_is_refused_and_named() -> None:
    first = commands.receive(message(), by=SYSTEM, at=AT)
    with pytest.raises(Refused) as caught:
        commands.receive(message(body=b"other", story="别的事。"), by=SYSTEM, at=AT)
    assert (caught.value.code, caught.value.params) == ("registered_otherwise", {"ref": first.body["ref"]})
    assert Complaint.objects.get().story == "账单多收了年费。"


def test_the_same_number_of_another_sender_is_another_complaint() -> None:
    for client in ("sheet:WEB:DZYH", "sheet:GOV:BGS"):
        commands.receive(message(client=client), by=SYSTEM, at=AT)
    assert Complaint.objects.count() == 2


def test_what_is_refused_leaves_its_key_free_and_its_neighbours_alone() -> None:
    batch = [
        message("A-1"),
        message("A-2", received_at=AT + timedelta(days=1)),
        message("A-3", category="nothing"),
        message("A-4"),
    ]
    answers = commands.receive_all(batch, by=SYSTEM, at=AT)
    assert [a.code if isinstance(a, Refused) else a.status for a in answers] == [
        201,
        "received_in_future",
        "unknown",
        201,
    ]
    assert sorted(Complaint.objects.values_list("source_no", flat=True)) == ["A-1", "A-4"]
    assert sorted(Kept.objects.values_list("key", flat=True)) == ["A-1", "A-4"]
    corrected = commands.receive(message("A-2"), by=SYSTEM, at=AT)
    assert not corrected.repeated


def test_of_two_imports_at_once_each_row_becomes_one_complaint() -> None:
    batch = [message(f"A-{i}") for i in range(20)]
    answers: list[commands.Answer | Refused] = []

    def take_in() -> None:
        answers.extend(commands.receive_all(batch, by=SYSTEM, at=AT))
        connection.close()

    threads = [threading.Thread(target=take_in) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Complaint.objects.count() == 20 and len(answers) == 40
    assert sum(isinstance(a, commands.Answer) and a.repeated for a in answers) == 20


def test_no_unit_moves_while_a_batch_is_written() -> None:
    free: list[bool] = []

    def try_to_move() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [ONE_IMPORT_AT_A_TIME])
            free.append(cursor.fetchone()[0])
        connection.close()

    def in_a_thread() -> None:
        thread = threading.Thread(target=try_to_move)
        thread.start()
        thread.join()

    with transaction.atomic():
        commands.receive_all([message()], by=SYSTEM, at=AT)
        in_a_thread()
    in_a_thread()
    assert free == [False, True]


def test_a_batch_asks_the_bank_once_and_each_row_gets_its_own(django_assert_max_num_queries: Any) -> None:
    batch = [message(f"A-{i}") for i in range(10)] + [
        message("G-1", channel="GOV", unit_id=unit("办公室").pk)
    ]
    with django_assert_max_num_queries(11 * 24 + 12):
        commands.receive_all(batch, by=SYSTEM, at=AT)
    made = Complaint.objects.get(source_no="G-1")
    assert made.intake_unit_id == unit("办公室").pk and made.channel_id == "GOV"
    assert verify.run() == []
