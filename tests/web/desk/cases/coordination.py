"""归口: declining, re-typing, splitting, merging, moving between coordinators."""

from __future__ import annotations

from tests.web.desk.cases.case import Case

CASES: dict[str, Case] = {}
