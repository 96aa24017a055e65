"""What one form says becomes one complaint, with all that came along, or nothing at all."""

from __future__ import annotations

from typing import Any

import pytest

from huiyin.complaints.commands import Customer, Refused
from huiyin.complaints.models import Attachment, Complaint, Person, Stage
from huiyin.intake.commands.at_the_desk import Enclosed, take_in
from huiyin.intake.models import Submission
from tests.complaints.conftest import bank
from tests.complaints.road import LI, MINUTE, MONDAY, category
from tests.world import person, unit

__all__ = ["bank"]
pytestmark = pytest.mark.django_db


def written(**more: Any) -> dict[str, Any]:
    return {
        "unit_id": unit("天河支行").pk, "channel": "CTR", "received_at": MONDAY - MINUTE, "story": "年费多收",
        "category": category(), "customer": LI, **more,
    }  # fmt: skip


def test_it_registers_encloses_and_submits_in_one() -> None:
    files = [Enclosed("a.txt", b"a"), Enclosed("b.txt", b"b")]
    answer = take_in("k", written(), by=person("谭宁"), at=MONDAY, enclosed=files, submit=True)
    made = Complaint.objects.get(pk=answer.complaint_id or 0)
    assert made.stage == Stage.UNDER_REVIEW
    assert Attachment.objects.filter(complaint=made).count() == 2
    assert Submission.objects.get().client == f"desk:{person('谭宁').pk}"


def test_when_one_part_is_refused_nothing_is_left_and_the_key_is_free_again() -> None:
    by = person("谭宁")
    with pytest.raises(Refused, match="empty"):
        take_in("k", written(), by=by, at=MONDAY, enclosed=[Enclosed("a.txt", b"")])
    assert not Complaint.objects.exists()
    assert not Person.objects.exists()
    assert not take_in("k", written(), by=by, at=MONDAY).repeated


def test_the_same_key_gives_the_first_answer_whatever_button_was_pressed() -> None:
    by = person("谭宁")
    first = take_in("k", written(), by=by, at=MONDAY)
    second = take_in("k", written(), by=by, at=MONDAY + MINUTE, submit=True)
    assert (second.body, second.repeated) == (first.body, True)
    assert Complaint.objects.get().stage == Stage.REGISTERED


@pytest.mark.parametrize("more", [{"story": "另一件事"}, {"customer": Customer(name="王大力")}])
def test_other_words_under_the_same_key_are_refused_and_name_the_first(more: dict[str, Any]) -> None:
    by = person("谭宁")
    first = take_in("k", written(), by=by, at=MONDAY)
    with pytest.raises(Refused, match="registered_otherwise") as no:
        take_in("k", written(**more), by=by, at=MONDAY + MINUTE)
    assert no.value.params["ref"] == first.body["ref"]
    assert Complaint.objects.count() == 1


def test_two_colleagues_keys_do_not_meet() -> None:
    take_in("k", written(), by=person("谭宁"), at=MONDAY)
    hotline = written(unit_id=unit("客服中心热线一组").pk, channel="HOT")
    assert not take_in("k", hotline, by=person("林晓雯"), at=MONDAY).repeated
