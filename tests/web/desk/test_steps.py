"""Every step through its form: done, asked again, refused, lost, and closed to whoever may not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from huiyin.audit import log
from huiyin.complaints.commands import Ask
from huiyin.complaints.models import Assignment, Complaint, Promise, Stage
from huiyin.complaints.table import STEPS
from huiyin.organisation.actor import Role
from huiyin.organisation.models import Unit
from huiyin.web.desk.complaints import urls
from tests.complaints import road as roads
from tests.complaints.conftest import bank
from tests.complaints.road import Road, at_stage, holder
from tests.web.desk.cases import BLOCKS, BY_ITSELF, CASES, found, promise_id
from tests.web.desk.visitors import HTMX, an_hour_ago, desk
from tests.world import person, unit

__all__ = ["bank"]
pytestmark = pytest.mark.django_db
BANK = "stages_now"
ALL = sorted(CASES)
WITHOUT_PAGE = {"register", "give_statement", *BY_ITSELF}  # registration and statements have pages of their own


@pytest.fixture(autouse=True)
def just_now(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The page acts now, so the road begins an hour before."""
    monkeypatch.setattr(roads, "MONDAY", an_hour_ago())
    yield


def address(road: Road, step: str) -> str:
    return f"/complaints/{road.ref}/{step}/"


def last(complaint: Complaint) -> str:
    return log.timeline(complaint.pk, limit=1)[0].action


def given(road: Road, step: str, **more: Any) -> dict[str, Any]:
    return {"seen": road.complaint.version, **CASES[step].fields(road), **more}


def test_every_step_has_its_page() -> None:
    pages = {pattern.name for pattern in urls.urlpatterns}
    assert set(STEPS) - WITHOUT_PAGE <= pages
    assert set(CASES) == set(STEPS) - WITHOUT_PAGE


@pytest.mark.parametrize("step", ALL)
def test_it_shows_its_form_as_a_fragment_and_as_a_page(step: str) -> None:
    road = CASES[step].road()
    visitor = desk(getattr(road, CASES[step].by))
    fragment, page = visitor.get(address(road, step), headers=HTMX), visitor.get(address(road, step))
    assert (fragment.status_code, page.status_code) == (200, 200)
    assert fragment["HX-Retarget"] == "#step"
    assert 'id="step-form"' in fragment.content.decode()
    assert "<html" not in fragment.content.decode()
    assert 'id="step-form"' in page.content.decode()
    assert "<html" in page.content.decode()
    assert page["Cache-Control"] == fragment["Cache-Control"] == "no-store"


@pytest.mark.parametrize("step", ALL)
def test_it_does_what_the_command_does(step: str) -> None:
    road = CASES[step].road()
    answer = desk(getattr(road, CASES[step].by)).post(address(road, step), given(road, step), headers=HTMX)
    assert answer.status_code == 200, answer.content.decode()
    assert answer["HX-Retarget"] == ("#customer" if step == "reveal" else "#file")
    assert last(road.complaint) == step
    assert answer["Cache-Control"] == "no-store"


@pytest.mark.parametrize("step", ALL)
def test_it_works_without_scripts(step: str) -> None:
    road = CASES[step].road()
    answer = desk(getattr(road, CASES[step].by)).post(address(road, step), given(road, step))
    if step == "reveal":
        assert answer["Refresh"] == f"60; url=/complaints/{road.ref}/"
    else:
        assert (answer.status_code, answer["Location"]) == (303, f"/complaints/{road.ref}/")
    assert last(road.complaint) == step


@pytest.mark.parametrize("step", ALL)
def test_what_is_refused_says_why_and_nothing_is_done(step: str) -> None:
    """One complaint a step: a refusal leaves it as it was."""
    road = CASES[step].road()
    before = road.complaint.entry_count
    for name in CASES[step].required:
        a_field_left_empty_is_asked_for_beside_it(road, step, name)
    for name in CASES[step].wrong:
        nonsense_is_pointed_out_beside_its_field(road, step, name)
    if not CASES[step].quiet:
        whoever_comes_second_learns_who_was_first(road, step)
        the_newest_file_is_loaded_with_what_was_typed(road, step)
        who_may_not_sees_no_button_and_is_told_who_may(road, step)
    who_does_not_see_it_learns_nothing(road, step)
    assert road.complaint.entry_count == before


