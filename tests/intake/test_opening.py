"""Opening a spreadsheet: encodings, kinds of file, headers, and files that are none."""

from __future__ import annotations

import gzip
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest

from huiyin.intake.channels.spreadsheet import columns, files, open_table, text
from huiyin.organisation.refusal import Refused
from tests.intake.sheets import SAMPLES, as_csv, as_xlsx, submissions

MESSAGES = sorted(path.name for path in SAMPLES.glob("messages*"))


def refused(path: Path, **how: Any) -> Refused:
    with pytest.raises(Refused) as caught:
        list(open_table(path, **how).rows())
    return caught.value


@pytest.mark.parametrize("name", MESSAGES)
def test_it_reads_the_same_complaints_from_every_encoding_and_kind(name: str) -> None:
    found = submissions(SAMPLES / name)
    assert [each.body for each in found] == [each.body for each in submissions(SAMPLES / "messages-utf8.csv")]
    assert [each.source_no for each in found] == ["70001", "70002", "70003", "70004", "70005", "70006"]
    assert found[0].story.splitlines() == [
        "去年在柜台办理信用卡分期，客户经理说手续费是每期一百元，",
        "账单上却是一百二十元。", "请核实并退还多收的部分。",
    ]  # fmt: skip
    assert [f"{each.received_at:%m-%d %H:%M:%S}" for each in found][:4] == [
        "01-08 10:18:34", "01-09 09:05:00", "01-12 00:00:00", "01-15 16:40:00",
    ]  # fmt: skip


def test_eight_files_are_compared() -> None:
    assert len(MESSAGES) == 8


def test_it_finds_the_header_below_other_words_and_beside_an_empty_column(tmp_path: Path) -> None:
    sheet = [
        [None, "某某系统导出", None],
        [],
        [None, "标题", "收到时间"],
        [None, "甲", "2026-01-05"],
        [],
        [None, "乙", "2026-01-06"],
    ]
    table = open_table(as_xlsx(tmp_path, {"说明": [["没有表头"]], "表": sheet}))
    assert table.header.row == 3
    assert [(row.number, row.empty) for row in table.rows()] == [(4, False), (5, True), (6, False)]


def test_it_takes_the_sheet_that_is_named(tmp_path: Path) -> None:
    tabs = {name: [["标题", "日期"], [name, "2026-01-05"]] for name in ("甲", "乙")}
    path = as_xlsx(tmp_path, tabs)
    assert [each.title for each in submissions(path)] == ["甲"]
    assert [each.title for each in submissions(path, sheet="乙")] == ["乙"]
    assert refused(path, sheet="丙").params == {"value": "丙", "tabs": "甲, 乙"}


def test_rows_are_numbered_as_a_spreadsheet_shows_them(tmp_path: Path) -> None:
    path = as_csv(
        tmp_path, ["标题", "内容", "日期"], ["甲", "一\n二\n三", "2026-01-05"], [], ["乙", "四", "2026-01-06"]
    )
    assert [row.number for row in open_table(path).rows()] == [2, 3, 4]


