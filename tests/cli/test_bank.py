from __future__ import annotations

from pathlib import Path

import pytest

from huiyin.cli.main import main
from huiyin.demo import bank as demo
from huiyin.organisation.models import Staff, Unit
from huiyin.organisation.sheets import workbook

pytestmark = pytest.mark.django_db


@pytest.fixture
def file(tmp_path: Path) -> str:
    path = tmp_path / "bank.xlsx"
    path.write_bytes(workbook.write(demo.sheets()))
    return str(path)


def test_a_dry_run_lists_and_writes_nothing(file: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["bank", "import", file, "--dry-run"]) == 0
    said = capsys.readouterr().out
    assert "机构 Units · row 2 · JH" in said
    assert said.splitlines()[-1].endswith("0 refused: nothing was written.")
    assert not Unit.objects.exists()


def test_it_goes_in_and_out_and_in_again(
    file: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["bank", "import", file]) == 0
    out = str(tmp_path / "out.xlsx")
    assert main(["bank", "export", out]) == 0
    assert main(["bank", "import", out]) == 0
    assert "0 new, 0 changed" in capsys.readouterr().out.splitlines()[-1]
    assert main(["bank", "export", out]) == 1
    assert "exists already" in capsys.readouterr().err


def test_a_refused_row_is_named_and_ends_with_1(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "bad.xlsx"
    path.write_bytes(workbook.write({"人员 Staff": [["登录名", "姓名"], ["NO", "王五"]]}))
    assert main(["bank", "import", str(path)]) == 1
    said = capsys.readouterr()
    assert "人员 Staff · row 2 · 登录名" in said.out
    assert said.err.startswith("huiyin: correct the rows")


@pytest.mark.parametrize("content", [None, b"junk"])
def test_what_cannot_be_read_is_one_line(
    content: bytes | None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "x.xlsx"
    if content is not None:
        path.write_bytes(content)
    assert main(["bank", "import", str(path)]) == 1
    assert capsys.readouterr().err.count("\n") == 1


def test_it_writes_a_template_and_hands_out_a_password(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["bank", "template", str(tmp_path / "empty.xlsx")]) == 0
    Staff.objects.create_user("li.si", None, name="李四")
    assert main(["bank", "password", "li.si"]) == 0
    assert Staff.objects.get().check_password(capsys.readouterr().out.split()[-1])
    assert main(["bank", "password", "nobody"]) == 1
