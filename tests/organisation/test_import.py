"""The smallest bank that has everything, taken over, changed and refused."""

from __future__ import annotations

import copy
import json
from datetime import date, datetime
from typing import Any

import pytest

from huiyin.audit.models import Act
from huiyin.calendars.workdays import BEIJING
from huiyin.organisation import authority, commands, queries
from huiyin.organisation.actor import SYSTEM
from huiyin.organisation.models import Assignable, Staff, StaffRole, Unit, UnitPlace
from huiyin.organisation.sheets.report import WORDS, ImportReport
from tests.world import person

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 24, 10, tzinfo=BEIJING)
UNITS, STAFF, ROLES, ASSIGNABLE, AUTHORITY = (
    "机构 Units",
    "人员 Staff",
    "岗位 Roles",
    "可分办 Assignable",
    "权限 Authority",
)

SMALL: dict[str, list[list[Any]]] = {
    UNITS: [
        ["机构代码", "机构名称", "类型", "上级代码", "归口范围代码",
         "启用日期", "停用日期", "隶属起始日", "并入机构代码"],
        ["A1-TSB", "一分行投诉办", "部门", "A1", "A1", "", "", "", ""],  # below what stands further down
        ["HQ", "小银行", "总行", "", "", "", "", "", ""],
        ["TS", "投诉管理部", "部门", "HQ", "HQ", "", "", "", ""],
        ["A1", "一分行", "分行", "HQ", "", date(2020, 1, 1), "", "", ""],
        ["A2", "二分行", "分行", "HQ", "", "2020年1月1日", "", "", ""],
    ],
    STAFF: [["登录名", "姓名", "离职日期"], ["li.si", "李四", ""], ["wang.wu", "王五", ""], ["zhao.liu", "赵六", ""]],
    ROLES: [
        ["登录名", "机构代码", "岗位", "权限级别", "起始日期", "终止日期", "代理谁"],
        ["li.si", "A1-TSB", "归口管理员", "", "", "", ""],
        ["wang.wu", "A1", "审批人", 4.0, "2026/1/1", "", ""],
        ["zhao.liu", "A1-TSB", "归口管理员", None, date(2026, 11, 1), date(2026, 12, 1), "li.si"],
    ],
    ASSIGNABLE: [["归口单位代码", "可分办单位代码", "起始日期", "终止日期"], ["A1-TSB", "A2", "", ""]],
    AUTHORITY: [
        ["版本", "生效日期", "失效日期", "权限级别", "补救种类", "单笔上限", "同一客户一年累计上限"],
        ["V1", "2026-01-01", "", 4.0, "退费", 20000.0, "30,000"],
        ["V1", "2026-01-01", "", 4.0, "更正", "不限", "不限"],
    ],
}  # fmt: skip


def small(*changes: tuple[str, int, str, Any]) -> dict[str, list[list[Any]]]:
    """The small bank with single cells changed: sheet, row as the spreadsheet counts, column, value."""
    sheets = copy.deepcopy(SMALL)
    for sheet, row, column, value in changes:
        sheets[sheet][row - 1][sheets[sheet][0].index(column)] = value
    return sheets


def take(sheets: dict[str, list[list[Any]]], **details: Any) -> ImportReport:
    return commands.import_bank(sheets, by=SYSTEM, at=AT, **details)


def test_it_takes_the_whole_bank_over() -> None:
    report = take(SMALL)
    assert (report.ok, report.done, len(report.created), report.unchanged) == (True, True, 14, 0)
    office = queries.unit_by_code("A1-TSB")
    assert office.path == [queries.unit_by_code("A1").pk, office.pk]
    assert queries.coordinator_for(office.pk, on=AT.date()) == office
    assert person("王五").held[0].grade == 4
    assert person("赵六").held[0].deputy_for_id == Staff.objects.get(login="li.si").pk
    assert Assignable.objects.get().top.code == "A2"
    assert authority.limits_on(AT.date()).of(4, "refund") == authority.Limit(20000, 30000)  # type: ignore[arg-type]
    assert not Staff.objects.get(login="li.si").has_usable_password()


def test_a_dry_run_says_what_would_happen_and_does_nothing() -> None:
    report = take(SMALL, dry_run=True)
    assert (report.ok, report.done, len(report.created)) == (True, False, 14)
    assert not Unit.objects.exists()
    line = report.created[0]
    assert (line.sheet, line.row, line.key, line.before) == (UNITS, 2, "A1-TSB", {})
    assert line.after["类型"] == "部门"


def test_a_second_time_nothing_changes_and_nothing_is_recorded() -> None:
    take(SMALL)
    recorded = Act.objects.count()
    report = take(SMALL)
    assert (report.created, report.changed, report.unchanged) == ((), (), 14)
    assert Act.objects.count() == recorded


