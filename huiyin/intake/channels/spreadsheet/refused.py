"""The rows that were refused, as a file to correct and import again."""

from __future__ import annotations

import csv
import os
import re
from pathlib import Path
from typing import Any

from huiyin.intake.channels.spreadsheet import values
from huiyin.intake.channels.spreadsheet.table import Row, Table
from huiyin.intake.channels.spreadsheet.text import GUARDED

FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]")
ADDED = ("导入行号", "导入原因")
OWNER_ONLY = 0o600  # there are customers in it


class RefusedFile:
    """Begins with the first refused row; never writes over a file that is there."""

    def __init__(self, path: Path, table: Table) -> None:
        self.path = path
        self._table = table
        self._rows: Any = None
        self._file: Any = None

    def add(self, row: Row, reasons: str) -> None:
        if self._file is None:
            self._begin()
        cells = [
            "" if cell is None else values.raw(cell) for cell in map(row.at, range(self._table.header.width))
        ]
        beyond = [values.raw(cell) for cell in row.cells[self._table.header.width :]]
        self._rows.writerow([harmless(cell) for cell in [*cells, str(row.number), reasons, *beyond]])

    def close(self) -> None:
        if self._file is not None:
            self._file.close()

    def _begin(self) -> None:
        where = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY)
        self._file = os.fdopen(where, "w", encoding="utf-8-sig", newline="")
        self._rows = csv.writer(self._file)
        names = {column.index: column.name for column in self._table.header.columns}
        header = [names.get(index, "") for index in range(self._table.header.width)]
        self._rows.writerow([harmless(cell) for cell in [*header, *ADDED]])


def harmless(cell: str) -> str:
    """No spreadsheet program runs it: a formula stands behind an apostrophe, which is taken off again on reading."""
    return f"'{cell}" if FORMULA.match(cell) or GUARDED.match(cell) else cell
