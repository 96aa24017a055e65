from __future__ import annotations

from decimal import Decimal

import pytest
from django.utils import translation

from huiyin.organisation import commands, queries
from huiyin.organisation.actor import SYSTEM
from huiyin.organisation.authority import Limit
from huiyin.organisation.sheets import workbook
from tests.world import FOUNDING, TODAY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("bank")]


def test_an_export_goes_back_in_without_a_change() -> None:
    file = workbook.write(queries.export_bank())
    report = commands.import_workbook(file, by=SYSTEM, at=FOUNDING)
    assert (report.refused, report.created, report.changed) == ((), (), ())
    assert report.unchanged == sum(len(rows) - 1 for rows in queries.export_bank().values()) > 3000


def test_the_export_speaks_chinese_whatever_the_reader_does() -> None:
    in_chinese = queries.export_bank()
    with translation.override("en"):
        assert queries.export_bank() == in_chinese
    assert in_chinese["岗位 Roles"][1][2] == "受理员"


def test_the_matrix_and_its_versions_as_the_settings_show_them() -> None:
    now, past = queries.matrix(TODAY), queries.matrix(TODAY.replace(month=6))
    assert now is not None
    assert past is not None
    assert (now.version, past.version) == ("AM-2026-03", "AM-2025-01")
    assert [line.grade for line in now.grades] == list(range(1, 9))
    assert now.grades[3].limits["refund"] == Limit(Decimal(20000), Decimal(30000))
    assert now.grades[0].limits["compensation"] is None
    assert queries.matrix(TODAY.replace(year=2020)) is None
    assert [v.code for v in queries.authority_versions()] == ["AM-2026-03", "AM-2025-01"]
