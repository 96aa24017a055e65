"""Complaints from a spreadsheet: CSV, XLSX or XLS, as other systems and people write them."""

from huiyin.intake.channels.spreadsheet.book import Cell
from huiyin.intake.channels.spreadsheet.columns import NAMES, UNUSED, Column, Header
from huiyin.intake.channels.spreadsheet.lists import OTHER, Lists, load
from huiyin.intake.channels.spreadsheet.moments import ORDERS, Form, order_in
from huiyin.intake.channels.spreadsheet.reading import Defaults, Read, Reader
from huiyin.intake.channels.spreadsheet.refused import RefusedFile
from huiyin.intake.channels.spreadsheet.table import Row, Table, open_table
from huiyin.intake.channels.spreadsheet.text import TextFile

__all__ = [
    "NAMES", "ORDERS", "OTHER", "UNUSED", "Cell", "Column", "Defaults", "Form", "Header", "Lists", "Read", "Reader",
    "RefusedFile", "Row", "Table", "TextFile", "load", "open_table", "order_in",
]  # fmt: skip