@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|"])
def test_it_finds_the_delimiter(delimiter: str, tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    path.write_text(f'标题{delimiter}日期{delimiter}内容\n甲{delimiter}2026-01-05{delimiter}"a, b; c | d"\n')
    assert [each.story for each in submissions(path)] == ["a, b; c | d"]


def test_a_broken_file_is_refused_with_the_byte_and_the_line(tmp_path: Path) -> None:
    path, good = tmp_path / "x.csv", "标题,日期\n网点排队时间过长,2026-01-05\n".encode()
    path.write_bytes(good + b"\xe7\xbd,2026-01-06\n")
    assert (refused(path).code, refused(path).params) == (
        "sheet_encoding",
        {"encoding": "UTF-8", "byte": len(good) + 1, "line": 3},
    )
    path.write_bytes(b"\xff\xfe" + "标题,日期\n甲,2026-01-05\n".encode("utf-16-le") + b"\x00")
    assert (refused(path).code, refused(path).params["line"]) == ("sheet_encoding", 3)


def test_what_is_neither_utf8_nor_everyday_chinese_is_not_guessed(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes("title,date\nna\xefve people, \x93quoted\x94,2026-01-05\n".encode("latin-1"))
    assert refused(path).code == "sheet_encoding_unknown"
    assert open_table(path, encoding="cp1252").header.row == 1
    assert refused(path, encoding="klingon").code == "unknown"


def test_a_quote_that_is_never_closed_is_named_by_its_line(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text('标题,日期\n甲,2026-01-05\n"乙,2026-01-06\n' + "丙,2026-01-06\n" * 90_000)
    assert (refused(path).code, refused(path).params["line"]) == ("sheet_cell_too_long", 3)


def test_a_line_without_an_end_is_not_read_into_memory(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("标题,日期\n甲,2026-01-05\n" + "甲," * 2_100_000)
    assert (refused(path).code, refused(path).params["line"]) == ("sheet_cell_too_long", 3)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_may_end_in_any_way(end: str, tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes(end.join(["标题,日期", "甲,2026-01-05", '"乙\n丙",2026-01-06', ""]).encode())
    assert [(each.title, each.received_at.day) for each in submissions(path)] == [("甲", 5), ("乙 丙", 6)]


def _zip(path: Path, **entries: bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name.replace("__", "/"), content)
    return path


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "sheet_empty"), (b"\xef\xbb\xbf\n \n", "sheet_empty"), (b"%PDF-1.7 ...", "sheet_other_kind"),
        (gzip.compress(b"x", mtime=0), "sheet_other_kind"), (b"<html><table><tr><td>x", "sheet_other_kind"),
        (b"PK\x03\x04 and no more", "sheet_broken"), (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600, "sheet_broken"),
        (b"\x7fELF\x02\x00\x00\xff\xfe\xfd" * 50, "sheet_other_kind"), (b"a,b\n1,2\n", "sheet_no_header"),
        (b'{"title": 1}', "sheet_no_header"),
    ],
)  # fmt: skip
def test_what_is_no_table_of_complaints_is_refused_plainly(content: bytes, code: str, tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    path.write_bytes(content)
    assert refused(path).code == code


def test_a_locked_workbook_is_told_from_a_broken_one(tmp_path: Path) -> None:
    assert refused(SAMPLES / "locked.xlsx").code == "sheet_locked"
    cut = tmp_path / "x.xlsx"
    cut.write_bytes((SAMPLES / "messages.xlsx").read_bytes()[:-900])
    assert refused(cut).code == "sheet_broken"
    assert refused(_zip(tmp_path / "y.xlsx", content__xml=b"<x/>", mimetype=b"ods")).params["kind"] == "ZIP"


def test_a_workbook_that_unpacks_without_end_is_not_opened(tmp_path: Path) -> None:
    entries = {"xl/workbook.xml": b"<workbook/>", "xl/worksheets/sheet1.xml": b" " * (6 * files.MEGABYTE)}
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    assert path.stat().st_size < 20_000
    # The same archive, with the lie that the sheet is ten bytes long.
    size = (6 * files.MEGABYTE).to_bytes(4, "little")
    lie = tmp_path / "lie.xlsx"
    lie.write_bytes(path.read_bytes().replace(size, (10).to_bytes(4, "little")))
    for each in (path, lie):
        with pytest.raises(Refused, match="sheet_too_large"):
            files.kind_of(each, largest=5 * files.MEGABYTE)


def test_a_sheet_with_one_cell_at_the_end_of_the_world_is_not_opened(tmp_path: Path) -> None:
    path = as_xlsx(tmp_path, {"表": [["标题", "日期"], ["甲", "2026-01-05"]]})
    inside = zipfile.ZipFile(path).read("xl/worksheets/sheet1.xml")
    far = inside.replace(
        b"</sheetData>", b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    )
    with zipfile.ZipFile(tmp_path / "far.xlsx", "w") as copy, zipfile.ZipFile(path) as old:
        for name in old.namelist():
            copy.writestr(name, far if name.endswith("sheet1.xml") else old.read(name))
    assert refused(tmp_path / "far.xlsx").code == "sheet_too_large"


def test_columns_are_found_by_their_names_and_corrected_by_hand(tmp_path: Path) -> None:
    path = as_csv(
        tmp_path,
        ["编 号（必填）", "Subject", "Date received", "备注"],
        ["1", "甲", "2026-01-05", "13800000000"],
    )
    header = open_table(path).header
    assert [(c.name, c.field) for c in header.columns] == [
        ("编 号（必填）", "source_no"), ("Subject", "title"), ("Date received", "received_at"), ("备注", ""),
    ]  # fmt: skip
    by_hand = open_table(path, given={"备注": "phone", "编号": "-"}).header
    assert [c.field for c in by_hand.columns] == ["", "title", "received_at", "phone"]
    with pytest.raises(Refused, match="sheet_no_column"):
        open_table(path, given={"电话": "phone"})
    with pytest.raises(Refused, match="sheet_no_field"):
        open_table(path, given={"备注": "telephone"})


def test_every_name_of_a_column_stands_in_the_reference() -> None:
    page = (SAMPLES.parents[2] / "docs/reference/complaint-sheet.md").read_text(encoding="utf-8")
    table = page.partition("## Header")[2].partition("## Cells")[0]
    said = {columns.plain(name) for name in re.split(r"[,|·\n:]", table)}
    assert {name for names in columns.NAMES.values() for name in names} - said == set()


def test_of_two_columns_for_one_field_the_better_name_wins(tmp_path: Path) -> None:
    path = as_csv(
        tmp_path,
        ["Date submitted", "Date received", "Issue", "Product"],
        ["2026-01-04", "2026-01-05", "a", "b"],
    )
    assert [c.field for c in open_table(path).header.columns] == ["", "received_at", "category", "category"]


def test_a_text_is_read_as_a_stream(tmp_path: Path) -> None:
    path = as_csv(tmp_path, ["标题", "日期"], *[["甲", "2026-01-05"]] * 10)
    records = text.TextFile.at(path).records()
    assert next(records) == ["标题", "日期"]
    records.close()  # type: ignore[attr-defined]