def a_field_left_empty_is_asked_for_beside_it(road: Road, step: str, name: str) -> None:
    fields = {k: v for k, v in given(road, step).items() if k != name}
    answer = desk(getattr(road, CASES[step].by)).post(address(road, step), fields, headers=HTMX)
    words = answer.content.decode()
    assert (answer.status_code, answer["HX-Retarget"]) == (422, "#step")
    assert f'id="step_{name}_error"' in words, name
    assert "<code>required</code>" in words
    kept = [v for v in fields.values() if isinstance(v, str) and not v.isascii() and v not in ("", "库存？")]
    assert all(v in words for v in kept), "what was typed is lost"


def nonsense_is_pointed_out_beside_its_field(road: Road, step: str, name: str) -> None:
    fields = given(road, step, **{name: CASES[step].wrong[name]})
    answer = desk(getattr(road, CASES[step].by)).post(address(road, step), fields, headers=HTMX)
    assert answer.status_code == 422
    assert f'id="step_{name}_error"' in answer.content.decode()


def whoever_comes_second_learns_who_was_first(road: Road, step: str) -> None:
    fields = given(road, step, seen=road.complaint.version - 1, note="我填写的备注")
    answer = desk(getattr(road, CASES[step].by)).post(address(road, step), fields, headers=HTMX)
    words = answer.content.decode()
    assert answer.status_code == 409
    assert "<code>conflict</code>" in words
    assert str(log.timeline(road.complaint.pk, limit=1)[0].payload["by"]) in words
    assert "我填写的备注" in words
    assert 'name="reload"' in words


def the_newest_file_is_loaded_with_what_was_typed(road: Road, step: str) -> None:
    fields = given(road, step, seen=road.complaint.version - 1, note="我填写的备注", reload="1")
    answer = desk(getattr(road, CASES[step].by)).post(address(road, step), fields, headers=HTMX)
    assert (answer.status_code, answer["HX-Retarget"]) == (200, "#file")
    assert "我填写的备注" in answer.content.decode()
    assert f'name="seen" value="{road.complaint.version}"' in answer.content.decode()


def who_may_not_sees_no_button_and_is_told_who_may(road: Road, step: str) -> None:
    visitor = desk(getattr(road, CASES[step].outsider))
    page = visitor.get(f"/complaints/{road.ref}/").content.decode()
    assert address(road, step) not in page
    answer = visitor.post(address(road, step), given(road, step), headers=HTMX)
    assert answer.status_code == 403
    assert "<code>not_yours</code>" in answer.content.decode()
    assert visitor.get(address(road, step), headers=HTMX).status_code == 403


def who_does_not_see_it_learns_nothing(road: Road, step: str) -> None:
    stranger = desk(person("丁一"))
    assert stranger.get(address(road, step)).status_code == 404
    answer = stranger.post(address(road, step), given(road, step), headers=HTMX)
    assert answer.status_code == 404
    assert road.complaint.title not in answer.content.decode()


def test_an_offer_above_ones_authority_is_refused_beside_the_offer() -> None:
    road = at_stage(Stage.REGISTERED)
    fields = given(road, "settle", kind_1="goodwill", amount_1="80")
    answer = desk(road.intake).post(address(road, "settle"), fields, headers=HTMX)
    words = answer.content.decode()
    assert answer.status_code == 409
    assert "<code>amount_above_authority</code>" in words
    assert 'id="step_kind_1_error"' in words
    assert "¥80.00" in words
    assert "¥50.00" in words


def test_closing_waits_for_the_promises_and_says_which() -> None:
    road = at_stage(Stage.FOLLOWING_UP).call()
    visitor = desk(road.coordinator)
    page = visitor.get(f"/complaints/{road.ref}/").content.decode()
    assert "现在不能办结" in page
    answer = visitor.post(
        address(road, "close"), {"seen": road.complaint.version, **found(road)}, headers=HTMX
    )
    assert answer.status_code == 409
    assert "<code>promises_unproved</code>" in answer.content.decode()
    assert "慰问" in answer.content.decode()


