"""When the bank received it, in all the ways people and programs write a moment."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from huiyin.calendars.workdays import BEIJING
from huiyin.intake.channels.spreadsheet.book import Cell
from huiyin.intake.channels.spreadsheet.files import Kind
from huiyin.intake.channels.spreadsheet.moments import Form, order_in
from huiyin.organisation.refusal import Refused
from tests.intake.sheets import as_csv, as_xlsx, read, refusals, submissions


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("2020/1/8 10:18:34", "2020-01-08 10:18:34"), ("2020-01-08 10:18", "2020-01-08 10:18:00"),
        ("2020.1.8", "2020-01-08 00:00:00"), ("2020年1月8日", "2020-01-08 00:00:00"),
        ("2020年1月8日 10时18分34秒", "2020-01-08 10:18:34"), ("２０２０／１／８ １０：１８", "2020-01-08 10:18:00"),
        ("2020-01-08T02:18:34Z", "2020-01-08 10:18:34"), ("2020-01-08T10:18:34+08:00", "2020-01-08 10:18:34"),
        ("2020-01-07T21:18:34.250-05:00", "2020-01-08 10:18:34"), ("20200108", "2020-01-08 00:00:00"),
        ("20200108101834", "2020-01-08 10:18:34"), ("8 Jan 2020", "2020-01-08 00:00:00"),
        ("January 8, 2020 10:18", "2020-01-08 10:18:00"), ("2020/1/8 下午 3:05", "2020-01-08 15:05:00"),
        ("2020/1/8 12:05 AM", "2020-01-08 00:05:00"), ("43838.4295601852", "2020-01-08 10:18:34"),
        (43838.4295601852, "2020-01-08 10:18:34"), (20200108.0, "2020-01-08 00:00:00"),
        (date(2020, 1, 8), "2020-01-08 00:00:00"), ("5/5/2020", "2020-05-05 00:00:00"),
    ],
)  # fmt: skip
def test_it_reads(cell: Cell, said: str) -> None:
    moment = Form().moment(cell)
    assert f"{moment.astimezone(BEIJING):%Y-%m-%d %H:%M:%S}" == said


@pytest.mark.parametrize(
    "cell",
    [
        "",
        "yesterday",
        "2020/13/1",
        "2020/2/30",
        "2020-01-08 25:00",
        "0219/1/2",
        "12",
        4.3,
        True,
        "2020-01-08 10:00+99:99",
        "8 Foo 2020",
    ],
)
def test_it_refuses_what_names_no_moment(cell: Cell) -> None:
    with pytest.raises(Refused, match="bad_date"):
        Form().moment(cell)


def test_the_whole_column_says_whether_the_day_or_the_month_comes_first() -> None:
    assert order_in(["1/2/2020", "1/13/2020", "2020-05-06"]) == "mdy"
    assert order_in(["1/2/2020", "13/1/2020"]) == "dmy"
    assert order_in(["1/2/2020", "3/4/2020"]) == order_in(["13/1/2020", "1/13/2020"]) == order_in([]) == ""


@pytest.mark.parametrize(("order", "day"), [("mdy", (2020, 1, 2)), ("dmy", (2020, 2, 1))])
def test_an_order_once_known_holds_for_every_row(order: str, day: tuple[int, int, int]) -> None:
    assert Form(order).moment("1/2/2020 9:30") == datetime(*day, 9, 30, tzinfo=BEIJING)


def test_a_short_year_needs_its_order_said() -> None:
    assert (
        Form("ymd").moment("20/1/2") == Form("mdy").moment("1/2/20") == datetime(2020, 1, 2, tzinfo=BEIJING)
    )
    with pytest.raises(Refused, match="ambiguous_date"):
        Form().moment("5/5/20")


def test_ambiguous_rows_are_refused_and_the_others_are_not(tmp_path: Path) -> None:
    path = as_csv(tmp_path, ["标题", "日期"], ["甲", "1/2/2020"], ["乙", "2020-03-04"])
    assert refusals(path) == {2: [("received_at", "ambiguous_date")]}
    assert [s.received_at.month for s in submissions(path, dates="mdy")] == [1, 3]


def test_days_of_a_workbook_that_counts_from_1904_are_the_same_days(tmp_path: Path) -> None:
    moment = datetime(2020, 1, 8, 10, 18, 34)  # noqa: DTZ001  a spreadsheet has no zone
    for from_1904, bare in ((False, 43838), (True, 43838 - 1462)):
        rows: list[list[object]] = [["标题", "日期"], ["甲", moment], ["乙", bare]]
        found = submissions(as_xlsx(tmp_path, {"表": rows}, date_1904=from_1904))
        assert [f"{s.received_at:%Y-%m-%d %H:%M:%S}" for s in found] == [
            "2020-01-08 10:18:34",
            "2020-01-08 00:00:00",
        ]


def test_a_bare_number_in_an_old_workbook_is_refused_for_its_count_is_unknown() -> None:
    with pytest.raises(Refused, match="bad_date"):
        Form("", Kind("xls", serials=False)).moment(43838.0)


def test_what_lies_ahead_is_refused(tmp_path: Path) -> None:
    now = datetime(2026, 11, 24, 12, tzinfo=BEIJING)
    ahead = now + timedelta(seconds=1)
    path = as_csv(tmp_path, ["标题", "日期"], ["甲", str(ahead)], ["乙", str(now)])
    assert refusals(path, now=now) == {2: [("received_at", "received_in_future")]}
    assert [each.row.number for each in read(path, now=now) if each.submission] == [3]
