"""Reading spreadsheets in tests, without a database: the lists of a small bank, and every row read."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

import xlsxwriter

from huiyin.calendars.workdays import BEIJING
from huiyin.intake.channels import spreadsheet
from huiyin.intake.channels.spreadsheet import Defaults, Form, Lists, Read, Reader
from huiyin.intake.channels.spreadsheet.lists import Leaf
from huiyin.intake.submission import Submission

SAMPLES = Path(__file__).parent / "samples"
NOW = datetime(2026, 11, 24, 12, tzinfo=BEIJING)
OTHER = Leaf("15.01", "其他", "其他")
LISTS = Lists(
    categories={
        "信用卡": (Leaf("06", "信用卡"),),
        "06": (Leaf("06", "信用卡"),), 
        "盗刷": (Leaf("06.04", "盗刷", "信用卡"), Leaf("05.03", "盗刷", "借记卡")),
        "短信费": (Leaf("11.01", "短信费", "其他中间业务"),), "其他": (Leaf("15", "其他"), OTHER),
    },
    causes={"态度": (Leaf("01.01", "态度", "服务"),)},
    channels={"web": "WEB", "网站留言板": "WEB", "ctr": "CTR", "gov": "GOV"},
    owners={"WEB": 7, "CTR": None, "GOV": 3},
    units={"天河支行": (21,), "th": (21,), "营业部": (30, 31)},
    codes={3: "BGS", 7: "DZYH", 21: "TH"},
)  # fmt: skip


def reader(path: Path, *, dates: str = "", now: datetime = NOW, **opening: object) -> Reader:
    table = spreadsheet.open_table(path, **opening)  # type: ignore[arg-type]
    columns = [column.index for column in table.header.of("received_at")]
    cells = (row.at(i) for row in table.rows() for i in columns)
    order = spreadsheet.order_in(cell for cell in cells if cell is not None)
    defaults = Defaults("WEB", OTHER.code, lambda channel: LISTS.owners[channel] or 21)
    return Reader(table, LISTS, Form(dates or order, table.kind), defaults, now)


def read(path: Path, **how: object) -> list[Read]:
    return list(reader(path, **how).rows())  # type: ignore[arg-type]


def submissions(path: Path, **how: object) -> list[Submission]:
    found = read(path, **how)
    assert [each.refused for each in found if each.refused] == []
    return [each.submission for each in found if each.submission]


def refusals(path: Path, **how: object) -> dict[int, list[tuple[str, str]]]:
    """By row: the field and the code of each refusal."""
    return {r.row.number: [(e.field, e.code) for e in r.refused] for r in read(path, **how) if r.refused}


def as_csv(folder: Path, *rows: Sequence[str], name: str = "rows.csv") -> Path:
    path = folder / name
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    return path


def as_xlsx(folder: Path, sheets: Mapping[str, Sequence[Sequence[object]]], **options: object) -> Path:
    """Words as words, numbers as numbers, moments as moments."""
    path = folder / "book.xlsx"
    with xlsxwriter.Workbook(str(path), options) as book:
        day = book.add_format({"num_format": "yyyy/m/d h:mm"})
        for title, rows in sheets.items():
            tab = book.add_worksheet(title)
            for r, row in enumerate(rows):
                for c, cell in enumerate(row):
                    if isinstance(cell, datetime):
                        tab.write_datetime(r, c, cell, day)
                    elif isinstance(cell, int | float):
                        tab.write_number(r, c, cell)
                    elif cell is not None:
                        tab.write_string(r, c, str(cell))
    return path
