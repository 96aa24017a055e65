from __future__ import annotations

from pathlib import Path

from huiyin.organisation.actor import Role
from huiyin.organisation.models import OfferKind, Unit
from huiyin.organisation.sheets import layout
from huiyin.organisation.sheets.cells import chinese
from huiyin.organisation.sheets.report import WORDS

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "organisation-sheet.md"


def test_the_reference_names_every_sheet_column_word_and_refusal() -> None:
    page = PAGE.read_text(encoding="utf-8")
    for sheet in layout.ALL:
        assert f"## {sheet.title}" in page
        assert all(column.name in page for column in sheet.columns)
    for choices in (Role, Unit.Kind, OfferKind):
        assert all(word in page for word in chinese(choices).values())
    assert all(f"`{code}`" in page for code in WORDS)
