"""What must be true of a bankfile as a whole, together with what already stands."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TypeAlias

from huiyin.organisation.actor import Role
from huiyin.organisation.sheets import layout
from huiyin.organisation.sheets.cells import Value
from huiyin.organisation.sheets.layout import ASSIGNABLE, AUTHORITY, ROLES, STAFF, UNITS, Sheet, Values
from huiyin.organisation.sheets.reading import Bankfile, Row

Known: TypeAlias = Mapping[tuple[object, ...], Values]
Standing: TypeAlias = Mapping[str, Known]
PEOPLE = ("login", "deputy_for")


def fill_in(file: Bankfile, standing: Standing, today: date) -> None:
    """Since when a unit hangs where it hangs: if not said, as before, or from today where it moved."""
    for row in file.rows[UNITS.name]:
        values = row.values
        if values["since"] is None:
            before = standing[UNITS.name].get((values["code"],))
            same = before is not None and before["parent"] == values["parent"]
            values["since"] = (
                before["since"] if before and same else today if before else values["valid_from"]
            )


def check(file: Bankfile, standing: Standing, today: date) -> None:
    """Add to the file's refusals every row that does not fit the rest."""
    after = {sheet.name: {**standing[sheet.name], **_rows(file, sheet)} for sheet in layout.ALL}
    for sheet in layout.ALL:
        _duplicates(sheet, file)
        _dates(sheet, file)
    _units(file, standing, after[UNITS.name], today)
    _staff(file, today)
    _roles(file, after)
    _assignables(file, after[UNITS.name])
    _authority(file, standing, after[AUTHORITY.name], today)


def _rows(file: Bankfile, sheet: Sheet) -> dict[tuple[object, ...], Values]:
    return {sheet.key_of(row.values): row.values for row in file.rows[sheet.name]}


def _duplicates(sheet: Sheet, file: Bankfile) -> None:
    seen: set[tuple[object, ...]] = set()
    for row in file.rows[sheet.name]:
        key = sheet.key_of(row.values)
        if key in seen:
            file.refuse(sheet, row, sheet.key[0], "duplicate")
        seen.add(key)


def _dates(sheet: Sheet, file: Bankfile) -> None:
    for row in file.rows[sheet.name]:
        ends = row.values.get("valid_to")
        if isinstance(ends, date) and not _before(row.values["valid_from"], ends):
            file.refuse(sheet, row, "valid_to", "ends_before_it_begins")


def _units(file: Bankfile, standing: Standing, after: Known, today: date) -> None:
    roots = [values["code"] for values in after.values() if values["parent"] is None]
    for row in file.rows[UNITS.name]:
        values = row.values
        for name in ("parent", "serves", "successor"):
            _must_exist(file, UNITS, row, name, after)
        if values["parent"] is None and values["code"] != roots[0]:
            file.refuse(UNITS, row, "parent", "second_root")
        if _is_in_circle(values["code"], after):
            file.refuse(UNITS, row, "parent", "circle")
        if values["successor"] is not None and values["valid_to"] is None:
            file.refuse(UNITS, row, "successor", "successor_without_end")
        _place(file, row, standing[UNITS.name].get((values["code"],)), after.get((values["parent"],)), today)


def _place(file: Bankfile, row: Row, before: Values | None, parent: Values | None, today: date) -> None:
    values = row.values
    if before is not None and _before(values["since"], before["since"]):
        file.refuse(UNITS, row, "since", "moved_before_last_move")
    if before is not None and before["parent"] != values["parent"] and _before(today, values["since"]):
        file.refuse(UNITS, row, "since", "in_the_future")
    ended = parent["valid_to"] if parent else None
    if ended is not None and (values["valid_to"] is None or _before(ended, values["valid_to"])):
        file.refuse(UNITS, row, "parent", "parent_ended")


def _is_in_circle(code: Value, after: Known) -> bool:
    seen: set[Value] = set()
    here = after.get((code,))
    while here is not None and here["parent"] is not None:
        seen.add(here["code"])
        here = after.get((here["parent"],))
        if here is not None and here["code"] in seen:
            return True
    return False


