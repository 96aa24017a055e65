"""The kinds of values a caller may send, each within bounds that the database can keep."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any

from pydantic import AfterValidator, AwareDatetime, BaseModel, BeforeValidator, ConfigDict, Field, StrictInt
from pydantic_core import CoreSchema, core_schema

from huiyin.calendars.workdays import BEIJING

CENT = Decimal("0.01")
YEARS = range(2000, 2100)


class Body(BaseModel):
    """What is not asked for is refused: a field with a slip in its name is not silently lost."""

    model_config = ConfigDict(extra="forbid", populate_by_name=False)


class OneOf:
    """A code of one of our lists; the document names them all."""

    def __init__(self, pairs: Iterable[tuple[Any, str]]) -> None:
        self.codes = [code for code, _name in pairs]

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> CoreSchema:
        return core_schema.literal_schema(self.codes)


def _moment(value: Any) -> Any:
    if not isinstance(value, str):
        raise ValueError("a moment is a text with its zone, like 2026-11-23T10:00:00+08:00")
    return value


def _in_our_time(at: datetime) -> datetime:
    if at.year not in YEARS:
        raise ValueError(f"between {YEARS.start} and {YEARS.stop - 1}")
    return at.astimezone(BEIJING)  # some zones that can be written cannot be kept


def _day_in_our_time(day: date) -> date:
    if day.year not in YEARS:
        raise ValueError(f"between {YEARS.start} and {YEARS.stop - 1}")
    return day


def _cents(amount: Decimal) -> Decimal:
    return amount.quantize(CENT)


Code = Annotated[str, Field(max_length=60)]
Line = Annotated[str, Field(max_length=200)]
Remark = Annotated[str, Field(max_length=2_000)]
Long = Annotated[str, Field(max_length=20_000)]
Number = Annotated[StrictInt, Field(ge=1, le=2**31 - 1)]
LongNumber = Annotated[StrictInt, Field(ge=1, le=2**63 - 1)]
Version = Annotated[int, Field(ge=1, le=2**31 - 1)]
Share = Annotated[StrictInt, Field(ge=1, le=100)]
Money = Annotated[Decimal, Field(ge=0, max_digits=14, decimal_places=2), AfterValidator(_cents)]
Moment = Annotated[AwareDatetime, BeforeValidator(_moment), AfterValidator(_in_our_time)]
Day = Annotated[date, AfterValidator(_day_in_our_time)]
