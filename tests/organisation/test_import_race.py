from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from django.db import connections

from huiyin.demo import bank as demo
from huiyin.organisation import commands, queries
from huiyin.organisation.actor import SYSTEM
from huiyin.organisation.models import Unit
from huiyin.organisation.sheets.report import ImportReport
from tests.world import FOUNDING


def test_of_eight_simultaneous_imports_one_creates_and_seven_find_it_done(own_database: str) -> None:
    sheets = demo.sheets()

    def take(_: int) -> ImportReport:
        try:
            return commands.import_bank(sheets, by=SYSTEM, at=FOUNDING)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as people:
        reports = list(people.map(take, range(8)))
    assert sorted(bool(report.created) for report in reports) == [False] * 7 + [True]
    assert all(report.ok and report.done for report in reports)
    assert Unit.objects.count() == len(sheets["机构 Units"]) - 1
    assert queries.faults() == []
