"""The five sheets and their columns: one definition for reading, writing and the reference page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from huiyin.organisation.actor import Role
from huiyin.organisation.models import OfferKind, Unit
from huiyin.organisation.sheets import cells
from huiyin.organisation.sheets.cells import Cell, Value

Values: TypeAlias = dict[str, Value]
Rows: TypeAlias = list[list[Cell]]
Sheets: TypeAlias = Mapping[str, Rows]


@dataclass(frozen=True)
class Column:
    field: str
    name: str
    parse: Callable[[Cell], Value]
    needed: bool = False  # a value in every row
    words: Callable[[], Mapping[str, str]] | None = None  # how codes are written

    def write(self, value: Value) -> Value:
        if self.words is not None and isinstance(value, str):
            return self.words()[value]
        return cells.NO_LIMIT if value is None and self.parse is cells.amount else value


@dataclass(frozen=True)
class Sheet:
    name: str
    english: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]

    @property
    def title(self) -> str:
        return f"{self.name} {self.english}"

    def column(self, field: str) -> Column:
        return next(column for column in self.columns if column.field == field)

    def key_of(self, values: Values) -> tuple[Value, ...]:
        return tuple(values[field] for field in self.key)


def _choice(
    field: str, name: str, choices: type[Unit.Kind] | type[Role] | type[OfferKind], otherwise: str
) -> Column:
    return Column(
        field, name, cells.choice(choices, otherwise), needed=True, words=lambda: cells.chinese(choices)
    )


FROM = Column("valid_from", "起始日期", cells.day)
TO = Column("valid_to", "终止日期", cells.day)

UNITS = Sheet(
    "机构",
    "Units",
    (
        Column("code", "机构代码", cells.code, needed=True),
        Column("name", "机构名称", cells.text, needed=True),
        _choice("kind", "类型", Unit.Kind, "kind_unknown"),
        Column("parent", "上级代码", cells.code),
        Column("serves", "归口范围代码", cells.code),
        Column("valid_from", "启用日期", cells.day),
        Column("valid_to", "停用日期", cells.day),
        Column("since", "隶属起始日", cells.day),
        Column("successor", "并入机构代码", cells.code),
    ),
    key=("code",),
)
STAFF = Sheet(
    "人员",
    "Staff",
    (
        Column("login", "登录名", cells.login, needed=True),
        Column("name", "姓名", cells.text, needed=True),
        Column("left", "离职日期", cells.day),
    ),
    key=("login",),
)
ROLES = Sheet(
    "岗位",
    "Roles",
    (
        Column("login", "登录名", cells.login, needed=True),
        Column("unit", "机构代码", cells.code, needed=True),
        _choice("role", "岗位", Role, "role_unknown"),
        Column("grade", "权限级别", cells.grade),
        FROM,
        TO,
        Column("deputy_for", "代理谁", cells.login),
    ),
    key=("login", "unit", "role", "valid_from", "deputy_for"),
)
ASSIGNABLE = Sheet(
    "可分办",
    "Assignable",
    (
        Column("coordinator", "归口单位代码", cells.code, needed=True),
        Column("top", "可分办单位代码", cells.code, needed=True),
        FROM,
        TO,
    ),
    key=("coordinator", "top", "valid_from"),
)
AUTHORITY = Sheet(
    "权限",
    "Authority",
    (
        Column("version", "版本", cells.code, needed=True),
        Column("valid_from", "生效日期", cells.day, needed=True),
        Column("valid_to", "失效日期", cells.day),
        Column("grade", "权限级别", cells.grade, needed=True),
        _choice("kind", "补救种类", OfferKind, "offer_unknown"),
        Column("amount", "单笔上限", cells.amount, needed=True),
        Column("yearly", "同一客户一年累计上限", cells.amount, needed=True),
    ),
    key=("version", "grade", "kind"),
)
ALL = (UNITS, STAFF, ROLES, ASSIGNABLE, AUTHORITY)


def named(title: str) -> Sheet | None:
    """The sheet meant by a tab's title: 机构, Units, or both."""
    words = set(title.casefold().split())
    return next((sheet for sheet in ALL if words & {sheet.name, sheet.english.casefold()}), None)
