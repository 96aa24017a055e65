"""Each step of the complaint page, tried by the tests of the desk and of the API alike."""

from __future__ import annotations

from huiyin.complaints.table import STEPS
from tests.web.desk.cases import (
    closing,
    coordination,
    customer,
    guarding,
    handing,
    main,
    matters,
    money,
    units,
)
from tests.web.desk.cases.case import Case
from tests.web.desk.cases.main import BLOCKS, found, promise_id

__all__ = ["BY_ITSELF", "BLOCKS", "CASES", "Case", "found", "promise_id"]

# What the system alone does has no page and no address.
BY_ITSELF = {step for step, rule in STEPS.items() if {who.role for who in rule.who} == {"system"}}
CASES: dict[str, Case] = {
    **main.CASES, **coordination.CASES, **units.CASES, **guarding.CASES, **customer.CASES, **money.CASES,
    **matters.CASES, **handing.CASES, **closing.CASES,
}  # fmt: skip
