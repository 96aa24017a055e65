"""The day's payments as a file for the core system, and its receipts as they come back: CSV or XLSX."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from io import StringIO

from django.utils.translation import gettext as _

from huiyin.organisation.refusal import Refused
from huiyin.organisation.sheets import workbook
from huiyin.organisation.sheets.cells import FORMULA, Cell

KINDS = ("csv", "xlsx")
LARGEST = 5_000
PAYMENT, AMOUNT, VOUCHER, RESULT, REASON = "付款编号", "金额", "凭证号", "结果", "原因"
HEADER = ("批次号", PAYMENT, "承诺编号", "投诉编号", "收款人", "收款账号", AMOUNT, VOUCHER, RESULT, REASON)
NEEDED = (PAYMENT, AMOUNT, RESULT)
PAID, RETURNED = ("已付", "paid"), ("退汇", "退回", "returned")


@dataclass(frozen=True)
class Slip:
    """One payment as the core system needs it; payee and account are the customer's own, in full."""

    batch_id: int
    payment_id: int
    promise_id: int
    ref: str
    payee: str
    account: str
    amount: Decimal


@dataclass(frozen=True)
class Receipt:
    """One line that came back; numbers and money that cannot be read are nothing."""

    row: int
    payment_id: int | None
    amount: Decimal | None
    voucher: str
    paid: bool | None
    reason: str


def write(slips: Iterable[Slip], kind: str) -> bytes:
    """One line a payment, the last columns left for the receipt; nothing in it is ever run as a formula."""
    rows: list[list[Cell]] = [[*HEADER], *(_line(slip) for slip in slips)]
    if kind == "xlsx":
        return workbook.write({_("付款批次"): rows})
    out = StringIO()
    csv.writer(out).writerows([[_plain(str(cell or "")) for cell in row] for row in rows])
    return out.getvalue().encode("utf-8-sig")


def _line(slip: Slip) -> list[Cell]:
    ids = (slip.batch_id, slip.payment_id, slip.promise_id)
    return [*map(str, ids), slip.ref, slip.payee, slip.account, f"{slip.amount:.2f}", "", "", ""]


def _plain(words: str) -> str:
    """A spreadsheet that opens the CSV takes the cell for words."""
    return f"'{words}" if words.startswith((*FORMULA, "\t", "\r")) else words


def read(content: bytes) -> list[Receipt]:
    """The receipts in a file of the shape that went out; further columns and empty lines do not matter."""
    rows = _rows(content)
    header = [str(cell or "").strip() for cell in rows[0]] if rows else []
    if missing := [name for name in NEEDED if name not in header]:
        raise Refused("receipt_columns", field="file", missing=missing)
    if len(rows) - 1 > LARGEST:
        raise Refused("sheet_too_large", field="file", largest=LARGEST, unit=_("行"))
    return list(_receipts(header, rows[1:]))


def _rows(content: bytes) -> Sequence[Sequence[Cell]]:
    if content.startswith(b"PK"):
        return next(iter(workbook.read(content).values()), [])
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return list(csv.reader(StringIO(content.decode(encoding).replace("\x00", ""), newline="")))
        except (UnicodeDecodeError, csv.Error):
            continue
    raise Refused("not_a_spreadsheet", field="file")


def _receipts(header: Sequence[str], rows: Sequence[Sequence[Cell]]) -> Iterator[Receipt]:
    for number, row in enumerate(rows, start=2):
        cells = {name: _words(cell) for name, cell in zip(header, row, strict=False)}
        if any(cells.values()):
            yield Receipt(
                number, _whole(cells.get(PAYMENT, "")), _money(cells.get(AMOUNT, "")), cells.get(VOUCHER, ""),
                _result(cells.get(RESULT, "")), cells.get(REASON, ""),
            )  # fmt: skip


def _words(cell: Cell) -> str:
    """A number in a cell loses the nought a spreadsheet adds to it."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell).strip().removeprefix("'")


def _whole(words: str) -> int | None:
    return int(words) if words.isascii() and words.isdigit() and len(words) < 19 else None


def _money(words: str) -> Decimal | None:
    try:
        amount = Decimal(words.replace(",", "").removeprefix("¥"))
    except InvalidOperation:
        return None
    return amount if amount.is_finite() else None


def _result(words: str) -> bool | None:
    return True if words in PAID else False if words in RETURNED else None
