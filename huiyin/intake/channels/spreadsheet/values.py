"""From a cell to clean words, a number as it was written, or an amount."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from decimal import Decimal, InvalidOperation

from huiyin.intake.channels.spreadsheet.book import Cell
from huiyin.organisation.refusal import Refused

# Control characters, and those that turn the direction of what stands behind them; tabs and line ends are kept.
UNSEEN = re.compile("[\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ufeff]")
LINE_END = re.compile("\r\n|[\r\x85\u2028\u2029]")
EMPTY_LINES = re.compile(r"\n{3,}")
SPACE = re.compile(r"\s+")
# 1.10101E+17: what a spreadsheet makes of a long number.
ROUNDED = re.compile(r"\d(\.\d+)?E\+\d+", re.IGNORECASE)
EXACT = 10**15
MONEY = re.compile(r"(?:RMB|CNY|¥|人民币)?([\d,]*\.?\d+|\d[\d,]*\.)(万)?(?:元|RMB|CNY)?整?", re.IGNORECASE)
CENT, LARGEST = Decimal("0.01"), Decimal(10) ** 12


def is_empty(cell: Cell | None) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip("\ufeff \t\r\n\u3000\xa0"))


def raw(cell: Cell) -> str:
    """A cell as text: 24.0 is 24, a day is 2020-01-08."""
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < EXACT:
        return str(int(cell))
    if isinstance(cell, dt.datetime) and cell.time() == dt.time():
        return str(cell.date())
    return str(cell)


def words(cell: Cell, field: str, *, longest: int) -> str:
    """One line: whatever separates words becomes one space."""
    return _short(SPACE.sub(" ", _clean(raw(cell), field)).strip(), field, longest)


def story(cell: Cell, field: str, *, longest: int) -> str:
    """Several lines, as the customer wrote them; only the blanks around them go, and a tab is a blank."""
    lines = (line.replace("\t", " ").strip() for line in _clean(raw(cell), field).split("\n"))
    return _short(EMPTY_LINES.sub("\n\n", "\n".join(lines)).strip(), field, longest)


def number(cell: Cell, field: str, *, longest: int) -> str:
    """A number that is a name: refused where the spreadsheet has lost its last digits."""
    lost = isinstance(cell, float) and (abs(cell) >= EXACT or not cell.is_integer())
    if lost or ROUNDED.fullmatch(str(cell).strip()):
        raise Refused("digits_lost", field=field)
    return words(cell, field, longest=longest)


def amount(cell: Cell, field: str) -> Decimal:
    """Yuan: 1,234.50, ￥1234.5, 3万元. Neither negative nor in parts of a fen."""
    given = unicodedata.normalize("NFKC", raw(cell)).replace(" ", "")
    found = MONEY.fullmatch(given)
    try:
        yuan = Decimal(found[1].replace(",", "")) * (10_000 if found[2] else 1) if found else Decimal("NaN")
    except InvalidOperation:
        yuan = Decimal("NaN")
    if not yuan.is_finite() or yuan >= LARGEST or abs(yuan - yuan.quantize(CENT)) > Decimal("1e-6"):
        raise Refused("bad_amount", field=field, value=str(cell)[:40])
    return yuan.quantize(CENT)


def _clean(text: str, field: str) -> str:
    if "\x00" in text:
        raise Refused("bad_character", field=field)
    return UNSEEN.sub("", LINE_END.sub("\n", unicodedata.normalize("NFC", text)))


def _short(text: str, field: str, longest: int) -> str:
    if len(text) > longest:
        raise Refused("too_long", field=field, longest=longest)
    return text
