"""`huiyin import`: each row of a spreadsheet becomes one complaint, or is listed with the reason."""

from __future__ import annotations

import csv
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from psycopg.conninfo import make_conninfo

from huiyin.cli.main import main
from huiyin.complaints import verify
from huiyin.complaints.models import Complaint
from huiyin.config import environment
from huiyin.intake.models import Submission
from tests.intake.sheets import SAMPLES, as_csv
from tests.world import person, staff, unit

HEAD = ["留言编号", "留言主题", "留言内容", "留言时间"]
MESSAGES = str(SAMPLES / "messages.xlsx")


@pytest.fixture(autouse=True)
def bank(own_bank: str) -> None:
    """A bank of its own: batches are written for good."""


def rows(*given: list[str], folder: Path) -> str:
    return str(as_csv(folder, HEAD, *given))


def test_it_registers_every_row_and_nothing_twice(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["import", MESSAGES, "--yes"]) == 0
    said = capsys.readouterr().out
    assert (
        "留言主题                           → title" in said
        and "点赞数                            → - (not used)" in said
    )
    assert said.splitlines()[-1].startswith("6 rows: 6 registered, 0 known before")
    for again in ("messages.xlsx", "messages.xls", "messages-gb18030.csv", "messages-utf16le.tsv"):
        assert main(["import", str(SAMPLES / again), "--yes"]) == 0
        assert capsys.readouterr().out.splitlines()[-1].startswith("6 rows: 0 registered, 6 known before")
    assert Complaint.objects.count() == 6
    assert {c.intake_unit_id for c in Complaint.objects.all()} == {unit("电子银行部").pk}
    assert sorted(Complaint.objects.values_list("category__name", flat=True)) == [
        "信用卡", "债务催收", "其他", "支付结算", "短信费", "贷款",
    ]  # fmt: skip
    assert verify.run() == []


def test_an_export_with_words_before_its_header_goes_to_the_channels_it_names() -> None:
    assert main(["import", str(SAMPLES / "register-with-preamble.csv"), "--yes"]) == 0
    found = {c.source_no: (c.channel_id, c.severity) for c in Complaint.objects.all()}
    assert found == {"9000001": ("WEB", 1), "9000002": ("GOV", 2), "9000003": ("HOT", 1)}
    assert set(Submission.objects.values_list("client", flat=True)) == {
        "sheet:WEB:DZYH", "sheet:GOV:BGS", "sheet:HOT:KFZX",
    }  # fmt: skip


def test_a_dry_run_foretells_exactly_what_happens(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = rows(
        ["1", "甲", "年费多收", "2026-01-05"], ["2", "乙", "排队太久", "2999-01-05"], [],
        ["1", "甲", "年费多收", "2026/1/5"],
        ["1", "甲", "别的话", "2026-01-05"], ["", "丙", "没有编号", "2026-01-05"], ["", "丙", "没有编号", "2026-01-05"],
        folder=tmp_path,
    )  # fmt: skip
    assert main(["import", file, "--dry-run"]) == 1
    foretold = capsys.readouterr().out.splitlines()
    assert not Complaint.objects.exists() and not Submission.objects.exists()
    assert main(["import", file, "--yes"]) == 1
    happened = capsys.readouterr().out.splitlines()
    assert happened[:-1] == foretold[:-1]
    assert foretold[-1].startswith(
        "7 rows: 2 to be registered, 0 known before, 2 repeated in the file, 2 refused, 1 empty"
    )
    assert happened[-1].startswith(
        "7 rows: 2 registered, 0 known before, 2 repeated in the file, 2 refused, 1 empty"
    )
    listed = "\n".join(happened)
    assert "refused   row 3 · 留言时间: 收到时间不能晚于现在" in listed
    assert "repeated  row 5 · says the same as row 2" in listed and "repeated  row 8" in listed
    assert "refused   row 6 · 留言编号: 第 2 行已有这个编号" in listed


def test_a_known_number_with_other_words_is_refused_and_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["import", rows(["1", "甲", "年费多收", "2026-01-05"], folder=tmp_path), "--yes"]) == 0
    file = rows(["1", "甲", "其实是利息", "2026-01-05"], ["2", "乙", "排队", "2026-01-05"], folder=tmp_path)
    capsys.readouterr()
    for how in ("--dry-run", "--yes"):
        assert main(["import", file, how]) == 1
        assert "refused   row 2 · 留言编号: 这个编号已登记为 26-" in capsys.readouterr().out
    assert Complaint.objects.count() == 2


