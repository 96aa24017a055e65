"""From a cell to a value and back. Each parser returns the value or raises `Bad` with the reason's code."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation
from typing import TypeAlias

from django.db.models import TextChoices
from django.utils import translation

Cell: TypeAlias = str | int | float | bool | dt.date | dt.datetime | dt.time | dt.timedelta | Decimal | None
Value: TypeAlias = str | int | dt.date | Decimal | None

NO_LIMIT = "不限"
LONGEST = 200
FORMULA = ("=", "+", "-", "@")
DATES = ("%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日", "%Y%m%d")
CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,31}")
LOGIN = re.compile(r"[a-z0-9][a-z0-9._-]{1,63}")
CENTS = Decimal("0.01")
LARGEST = Decimal(10) ** 12


class Bad(Exception):
    """This cell cannot be taken; the code says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def is_empty(cell: Cell) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())


def text(cell: Cell) -> str:
    """Plain words. A number is refused: what the spreadsheet shows as 007 has arrived here as 7.0."""
    if not isinstance(cell, str):
        raise Bad("number_not_text")
    words = cell.strip()
    if any(ord(char) < 32 or ord(char) == 127 for char in words):
        raise Bad("bad_character")
    if words.startswith(FORMULA):
        raise Bad("looks_like_formula")
    if len(words) > LONGEST:
        raise Bad("too_long")
    return words


def code(cell: Cell) -> str:
    return _matching(CODE, cell, "bad_code")


def login(cell: Cell) -> str:
    return _matching(LOGIN, cell, "bad_login")


def day(cell: Cell) -> dt.date:
    if isinstance(cell, dt.datetime):
        return cell.date()
    if isinstance(cell, dt.date):
        return cell
    if not isinstance(cell, str):
        raise Bad("bad_date")
    for form in DATES:
        try:
            return dt.datetime.strptime(cell.strip(), form).date()  # noqa: DTZ007  a day has no zone
        except ValueError:
            continue
    raise Bad("bad_date")


def grade(cell: Cell) -> int:
    try:
        number = Decimal(str(cell).strip())
    except InvalidOperation:
        raise Bad("bad_grade") from None
    if isinstance(cell, bool) or number not in range(1, 9):
        raise Bad("bad_grade")
    return int(number)


def amount(cell: Cell) -> Decimal | None:
    """Yuan with at most two decimals, or "no limit"; an empty cell is neither, so that nobody forgets one."""
    if isinstance(cell, str) and cell.strip() == NO_LIMIT:
        return None
    if isinstance(cell, bool) or (isinstance(cell, float) and not math.isfinite(cell)):
        raise Bad("bad_amount")
    try:
        yuan = Decimal(str(cell).strip().replace(",", "").replace("，", ""))
    except InvalidOperation:
        raise Bad("bad_amount") from None
    if not yuan.is_finite() or not 0 <= yuan < LARGEST or yuan != yuan.quantize(CENTS):
        raise Bad("bad_amount")
    return yuan.quantize(CENTS)


def choice(choices: type[TextChoices], otherwise: str) -> Callable[[Cell], str]:
    """One of a fixed list, by its Chinese word or its code."""

    def parse(cell: Cell) -> str:
        words = text(cell)
        found = {
            **{code: code for code in choices.values},
            **{word: code for code, word in chinese(choices).items()},
        }
        if words not in found:
            raise Bad(otherwise)
        return found[words]

    return parse


def chinese(choices: type[TextChoices]) -> Mapping[str, str]:
    """The words of a list as the spreadsheet writes them, whatever language the reader uses."""
    with translation.override("zh-hans"):
        return {str(code): str(label) for code, label in choices.choices}


def _matching(pattern: re.Pattern[str], cell: Cell, otherwise: str) -> str:
    words = text(cell)
    if not pattern.fullmatch(words):
        raise Bad(otherwise)
    return words
