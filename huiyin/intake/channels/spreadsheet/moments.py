"""When the bank received it: the many ways a spreadsheet writes one moment. Without a zone it is Beijing's."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from huiyin.calendars.workdays import BEIJING
from huiyin.intake.channels.spreadsheet import values
from huiyin.intake.channels.spreadsheet.book import Cell
from huiyin.intake.channels.spreadsheet.files import Kind
from huiyin.organisation.refusal import Refused

ORDERS = ("dmy", "mdy", "ymd")
EARLIEST = 1949
SERIALS = range(18_264, 73_051)  # 1950 to 2099, counted from 1900
DAYS_1904 = 1462
DAY_ZERO = dt.datetime(1899, 12, 30)  # noqa: DTZ001  a spreadsheet's days have no zone
MONTHS = "janfebmaraprmayjunjulaugsepoctnovdec"

TIME = (
    r"(?:[T\s]*(?P<half>上午|下午|[ap]\.?m\.?)?\s*(?P<hour>\d{1,2})[:时点](?P<minute>\d{1,2})[:分]?"
    r"(?P<second>\d{1,2})?(?:\.(?P<part>\d{1,9}))?秒?\s*(?P<after>[ap]\.?m\.?)?)?"
    r"\s*(?P<zone>Z|UTC|GMT|[+-]\d{2}:?\d{2})?"
)
YEAR_FIRST = re.compile(
    r"(?P<y>\d{4})\s*[-/.年]\s*(?P<m>\d{1,2})\s*[-/.月]\s*(?P<d>\d{1,2})\s*[日号]?" + TIME, re.I
)
YEAR_LAST = re.compile(r"(?P<a>\d{1,2})[-/.](?P<b>\d{1,2})[-/.](?P<c>\d{4}|\d{1,2})" + TIME, re.I)
DAY_NAMED = re.compile(r"(?P<d>\d{1,2})[-\s.]*(?P<name>[a-z]{3})[a-z]*[-\s.,]*(?P<y>\d{4})" + TIME, re.I)
MONTH_NAMED = re.compile(
    r"(?P<name>[a-z]{3})[a-z]*[-\s.]*(?P<d>\d{1,2})(?:st|nd|rd|th)?[\s,]+(?P<y>\d{4})" + TIME, re.I
)
COMPACT = re.compile(
    r"(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})(?:[T\s]?(?P<hour>\d{2})(?P<minute>\d{2})(?P<second>\d{2}))?"
)
NUMBER = re.compile(r"\d{5}(\.\d+)?")


@dataclass(frozen=True)
class Form:
    """How the column is to be read: which of two numbers is the day, and what a bare number may mean."""

    order: str = ""
    kind: Kind = Kind("text")

    def moment(self, cell: Cell) -> dt.datetime:
        """The moment a cell names; refused when it names none, or two."""
        if isinstance(cell, dt.datetime):
            return _sane(cell if cell.tzinfo else cell.replace(tzinfo=BEIJING), cell)
        if isinstance(cell, dt.date):
            return _sane(dt.datetime.combine(cell, dt.time(), BEIJING), cell)
        if isinstance(cell, int | float) and not isinstance(cell, bool):
            return self._counted(cell)
        return self._written(plain(cell), cell)

    def _counted(self, cell: int | float) -> dt.datetime:
        """A bare number: 20200108, or a day the spreadsheet counts."""
        found = COMPACT.fullmatch(values.raw(cell))
        return self._written(found[0], cell) if found else self._serial(float(cell), cell)

    def _serial(self, number: float, cell: Cell) -> dt.datetime:
        days = number + (DAYS_1904 if self.kind.from_1904 else 0)
        if not self.kind.serials or int(days) not in SERIALS:
            raise Refused("bad_date", field="received_at", value=str(cell))
        moment = DAY_ZERO + dt.timedelta(seconds=round(days * 86_400))
        return moment.replace(tzinfo=BEIJING)

    def _written(self, words: str, cell: Cell) -> dt.datetime:
        if found := YEAR_FIRST.fullmatch(words) or COMPACT.fullmatch(words):
            return _made(found, (int(found["y"]), int(found["m"]), int(found["d"])), cell)
        if NUMBER.fullmatch(words):
            return self._serial(float(words), cell)
        if found := DAY_NAMED.fullmatch(words) or MONTH_NAMED.fullmatch(words):
            month = _month(found["name"])
            return _made(found, (int(found["y"]), month, int(found["d"])), cell)
        if found := YEAR_LAST.fullmatch(words):
            return _made(found, self._ordered(found, cell), cell)
        raise Refused("bad_date", field="received_at", value=str(cell))

    def _ordered(self, found: re.Match[str], cell: Cell) -> tuple[int, int, int]:
        a, b, c = int(found["a"]), int(found["b"]), int(found["c"])
        short = 0 if len(found["c"]) == 4 else 2000
        if self.order == "ymd" and short:
            return 2000 + a, b, c
        if self.order not in ("dmy", "mdy") and (short or a != b):
            raise Refused("ambiguous_date", field="received_at", value=str(cell))
        return (c + short, a, b) if self.order == "mdy" else (c + short, b, a)


def plain(cell: Cell) -> str:
    return unicodedata.normalize("NFKC", str(cell)).strip()


def evidence(cell: Cell) -> str:
    """What one cell proves about its column: 13/1/2020 begins with the day, 1/13/2020 with the month."""
    found = YEAR_LAST.fullmatch(plain(cell)) if isinstance(cell, str) else None
    if found is None or len(found["c"]) < 4 or (int(found["a"]) > 12) == (int(found["b"]) > 12):
        return ""
    return "dmy" if int(found["a"]) > 12 else "mdy"


def order_in(cells: Iterable[Cell]) -> str:
    """The order the whole column proves; none if nothing proves it, or if it contradicts itself."""
    proved = {order for order in map(evidence, cells) if order}
    return proved.pop() if len(proved) == 1 else ""


def _made(found: re.Match[str], day: tuple[int, int, int], cell: Cell) -> dt.datetime:
    parts = found.groupdict()
    try:
        clock = dt.time(_hour(parts), int(parts["minute"] or 0), int(parts["second"] or 0))
        moment = dt.datetime.combine(dt.date(*day), clock, _zone(parts.get("zone") or ""))
    except ValueError:
        raise Refused("bad_date", field="received_at", value=str(cell)) from None
    return _sane(moment, cell)


def _month(name: str) -> int:
    place, left = divmod(MONTHS.find(name.lower()[:3]), 3)
    return 0 if left else place + 1


def _hour(parts: dict[str, str | None]) -> int:
    hour = int(parts["hour"] or 0)
    half = (parts.get("half") or parts.get("after") or "").lower()
    if not half or hour > 12:
        return hour
    return hour % 12 + (12 if half[0] in "p下" else 0)


def _zone(name: str) -> dt.tzinfo:
    if not name:
        return BEIJING
    if name[0] not in "+-":
        return dt.UTC
    away = dt.timedelta(hours=int(name[1:3]), minutes=int(name[-2:]))
    return dt.timezone(away if name[0] == "+" else -away)


def _sane(moment: dt.datetime, cell: Cell) -> dt.datetime:
    """A year before there was such a bank is a slip of the pen."""
    if moment.year < EARLIEST:
        raise Refused("bad_date", field="received_at", value=str(cell))
    return (moment + dt.timedelta(milliseconds=500)).replace(microsecond=0)
