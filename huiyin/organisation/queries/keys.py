"""Keys of the API: who stands behind one that was shown, and the list of all."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from huiyin.calendars.workdays import BEIJING
from huiyin.organisation.actor import Actor, Held, Role
from huiyin.organisation.models import Staff, Unit
from huiyin.organisation.models.keys import ApiKey, Scope, digest
from huiyin.organisation.queries import roles
from huiyin.organisation.queries.units import in_force

SHOWN = 200


@dataclass(frozen=True)
class Caller:
    """Who calls with a key: the actor it stands for today, and what it is for."""

    key_id: int
    name: str
    actor: Actor
    unit_id: int
    unit: str
    person: str
    scopes: tuple[str, ...]
    valid_to: date | None


@dataclass(frozen=True)
class KeyLine:
    """One key in the list; `state` is current, future, ended or revoked."""

    id: int
    name: str
    hint: str
    unit: str
    person: str
    scopes: tuple[str, ...]
    valid_from: date
    valid_to: date | None
    made_at: datetime
    made_by: str
    state: str


def caller(secret: str, *, at: datetime) -> Caller | None:
    """Who stands behind this key now; nobody, if it is unknown, out of date, revoked, or its person or unit is gone."""
    on = at.astimezone(BEIJING).date()
    there = in_force(on, prefix="unit__")
    found = ApiKey.objects.filter(in_force(on), there, digest=digest(secret), revoked_at=None)
    key = found.select_related("unit", "staff").first()
    if key is None or (key.staff is not None and not key.staff.is_active):
        return None
    actor = _person(key.staff, key.unit, on) if key.staff is not None else _system(key)
    person = key.staff.name if key.staff is not None else ""
    return Caller(key.pk, key.name, actor, key.unit_id, key.unit.name, person, tuple(key.scopes), key.valid_to)


def _person(staff: Staff, unit: Unit, on: date) -> Actor:
    """The member of staff with today's roles, as far as they are held in the key's unit."""
    whole = roles.actor(staff.pk, on=on)
    return replace(whole, held=tuple(h for h in whole.held if h.unit_id == unit.pk), unit_id=unit.pk)


def _system(key: ApiKey) -> Actor:
    """A calling system takes in for its unit; whatever a person must sign is not for it."""
    path = tuple(key.unit.path)
    return Actor("client", None, key.name, (Held(Role.INTAKE, key.unit_id, key.unit.name, path, path),), key.unit_id)


def key_scopes() -> list[tuple[str, str]]:
    return [(scope.value, str(scope.label)) for scope in Scope]


def api_keys(*, on: date) -> list[KeyLine]:
    """The newest first; a bank has a few dozen."""
    found = ApiKey.objects.select_related("unit", "staff").order_by("-id")[:SHOWN]
    return [
        KeyLine(
            k.pk, k.name, k.hint, k.unit.name, k.staff.name if k.staff else "", tuple(k.scopes), k.valid_from,
            k.valid_to, k.made_at, k.made_by, _state(k, on),
        )
        for k in found
    ]  # fmt: skip


def _state(key: ApiKey, on: date) -> str:
    if key.revoked_at is not None:
        return "revoked"
    if key.valid_from > on:
        return "future"
    return "ended" if key.valid_to is not None and key.valid_to <= on else "current"