def test_refused_rows_are_corrected_in_a_file_and_imported_again(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, refused = (
        rows(["1", "=甲", "年费\n多收", "前天"], ["2", "乙", "排队", "2026-01-05"], folder=tmp_path),
        tmp_path / "refused.csv",
    )
    assert main(["import", file, "--yes", "--refused", str(refused)]) == 1
    with refused.open(encoding="utf-8-sig", newline="") as stream:
        written = list(csv.DictReader(stream))
    assert [(r["导入行号"], r["留言主题"], r["留言时间"]) for r in written] == [("2", "'=甲", "前天")]
    assert "不是有效的日期" in written[0]["导入原因"]
    assert main(["import", file, "--yes", "--refused", str(refused)]) == 1
    assert "exists already" in capsys.readouterr().err
    refused.write_text(
        refused.read_text(encoding="utf-8-sig").replace("前天", "2026-01-04"), encoding="utf-8-sig"
    )
    assert main(["import", str(refused), "--yes"]) == 0
    assert Complaint.objects.get(source_no="1").title == "=甲"


def test_nobody_is_asked_where_nobody_can_answer(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["import", MESSAGES]) == 1
    assert "add --yes" in capsys.readouterr().err
    assert not Complaint.objects.exists()


def test_who_takes_them_in_and_what_holds_for_all_can_be_said(tmp_path: Path) -> None:
    file = str(as_csv(tmp_path, ["标题", "说了什么"], ["甲", "大额取现被拒。"]))
    given = ["--channel", "网点柜面、意见簿", "--category", "短信费", "--received", "2026-01-05 9:30"]
    named = ["--map", "说了什么=story", "--by", staff("谭宁").login]
    assert main(["import", file, "--yes", *given, *named]) == 0
    made = Complaint.objects.get()
    assert (made.owner_staff_id, made.intake_unit_id) == (person("谭宁").id, unit("天河支行").pk)
    assert (made.channel_id, made.category.name, made.story) == ("CTR", "短信费", "大额取现被拒。")


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (["--by", "nobody"], "nobody signs in as nobody"), (["--by", "余静"], "no intake officer"),
        (["--by", "谭宁", "--unit", "BGS"], "no intake officer in BGS"), (["--unit", "火星支行"], "火星支行"),
        (["--channel", "信鸽"], "信鸽"), (["--category", "天气"], "天气"), (["--map", "标题"], "COLUMN=FIELD"),
        (["--map", "x=story"], "没有名为“x”的列"), (["--map", "留言主题=x"], "没有名为“x”的字段"),
        (["--sheet", "x"], "没有名为“x”的工作表"), (["--map", "留言时间=-"], "没有一列写明银行收到的时间"),
        (["--received", "前天"], "不是有效的日期"),
    ],
)  # fmt: skip
def test_what_is_asked_wrongly_is_one_line(
    wrong: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    if wrong[0] == "--by" and wrong[1] != "nobody":
        wrong = ["--by", staff(wrong[1]).login, *wrong[2:]]
    assert main(["import", MESSAGES, "--yes", *wrong]) == 1
    err = capsys.readouterr().err
    assert said in err and err.count("\n") == 1
    assert not Complaint.objects.exists()


def test_a_strangers_file_gives_no_orders_to_the_terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = as_csv(tmp_path, [*HEAD, "\x1b[2J备注"], ["1", "\x1b]0;甲\x07", "排队", "\x1b[31m前天", ""])
    assert main(["import", str(path), "--yes"]) == 1
    said = capsys.readouterr()
    assert "\x1b" not in said.out + said.err and "前天" in said.out


def test_a_channel_nobody_owns_needs_a_unit(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = rows(["1", "甲", "排队", "2026-01-05"], folder=tmp_path)
    assert main(["import", file, "--yes", "--channel", "CTR"]) == 1
    assert "没有固定的受理单位" in capsys.readouterr().out
    assert main(["import", file, "--yes", "--channel", "CTR", "--unit", "天河支行"]) == 0


@pytest.mark.parametrize("what", ["missing", "folder", "locked", "junk"])
def test_what_cannot_be_read_is_one_line(
    what: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = {
        "missing": tmp_path / "none.csv",
        "folder": tmp_path,
        "locked": SAMPLES / "locked.xlsx",
        "junk": tmp_path / "x.csv",
    }[what]
    (tmp_path / "x.csv").write_text("a,b\n1,2\n")
    assert main(["import", str(path), "--yes"]) == 1
    err = capsys.readouterr().err
    assert err.startswith("huiyin: ") and str(path) in err and err.count("\n") == 1


def started(database: str, *words: str, **how: Any) -> subprocess.Popen[str]:
    """`huiyin import` in a process of its own, on this test's database."""
    address = make_conninfo(environment.database_url(), dbname=database)
    environ = os.environ | {"HUIYIN_DATABASE_URL": address, "PYTHONUNBUFFERED": "1"}
    command = [sys.executable, "-m", "huiyin.cli.main", "import", *words]
    return subprocess.Popen(
        command, env=environ, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **how
    )


@pytest.mark.parametrize(("answer", "registered"), [(b"y\n", 6), (b"\n", 0), (b"\x04", 0)])
def test_it_says_what_would_happen_and_asks(own_bank: str, answer: bytes, registered: int) -> None:
    ours, theirs = os.openpty()
    with started(own_bank, MESSAGES, stdin=theirs) as process:
        os.write(ours, answer)
        out, err = process.communicate(timeout=60)
    os.close(ours)
    os.close(theirs)
    assert process.returncode == 0 and err == ""
    assert "6 to be registered" in out and "Register them?" in out
    assert Complaint.objects.count() == registered


def test_ctrl_c_stops_between_batches_and_says_how_to_go_on(own_bank: str, tmp_path: Path) -> None:
    many = [[str(i), "甲", f"第 {i} 件", "2026-01-05"] for i in range(5_000)]
    with started(own_bank, rows(*many, folder=tmp_path), "--yes") as process:
        while not Complaint.objects.exists():
            assert process.poll() is None
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
    assert process.returncode == 1 and "run it again to go on" in err
    done = Complaint.objects.count()
    assert 0 < done < 5_000 and done % 100 == 0
    assert f"{done:,} rows: {done:,} registered" in out
