from __future__ import annotations

from io import BytesIO

import pytest
import xlsxwriter

from huiyin.demo import bank as demo
from huiyin.organisation import commands, queries
from huiyin.organisation.actor import SYSTEM
from huiyin.organisation.models import Unit
from huiyin.organisation.refusal import Refused
from huiyin.organisation.sheets import layout, workbook
from tests.world import FOUNDING

pytestmark = pytest.mark.django_db


def test_an_exported_bank_goes_into_an_empty_one_and_comes_out_the_same() -> None:
    commands.import_bank(demo.sheets(), by=SYSTEM, at=FOUNDING)
    first = workbook.read(workbook.write(queries.export_bank()))
    _empty()
    report = commands.import_bank(first, by=SYSTEM, at=FOUNDING)
    assert (report.done, len(report.created)) == (True, sum(len(rows) - 1 for rows in first.values()))
    assert workbook.read(workbook.write(queries.export_bank())) == first


def _empty() -> None:
    from huiyin.organisation import models  # noqa: PLC0415  only here are tables emptied

    models.AuthorityVersion.objects.all().delete()
    for model in (models.StaffRole, models.Assignable, models.UnitPlace, models.Staff):
        model.objects.all().delete()
    Unit.objects.update(parent=None, serves=None)
    Unit.objects.all().delete()


def test_words_that_look_like_formulas_stay_words() -> None:
    file = workbook.write({"说明": [["=1+1", "@x", "-5"]]})
    assert workbook.read(file) == {"说明": [["=1+1", "@x", "-5"]]}


def test_rows_are_counted_as_the_spreadsheet_does() -> None:
    """A file that begins further down keeps its row numbers."""
    out = BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        tab = book.add_worksheet("人员 Staff")
        tab.write_row(0, 0, ["登录名", "姓名"])
        tab.write_row(4, 0, ["bad login", "张三"])
    report = commands.import_workbook(out.getvalue(), by=SYSTEM, at=FOUNDING)
    assert [(r.row, r.code) for r in report.refused] == [(5, "bad_login")]


@pytest.mark.parametrize("junk", [b"", b"not a spreadsheet", b"PK\x03\x04 broken"])
def test_what_is_no_spreadsheet_is_refused(junk: bytes) -> None:
    with pytest.raises(Refused, match="not_a_spreadsheet"):
        commands.import_workbook(junk, by=SYSTEM, at=FOUNDING)


def test_the_template_has_all_sheets_and_columns() -> None:
    template = workbook.read(workbook.write(workbook.template()))
    assert list(template) == [sheet.title for sheet in layout.ALL]
    assert commands.import_bank(template, by=SYSTEM, at=FOUNDING).ok