def _staff(file: Bankfile, today: date) -> None:
    for row in file.rows[STAFF.name]:
        if _before(today, row.values["left"]):
            file.refuse(STAFF, row, "left", "in_the_future")


def _roles(file: Bankfile, after: Standing) -> None:
    held = {(v["login"], v["unit"], v["role"]) for v in after[ROLES.name].values() if v["deputy_for"] is None}
    for row in file.rows[ROLES.name]:
        values = row.values
        _must_exist(file, ROLES, row, "login", after[STAFF.name])
        _must_exist(file, ROLES, row, "unit", after[UNITS.name])
        _must_exist(file, ROLES, row, "deputy_for", after[STAFF.name])
        _grade(file, row)
        deputised = values["deputy_for"]
        if deputised is not None and deputised == values["login"]:
            file.refuse(ROLES, row, "deputy_for", "deputy_of_self")
        elif deputised is not None and (deputised, values["unit"], values["role"]) not in held:
            file.refuse(ROLES, row, "deputy_for", "deputy_without_role")


def _grade(file: Bankfile, row: Row) -> None:
    approves, grade = row.values["role"] == Role.APPROVER, row.values["grade"]
    if grade is not None and not approves:
        file.refuse(ROLES, row, "grade", "grade_without_approver")
    if grade is None and approves:
        file.refuse(ROLES, row, "grade", "approver_without_grade")


def _assignables(file: Bankfile, units: Known) -> None:
    for row in file.rows[ASSIGNABLE.name]:
        _must_exist(file, ASSIGNABLE, row, "top", units)
        if _must_exist(file, ASSIGNABLE, row, "coordinator", units):
            coordinator = units[(row.values["coordinator"],)]
            if coordinator["serves"] is None:
                file.refuse(ASSIGNABLE, row, "coordinator", "not_a_coordinator")


def _authority(file: Bankfile, standing: Standing, after: Known, today: date) -> None:
    dates: dict[Value, tuple[Value, Value]] = {}
    for row in file.rows[AUTHORITY.name]:
        values = row.values
        own = (values["valid_from"], values["valid_to"])
        if dates.setdefault(values["version"], own) != own:
            file.refuse(AUTHORITY, row, "valid_from", "version_dates_differ")
        before = standing[AUTHORITY.name].get(AUTHORITY.key_of(values))
        if _has_begun(values["version"], standing, today) and _was_altered(values, before):
            file.refuse(AUTHORITY, row, "version", "version_has_begun")
    _overlaps(file, {v["version"]: (v["valid_from"], v["valid_to"]) for v in after.values()})


def _has_begun(version: Value, standing: Standing, today: date) -> bool:
    known = (v["valid_from"] for v in standing[AUTHORITY.name].values() if v["version"] == version)
    return any(not _before(today, begins) for begins in known)


def _was_altered(values: Values, before: Values | None) -> bool:
    """All but the last day: a version is ended by the next one."""
    return before is None or any(values[f] != before[f] for f in values if f != "valid_to")


def _overlaps(file: Bankfile, versions: Mapping[Value, tuple[Value, Value]]) -> None:
    def meets(a: tuple[Value, Value], b: tuple[Value, Value]) -> bool:
        return (a[1] is None or _before(b[0], a[1])) and (b[1] is None or _before(a[0], b[1]))

    told: set[Value] = set()
    for row in file.rows[AUTHORITY.name]:
        own = row.values["version"]
        others = (dates for code, dates in versions.items() if code != own)
        if own not in told and any(meets(versions[own], dates) for dates in others):
            told.add(own)
            file.refuse(AUTHORITY, row, "valid_from", "versions_overlap")


def _must_exist(file: Bankfile, sheet: Sheet, row: Row, name: str, known: Known) -> bool:
    """An empty cell names nobody, which is for the column to allow or not."""
    value = row.values[name]
    if value is None or (value,) in known:
        return True
    file.refuse(sheet, row, name, "login_unknown" if name in PEOPLE else "unit_unknown")
    return False


def _before(a: Value, b: Value) -> bool:
    return isinstance(a, date) and isinstance(b, date) and a < b
