"""split: one letter, two matters; the second has the same receipt, and a number, a clock and a review of its own."""

from __future__ import annotations

from datetime import timedelta

import pytest

from huiyin.audit import log
from huiyin.complaints import access, guarding, verify
from huiyin.complaints.models import Clock, Complaint, Link, Recusal, Stage, Task
from huiyin.complaints.pairs import ref
from tests.complaints.checks import customer_clock, kinds, recorded, refused
from tests.complaints.road import MONDAY, Road, at_stage, category
from tests.complaints.standing import standing

pytestmark = pytest.mark.django_db
SECOND = {"story": "另外，信用卡年费多收 200 元。", "reason": "一封信两件事"}


def split(road: Road, **details: object) -> Complaint:
    road.do("split", road.coordinator, **{"category": category(), **SECOND, **details})
    return Complaint.objects.latest("pk")


def test_the_second_has_the_same_receipt_and_its_own_number_clock_and_review() -> None:
    road = Road(received_at=MONDAY - timedelta(days=2)).submit()
    before = standing(road.complaint)
    second, first = split(road), road.complaint
    assert second.pk != first.pk
    for name in ("person_id", "channel_id", "received_at", "intake_unit_id", "coordinator_unit_id", "due_at"):
        assert getattr(second, name) == getattr(first, name), name
    assert (second.stage, second.title, second.owner_unit_id) == (
        "under_review", "另外，信用卡年费多收 200 元。", first.coordinator_unit_id
    )  # fmt: skip
    assert Task.objects.get(complaint=second).kind == "review"
    clock = Clock.objects.get(complaint=second, rule="statutory")
    assert (clock.started_at, clock.due_at) == (first.received_at, customer_clock(road).due_at)
    assert {k: v for k, v in standing(first).items() if k != "version"} == {
        k: v for k, v in before.items() if k != "version"
    }
    assert verify.run() == []


def test_each_record_names_the_other_and_the_second_keeps_no_word_of_the_first() -> None:
    road = at_stage(Stage.UNDER_REVIEW)
    second = split(road)
    recorded(road, "split", road.coordinator, reason="一封信两件事", other=ref(second))
    (line,) = log.timeline(second.pk)
    assert (line.action, line.stage_to, line.payload["other"]) == ("register", "under_review", road.ref)
    assert road.complaint.story not in str(line.payload)
    tie = Link.objects.get()
    assert (tie.complaint_id, tie.other_id, tie.kind) == (road.complaint.pk, second.pk, "split")


def test_the_first_may_be_worded_anew_and_its_old_words_stay_on_record() -> None:
    road = at_stage(Stage.UNDER_REVIEW)
    old = road.complaint.story
    split(road, remaining_title="取现被拒", remaining_story="柜面拒绝大额取现。")
    assert (road.complaint.title, road.complaint.story) == ("取现被拒", "柜面拒绝大额取现。")
    changes = log.timeline(road.complaint.pk, limit=1)[0].payload["changes"]
    assert changes["story"] == [old, "柜面拒绝大额取现。"]  # type: ignore[index]
    assert verify.run() == []


def test_whoever_may_not_touch_the_one_may_not_touch_the_other() -> None:
    road = at_stage(Stage.UNDER_REVIEW)
    Recusal.objects.create(complaint=road.complaint, staff_id=road.head.pk, why="relation", at=road.at)
    second = split(road)
    assert not access.visible_to(road.head).filter(pk=second.pk).exists()


def test_the_report_in_a_letter_goes_its_way_and_the_money_stays_a_complaint() -> None:
    road = at_stage(Stage.UNDER_REVIEW)
    second = split(road, story="误收的手续费 86 元请退还。")
    road.do("retype", road.coordinator, to_type="report", reason="反映支行长收回扣")
    assert not access.visible_to(road.coordinator).filter(pk=road.complaint.pk).exists()
    assert access.visible_to(road.coordinator).filter(pk=second.pk).exists()
    assert second.due_at is not None
    assert verify.run() == []


def test_it_refuses_what_cannot_stand_alone_and_others() -> None:
    road = at_stage(Stage.UNDER_REVIEW)
    for details, code, field in (
        ({"story": " "}, "empty", "story"), ({"category": "X"}, "unknown", "category"),
        ({"reason": ""}, "empty", "reason"), ({"story": "长" * 20_001}, "too_long", "story"),
    ):  # fmt: skip
        with refused(code, field):
            split(road, **details)
    with refused("not_yours"):
        road.do("split", road.intake, category=category(), **SECOND)
    assert (Complaint.objects.count(), kinds(road)) == (1, {"review"})


def test_the_second_of_a_restricted_letter_is_as_shut_as_the_first() -> None:
    road = at_stage(Stage.UNDER_REVIEW)
    road.do("restrict", road.coordinator, kind="media", reason="媒体报道")
    second = split(road)
    work = Task.objects.get(complaint=second)
    assert (work.restricted, second.scope) == ("media", [])
    assert work.staff_id in guarding.named(second)
    assert verify.run() == []
