"""Sheets of a workbook, XLSX or XLS. The reader keeps the sheet at hand whole in memory."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TypeAlias

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError

from huiyin.organisation.refusal import Refused

Cell: TypeAlias = str | int | float | bool | dt.date | dt.datetime | dt.time | dt.timedelta


@dataclass(frozen=True)
class Sheet:
    title: str
    inner: CalamineSheet

    def records(self) -> Iterator[list[Cell]]:
        """Rows from the sheet's first on, empty ones included; cells from its first used column on."""
        for row in self.inner.iter_rows():
            yield list(row)

    def beginning(self, rows: int) -> list[list[Cell]]:
        return list(islice(self.records(), rows))


def sheets(path: Path, *, title: str = "") -> Iterator[Sheet]:
    """The sheet of that title, or one after the other, each read when it is asked for."""
    try:
        book = CalamineWorkbook.from_path(path)
        if title and title not in book.sheet_names:
            raise Refused("sheet_no_tab", value=title, tabs=", ".join(book.sheet_names))
        for name in [title] if title else book.sheet_names:
            yield Sheet(name, book.get_sheet_by_name(name))
    except PasswordError as problem:
        raise Refused("sheet_locked") from problem
    except CalamineError as problem:
        raise Refused("sheet_broken", why=" ".join(str(problem).split())) from problem
