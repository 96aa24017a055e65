"""The spreadsheet file itself, XLSX."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import xlsxwriter
from python_calamine import CalamineError, CalamineWorkbook

from huiyin.organisation.refusal import Refused
from huiyin.organisation.sheets import layout
from huiyin.organisation.sheets.cells import Cell
from huiyin.organisation.sheets.layout import Rows, Sheets

WIDTH = 18


def read(file: Path | bytes) -> dict[str, Rows]:
    """All tabs by title; rows as the spreadsheet counts them, the first is row 1."""
    try:
        book = CalamineWorkbook.from_filelike(BytesIO(file if isinstance(file, bytes) else file.read_bytes()))
        return {
            name: [list(row) for row in book.get_sheet_by_name(name).to_python(skip_empty_area=False)]
            for name in book.sheet_names
        }
    except CalamineError as problem:
        raise Refused("not_a_spreadsheet", field="file") from problem


def write(sheets: Sheets) -> bytes:
    """The file, dates as dates and all words as text: nothing in it is ever run as a formula."""
    out = BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        bold, day = book.add_format({"bold": True}), book.add_format({"num_format": "yyyy-mm-dd"})
        for title, rows in sheets.items():
            tab = book.add_worksheet(title)
            tab.set_column(0, max((len(row) for row in rows), default=1) - 1, WIDTH)
            tab.freeze_panes(1, 0)
            for r, row in enumerate(rows):
                for c, cell in enumerate(row):
                    _put(tab, r, c, cell, day if r else bold)
    return out.getvalue()


def _put(
    tab: xlsxwriter.worksheet.Worksheet, r: int, c: int, cell: Cell, style: xlsxwriter.format.Format
) -> None:
    if isinstance(cell, dt.date):
        tab.write_datetime(r, c, dt.datetime.combine(cell, dt.time()), style)
    elif isinstance(cell, int | Decimal):
        tab.write_number(r, c, float(cell))
    elif cell is not None:
        tab.write_string(r, c, str(cell), style if r == 0 else None)


def template() -> dict[str, Rows]:
    """The five sheets with their headers and nothing in them."""
    return {sheet.title: [[column.name for column in sheet.columns]] for sheet in layout.ALL}
