"""Writing checked rows of the spreadsheet into the tables, many at a time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeAlias, cast

from huiyin.calendars.workdays import BEIJING
from huiyin.organisation.models import (
    Assignable,
    AuthorityLimit,
    AuthorityVersion,
    Staff,
    StaffRole,
    Unit,
    UnitPlace,
)
from huiyin.organisation.sheets import layout

Values: TypeAlias = Mapping[str, Any]  # what the columns' parsers made of the cells
Writer: TypeAlias = Callable[[Sequence[Values], Sequence[Values]], None]
Ids: TypeAlias = Mapping[str | None, int]


def write_units(created: Sequence[Values], changed: Sequence[Values]) -> None:
    Unit.objects.bulk_create([_new_unit(v) for v in created], batch_size=500)
    ids = _units()
    UnitPlace.objects.bulk_create([_new_place(v, ids) for v in created], batch_size=500)
    linked = [Unit(pk=ids[v["code"]], **_links(v, ids)) for v in created]
    Unit.objects.bulk_update(linked, ["parent", "serves"], batch_size=500)
    for values in changed:
        unit_id = ids[values["code"]]
        Unit.objects.filter(pk=unit_id).update(**_plain(values), **_links(values, ids))
        _move(unit_id, values, ids)


def _plain(v: Values) -> dict[str, Any]:
    return {name: v[name] for name in ("name", "kind", "valid_from", "valid_to")}


def _links(v: Values, ids: Ids) -> dict[str, int | None]:
    return {"parent_id": ids.get(v["parent"]), "serves_id": ids.get(v["serves"])}


def _new_unit(v: Values) -> Unit:
    return Unit(code=v["code"], **_plain(v))


def _new_place(v: Values, ids: Ids) -> UnitPlace:
    return UnitPlace(
        unit_id=ids[v["code"]], parent_id=ids.get(v["parent"]), valid_from=v["since"], valid_to=v["valid_to"],
        successor_id=ids.get(v["successor"]),
    )  # fmt: skip


def _move(unit_id: int, v: Values, ids: Ids) -> None:
    """Same day: the place is corrected. A later day: the place ends there and a new one begins."""
    last = UnitPlace.objects.filter(unit_id=unit_id).order_by("-valid_from")[0]
    now = {
        "parent_id": ids.get(v["parent"]),
        "valid_to": v["valid_to"],
        "successor_id": ids.get(v["successor"]),
    }
    if last.valid_from == v["since"]:
        UnitPlace.objects.filter(unit_id=unit_id, valid_from=last.valid_from).update(**now)
    else:
        UnitPlace.objects.filter(unit_id=unit_id, valid_from=last.valid_from).update(valid_to=v["since"])
        UnitPlace.objects.create(unit_id=unit_id, valid_from=v["since"], **now)


def write_staff(created: Sequence[Values], changed: Sequence[Values]) -> None:
    """Accounts come without a password: the administrator hands one out."""
    Staff.objects.bulk_create(
        [
            Staff(login=v["login"], name=v["name"], left_at=_midnight(v["left"]), password=NOBODYS)
            for v in created
        ],
        batch_size=500,
    )
    for v in changed:
        Staff.objects.filter(login=v["login"]).update(name=v["name"], left_at=_midnight(v["left"]))


NOBODYS = "!"  # Django's mark of a password nobody can have


def _midnight(day: dt.date | None) -> dt.datetime | None:
    return dt.datetime.combine(day, dt.time(), BEIJING) if day else None


def write_roles(created: Sequence[Values], changed: Sequence[Values]) -> None:
    units, staff = _units(), _staff()
    StaffRole.objects.bulk_create(
        [StaffRole(**_role(v, units, staff), grade=v["grade"] or 0, valid_to=v["valid_to"]) for v in created],
        batch_size=500,
    )
    for v in changed:
        held = StaffRole.objects.filter(**_role(v, units, staff))
        held.update(grade=v["grade"] or 0, valid_to=v["valid_to"])


def _role(v: Values, units: Ids, staff: Ids) -> dict[str, Any]:
    return {
        "staff_id": staff[v["login"]],
        "unit_id": units[v["unit"]],
        "role": v["role"],
        "valid_from": v["valid_from"],
        "deputy_for_id": staff.get(v["deputy_for"]),
    }


def write_assignables(created: Sequence[Values], changed: Sequence[Values]) -> None:
    ids = _units()
    Assignable.objects.bulk_create(
        [Assignable(**_assignable(v, ids), valid_to=v["valid_to"]) for v in created], batch_size=1000
    )
    for v in changed:
        Assignable.objects.filter(**_assignable(v, ids)).update(valid_to=v["valid_to"])


def _assignable(v: Values, ids: Ids) -> dict[str, Any]:
    return {"coordinator_id": ids[v["coordinator"]], "top_id": ids[v["top"]], "valid_from": v["valid_from"]}


def write_limits(created: Sequence[Values], changed: Sequence[Values]) -> None:
    for v in {v["version"]: v for v in [*created, *changed]}.values():
        AuthorityVersion.objects.update_or_create(
            code=v["version"], defaults={"valid_from": v["valid_from"], "valid_to": v["valid_to"]}
        )
    ids = _versions()
    AuthorityLimit.objects.bulk_create([AuthorityLimit(**_cell(v, ids), **_amounts(v)) for v in created])
    for v in changed:
        AuthorityLimit.objects.filter(**_cell(v, ids)).update(**_amounts(v))


def _cell(v: Values, ids: Ids) -> dict[str, Any]:
    return {"version_id": ids[v["version"]], "grade": v["grade"], "kind": v["kind"]}


def _amounts(v: Values) -> dict[str, Any]:
    return {"amount": v["amount"], "yearly": v["yearly"]}


def _units() -> Ids:
    return cast(Ids, dict(Unit.objects.values_list("code", "pk")))


def _staff() -> Ids:
    return cast(Ids, dict(Staff.objects.values_list("login", "pk")))


def _versions() -> Ids:
    return cast(Ids, dict(AuthorityVersion.objects.values_list("code", "pk")))


WRITERS: Mapping[str, Writer] = {
    layout.UNITS.name: write_units,
    layout.STAFF.name: write_staff,
    layout.ROLES.name: write_roles,
    layout.ASSIGNABLE.name: write_assignables,
    layout.AUTHORITY.name: write_limits,
}
