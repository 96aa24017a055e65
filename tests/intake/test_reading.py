"""From a row to one submission, or to every reason why it is none."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import pytest

from huiyin.calendars.workdays import BEIJING
from huiyin.complaints.commands import Customer
from huiyin.intake.channels.spreadsheet import RefusedFile, open_table
from huiyin.intake.channels.spreadsheet.refused import harmless
from huiyin.organisation.refusal import Refused
from tests.intake.sheets import LISTS, as_csv, as_xlsx, read, reader, refusals, submissions

HEAD = [
    "编号", "标题", "内容", "日期", "姓名", "电话", "证件号码", "地址", "金额", "类别", "原因", "渠道", "被投诉单位",
]  # fmt: skip
ROW = ["T-1", "多收年费", "扣了两次年费。", "2026-01-05 09:30", "李小明", "138 1234 5678", "110101199003077758",
       "越秀区某路 1 号", "￥1,234.50", "信用卡", "态度", "网站留言板", "天河支行"]  # fmt: skip


def row(**changed: str) -> list[str]:
    return [changed.get(name, cell) for name, cell in zip(HEAD, ROW, strict=True)]


def test_every_column_finds_its_field(tmp_path: Path) -> None:
    found = submissions(as_csv(tmp_path, HEAD, ROW))[0]
    assert (found.client, found.key, found.source_no) == ("sheet:WEB:DZYH", "T-1", "T-1")
    assert (found.unit_id, found.channel, found.category, found.cause) == (7, "WEB", "06", "01.01")
    assert found.received_at == datetime(2026, 1, 5, 9, 30, tzinfo=BEIJING)
    assert (found.title, found.story, found.amount) == ("多收年费", "扣了两次年费。", Decimal("1234.50"))
    assert found.customer == Customer("李小明", "138 1234 5678", "110101199003077758", "", "越秀区某路 1 号")
    assert found.complained_of_unit_id == 21


@pytest.mark.parametrize(
    ("column", "cell", "field", "code"),
    [
        ("日期", "", "received_at", "empty"), ("日期", "前天", "received_at", "bad_date"),
        ("金额", "-5", "amount", "bad_amount"), ("金额", "12.345", "amount", "bad_amount"),
        ("金额", "$5", "amount", "bad_amount"), ("金额", "1e99", "amount", "bad_amount"),
        ("渠道", "信鸽", "channel", "unknown"), ("原因", "不详", "cause", "unknown"),
        ("被投诉单位", "某支行", "complained_of", "unknown"),
        ("被投诉单位", "营业部", "complained_of", "unknown"), ("证件号码", "1.10101E+17", "id_no", "digits_lost"),
        ("电话", "1.38E+10", "phone", "digits_lost"), ("内容", "空\x00字符", "story", "bad_character"),
        ("内容", "长" * 20_001, "story", "too_long"), ("姓名", "长" * 501, "name", "too_long"),
    ],
)  # fmt: skip
def test_a_cell_that_cannot_be_taken_is_named(
    column: str, cell: str, field: str, code: str, tmp_path: Path
) -> None:
    assert refusals(as_csv(tmp_path, HEAD, row(**{column: cell}))) == {2: [(field, code)]}


def test_all_reasons_of_a_row_are_told_at_once(tmp_path: Path) -> None:
    path = as_csv(tmp_path, HEAD, row(日期="前天", 金额="很多", 标题="", 内容="", 类别=""))
    assert refusals(path) == {2: [("received_at", "bad_date"), ("amount", "bad_amount"), ("story", "empty")]}


@pytest.mark.parametrize(
    ("cell", "yuan"),
    [
        ("3万元", "30000.00"),
        ("1,234", "1234.00"),
        ("￥ 12.5", "12.50"),
        (".5", "0.50"),
        ("100元整", "100.00"),
    ],
)
def test_it_reads_amounts_as_people_write_them(cell: str, yuan: str, tmp_path: Path) -> None:
    assert submissions(as_csv(tmp_path, HEAD, row(金额=cell)))[0].amount == Decimal(yuan)


def test_words_are_cleaned_and_kept(tmp_path: Path) -> None:
    story = "\ufeff\n\t\t\t e\u0301tat \x07civil\r\n\u202e倒\u202c着\n\n\n\n　第二段 \t"
    found = submissions(as_csv(tmp_path, HEAD, row(内容=story, 标题=" 两\n行 \t标题 ", 编号=" T-2 ")))[0]
    assert found.story == "état civil\n倒着\n\n第二段"
    assert (found.title, found.source_no) == ("两 行 标题", "T-2")


def test_a_formula_is_words_like_any_other(tmp_path: Path) -> None:
    assert submissions(as_csv(tmp_path, HEAD, row(内容="=1+1", 标题="@SUM(A1)")))[0].story == "=1+1"


def test_numbers_of_a_workbook_are_names_again(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["编号", "电话", "标题", "日期"],
        [24, 13812345678, "甲", "2026-01-05"],
        [1.10101199003077e17, 5, "乙", "2026-01-05"],
    ]
    found = read(as_xlsx(tmp_path, {"表": rows}))
    assert found[0].submission and (found[0].submission.key, found[0].submission.customer.phone) == (
        "24",
        "13812345678",
    )
    assert [(each.field, each.code) for each in found[1].refused] == [("source_no", "digits_lost")]


def test_no_word_is_lost_where_a_title_is_long_or_a_category_unknown(tmp_path: Path) -> None:
    long = "这个标题" * 11
    found = submissions(as_csv(tmp_path, HEAD, row(标题=long, 类别="城乡建设")))[0]
    assert found.story == f"{long}\n\n扣了两次年费。"
    assert (found.category, found.note) == ("15.01", "类别：城乡建设")


def test_without_a_story_the_title_or_what_it_is_about_tells_it(tmp_path: Path) -> None:
    head = ["Date received", "Product", "Issue", "Consumer complaint narrative"]
    path = as_csv(tmp_path, head, ["2026-01-05", "Credit card", "Fees or interest", ""])
    found = submissions(path)[0]
    assert (found.title, found.story) == ("Fees or interest", "Product：Credit card\nIssue：Fees or interest")
    assert (found.category, found.note) == ("06", "")
    assert submissions(as_csv(tmp_path, HEAD, row(内容="")))[0].story == "多收年费"


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("信用卡/盗刷", "06.04"),
        ("盗刷", "15.01"),
        ("短信费", "11.01"),
        ("其他", "15.01"),
        ("06", "06"),
        ("", "15.01"),
    ],
)
def test_the_most_particular_word_the_bank_knows_is_the_category(
    said: str, code: str, tmp_path: Path
) -> None:
    assert submissions(as_csv(tmp_path, HEAD, row(类别=said)))[0].category == code


def test_a_row_without_a_number_is_known_by_its_content_whatever_the_form_of_its_date(tmp_path: Path) -> None:
    same = [
        row(编号=""),
        row(编号="", 日期="2026/1/5 9:30"),
        row(编号="", 日期="2026-01-05T01:30:00Z"),
        row(编号="", 标题="别的"),
    ]
    keys = [each.key for each in submissions(as_csv(tmp_path, HEAD, *same))]
    assert keys[0] == keys[1] == keys[2] != keys[3] and keys[0].startswith("sha256:")


def test_a_row_that_slipped_is_refused_and_an_empty_one_is_not(tmp_path: Path) -> None:
    path = as_csv(tmp_path, HEAD, [*ROW, "", "又一格"], ["", " ", "\u3000"], ROW)
    assert refusals(path) == {2: [("", "row_slipped")]}
    assert [bool(each.submission) for each in read(path)] == [False, False, True]


@pytest.mark.parametrize("cell", ["=1+1", "+8613812345678", "-1", "@x", "\t=1", " ＝1", "'=1", "''x", "＠"])
def test_what_is_written_for_correction_runs_nowhere_and_comes_back_unchanged(
    cell: str, tmp_path: Path
) -> None:
    assert harmless(cell).startswith("'")
    path = as_csv(tmp_path, HEAD, row(内容="", 标题=cell, 日期="前天"))
    table, file = open_table(path), RefusedFile(tmp_path / "refused.csv", open_table(path))
    for each in table.rows():
        file.add(each, "日期不对")
    file.close()
    written = (tmp_path / "refused.csv").read_text(encoding="utf-8-sig")
    (tmp_path / "refused.csv").write_text(written.replace("前天", "2026-01-05"), encoding="utf-8-sig")
    again = submissions(tmp_path / "refused.csv")
    assert [each.body for each in again] == [
        each.body for each in submissions(as_csv(tmp_path, HEAD, row(内容="", 标题=cell, 日期="2026-01-05")))
    ]


def test_the_file_for_correction_says_which_row_and_why_and_is_its_owners_alone(tmp_path: Path) -> None:
    path = as_csv(tmp_path, HEAD, row(日期="前天"))
    file = RefusedFile(tmp_path / "refused.csv", open_table(path))
    file.add(next(open_table(path).rows()), "=日期不对")
    file.close()
    with file.path.open(encoding="utf-8-sig", newline="") as stream:
        header, written = csv.reader(stream)
    assert header == [*HEAD, "导入行号", "导入原因"]
    assert written[-2:] == ["2", "'=日期不对"] and written[3] == "前天"
    assert file.path.stat().st_mode & 0o777 == 0o600
    with pytest.raises(FileExistsError):
        RefusedFile(file.path, open_table(path)).add(next(open_table(path).rows()), "")


def test_a_channel_nobody_owns_needs_its_unit_said(tmp_path: Path) -> None:
    def nobody(channel: str) -> int:
        if LISTS.owners[channel] is None:
            raise Refused("no_unit", field="channel", value=channel)
        return LISTS.owners[channel] or 0

    made = reader(as_csv(tmp_path, HEAD, row(渠道="CTR")))
    made = replace(made, defaults=replace(made.defaults, unit_of=nobody))
    assert [(e.field, e.code) for e in next(made.rows()).refused] == [("channel", "no_unit")]
