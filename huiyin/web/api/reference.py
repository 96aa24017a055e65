"""GET: the lists whose codes are sent, the units, and who calls."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Annotated, Any

from django.http import HttpRequest
from django.utils import timezone

from huiyin.calendars.workdays import BEIJING
from huiyin.complaints.queries import lists
from huiyin.organisation import queries as organisation
from huiyin.organisation.actor import Role as Roles
from huiyin.policy import queries as policy
from huiyin.web.api import cursors, keys
from huiyin.web.api.cursors import Cursor
from huiyin.web.api.fields import OneOf
from huiyin.web.api.routes import router
from huiyin.web.api.shown import Item, Items, Me, Role, Unit, Units

PAGE = 100


def _pairs(pairs: Iterable[tuple[Any, str]]) -> list[Item]:
    return [Item(code=str(code), name=name) for code, name in pairs]


def _tree(rows: Iterable[Any]) -> list[Item]:
    return [
        Item(code=row.code, name=row.name, parent=row.parent.code if row.parent else None) for row in rows
    ]


def _channels() -> list[Item]:
    return [Item(code=c.code, name=c.name, unit_id=c.owning_unit_id) for c in policy.channels()]


LISTS: dict[str, Callable[[], list[Item]]] = {
    "channels": _channels,
    "categories": lambda: _tree(policy.categories()),
    "causes": lambda: _tree(policy.causes()),
    "stages": lambda: _pairs(lists.stages()),
    "offer_kinds": lambda: _pairs(lists.offer_kinds()),
    "demands": lambda: _pairs(lists.demands()),
    "types": lambda: _pairs(lists.types()),
    "ways": lambda: _pairs(lists.ways()),
    "liabilities": lambda: _pairs(lists.liabilities()),
    "severities": lambda: _pairs(lists.severities()),
}


@router.get("/lists/{name}", auth=keys.READ, response=Items, operation_id="list", summary="list")
def listed(request: HttpRequest, name: Annotated[str, OneOf((name, "") for name in LISTS)]) -> Items:
    """One reference list, whole, in the bank's order and the caller's language."""
    return Items(items=LISTS[name]())


@router.get("/units", auth=keys.READ, response=Units, operation_id="units", summary="units")
def units(request: HttpRequest, cursor: Cursor = "") -> Units:
    """The bank's units of today, a hundred at a time."""
    on = timezone.now().astimezone(BEIJING).date()
    found = organisation.page(on=on, after=cursors.read(cursor, largest=2**31 - 1) or 0, limit=PAGE + 1)
    items = [Unit(id=u.id, code=u.code, name=u.name, kind=u.kind, trail=u.trail) for u in found[:PAGE]]
    return Units(items=items, next=cursors.written(items[-1].id if len(found) > PAGE else None))


@router.get("/me", auth=keys.ANY, response=Me, operation_id="me", summary="me")
def me(request: HttpRequest) -> Me:
    """Who calls with this key, in which unit, with which roles today, and for what."""
    by = keys.caller(request)
    roles = [
        Role(role=h.role, name=str(Roles(h.role).label), unit_id=h.unit_id, unit=h.unit_name, grade=h.grade)
        for h in by.actor.held
    ]
    return Me(
        key=by.name, kind=by.actor.kind, person=by.person, unit_id=by.unit_id, unit=by.unit, scopes=list(by.scopes),
        valid_to=by.valid_to, roles=roles,
    )  # fmt: skip
