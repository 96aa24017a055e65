"""与客户: talks, material, mandates, representation, withdrawal, standing by, reviews."""

from __future__ import annotations

from tests.web.desk.cases.case import Case

CASES: dict[str, Case] = {}
