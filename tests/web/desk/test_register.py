"""The registration page: one form, one complaint; nothing typed is lost; the panels help and never stand in the way."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.utils import timezone

from huiyin.audit import log
from huiyin.complaints import numbers, people, verify
from huiyin.complaints.models import Attachment, Complaint, Recusal, Stage
from huiyin.organisation.actor import Role
from huiyin.organisation.models import StaffRole
from tests.complaints.conftest import bank
from tests.complaints.road import LI, category, cause
from tests.web.desk.visitors import HTMX, an_hour_ago, desk
from tests.world import person, staff, unit

__all__ = ["bank"]
pytestmark = pytest.mark.django_db
HERE = "/register/"
STORY = "客户称办理账单分期时坐席告知零手续费，出账后却收取分期手续费，要求退还并道歉。"


def tan() -> Client:
    return desk(person("谭宁"))


def token(page: str) -> str:
    return re.findall(r'name="key" value="([^"]+)"', page)[0]


def given(**more: Any) -> dict[str, Any]:
    return {
        "key": "a-random-token", "unit_id": unit("天河支行").pk, "channel": "CTR",
        "received_at": f"{timezone.localtime(an_hour_ago()):%Y-%m-%dT%H:%M}", "name": LI.name, "phone": LI.phone,
        "id_no": LI.id_no, "story": STORY, "category": category(), "severity": 1, "types": ["complaint"], **more,
    }  # fmt: skip


def only_one() -> Complaint:
    return Complaint.objects.get()


def ref() -> str:
    made = only_one()
    return numbers.ref(made.pk, made.registered_at)


def test_it_opens_with_now_here_and_a_token_of_its_own() -> None:
    first, second = tan().get(HERE).content.decode(), tan().get(HERE).content.decode()
    assert token(first) != token(second)
    assert f"{timezone.localtime():%Y-%m-%dT%H}" in first
    assert "天河支行" in first
    assert "广东分行投诉办" in first, "where it would go"


def test_whoever_takes_nothing_in_has_no_such_page() -> None:
    for name in ("黄珊", "洪波", "严管"):
        assert desk(person(name)).get(HERE).status_code == 403
    assert desk(person("黄珊")).post(HERE, given()).status_code == 403
    assert not Complaint.objects.exists()


def test_it_registers_what_was_written() -> None:
    more = {
        "source_no": "R-88213907", "title": "分期手续费争议", "cause": cause(), "demands": ["refund", "apology"],
        "amount": "155.35", "severity": 2, "types": ["complaint", "credit_objection"], "complained_of": "天河支行",
        "complained_of_person": "柜员", "address": "天河路 1 号", "card": "6222021234567890",
    }  # fmt: skip
    answer = tan().post(HERE, given(**more))
    assert (answer.status_code, answer["Location"]) == (303, f"/complaints/{ref()}/")
    made = only_one()
    assert (made.title, made.source_no, made.severity) == ("分期手续费争议", "R-88213907", 2)
    assert made.amount == Decimal("155.35")
    assert (made.demands, made.types) == (["refund", "apology"], ["complaint", "credit_objection"])
    assert (made.complained_of_unit_id, made.complained_of_person) == (unit("天河支行").pk, "柜员")
    assert made.person is not None
    kept = people.opened(made.person)
    assert (kept.name, kept.phone, kept.card, kept.address) == (
        LI.name,
        LI.phone,
        "6222021234567890",
        "天河路 1 号",
    )
    assert made.stage == Stage.REGISTERED


def test_a_colleague_complained_of_by_name_is_kept_out_from_the_first_moment() -> None:
    tan().post(HERE, given(complained_of="天河支行", complained_of_person="余静", then="submit"))
    out = Recusal.objects.filter(complaint=only_one()).order_by("id")
    assert list(out.values_list("staff_id", flat=True)) == [person("余静").id, person("何伟").id]
    assert desk(person("余静")).get(f"/complaints/{ref()}/").status_code == 404
    assert verify.run() == []


def test_whoever_registers_is_never_kept_out_by_it_nor_is_somebody_elsewhere_of_that_name() -> None:
    for unit_name, name in (("天河支行", "谭宁"), ("越秀支行", "余静"), ("", "余静")):
        tan().post(HERE, given(key=f"{unit_name}{name}", complained_of=unit_name, complained_of_person=name))
    StaffRole.objects.create(staff=staff("谭宁"), unit=unit("天河支行"), role=Role.UNIT_HEAD)
    tan().post(HERE, given(complained_of="天河支行", complained_of_person="余静"))
    assert Complaint.objects.count() == 4
    assert not Recusal.objects.exists()


def test_the_next_page_tells_the_number_and_what_may_be_done() -> None:
    page = tan().post(HERE, given(), follow=True).content.decode()
    assert f"已登记 {ref()}" in page
    assert "当场办结" in page
    assert "提交归口" in page


def test_it_registers_and_submits_or_goes_on_to_settle() -> None:
    answer = tan().post(HERE, given(then="submit"))
    assert answer["Location"] == f"/complaints/{ref()}/"
    assert only_one().stage == Stage.UNDER_REVIEW
    answer = tan().post(HERE, given(key="another", then="settle"))
    settled = Complaint.objects.latest("pk")
    assert answer["Location"] == f"/complaints/{numbers.ref(settled.pk, settled.registered_at)}/settle/"
    assert settled.stage == Stage.REGISTERED


def test_files_come_along() -> None:
    files = [SimpleUploadedFile("账单.txt", "账单".encode()), SimpleUploadedFile("录音.txt", "录音".encode())]
    tan().post(HERE, given(attachments=files))
    kept = Attachment.objects.filter(complaint=only_one()).order_by("id")
    assert [file.name for file in kept] == ["账单.txt", "录音.txt"]


@pytest.mark.parametrize("then", ["show", "submit"])
def test_posted_twice_it_is_one_complaint(then: str) -> None:
    first, second = tan().post(HERE, given(then=then)), tan().post(HERE, given(then=then), follow=True)
    assert second.redirect_chain == [(first["Location"], 303)]
    assert "没有重复登记" in second.content.decode()
    assert Complaint.objects.count() == 1


def test_another_text_under_the_same_token_is_refused_with_the_first_one_named() -> None:
    tan().post(HERE, given())
    answer = tan().post(HERE, given(story="完全不同的另一件事"))
    assert answer.status_code == 409
    assert ref() in answer.content.decode()
    assert "完全不同的另一件事" in answer.content.decode()
    assert Complaint.objects.count() == 1


def test_an_anonymous_complaint_has_no_customer() -> None:
    nobody = {"name": "", "phone": "", "id_no": ""}
    tan().post(HERE, given(**nobody, anonymous="on"))
    assert only_one().person is None


WRONG: dict[str, dict[str, Any]] = {
    "story": {"story": ""}, "category": {"category": "no-such"}, "types": {"types": []}, "amount": {"amount": "很多"},
    "received_at": {"received_at": "2099-01-01T09:00"}, "name": {"name": "", "phone": "", "id_no": ""},
    "anonymous": {"anonymous": "on"}, "id_no": {"id_no": "110101199003077759"}, "unit_id": {"unit_id": "1"},
    "complained_of": {"complained_of": "火星支行"}, "channel": {"channel": "XXX"},
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(WRONG))
def test_what_is_wrong_stands_beside_its_field_and_in_the_summary(name: str) -> None:
    answer = tan().post(HERE, given(demands=["refund"], source_no="R-7", **WRONG[name]))
    page = answer.content.decode()
    assert answer.status_code in (409, 422)
    assert re.search(rf'id="id_{name}_error"', page)
    assert 'role="alert" tabindex="-1" autofocus' in page
    assert not Complaint.objects.exists()
    for typed in ("R-7", *([STORY] if name != "story" else [])):
        assert typed in page, "what was typed is lost"
    assert re.search(r'value="refund"[^>]*checked', page)
    assert token(page) == "a-random-token"


def test_a_name_that_fits_several_units_asks_which() -> None:
    answer = tan().post(HERE, given(complained_of="投诉办"))
    assert "请写全" in answer.content.decode()
    assert tan().post(HERE, given(complained_of="广东分行 · 天河支行")).status_code == 303


def test_units_are_offered_while_typing() -> None:
    page = tan().get(f"{HERE}units/", {"complained_of": "天河"}, headers=HTMX).content.decode()
    assert '<option value="广东分行 · 天河支行">' in page
    assert tan().get(f"{HERE}units/", {"complained_of": ""}, headers=HTMX).content.decode().strip() == ""


def test_with_htmx_errors_come_as_the_form_and_success_as_a_way_on() -> None:
    wrong = tan().post(HERE, given(story=""), headers=HTMX)
    assert wrong.status_code == 422
    assert wrong.content.decode().lstrip().startswith('<div id="register"')
    right = tan().post(HERE, given(), headers=HTMX)
    assert (right.status_code, right["HX-Redirect"]) == (204, f"/complaints/{ref()}/")


def before() -> str:
    tan().post(HERE, given(key="earlier"))
    return ref()


def test_the_panels_show_the_customer_the_like_and_the_road() -> None:
    number = before()
    page = tan().post(f"{HERE}beside/", given(amount="150"), headers=HTMX).content.decode()
    assert page.count(number) == 4, "in history and among the like, in words and as an address"
    assert "李*明" in page
    assert LI.phone not in page
    assert LI.id_no not in page
    assert "同一客户" in page
    assert "在当场权限内" in page
    assert (
        "超出当场权限" in tan().post(f"{HERE}beside/", given(amount="150000"), headers=HTMX).content.decode()
    )
    assert Complaint.objects.count() == 1


def test_the_check_button_fills_the_panels_without_scripts_and_without_complaining() -> None:
    number = before()
    written = given(check="1", category="", demands=["refund"], card="6222")
    answer = tan().post(HERE, written)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert number in page
    assert STORY in page
    assert re.search(r'value="refund"[^>]*checked', page)
    assert 'role="alert"' not in page
    assert token(page) == "a-random-token"
    assert Complaint.objects.count() == 1


def test_a_panel_that_fails_says_so_and_the_form_goes_on() -> None:
    before()
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE NONE")
        cursor.execute("ALTER TABLE promise RENAME TO promise_away")
    page = tan().post(f"{HERE}beside/", given(), headers=HTMX).content.decode()
    assert page.count("不影响登记") == 1
    assert "同一客户" in page
    assert "广东分行投诉办" in page
    assert tan().post(HERE, given(key="new")).status_code == 303
    assert Complaint.objects.count() == 2


def test_the_record_begins_with_the_registration() -> None:
    tan().post(HERE, given(then="submit", attachments=[SimpleUploadedFile("a.txt", b"a")]))
    assert [line.action for line in log.timeline(only_one().pk)] == ["submit", "attach", "register"]
