"""Taking the bank over from one spreadsheet: all of it or nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from django.db import connection, transaction

from huiyin.audit import log
from huiyin.calendars.workdays import BEIJING
from huiyin.organisation.actor import Actor
from huiyin.organisation.commands import checks, leaving, tree, writing
from huiyin.organisation.commands.leaving import OpenWork, nobody_works
from huiyin.organisation.queries import rows
from huiyin.organisation.sheets import layout, reading, workbook
from huiyin.organisation.sheets.layout import Sheet, Sheets, Values
from huiyin.organisation.sheets.reading import Bankfile, Row
from huiyin.organisation.sheets.report import ImportReport, Line

ONE_IMPORT_AT_A_TIME = 77003


@dataclass(frozen=True)
class Difference:
    """What one sheet brings: new rows, rows that differ from what stands, and how many do not."""

    sheet: Sheet
    created: tuple[Row, ...]
    changed: tuple[tuple[Row, Values], ...]
    unchanged: int


def import_workbook(
    file: Path | bytes, *, by: Actor, at: datetime, dry_run: bool = False, open_work: OpenWork = nobody_works
) -> ImportReport:
    """Take over units, people, roles and authority from a spreadsheet file, wholly or not at all."""
    return import_bank(workbook.read(file), by=by, at=at, dry_run=dry_run, open_work=open_work)


def import_bank(
    sheets: Sheets, *, by: Actor, at: datetime, dry_run: bool = False, open_work: OpenWork = nobody_works
) -> ImportReport:
    """Take over units, people, roles and authority, wholly or not at all; a dry run only says what would happen.

    What the file does not mention stays as it is: nothing is ever removed by leaving it out.
    """
    with transaction.atomic():
        alone()
        file = reading.read(sheets)
        standing = {sheet.name: _by_key(sheet) for sheet in layout.ALL}
        today = at.astimezone(BEIJING).date()
        checks.fill_in(file, standing, today)
        checks.check(file, standing, today)
        leaving.check(file, standing, today, open_work)
        differences = [_difference(sheet, file, standing[sheet.name]) for sheet in layout.ALL]
        report = _report(differences, file)
        if dry_run or not report.ok:
            return report
        _write(differences)
        _record(differences, by=by, at=at)
        return replace(report, done=True)


def alone() -> None:
    """Until this transaction ends nobody else changes the bank, and nobody reads it half changed."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ONE_IMPORT_AT_A_TIME])


def hold_still() -> None:
    """Until this transaction ends no unit moves: what is read of the tree still holds when it is written."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock_shared(%s)", [ONE_IMPORT_AT_A_TIME])


def _by_key(sheet: Sheet) -> Mapping[tuple[object, ...], Values]:
    return {sheet.key_of(values): values for values in rows.now(sheet)}


def _difference(sheet: Sheet, file: Bankfile, standing: Mapping[tuple[object, ...], Values]) -> Difference:
    pairs = [(row, standing.get(sheet.key_of(row.values))) for row in file.rows[sheet.name]]
    created = tuple(row for row, before in pairs if before is None)
    changed = tuple((row, before) for row, before in pairs if before is not None and before != row.values)
    return Difference(sheet, created, changed, len(pairs) - len(created) - len(changed))


def _report(differences: Iterable[Difference], file: Bankfile) -> ImportReport:
    found = list(differences)
    return ImportReport(
        created=tuple(_line(d.sheet, row, {}) for d in found for row in d.created),
        changed=tuple(_line(d.sheet, row, before) for d in found for row, before in d.changed),
        unchanged=sum(d.unchanged for d in found),
        refused=tuple(sorted(file.refused, key=lambda r: (_position(r.sheet), r.row))),
    )


def _position(title: str) -> int:
    return next((i for i, sheet in enumerate(layout.ALL) if sheet.title == title), -1)


def _line(sheet: Sheet, row: Row, before: Values) -> Line:
    """For a changed row only what differs; for a new one all that is filled in."""
    differing = [c for c in sheet.columns if row.values[c.field] != before.get(c.field)]
    key = " · ".join(str(v) for v in sheet.key_of(row.values) if v is not None)
    return Line(
        sheet.title,
        row.number,
        key,
        before={c.name: str(c.write(before[c.field]) or "") for c in differing if before},
        after={c.name: str(c.write(row.values[c.field]) or "") for c in differing},
    )


def _write(differences: Iterable[Difference]) -> None:
    for difference in differences:
        write = writing.WRITERS[difference.sheet.name]
        write([row.values for row in difference.created], [row.values for row, _before in difference.changed])
        if difference.sheet is layout.UNITS and (difference.created or difference.changed):
            tree.replant()


def _record(differences: Iterable[Difference], *, by: Actor, at: datetime) -> None:
    """One act a sheet: what stood before, what stands now."""
    for d in differences:
        if not d.created and not d.changed:
            continue
        before = {
            line.key: dict(line.before) for line in (_line(d.sheet, row, old) for row, old in d.changed)
        }
        now = [
            *(_line(d.sheet, row, {}) for row in d.created),
            *(_line(d.sheet, row, old) for row, old in d.changed),
        ]
        log.act(
            at=at, by_id=by.id, by_name=by.name, action="import_bank", subject=d.sheet.title, before=before,
            after={line.key: dict(line.after) for line in now},
        )  # fmt: skip
