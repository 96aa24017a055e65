"""`huiyin bank`: the whole organisation in and out as one spreadsheet, and a first password for its people."""

from __future__ import annotations

import argparse
from pathlib import Path

from django.utils import timezone

from huiyin.cli.problem import Problem
from huiyin.complaints.commands import open_work
from huiyin.organisation import commands, queries
from huiyin.organisation.actor import SYSTEM
from huiyin.organisation.refusal import Refused
from huiyin.organisation.sheets import workbook
from huiyin.organisation.sheets.report import ImportReport, Line


def run(options: argparse.Namespace) -> None:
    ACTIONS[options.action](options)


def take_over(options: argparse.Namespace) -> None:
    try:
        report = commands.import_workbook(
            Path(options.what), by=SYSTEM, at=timezone.now(), dry_run=options.dry_run, open_work=open_work
        )
    except (Refused, OSError) as problem:
        raise Problem(f"{options.what} cannot be read as a spreadsheet ({problem})") from problem
    if options.dry_run:
        _say_changes(report)
    for refusal in report.refused:
        where = f"{refusal.sheet} · row {refusal.row} · {refusal.column or '-'}"
        print(f"refused   {where}: {refusal.words} [{refusal.value}]")
    done = "taken over" if report.done else "nothing was written"
    counts = f"{len(report.created)} new, {len(report.changed)} changed, {report.unchanged} unchanged"
    print(f"{counts}, {len(report.refused)} refused: {done}.")
    if report.refused:
        raise Problem(
            "correct the rows named above and import the file again; it is taken whole or not at all."
        )


def _say_changes(report: ImportReport) -> None:
    for verb, lines in (("new", report.created), ("changed", report.changed)):
        for line in lines:
            print(f"{verb:9} {line.sheet} · row {line.row} · {line.key}: {_difference(line)}")


def _difference(line: Line) -> str:
    if not line.before:
        return ", ".join(f"{name} {value}" for name, value in line.after.items() if value)
    return ", ".join(
        f"{name} {line.before[name] or '-'} → {value or '-'}" for name, value in line.after.items()
    )


def write_out(options: argparse.Namespace) -> None:
    _write(Path(options.what), workbook.write(queries.export_bank()))


def write_template(options: argparse.Namespace) -> None:
    _write(Path(options.what), workbook.write(workbook.template()))


def _write(path: Path, content: bytes) -> None:
    if path.exists():
        raise Problem(f"{path} exists already; name another file, or remove it first.")
    path.write_bytes(content)
    print(path)


def hand_out_password(options: argparse.Namespace) -> None:
    try:
        print(commands.hand_out_password(options.what, by=SYSTEM, at=timezone.now()))
    except Refused as problem:
        raise Problem(f"nobody signs in as {options.what}") from problem


ACTIONS = {
    "import": take_over,
    "export": write_out,
    "template": write_template,
    "password": hand_out_password,
}
