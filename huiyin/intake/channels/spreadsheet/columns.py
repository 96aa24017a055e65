"""Which row is the header, and which column says what: by name, or as somebody said it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from huiyin.intake.channels.spreadsheet.book import Cell
from huiyin.organisation.refusal import Refused

LOOKED_AT = 50  # the header stands within so many rows
UNUSED = "-"

# The better name of two comes first. Written small, without spaces and signs.
NAMES: Mapping[str, tuple[str, ...]] = {
    "source_no": (
        "留言编号", "投诉编号", "工单编号", "工单号", "转办编号", "来源编号", "受理编号", "单号", "编号",
        "complaintid", "complaintno", "complaintnumber", "caseid", "caseno", "casenumber", "ticketid", "ticketno",
        "sourceno", "sourcenumber", "referenceno", "reference", "id",
    ),
    "received_at": (
        "收到时间", "收到日期", "受理时间", "受理日期", "投诉时间", "投诉日期", "留言时间", "留言日期", "来访时间",
        "来电时间", "来信日期", "提交时间", "时间", "日期", "datereceived", "receivedat", "receiveddate", "received",
        "datesubmitted", "submittedat", "complaintdate", "date",
    ),
    "title": ("留言主题", "投诉主题", "投诉标题", "主题", "标题", "title", "subject"),
    "story": (
        "留言详情", "留言内容", "投诉内容", "投诉详情", "反映内容", "诉求内容", "内容", "详情", "事由", "描述",
        "consumercomplaintnarrative", "complaintnarrative", "narrative", "story", "complaint", "description",
        "details", "content", "message", "summary",
    ),
    "name": (
        "客户姓名", "投诉人姓名", "姓名", "投诉人", "客户名称", "留言用户", "用户名", "用户",
        "customername", "name", "customer", "complainant",
    ),
    "phone": (
        "联系电话", "客户电话", "手机号码", "手机号", "手机", "电话", "联系方式", "phone", "phonenumber", "mobile",
        "telephone", "tel",
    ),
    "id_no": ("身份证号", "身份证号码", "证件号码", "证件号", "idnumber", "idno", "identitynumber"),
    "card": ("卡号", "银行卡号", "账号", "cardnumber", "cardno"),
    "address": ("联系地址", "通讯地址", "地址", "住址", "address"),
    "amount": ("涉及金额", "争议金额", "投诉金额", "金额", "amountindispute", "amount"),
    "category": (
        "业务类别", "投诉类别", "投诉分类", "类别", "分类", "一级分类", "二级分类", "三级分类", "category", "product",
        "subproduct", "issue", "subissue",
    ),
    "cause": ("投诉原因", "原因", "cause", "reason"),
    "channel": ("投诉渠道", "受理渠道", "来源渠道", "渠道", "channel", "submittedvia"),
    "complained_of": ("被投诉单位", "被投诉机构", "被投诉网点", "complainedofunit"),
}  # fmt: skip
SEVERAL = {"category"}  # what it is about may stand in several columns, from the general to the particular
TELLING = {"title", "story", "category"}
RANK = {name: (rank, field) for field, names in NAMES.items() for rank, name in enumerate(names)}


@dataclass(frozen=True)
class Column:
    """One column: where it stands, what its header says, and which field it fills, if any."""

    index: int
    name: str
    field: str = ""


@dataclass(frozen=True)
class Header:
    row: int
    columns: tuple[Column, ...]
    width: int

    def of(self, field: str) -> tuple[Column, ...]:
        return tuple(column for column in self.columns if column.field == field)

    def name_of(self, field: str) -> str:
        return " / ".join(column.name for column in self.of(field))

    @property
    def fields(self) -> set[str]:
        return {column.field for column in self.columns if column.field}


def find(rows: Sequence[Sequence[Cell]], given: Mapping[str, str]) -> Header | None:
    """The first of the rows that names most fields; nothing where none can be a header of complaints."""
    best: Header | None = None
    for number, row in enumerate(rows, start=1):
        header = Header(number, tuple(_columns(row, given)), len(row))
        if _can_be(header, given) and (best is None or len(header.fields) > len(best.fields)):
            best = header
    return best


def check_fields(given: Mapping[str, str]) -> None:
    """A field somebody names by hand must exist."""
    for field in given.values():
        if field not in NAMES and field != UNUSED:
            raise Refused("sheet_no_field", value=field, fields=", ".join(NAMES))


def check_columns(given: Mapping[str, str], rows: Iterable[Sequence[Cell]]) -> None:
    """So must a column."""
    there = {plain(cell) for row in rows for cell in row}
    for column in given:
        if plain(column) not in there:
            raise Refused("sheet_no_column", value=column)


def plain(cell: Cell) -> str:
    """A header without its case, spaces, signs and remarks in brackets: 留言编号 (必填) is 留言编号."""
    text = unicodedata.normalize("NFKC", str(cell)).casefold()
    text = re.sub(r"\(.*?\)|\[.*?\]|【.*?】", "", text) if len(text) < 60 else text
    return "".join(char for char in text if char.isalnum())


def _columns(row: Sequence[Cell], given: Mapping[str, str]) -> list[Column]:
    said = {plain(name): field for name, field in given.items()}
    ranked: dict[int, tuple[int, str]] = {}
    for index, cell in enumerate(row):
        name = plain(cell)
        if name in said:
            ranked[index] = (-1, said[name])
        elif name in RANK:
            ranked[index] = RANK[name]
    filled = _winners(ranked)
    return [
        Column(i, " ".join(str(cell).split()), filled.get(i, "")) for i, cell in enumerate(row) if plain(cell)
    ]


def _winners(ranked: Mapping[int, tuple[int, str]]) -> dict[int, str]:
    """Where two columns could fill one field, the better name does, of equals the left one."""
    best: dict[str, int] = {}
    for index, (rank, field) in ranked.items():
        if field not in best or rank < ranked[best[field]][0]:
            best[field] = index
    several = {i: f for i, (_, f) in ranked.items() if f in SEVERAL or best[f] == i}
    return {i: f for i, f in several.items() if f != UNUSED}


def _can_be(header: Header, given: Mapping[str, str]) -> bool:
    """It has all columns that were named, and says what a complaint tells; a word among others may be chance."""
    named = {plain(name) for name in given}
    if not header.fields & TELLING or not named <= {plain(column.name) for column in header.columns}:
        return False
    return bool(named) or len(header.fields) > 1 or len(header.columns) == 1
