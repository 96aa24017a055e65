"""From the rows of a sheet to values, with every cell that cannot be taken named."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from huiyin.organisation.models.unit import FOUNDED
from huiyin.organisation.sheets import cells, layout
from huiyin.organisation.sheets.cells import Bad, Cell
from huiyin.organisation.sheets.layout import Column, Rows, Sheet, Sheets, Values
from huiyin.organisation.sheets.report import Refusal

NOTES = "说明"  # a tab of this name is for people


@dataclass(frozen=True)
class Row:
    number: int
    values: Values


@dataclass
class Bankfile:
    """What was read, by sheet, and what was refused on the way."""

    rows: dict[str, list[Row]] = field(default_factory=lambda: {sheet.name: [] for sheet in layout.ALL})
    refused: list[Refusal] = field(default_factory=list)

    def refuse(self, sheet: Sheet, row: Row, name: str, code: str) -> None:
        value = row.values.get(name)
        column = sheet.column(name)
        self.refused.append(
            Refusal(sheet.title, row.number, column.name, code, str(column.write(value) or ""))
        )


def read(sheets: Sheets) -> Bankfile:
    """All known sheets; an unknown one is refused, for a mistyped title must not pass in silence."""
    file = Bankfile()
    for title, rows in sheets.items():
        sheet = layout.named(title)
        if sheet is not None:
            _read_sheet(sheet, rows, file)
        elif title.strip() != NOTES:
            file.refused.append(Refusal(title, 1, "", "sheet_unknown", title))
    if not sheets:
        file.refused.append(Refusal("", 1, "", "nothing_to_read"))
    return file


def _read_sheet(sheet: Sheet, rows: Rows, file: Bankfile) -> None:
    header = [str(cell).strip() if cell is not None else "" for cell in rows[0]] if rows else []
    wrong = list(_wrong_header(sheet, header))
    file.refused += wrong
    if wrong:
        return
    columns = [(header.index(c.name), c) for c in sheet.columns if c.name in header]
    for number, cells_ in enumerate(rows[1:], start=2):
        if not all(cells.is_empty(cell) for cell in cells_):
            _read_row(sheet, columns, number, cells_, file)


def _wrong_header(sheet: Sheet, header: Sequence[str]) -> Iterator[Refusal]:
    names = [column.name for column in sheet.columns]
    for column in sheet.columns:
        if column.needed and column.name not in header:
            yield Refusal(sheet.title, 1, column.name, "column_missing")
    for name in dict.fromkeys(filter(None, header)):
        if name not in names:
            yield Refusal(sheet.title, 1, name, "column_unknown", name)
        elif header.count(name) > 1:
            yield Refusal(sheet.title, 1, name, "column_twice", name)


def _read_row(
    sheet: Sheet, columns: list[tuple[int, Column]], number: int, given: Sequence[Cell], file: Bankfile
) -> None:
    values: Values = {column.field: None for column in sheet.columns}
    refused = []
    for index, column in columns:
        cell = given[index] if index < len(given) else None
        try:
            values[column.field] = _value(column, cell)
        except Bad as bad:
            refused.append(Refusal(sheet.title, number, column.name, bad.code, str(cell or "")[:100]))
    if "valid_from" in values and values["valid_from"] is None:
        values["valid_from"] = FOUNDED
    file.refused += refused
    if not refused:
        file.rows[sheet.name].append(Row(number, values))


def _value(column: Column, cell: Cell) -> cells.Value:
    if not cells.is_empty(cell):
        return column.parse(cell)
    if column.needed:
        raise Bad("missing")
    return None
