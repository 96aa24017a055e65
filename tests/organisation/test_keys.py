"""Keys of the API: told once, kept as a hash, bound to a unit, valid by date, taken back at once."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from huiyin.audit.models import Act
from huiyin.calendars.workdays import BEIJING
from huiyin.organisation import commands, queries
from huiyin.organisation.actor import SYSTEM
from huiyin.organisation.commands.keys import Made
from huiyin.organisation.models import ApiKey, Staff, Unit
from huiyin.organisation.refusal import Refused
from tests.world import TODAY, person, unit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("bank")]
NOW = datetime(2026, 11, 24, 10, tzinfo=BEIJING)


def made(unit_name: str = "天河支行", **more: Any) -> Made:
    asked = {"name": "热线系统", "scopes": ["read", "register"], "by": SYSTEM, "at": NOW, **more}
    return commands.make_key(unit(unit_name).pk, **asked)


def test_it_keeps_only_the_hash_of_a_key() -> None:
    key = made().key
    row = ApiKey.objects.values().get()
    assert len(key) > 40
    assert key not in json.dumps(row, default=lambda v: bytes(v).hex() if isinstance(v, memoryview) else str(v))
    assert row["hint"] == key[:9]


def test_a_system_takes_in_for_its_unit_and_holds_nothing_else() -> None:
    found = queries.caller(made().key, at=NOW)
    assert found is not None
    assert (found.actor.kind, found.actor.id, found.actor.name) == ("client", None, "热线系统")
    assert [(h.role, h.unit_id) for h in found.actor.held] == [("intake_officer", unit("天河支行").pk)]
    assert found.scopes == ("read", "register")


def test_a_persons_key_carries_the_roles_held_in_its_unit_alone() -> None:
    """赵一凡 takes in at the card centre's desk and approves for the whole card centre."""
    units = {h.role: h.unit_name for h in person("赵一凡").held}
    desk = queries.caller(made(units["intake_officer"], login="zhao.yifan").key, at=NOW)
    centre = queries.caller(made(units["approver"], login="zhao.yifan").key, at=NOW)
    assert desk is not None
    assert centre is not None
    assert {h.role for h in desk.actor.held} == {"intake_officer"}
    assert {h.role for h in centre.actor.held} == {"approver"}
    assert desk.actor.id == centre.actor.id == person("赵一凡").pk


def test_it_opens_nothing_once_it_is_revoked_ended_or_its_person_or_unit_is_gone() -> None:
    key, ending, hers = made(), made(valid_to=TODAY + timedelta(days=1)), made(login="tan.ning")
    assert queries.caller(ending.key, at=NOW)
    assert queries.caller(ending.key, at=NOW + timedelta(days=1)) is None
    assert queries.caller(key.key, at=NOW - timedelta(days=1)) is None
    commands.revoke_key(key.id, by=person("安全"), at=NOW)
    assert queries.caller(key.key, at=NOW) is None
    assert queries.caller(hers.key, at=NOW)
    Staff.objects.filter(login="tan.ning").update(left_at=NOW)
    assert queries.caller(hers.key, at=NOW) is None
    assert queries.caller("hy_guessed", at=NOW) is None
    theirs = made("越秀支行")
    assert queries.caller(theirs.key, at=NOW)
    Unit.objects.filter(pk=unit("越秀支行").pk).update(valid_to=TODAY)
    assert queries.caller(theirs.key, at=NOW) is None


def test_making_and_revoking_stand_on_the_record_without_the_key() -> None:
    key = made(by=person("安全"))
    commands.revoke_key(key.id, by=person("严管"), at=NOW)
    acts = list(Act.objects.filter(subject=f"api_key:{key.id}").order_by("id"))
    assert [(a.action, a.actor_name) for a in acts] == [("make_key", "安全"), ("revoke_key", "严管")]
    assert all(key.key not in a.body for a in acts)


def test_it_is_listed_with_its_state() -> None:
    made(valid_to=TODAY + timedelta(days=1))
    commands.revoke_key(made(name="旧").id, by=SYSTEM, at=NOW)
    states = [line.state for line in queries.api_keys(on=TODAY)]
    assert states == ["revoked", "current"]
    assert queries.api_keys(on=TODAY + timedelta(days=1))[1].state == "ended"


@pytest.mark.parametrize(
    ("more", "code", "field"),
    [
        ({"by": "卢毅"}, "not_administrator", ""),
        ({"name": " "}, "empty", "name"),
        ({"name": "长" * 61}, "too_long", "name"),
        ({"scopes": []}, "empty", "scopes"),
        ({"scopes": ["everything"]}, "unknown", "scopes"),
        ({"scopes": ["reveal"]}, "person_must_sign", "scopes"),
        ({"valid_to": date(2026, 11, 24)}, "ends_before_it_begins", "valid_to"),
        ({"login": "nobody"}, "no_such_account", "login"),
        ({"login": "zhao.yifan"}, "no_role_there", "login"),
    ],
)
def test_it_refuses(more: dict[str, Any], code: str, field: str) -> None:
    asked = more | ({"by": person(more["by"])} if "by" in more else {})
    with pytest.raises(Refused) as refused:
        made(**asked)
    assert (refused.value.code, refused.value.field) == (code, field)


def test_it_refuses_a_unit_that_is_not_there_and_a_key_already_revoked() -> None:
    with pytest.raises(Refused, match="unknown"):
        commands.make_key(2**31 - 1, name="系统", scopes=["read"], by=SYSTEM, at=NOW)
    key = made()
    commands.revoke_key(key.id, by=SYSTEM, at=NOW)
    with pytest.raises(Refused, match="no_such_key"):
        commands.revoke_key(key.id, by=SYSTEM, at=NOW)
