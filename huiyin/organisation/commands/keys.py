"""Keys of the API: made, told once, and taken back."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from huiyin.audit import log
from huiyin.calendars.workdays import BEIJING
from huiyin.organisation.actor import Actor, Role
from huiyin.organisation.models import Staff, StaffRole, Unit
from huiyin.organisation.models.keys import ApiKey, Scope, digest
from huiyin.organisation.queries.units import in_force
from huiyin.organisation.refusal import Refused

LENGTH = 32  # bytes of randomness
HINT = 9
NAME_LENGTH = 60
KEEPERS = (Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN)


@dataclass(frozen=True)
class Made:
    """The key itself is told this once and kept nowhere."""

    id: int
    key: str


@transaction.atomic
def make_key(
    unit_id: int,
    *,
    by: Actor,
    at: datetime,
    name: str,
    scopes: Sequence[str],
    login: str = "",
    valid_to: date | None = None,
) -> Made:
    """Let a system call in a unit's name, or a member of staff through the roles held in that unit."""
    _check_keeper(by)
    on = at.astimezone(BEIJING).date()
    unit = Unit.objects.filter(in_force(on), pk=unit_id).first()
    if unit is None:
        raise Refused("unknown", field="unit_id", value=unit_id)
    _check(name, scopes, valid_to, on)
    staff = _colleague(login, unit, on) if login else None
    if staff is None and Scope.REVEAL in scopes:
        raise Refused("person_must_sign", field="scopes", step="reveal")
    secret = f"hy_{secrets.token_urlsafe(LENGTH)}"
    key = ApiKey.objects.create(
        name=name.strip(), hint=secret[:HINT], digest=digest(secret), unit=unit, staff=staff, scopes=_ordered(scopes),
        valid_from=on, valid_to=valid_to, made_at=at, made_by=by.name,
    )  # fmt: skip
    _record("make_key", key, by=by, at=at)
    return Made(key.pk, secret)


@transaction.atomic
def revoke_key(key_id: int, *, by: Actor, at: datetime) -> None:
    """Take a key back; it opens nothing from this moment."""
    _check_keeper(by)
    key = ApiKey.objects.select_for_update(no_key=True).filter(pk=key_id, revoked_at=None).first()
    if key is None:
        raise Refused("no_such_key", field="key_id")
    key.revoked_at = at
    key.save(update_fields=["revoked_at"])
    _record("revoke_key", key, by=by, at=at)


def _check_keeper(by: Actor) -> None:
    if by.kind != "system" and not by.has(*KEEPERS):
        raise Refused("not_administrator")


def _check(name: str, scopes: Sequence[str], valid_to: date | None, on: date) -> None:
    if not name.strip():
        raise Refused("empty", field="name")
    if len(name.strip()) > NAME_LENGTH:
        raise Refused("too_long", field="name", longest=NAME_LENGTH)
    if not scopes:
        raise Refused("empty", field="scopes")
    for scope in scopes:
        if scope not in Scope.values:
            raise Refused("unknown", field="scopes", value=scope)
    if valid_to is not None and valid_to <= on:
        raise Refused("ends_before_it_begins", field="valid_to")


def _ordered(scopes: Sequence[str]) -> list[str]:
    return [scope for scope in Scope.values if scope in scopes]


def _colleague(login: str, unit: Unit, on: date) -> Staff:
    """A person's key opens what the person does in that unit: without a role there it would open nothing."""
    staff = Staff.objects.filter(login=login, left_at=None).first()
    if staff is None:
        raise Refused("no_such_account", field="login", login=login)
    if not StaffRole.objects.filter(in_force(on), staff=staff, unit=unit).exists():
        raise Refused("no_role_there", field="login", login=login, unit_id=unit.pk)
    return staff


def _record(action: str, key: ApiKey, *, by: Actor, at: datetime) -> None:
    about = {
        "name": key.name, "hint": key.hint, "unit": key.unit_id, "staff": key.staff_id, "scopes": key.scopes,
        "valid_to": key.valid_to.isoformat() if key.valid_to else None,
    }  # fmt: skip
    log.act(at=at, by_id=by.id, by_name=by.name, action=action, subject=f"api_key:{key.pk}", after=about)
