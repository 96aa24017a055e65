"""The page of keys: told once, taken back, and changed by administrators alone."""

from __future__ import annotations

import re

import pytest
from django.utils import timezone

from huiyin.organisation import queries
from huiyin.organisation.models import ApiKey
from tests.complaints.conftest import bank
from tests.web.desk.visitors import desk
from tests.world import person, unit

__all__ = ["bank"]
pytestmark = pytest.mark.django_db
PAGE = "/settings/keys/"


def asked(**more: object) -> dict[str, object]:
    return {"name": "客服热线系统", "unit_id": unit("天河支行").pk, "scopes": ["read", "register"], **more}


def test_a_key_is_shown_once_and_opens_what_was_chosen() -> None:
    visitor = desk(person("安全"))
    answer = visitor.post(PAGE, asked())
    assert (answer.status_code, answer["Cache-Control"]) == (201, "no-store")
    found = re.search(r'<code[^>]*id="key"[^>]*>([^<]+)</code>', answer.content.decode())
    assert found
    caller = queries.caller(found[1], at=timezone.now())
    assert caller is not None
    assert (caller.name, caller.unit, caller.scopes) == ("客服热线系统", "天河支行", ("read", "register"))
    assert found[1] not in visitor.get(PAGE).content.decode()


def test_a_key_is_taken_back() -> None:
    visitor = desk(person("严管"))
    visitor.post(PAGE, asked())
    key = ApiKey.objects.get()
    assert visitor.post(PAGE, {"revoke": key.pk}).status_code == 303
    assert "已吊销" in visitor.get(PAGE).content.decode()
    again = visitor.post(PAGE, {"revoke": key.pk})
    assert again.status_code == 422
    assert "没有这个密钥" in again.content.decode()


def test_what_is_wrong_is_said_beside_its_field() -> None:
    visitor = desk(person("安全"))
    answer = visitor.post(PAGE, asked(login="nobody"))
    assert answer.status_code == 422
    assert 'id="key_login_error"' in answer.content.decode()
    assert visitor.post(PAGE, asked(name="")).status_code == 422
    assert visitor.post(PAGE, asked(unit_id="")).status_code == 422
    assert visitor.post(PAGE, {"revoke": "²"}).status_code == 422
    assert ApiKey.objects.count() == 0


def test_others_may_read_or_not_even_that() -> None:
    reader, clerk = desk(person("审计")), desk(person("谭宁"))
    page = reader.get(PAGE)
    assert page.status_code == 200
    assert 'name="login"' not in page.content.decode()
    assert reader.post(PAGE, asked()).status_code == 403
    assert clerk.get(PAGE).status_code == 403
    assert "接口密钥" in desk(person("安全")).get("/settings/units/").content.decode()
