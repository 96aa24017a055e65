"""江海银行 as the spreadsheet a real bank would send: the demo goes in by the same import."""

from __future__ import annotations

from typing import Any

from huiyin.demo import data
from huiyin.demo.cast import cast
from huiyin.demo.units import Place, branches, places
from huiyin.organisation.models import OfferKind
from huiyin.organisation.sheets.cells import NO_LIMIT, Cell
from huiyin.organisation.sheets.layout import ASSIGNABLE, AUTHORITY, ROLES, STAFF, UNITS, Rows, Sheet

MONEY = (OfferKind.FEE_WAIVER, OfferKind.REFUND, OfferKind.COMPENSATION, OfferKind.GOODWILL)
NOT_ALLOWED = "-"


def sheets() -> dict[str, Rows]:
    """The five sheets, filled."""
    bank = list(places())
    people = cast(bank)
    return dict(
        (
            _sheet(UNITS, [p.row() for p in bank]),
            _sheet(STAFF, [{"login": login, "name": name} for login, name in people.staff.items()]),
            _sheet(ROLES, [post.row() for post in people.posts]),
            _sheet(ASSIGNABLE, _assignables(bank)),
            _sheet(AUTHORITY, _limits()),
        )
    )


def _sheet(sheet: Sheet, rows: list[dict[str, Cell]]) -> tuple[str, Rows]:
    header: list[Cell] = [column.name for column in sheet.columns]
    return sheet.title, [header, *([row.get(column.field) for column in sheet.columns] for row in rows)]


def _assignables(bank: list[Place]) -> list[dict[str, Cell]]:
    """Every coordinator may give work to every branch; the bank's own serves all and needs no line."""
    whole = next(p.code for p in bank if not p.parent)
    return [
        {"coordinator": coordinator.code, "top": branch.code}
        for coordinator in bank
        if coordinator.serves and coordinator.serves != whole
        for branch in branches(bank)
        if branch.code != coordinator.serves
    ]


def _limits() -> list[dict[str, Cell]]:
    return [
        {
            "version": version["code"],
            "valid_from": version["valid_from"],
            "valid_to": version.get("valid_to"),
            "grade": grade,
            **cell,
        }
        for version in data.read("authority")["versions"]
        for grade, given in enumerate(version["grades"], start=1)
        for cell in _grade(given)
    ]


def _grade(given: dict[str, Any]) -> list[dict[str, Cell]]:
    money: list[dict[str, Cell]] = [
        {"kind": kind, **_amounts(cell)}
        for kind, cell in zip(MONEY, given["money"], strict=True)
        if cell != NOT_ALLOWED
    ]
    return money + [{"kind": kind, "amount": NO_LIMIT, "yearly": NO_LIMIT} for kind in given["other"]]


def _amounts(cell: str) -> dict[str, Cell]:
    amount, yearly = (NO_LIMIT if figure == "*" else figure for figure in cell.split("/"))
    return {"amount": amount, "yearly": yearly}
