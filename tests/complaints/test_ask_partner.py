"""ask_partner, partner_answered: an outside partner is asked, and a late answer stays late."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from huiyin.complaints import verify
from huiyin.complaints.models import Clock, PartnerRequest, Stage
from huiyin.complaints.queries import file as files
from tests.complaints.checks import kinds, recorded, refused
from tests.complaints.road import BEIJING, MINUTE, Road, at_stage
from tests.world import unit

pytestmark = pytest.mark.django_db
DUE = datetime(2026, 11, 25, 17, 30, tzinfo=BEIJING)


def asked() -> Road:
    road = at_stage(Stage.INVESTIGATING)
    road.do("ask_partner", road.handler, unit_id=unit("催收合作机构 A").pk, what="三次通话录音")
    return road


def request(road: Road) -> PartnerRequest:
    return PartnerRequest.objects.get(complaint=road.complaint)


def answered(road: Road, **given: object) -> None:
    road.do(
        "partner_answered", road.handler, **{"request_id": request(road).pk, "answer": "录音三段", **given}
    )


def test_the_partner_has_a_clock_and_no_task() -> None:
    road = asked()
    held = request(road)
    assert (held.what, held.due_at) == ("三次通话录音", DUE)
    clock = Clock.objects.get(pk=held.clock_id)
    assert (clock.rule, clock.unit_id, clock.due_at, clock.stopped_at) == ("partner", held.unit_id, DUE, None)
    assert kinds(road) == {"investigate", "answer"}
    recorded(road, "ask_partner", road.handler, unit=held.unit_id, question="三次通话录音")
    assert verify.run() == []


def test_a_late_answer_is_shown_as_late_by_the_moment_it_came() -> None:
    road = asked()
    road.at = DUE + timedelta(days=2)
    assert files.file(road.ref, seen_by=road.handler, at=road.at).inquiries[0].late
    came = DUE + timedelta(hours=1)
    answered(road, answered_at=came)
    held = request(road)
    assert (held.answered_at, held.entered_by) == (came, road.handler.id)
    assert Clock.objects.get(pk=held.clock_id).result == "late"
    (shown,) = files.file(road.ref, seen_by=road.handler, at=road.at).inquiries
    assert (shown.partner, shown.answer, shown.late) == ("催收合作机构 A", "录音三段", True)
    recorded(road, "partner_answered", road.handler, unit=held.unit_id, answer="录音三段")
    assert verify.run() == []


def test_an_answer_in_time_is_kept() -> None:
    road = asked()
    answered(road)
    assert Clock.objects.get(pk=request(road).clock_id).result == "kept"
    assert not files.file(road.ref, seen_by=road.handler, at=DUE + timedelta(days=9)).inquiries[0].late


def test_it_refuses_units_of_the_bank_and_empty_questions() -> None:
    road = at_stage(Stage.INVESTIGATING)
    for unit_id in (road.co_unit.pk, 999_999):
        with refused("not_a_partner", "unit_id"):
            road.do("ask_partner", road.handler, unit_id=unit_id, what="录音")
    with refused("empty", "what"):
        road.do("ask_partner", road.handler, unit_id=unit("催收合作机构 A").pk, what=" ")


def test_an_answer_is_refused_for_another_request_empty_twice_and_at_another_time() -> None:
    road = asked()
    with refused("unknown", "request_id"):
        answered(road, request_id=999_999)
    with refused("empty", "answer"):
        answered(road, answer="")
    for moment in (request(road).asked_at - MINUTE, road.at + 9 * MINUTE):
        with refused("not_then", "answered_at"):
            answered(road, answered_at=moment)
    answered(road)
    with refused("already_answered", "request_id"):
        answered(road)


def test_it_refuses_others_and_other_stages() -> None:
    road = asked()
    for by in (road.coordinator, road.co):
        with refused("not_yours"):
            road.do("ask_partner", by, unit_id=unit("催收合作机构 A").pk, what="录音")
        with refused("not_yours"):
            road.do("partner_answered", by, request_id=request(road).pk, answer="？")
    later = at_stage(Stage.APPROVING)
    with refused("stage"):
        later.do("ask_partner", later.handler, unit_id=unit("催收合作机构 A").pk, what="录音")
