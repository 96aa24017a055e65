"""Each step of the complaint page, tried by the tests of the desk and of the API alike."""

from __future__ import annotations

from tests.web.desk.cases import closing, coordination, customer, guarding, handing, main, matters, money, units
from tests.web.desk.cases.case import Case
from tests.web.desk.cases.main import BLOCKS, found, promise_id

__all__ = ["BLOCKS", "CASES", "Case", "found", "promise_id"]

CASES: dict[str, Case] = {
    **main.CASES, **coordination.CASES, **units.CASES, **guarding.CASES, **customer.CASES, **money.CASES,
    **matters.CASES, **handing.CASES, **closing.CASES,
}  # fmt: skip