def test_shares_that_do_not_add_up_are_refused_beside_them() -> None:
    road = CASES["close"].road()
    answer = desk(road.coordinator).post(
        address(road, "close"), given(road, "close", share_1="60"), headers=HTMX
    )
    assert answer.status_code == 409
    assert 'id="step_unit_1_error"' in answer.content.decode()
    assert "<code>shares</code>" in answer.content.decode()


def test_a_voucher_is_confirmed_by_another_person_with_the_same_number() -> None:
    road = CASES["prove"].road()
    fields = {"promise_id": promise_id(road), "voucher": "V-1"}
    desk(road.handler).post(address(road, "prove"), fields)
    assert "待另一人复核" in desk(road.handler).get(f"/complaints/{road.ref}/").content.decode()
    answer = desk(road.head).post(address(road, "prove"), {**fields, "voucher": "V-2"}, headers=HTMX)
    assert answer.status_code == 409
    assert 'id="step_voucher_error"' in answer.content.decode()
    desk(road.head).post(address(road, "prove"), fields)
    assert Promise.objects.get(complaint=road.complaint).state == "proved"


def test_the_chain_is_shown_before_proposing() -> None:
    road = CASES["propose"].road()
    fields = {"kind_1": "goodwill", "amount_1": "300"}
    answer = desk(road.handler).post(f"/complaints/{road.ref}/chain/", fields, headers=HTMX)
    words = answer.content.decode()
    assert "何伟" in words
    assert "卢毅" in words
    assert "限 ¥500.00" in words
    whole = desk(road.handler).post(f"/complaints/{road.ref}/chain/", {**fields, **BLOCKS}).content.decode()
    assert "卢毅" in whole
    assert BLOCKS["findings"] in whole


def test_nobody_in_reach_may_grant_it_is_said_before_proposing() -> None:
    road = CASES["propose"].road()
    fields = {"kind_1": "compensation", "amount_1": "90000"}
    answer = desk(road.handler).post(f"/complaints/{road.ref}/chain/", fields, headers=HTMX)
    assert "<code>beyond_authority</code>" in answer.content.decode()
    assert "¥90,000.00" in answer.content.decode()


def test_each_unit_gets_its_own_question_and_due_time() -> None:
    road = at_stage(Stage.UNDER_REVIEW)
    another = Unit.objects.get(name="越秀支行")
    fields = given(road, "assign", co_2_unit=another.pk, co_2_question="贵行有无先例？")
    assert desk(road.coordinator).post(address(road, "assign"), fields).status_code == 303
    asked = {(a.unit_id, a.lead): a.question for a in Assignment.objects.filter(complaint=road.complaint)}
    assert asked == {
        (road.lead_unit.pk, True): "请核实", (road.co_unit.pk, False): "库存？", (another.pk, False): "贵行有无先例？",
    }  # fmt: skip


def test_what_leaves_ones_sight_ends_at_the_worklist() -> None:
    """A co-handler asked from outside refuses; the arbitration gives the share to somebody else."""
    road, asked = at_stage(Stage.UNDER_REVIEW), unit("越秀支行")
    lead, co = Ask(road.lead_unit.pk, "请核实"), Ask(asked.pk, "贵行有无先例？")
    road.do("assign", road.coordinator, lead=lead, co_handlers=[co])
    outlet = desk(holder(Role.HANDLER, asked.name))
    assert outlet.get(f"/complaints/{road.ref}/").status_code == 200
    fields: dict[str, Any] = {"reason": "不属于本单位"}
    assert outlet.post(address(road, "refuse_assignment"), fields, headers=HTMX).status_code == 200
    fields = {"unit_id": asked.pk, "to_unit_id": road.co_unit.pk, "reason": "属运营部"}
    assert desk(road.coordinator).post(address(road, "arbitrate"), fields, headers=HTMX).status_code == 200
    assert outlet.get(f"/complaints/{road.ref}/").status_code == 404


def test_a_file_too_large_is_refused_before_it_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("huiyin.web.desk.complaints.forms.keeping.LARGEST_MB", 0)
    road = at_stage(Stage.REGISTERED)
    file = SimpleUploadedFile("大.bin", b"0" * 2048)
    answer = desk(road.intake).post(address(road, "attach"), {"file_": file}, headers=HTMX)
    assert answer.status_code == 422
    assert "<code>file_too_large</code>" in answer.content.decode()
