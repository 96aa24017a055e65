"""A file opened: what it is, which of its rows is the header, and its rows, to be read as often as needed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from huiyin.intake.channels.spreadsheet import book, columns, values
from huiyin.intake.channels.spreadsheet.book import Cell, Sheet
from huiyin.intake.channels.spreadsheet.columns import LOOKED_AT, Header
from huiyin.intake.channels.spreadsheet.files import Kind, kind_of
from huiyin.intake.channels.spreadsheet.text import DELIMITERS, TextFile
from huiyin.organisation.refusal import Refused


@dataclass(frozen=True)
class Row:
    """One row below the header, numbered as the spreadsheet numbers it."""

    number: int
    cells: Sequence[Cell]

    @property
    def empty(self) -> bool:
        return all(values.is_empty(cell) for cell in self.cells)

    def at(self, index: int) -> Cell | None:
        """The cell of a column; nothing where it is empty or the row ends before it."""
        found = self.cells[index] if index < len(self.cells) else None
        return None if values.is_empty(found) else found


@dataclass(frozen=True)
class Table:
    kind: Kind
    source: TextFile | Sheet
    header: Header

    def rows(self) -> Iterator[Row]:
        records: Iterator[Sequence[Cell]] = iter(self.source.records())
        for number, cells in enumerate(records, start=1):
            if number > self.header.row:
                yield Row(number, cells)

    def slipped(self, row: Row) -> bool:
        """More filled cells than the header has: a delimiter stands in the words, and all behind it moved."""
        beyond = row.cells[self.header.width :] if isinstance(self.source, TextFile) else ()
        return not all(values.is_empty(cell) for cell in beyond)


def open_table(
    path: Path, *, sheet: str = "", encoding: str = "", given: Mapping[str, str] | None = None
) -> Table:
    """The first sheet, or the one named, that has a header of complaints; `given`: columns by hand."""
    kind, given = kind_of(path), given or {}
    columns.check_fields(given)
    if kind.name == "text":
        return _text(kind, TextFile.at(path, encoding=encoding), given)
    seen: list[list[Cell]] = []
    for each in book.sheets(path, title=sheet):
        rows = each.beginning(LOOKED_AT)
        if header := columns.find(rows, given):
            return Table(kind, each, header)
        seen += rows
    return _no_header(seen, given)


def _text(kind: Kind, file: TextFile, given: Mapping[str, str]) -> Table:
    """The delimiter is the one that makes most sense of the header."""
    files = [replace(file, delimiter=delimiter) for delimiter in DELIMITERS]
    starts = [each.beginning(LOOKED_AT) for each in files]
    headers = [columns.find(rows, given) for rows in starts]
    found = [Table(kind, cut, header) for cut, header in zip(files, headers, strict=True) if header]
    if not found:
        return _no_header([row for rows in starts for row in rows], given)
    return max(found, key=lambda table: len(table.header.fields))


def _no_header(rows: Sequence[Sequence[Cell]], given: Mapping[str, str]) -> Table:
    columns.check_columns(given, rows)
    if not any(not values.is_empty(cell) for row in rows for cell in row):
        raise Refused("sheet_empty")
    raise Refused("sheet_no_header", rows=LOOKED_AT)
