"""Registering through the API: by a calling system, once however often it is sent, and never what cannot be kept."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from huiyin.audit import log
from huiyin.complaints import numbers
from huiyin.complaints.models import Complaint
from huiyin.intake.models import Submission
from tests.complaints.road import category
from tests.web.api.callers import Caller, person, problem, system
from tests.world import person as somebody
from tests.world import unit

pytestmark = pytest.mark.django_db
KEY = {"Idempotency-Key": "call-1"}


def complaint(**more: Any) -> dict[str, Any]:
    received_at = (timezone.now() - timedelta(minutes=5)).isoformat()
    return {
        "channel": "CTR",
        "received_at": received_at,
        "story": "取现被拒。",
        "category": category(),
        **more,
    }


@pytest.fixture
def hotline() -> Caller:
    return system(unit("天河支行").pk)


def test_a_system_registers_in_its_unit_and_the_record_says_so(hotline: Caller) -> None:
    customer = {"name": "李小明", "phone": "13812345678"}
    answer = hotline.post("complaints", complaint(customer=customer, amount="88.00"), **KEY)
    assert answer.status_code == 201, answer.content.decode()
    told = json.loads(answer.content)
    made = Complaint.objects.get(pk=numbers.complaint_id(told["ref"]) or 0)
    assert (made.intake_unit_id, made.person is not None, str(made.amount)) == (
        unit("天河支行").pk,
        True,
        "88.00",
    )
    line = log.timeline(made.pk, limit=1)[0]
    assert (line.action, line.actor_kind, line.payload["by"]) == ("register", "client", "热线系统")
    seen = json.loads(hotline.get(f"complaints/{told['ref']}").content)
    assert (seen["facts"]["customer"], seen["facts"]["contact"]) == ("李*明", "138****5678")
    assert {step["step"] for step in seen["steps"]} == {"amend", "submit", "note", "attach"}


def test_what_is_sent_again_is_answered_again_and_made_once(hotline: Caller) -> None:
    body = complaint()
    first, again = hotline.post("complaints", body, **KEY), hotline.post("complaints", body, **KEY)
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.content == again.content
    assert "Idempotency-Replayed" not in first
    assert again["Idempotency-Replayed"] == "true"
    spaced = hotline.post("complaints", json.dumps(dict(reversed(body.items())), indent=3), **KEY)
    assert spaced.content == first.content
    assert Complaint.objects.count() == 1


def test_a_key_used_for_something_else_is_refused(hotline: Caller) -> None:
    hotline.post("complaints", complaint(), **KEY)
    said = problem(hotline.post("complaints", complaint(story="另一件。"), **KEY))
    assert (said["status"], said["code"], said["field"]) == (422, "key_used_otherwise", "Idempotency-Key")
    assert Complaint.objects.count() == 1


def test_two_senders_may_use_the_same_key(hotline: Caller) -> None:
    body = complaint()
    hotline.post("complaints", body, **KEY)
    assert system(unit("天河支行").pk).post("complaints", body, **KEY).status_code == 201
    assert Complaint.objects.count() == 2


def test_a_refusal_leaves_the_key_free(hotline: Caller) -> None:
    assert problem(hotline.post("complaints", complaint(channel="PIGEON"), **KEY))["code"] == "unknown"
    assert hotline.post("complaints", complaint(), **KEY).status_code == 201


def test_a_step_with_a_key_is_taken_once_and_its_data_is_not_kept(hotline: Caller) -> None:
    ref = json.loads(hotline.post("complaints", complaint(customer={"phone": "13812345678"}), **KEY).content)[
        "ref"
    ]
    clerk = person(somebody("谭宁"))
    for _ in range(2):
        assert clerk.post(f"complaints/{ref}/note", {"note": "已联系"}, **KEY).status_code == 200
    shown = [
        clerk.post(f"complaints/{ref}/reveal", {"reason": "核对"}, **{"Idempotency-Key": "r"})
        for _ in range(2)
    ]
    assert [json.loads(each.content)["phone"] for each in shown] == ["13812345678"] * 2
    actions = [line.action for line in log.timeline(numbers.complaint_id(ref) or 0)]
    assert actions == ["reveal", "reveal", "note", "register"]
    assert "13812345678" not in str(list(Submission.objects.values_list("answer", flat=True)))


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"storey": "取现"}, "storey"),
        ({"story": "a\x00b"}, ""),
        ({"story": "\ud800"}, ""),
        ({"story": "长" * 20_001}, "story"),
        ({"amount": "1.001"}, "amount"),
        ({"amount": -1}, "amount"),
        ({"amount": 10**13}, "amount"),
        ({"unit_id": 2**31}, "unit_id"),
        ({"unit_id": True}, "unit_id"),
        ({"received_at": "2026-11-23T10:00:00"}, "received_at"),
        ({"received_at": "0001-01-01T00:00:00+14:00"}, "received_at"),
        ({"severity": 4}, "severity"),
        ({"demands": ["castle"]}, "demands.0"),
        ({"customer": {"nick": "小明"}}, "customer.nick"),
    ],
)
def test_what_cannot_be_kept_is_pointed_out(hotline: Caller, more: dict[str, Any], field: str) -> None:
    said = problem(hotline.post("complaints", complaint(**more), **KEY))
    assert (said["status"], said["code"], said.get("field", "")) == (422, "unreadable", field)


def test_a_body_that_is_not_json_is_refused(hotline: Caller) -> None:
    for content in ("{", b"\xff\xfe", "[" * 100_000, '{"a": NaN', "1" * 5000):
        assert problem(hotline.post("complaints", content, **KEY))["status"] == 422
    assert problem(hotline.form("complaints", {"story": "取现"}, **KEY))["status"] == 415
    assert problem(hotline.post("complaints", " " * 3_000_000, **KEY))["status"] == 413
    assert problem(hotline.post("complaints", "{}", **KEY, **{"Content-Length": str(10**9)}))["status"] in (
        413,
        422,
    )


def test_a_key_is_asked_for(hotline: Caller) -> None:
    said = problem(hotline.post("complaints", complaint()))
    assert (said["status"], said["field"]) == (422, "Idempotency-Key")
    assert problem(hotline.post("complaints", complaint(), **{"Idempotency-Key": "长"}))["status"] == 422


@pytest.mark.parametrize("more", [{"unit_id": 1}, {"unit_id": 2**31 - 1}])
def test_a_unit_that_is_not_the_keys_own_is_refused(hotline: Caller, more: dict[str, Any]) -> None:
    assert problem(hotline.post("complaints", complaint(**more), **KEY))["code"] == "not_yours"


def test_a_unit_that_is_not_there_cannot_be_complained_of(hotline: Caller) -> None:
    said = problem(hotline.post("complaints", complaint(complained_of_unit_id=2**31 - 1), **KEY))
    assert (said["status"], said["code"], said["field"]) == (409, "unknown", "complained_of_unit_id")