def test_it_says_what_changes_and_from_what() -> None:
    take(SMALL)
    report = take(
        small(
            (UNITS, 5, "机构名称", "第一分行"),
            (ROLES, 3, "权限级别", 5),
            (STAFF, 4, "离职日期", "2026-11-20"),
        )
    )
    assert [(c.sheet, c.row, dict(c.before), dict(c.after)) for c in report.changed] == [
        (UNITS, 5, {"机构名称": "一分行"}, {"机构名称": "第一分行"}),
        (STAFF, 4, {"离职日期": ""}, {"离职日期": "2026-11-20"}),
        (ROLES, 3, {"权限级别": "4"}, {"权限级别": "5"}),
    ]
    assert report.unchanged == 11
    assert queries.unit_by_code("A1").name == "第一分行"
    assert person("赵六").held == ()
    assert person("王五").held[0].grade == 5


def test_what_the_file_leaves_out_stays() -> None:
    take(SMALL)
    report = take({STAFF: [["登录名", "姓名"], ["qian.qi", "钱七"]]})
    assert (report.ok, len(report.created)) == (True, 1)
    assert Unit.objects.count() == 5
    assert StaffRole.objects.count() == 3


def test_a_move_keeps_where_the_unit_hung_before() -> None:
    take(SMALL)
    take(small((UNITS, 2, "上级代码", "A2"), (UNITS, 2, "隶属起始日", "2026-11-01")))
    office = queries.unit_by_code("A1-TSB")
    assert office.path == [queries.unit_by_code("A2").pk, office.pk]
    places = UnitPlace.objects.filter(unit=office).order_by("valid_from")
    assert [(p.parent and p.parent.code, p.valid_from, p.valid_to) for p in places] == [
        ("A1", date(2000, 1, 1), date(2026, 11, 1)),
        ("A2", date(2026, 11, 1), None),
    ]


def test_a_move_without_a_day_happens_today() -> None:
    take(SMALL)
    take(small((UNITS, 2, "上级代码", "A2")))
    assert UnitPlace.objects.get(unit__code="A1-TSB", valid_to=None).valid_from == AT.date()


def test_a_merger_names_the_successor() -> None:
    take(SMALL)
    take(small((UNITS, 6, "停用日期", "2026-07-01"), (UNITS, 6, "并入机构代码", "A1")))
    place = UnitPlace.objects.get(unit__code="A2")
    assert (place.valid_to, place.successor) == (date(2026, 7, 1), queries.unit_by_code("A1"))


def test_a_version_yet_to_come_may_be_changed_one_in_force_only_ended() -> None:
    take(SMALL)
    new = ["V2", "2027-01-01", "", 4, "退费", 25000, 40000]
    ended = small((AUTHORITY, 2, "失效日期", "2027-01-01"), (AUTHORITY, 3, "失效日期", "2027-01-01"))
    ended[AUTHORITY].append(new)
    assert take(ended).ok
    ended[AUTHORITY][-1] = [*new[:5], 26000, 40000]
    assert [c.after for c in take(ended).changed] == [{"单笔上限": "26000.00"}]
    assert authority.limits_on(date(2027, 1, 1)).of(4, "refund").amount == 26000  # type: ignore[union-attr]


def test_the_record_names_who_took_what_over() -> None:
    take(SMALL)
    staff = Act.objects.get(action="import_bank", subject=STAFF)
    assert staff.actor_name == "系统"
    assert json.loads(staff.body)["after"]["li.si"]["姓名"] == "李四"
    assert Act.objects.filter(action="import_bank").count() == 5


