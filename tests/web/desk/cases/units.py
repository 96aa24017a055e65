"""单位之间: distribution below, release, joint consultation, hand-over."""

from __future__ import annotations

from tests.web.desk.cases.case import Case

CASES: dict[str, Case] = {}
