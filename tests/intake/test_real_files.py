"""Files other people wrote: read whole, and told row by row; their texts never leave the folder."""

from __future__ import annotations

import os
from collections import Counter
from datetime import datetime
from pathlib import Path

import pytest

from huiyin.calendars.workdays import BEIJING
from huiyin.cli import imports
from huiyin.cli.main import main, parser
from huiyin.complaints import verify
from huiyin.complaints.models import Complaint
from huiyin.intake.channels.spreadsheet import book, files, open_table
from huiyin.organisation.refusal import Refused
from tests.intake.sheets import read, submissions

DATA = Path(os.environ.get("HUIYIN_TEST_DATA", "/nonexistent"))
PETITIONS, CFPB, MESSY = DATA / "zh_petitions", DATA / "cfpb", DATA / "messy_sheets"
FIRST_300 = ("附件3_前300_transcoded_GB18030.csv", "附件3_前300_transcoded_UTF16LE.tsv")

pytestmark = [
    pytest.mark.data,
    pytest.mark.skipif(not DATA.exists(), reason="HUIYIN_TEST_DATA names no folder"),
]


def dry_run(path: Path, *words: str) -> Counter[str]:
    """How many rows would become what."""
    options = parser().parse_args(["import", str(path), "--dry-run", *words])
    job = imports.prepare(path, options)
    found = Counter(outcome.kind for outcome in imports.outcomes(job, dry_run=True))
    assert found.total() - found["empty"] == job.rows
    return found


def test_the_same_300_rows_are_the_same_complaints_in_three_encodings() -> None:
    whole = submissions(PETITIONS / "附件3_留言.xlsx")
    assert len(whole) == 2770
    for name in FIRST_300:
        found = submissions(PETITIONS / name)
        assert [(each.key, each.body) for each in found] == [(each.key, each.body) for each in whole[:300]]


def test_two_forms_of_date_in_one_column_are_both_read() -> None:
    found = submissions(PETITIONS / "附件3_留言.xlsx")
    days = [each.received_at for each in found]
    assert datetime(2010, 1, 1, tzinfo=BEIJING) < min(days) and max(days) < datetime(
        2020, 12, 31, tzinfo=BEIJING
    )
    assert not any("\t" in each.story or each.story != each.story.strip() for each in found)


@pytest.mark.parametrize(("name", "rows"), [("附件2_示例495_原始.xlsx", 495), ("附件4_答复.xlsx", 1748)])
def test_other_collections_of_messages_are_read_whole(name: str, rows: int) -> None:
    assert len(submissions(PETITIONS / name)) == rows


@pytest.mark.parametrize(
    ("name", "counts", "words"),
    [
        ("cfpb_csv_with_2_line_unzip_preamble.csv", {"new": 97, "refused": 1}, []),
        ("cfpb_full18_2015-2020.csv", {"new": 6565, "refused": 1}, []),
        ("cfpb_product_narrative_3947.csv", {"new": 3924, "repeated": 8}, ["--received", "2020-01-01"]),
    ],
)
def test_a_dry_run_accounts_for_every_row(
    own_bank: str, name: str, counts: dict[str, int], words: list[str]
) -> None:
    assert dry_run(CFPB / name, *words) == counts


def test_a_register_of_62516_rows_is_foretold_and_begun(own_bank: str) -> None:
    path = CFPB / "cfpb_BankOfAmerica_register_62516.xlsx"
    assert dry_run(path) == {"new": 62516}
    job = imports.prepare(path, parser().parse_args(["import", str(path), "--yes"]))
    outcomes = imports.outcomes(job, dry_run=False)
    first = [next(outcomes) for _ in range(100)]
    assert {each.kind for each in first} == {"new"} and Complaint.objects.count() == 100
    assert verify.run() == []


def test_real_messages_are_registered_and_only_once(own_bank: str) -> None:
    path = str(PETITIONS / FIRST_300[0])
    assert main(["import", path, "--yes"]) == 0
    assert main(["import", str(PETITIONS / FIRST_300[1]), "--yes"]) == 0
    assert Complaint.objects.count() == 300
    assert verify.run() == []


def messy() -> list[Path]:
    return sorted(MESSY.iterdir()) if MESSY.exists() else []


@pytest.mark.parametrize("path", messy(), ids=lambda path: path.name)
def test_a_messy_sheet_is_read_or_refused_plainly(path: Path) -> None:
    with pytest.raises(Refused, match="sheet_no_header"):
        open_table(path)
    for sheet in book.sheets(path):
        assert all(isinstance(row, list) for row in sheet.records())
    assert files.kind_of(path).name in ("xls", "xlsx")


@pytest.mark.parametrize(
    ("name", "given", "new", "refused"),
    [
        ("readxl_deaths.xlsx", {"Profession": "title", "Date of death": "received_at"}, 10, 4),
        ("readxl_deaths.xls", {"Profession": "title", "Date of death": "received_at"}, 10, 4),
        ("readxl_Ekaterinburg_IP_9.xlsx", {"Дата регистрации": "received_at", "Отрасль": "title"}, 2184, 8),
        ("readxl_biff5-label-records.xls", {"AUBURN SW AQS CO 1h average [ppm]": "title"}, 14, 0),
        ("readxl_type-me.xls", {"maybe a datetime?": "received_at", "explanation": "title"}, 2, 5),
    ],
)
def test_a_messy_sheet_whose_columns_are_named_is_read(
    name: str, given: dict[str, str], new: int, refused: int
) -> None:
    found = read(MESSY / name, given=given)
    assert (sum(bool(r.submission) for r in found), sum(bool(r.refused) for r in found)) == (new, refused)


def test_every_messy_sheet_is_tried() -> None:
    assert len(messy()) == 49
