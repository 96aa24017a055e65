"""Taking the bank over from a spreadsheet, as the administrator does it."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from huiyin.organisation import queries
from huiyin.organisation.sheets import workbook
from tests import world

pytestmark = pytest.mark.browser
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def sheet(change):
    """The bank as it stands, changed."""
    sheets = queries.export_bank()
    change(sheets)
    return {"name": "江海银行.xlsx", "mimeType": XLSX, "buffer": workbook.write(sheets)}


def rename(sheets):
    header, *rows = sheets["机构 Units"]
    name = header.index("机构名称")
    row = next(row for row in rows if row[name] == "信访办")
    row[name] = "信访办公室"


def break_a_role(sheets):
    sheets["岗位 Roles"][1][0] = "nobody.here"


def test_it_shows_what_will_change_and_then_changes_it(site, visit):
    visitor = visit(site, "严管")
    visitor.open("/settings/exchange/")
    visitor.page.set_input_files("#file", sheet(rename))
    visitor.page.click("text=试算 >> nth=-1")
    expect(visitor.page.locator("#report")).to_contain_text("信访办公室")
    assert world.unit("信访办").name == "信访办"
    assert not visitor.faults()
    visitor.page.click("text=全部导入")
    expect(visitor.page.locator("#confirm")).to_be_visible()
    visitor.page.click("[data-confirm-yes]")
    expect(visitor.page.get_by_role("status").first).to_contain_text("已导入 1 行改动")
    assert world.unit("信访办公室")


def test_it_names_row_and_column_of_what_it_refuses(site, visit):
    visitor = visit(site, "严管")
    visitor.open("/settings/exchange/")
    visitor.page.set_input_files("#file", sheet(break_a_role))
    visitor.page.click("text=试算 >> nth=-1")
    expect(visitor.page.locator("#report")).to_contain_text("不能导入")
    expect(visitor.page.locator("#report tbody tr").first).to_contain_text("nobody.here")
    expect(visitor.page.get_by_role("button", name="全部导入")).to_have_count(0)
    assert not visitor.faults()
