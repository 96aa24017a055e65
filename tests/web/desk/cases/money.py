"""付款: what is owed is asked for, paid by two, settled between units, or broken."""

from __future__ import annotations

from tests.web.desk.cases.case import Case

CASES: dict[str, Case] = {}