REFUSED: list[tuple[str, tuple[str, int, str, Any]]] = [
    ("missing", (UNITS, 2, "机构名称", "  ")),
    ("number_not_text", (UNITS, 2, "机构代码", 7.0)),
    ("number_not_text", (STAFF, 2, "登录名", 10086)),
    ("looks_like_formula", (STAFF, 2, "姓名", "=HYPERLINK(1)")),
    ("looks_like_formula", (UNITS, 2, "机构名称", "@SUM(A1)")),
    ("bad_character", (STAFF, 2, "姓名", "李\x00四")),
    ("too_long", (STAFF, 2, "姓名", "李" * 201)),
    ("bad_code", (UNITS, 2, "机构代码", "一分行")),
    ("bad_login", (STAFF, 2, "登录名", "Li Si")),
    ("bad_date", (UNITS, 5, "启用日期", "2026-02-30")),
    ("bad_date", (UNITS, 5, "启用日期", 46000.0)),
    ("bad_grade", (ROLES, 3, "权限级别", 9)),
    ("bad_grade", (ROLES, 3, "权限级别", 3.5)),
    ("bad_grade", (ROLES, 3, "权限级别", "四")),
    ("bad_amount", (AUTHORITY, 2, "单笔上限", "两万")),
    ("bad_amount", (AUTHORITY, 2, "单笔上限", -1)),
    ("bad_amount", (AUTHORITY, 2, "单笔上限", "1.005")),
    ("bad_amount", (AUTHORITY, 2, "单笔上限", float("nan"))),
    ("bad_amount", (AUTHORITY, 2, "单笔上限", 1e30)),
    ("missing", (AUTHORITY, 2, "单笔上限", "")),
    ("kind_unknown", (UNITS, 2, "类型", "办事处")),
    ("role_unknown", (ROLES, 2, "岗位", "管理员")),
    ("offer_unknown", (AUTHORITY, 2, "补救种类", "礼品")),
    ("duplicate", (UNITS, 6, "机构代码", "A1")),
    ("duplicate", (STAFF, 3, "登录名", "li.si")),
    ("unit_unknown", (UNITS, 5, "上级代码", "XX")),
    ("unit_unknown", (UNITS, 4, "归口范围代码", "XX")),
    ("unit_unknown", (ROLES, 3, "机构代码", "XX")),
    ("unit_unknown", (ASSIGNABLE, 2, "可分办单位代码", "XX")),
    ("login_unknown", (ROLES, 3, "登录名", "nobody")),
    ("login_unknown", (ROLES, 4, "代理谁", "nobody")),
    ("circle", (UNITS, 5, "上级代码", "A1-TSB")),
    ("circle", (UNITS, 5, "上级代码", "A1")),
    ("second_root", (UNITS, 6, "上级代码", "")),
    ("ends_before_it_begins", (UNITS, 6, "停用日期", "2020-01-01")),
    ("successor_without_end", (UNITS, 6, "并入机构代码", "A1")),
    ("in_the_future", (STAFF, 2, "离职日期", "2026-11-25")),
    ("grade_without_approver", (ROLES, 2, "权限级别", 2)),
    ("approver_without_grade", (ROLES, 3, "权限级别", "")),
    ("deputy_of_self", (ROLES, 4, "代理谁", "zhao.liu")),
    ("deputy_without_role", (ROLES, 4, "代理谁", "wang.wu")),
    ("not_a_coordinator", (ASSIGNABLE, 2, "归口单位代码", "A1")),
    ("version_dates_differ", (AUTHORITY, 3, "失效日期", "2027-01-01")),
    ("versions_overlap", (AUTHORITY, 3, "版本", "V2")),
    ("column_missing", (UNITS, 1, "机构名称", "")),
    ("column_unknown", (ROLES, 1, "终止日期", "终止日朝")),
    ("column_twice", (ROLES, 1, "终止日期", "起始日期")),
]


@pytest.mark.parametrize(("code", "change"), REFUSED)
def test_one_wrong_cell_is_named_and_nothing_is_taken(code: str, change: tuple[str, int, str, Any]) -> None:
    report = take(small(change))
    assert code in {r.code for r in report.refused if (r.sheet, r.row) == change[:2]}
    assert not report.done
    assert not Unit.objects.exists()
    assert not Staff.objects.exists()


def test_a_unit_in_use_does_not_hang_below_one_that_ended() -> None:
    report = take(small((UNITS, 5, "停用日期", "2026-01-01")))
    assert [(r.row, r.code) for r in report.refused] == [(2, "parent_ended")]


@pytest.mark.parametrize(
    ("code", "change"),
    [
        ("moved_before_last_move", (UNITS, 2, "隶属起始日", "1999-01-01")),
        ("version_has_begun", (AUTHORITY, 2, "单笔上限", 21000)),
        ("version_has_begun", (AUTHORITY, 2, "权限级别", 5)),
    ],
)
def test_history_is_not_rewritten(code: str, change: tuple[str, int, str, Any]) -> None:
    take(SMALL)
    report = take(small(change))
    assert [r.code for r in report.refused] == [code]


def test_a_move_is_not_dated_ahead() -> None:
    take(SMALL)
    report = take(small((UNITS, 2, "上级代码", "A2"), (UNITS, 2, "隶属起始日", "2026-12-31")))
    assert [(r.code, r.column) for r in report.refused] == [("in_the_future", "隶属起始日")]


def test_the_place_and_the_value_are_named() -> None:
    (found,) = take(small((AUTHORITY, 2, "单笔上限", "两万"))).refused
    assert (found.sheet, found.row, found.column, found.value) == (AUTHORITY, 2, "单笔上限", "两万")
    assert "不限" in found.words


def test_an_unknown_sheet_is_refused_notes_are_not() -> None:
    (found,) = take({**SMALL, "岗位表": [["a"]], "说明": [["随便写"]]}).refused
    assert (found.sheet, found.code) == ("岗位表", "sheet_unknown")
    assert take({}).refused[0].code == "nothing_to_read"


def test_every_code_has_words_and_a_test() -> None:
    tried = {code for code, _change in REFUSED}
    tried |= {
        "parent_ended",
        "moved_before_last_move",
        "version_has_begun",
        "sheet_unknown",
        "nothing_to_read",
        "open_work_stays",  # the rooms above tell it: tests/complaints/test_hand_over.py
    }
    assert tried == set(WORDS)
    assert all(str(words) for words in WORDS.values())
