"""The bank as it stands, in the words of the spreadsheet: what an export writes and an import compares with."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from huiyin.calendars.workdays import BEIJING
from huiyin.organisation.models import Assignable, AuthorityLimit, Staff, StaffRole, Unit, UnitPlace
from huiyin.organisation.sheets import layout
from huiyin.organisation.sheets.cells import Cell
from huiyin.organisation.sheets.layout import Rows, Sheet, Values


def export_bank() -> dict[str, Rows]:
    """The five sheets, headers first; importing them back changes nothing."""
    return {
        sheet.title: [_header(sheet), *(_cells(sheet, row) for row in now(sheet))] for sheet in layout.ALL
    }


def now(sheet: Sheet) -> list[Values]:
    """All rows of one sheet as they stand."""
    return READERS[sheet.name]()


def _header(sheet: Sheet) -> list[Cell]:
    return [column.name for column in sheet.columns]


def _cells(sheet: Sheet, values: Values) -> list[Cell]:
    return [column.write(values[column.field]) for column in sheet.columns]


def _units() -> list[Values]:
    last = {p.unit_id: p for p in UnitPlace.objects.select_related("successor").order_by("valid_from")}
    units = Unit.objects.select_related("parent", "serves").order_by("path", "code")
    return [_unit(u, last[u.pk]) for u in sorted(units, key=lambda u: (len(u.path), u.path))]


def _unit(u: Unit, place: UnitPlace) -> Values:
    return {
        "code": u.code,
        "name": u.name,
        "kind": u.kind,
        "parent": u.parent.code if u.parent else None,
        "serves": u.serves.code if u.serves else None,
        "valid_from": u.valid_from,
        "valid_to": u.valid_to,
        "since": place.valid_from,
        "successor": place.successor.code if place.successor else None,
    }


def _staff() -> list[Values]:
    return [
        {"login": s.login, "name": s.name, "left": s.left_at and s.left_at.astimezone(BEIJING).date()}
        for s in Staff.objects.order_by("id")
    ]


def _roles() -> list[Values]:
    return [
        {
            "login": r.staff.login,
            "unit": r.unit.code,
            "role": r.role,
            "grade": r.grade or None,
            "valid_from": r.valid_from,
            "valid_to": r.valid_to,
            "deputy_for": r.deputy_for.login if r.deputy_for else None,
        }
        for r in StaffRole.objects.select_related("staff", "unit", "deputy_for").order_by("id")
    ]


def _assignables() -> list[Values]:
    return [
        {
            "coordinator": a.coordinator.code,
            "top": a.top.code,
            "valid_from": a.valid_from,
            "valid_to": a.valid_to,
        }
        for a in Assignable.objects.select_related("coordinator", "top").order_by("id")
    ]


def _limits() -> list[Values]:
    return [
        {
            "version": x.version.code,
            "valid_from": x.version.valid_from,
            "valid_to": x.version.valid_to,
            "grade": x.grade,
            "kind": x.kind,
            "amount": x.amount,
            "yearly": x.yearly,
        }
        for x in AuthorityLimit.objects.select_related("version").order_by(
            "version__valid_from", "grade", "id"
        )
    ]


READERS: Mapping[str, Callable[[], list[Values]]] = {
    layout.UNITS.name: _units,
    layout.STAFF.name: _staff,
    layout.ROLES.name: _roles,
    layout.ASSIGNABLE.name: _assignables,
    layout.AUTHORITY.name: _limits,
}
