"""What an import will do or did, and what it refuses, with the place and the words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDS: Mapping[str, Promise] = {
    "sheet_unknown": _("没有这样的工作表；可用的是：机构、人员、岗位、可分办、权限"),
    "nothing_to_read": _("文件中没有可以读取的工作表"),
    "column_missing": _("缺少这一列"),
    "column_unknown": _("没有这样的列，请核对列名"),
    "column_twice": _("这一列出现了两次"),
    "missing": _("不能为空"),
    "number_not_text": _("单元格是数字，前导零可能已丢失；请设为文本格式后重新填写"),
    "looks_like_formula": _("以 =、+、-、@ 开头，像是公式；请改写为普通文字"),
    "bad_character": _("含有不可见的控制字符"),
    "too_long": _("文字过长"),
    "bad_code": _("代码只能用字母、数字和连字符，最长 32 位"),
    "bad_login": _("登录名只能用小写字母、数字、点、连字符和下划线，2 至 64 位"),
    "bad_date": _("不是有效日期；请写成 2026-07-01 这样"),
    "bad_grade": _("权限级别应为 1 至 8 的整数"),
    "bad_amount": _("不是金额；请写数字（最多两位小数）或“不限”"),
    "kind_unknown": _("没有这样的机构类型"),
    "role_unknown": _("没有这样的岗位"),
    "offer_unknown": _("没有这样的补救种类"),
    "duplicate": _("与前面的一行重复"),
    "unit_unknown": _("没有这个代码的机构"),
    "login_unknown": _("没有这个登录名的人员"),
    "circle": _("上级关系成环：机构最终成了自己的上级"),
    "second_root": _("全行只能有一个没有上级的机构"),
    "parent_ended": _("上级机构已停用，而本机构仍在使用"),
    "ends_before_it_begins": _("终止日期必须晚于起始日期"),
    "successor_without_end": _("填写了并入机构，但没有填写停用日期"),
    "moved_before_last_move": _("隶属起始日早于上一次隶属变更"),
    "open_work_stays": _("此人手上还有这么多项任务，请先在“值班与交接”中交接"),
    "in_the_future": _("不能是将来的日期"),
    "grade_without_approver": _("只有审批人才有权限级别"),
    "approver_without_grade": _("审批人必须有权限级别"),
    "deputy_of_self": _("不能代理自己"),
    "deputy_without_role": _("被代理人在该机构没有这个岗位"),
    "not_a_coordinator": _("该机构不是归口管理单位（没有归口范围）"),
    "version_dates_differ": _("同一版本的生效、失效日期必须一致"),
    "versions_overlap": _("两个版本的有效期重叠"),
    "version_has_begun": _("该版本已经生效，以往的决定依据它作出；请另立新版本"),
}


@dataclass(frozen=True)
class Refusal:
    """One cell that cannot be taken, by sheet, row as the spreadsheet counts it, and column."""

    sheet: str
    row: int
    column: str
    code: str
    value: str = ""

    @property
    def words(self) -> str:
        return str(WORDS[self.code])


@dataclass(frozen=True)
class Line:
    """One row that is new or differs; `before` is empty for a new one."""

    sheet: str
    row: int
    key: str
    before: Mapping[str, str] = field(default_factory=dict)
    after: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class ImportReport:
    created: tuple[Line, ...] = ()
    changed: tuple[Line, ...] = ()
    unchanged: int = 0
    refused: tuple[Refusal, ...] = ()
    done: bool = False

    @property
    def ok(self) -> bool:
        return not self.refused
