"""群体事项: complaints that share one investigation and one opinion."""

from __future__ import annotations

from tests.web.desk.cases.case import Case

CASES: dict[str, Case] = {}
