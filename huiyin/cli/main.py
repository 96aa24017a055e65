"""`huiyin`: every word of the command line, what it takes, and where it is done."""

from __future__ import annotations

import argparse
import importlib
import os
import sys
from collections.abc import Sequence
from typing import TypeAlias

import django
from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError, ProgrammingError

from huiyin.cli.problem import Problem

WITHOUT_DJANGO = {"serve", "demo", "db"}  # these start before there is a database to be set up for

OUTSIDE = """\
environment:
  HUIYIN_DATABASE_URL   a PostgreSQL 15 to 18 of yours, instead of the one Huiyin brings along
  HUIYIN_DATA_DIR       the one folder Huiyin writes to (./var)
  HUIYIN_HOST, HUIYIN_PORT   where `serve` listens (127.0.0.1, 8000)
  HUIYIN_POSTGRES       wheel or system: whose PostgreSQL programs `db` and `demo` use
  docs/reference/environment.md lists them all.
"""


ADVICE: dict[type[BaseException], str] = {
    Problem: "{}",
    ImproperlyConfigured: "{}: check the HUIYIN_… variables (huiyin --help).",
    OperationalError: "no database: {}; run `huiyin db up`, or set HUIYIN_DATABASE_URL.",
    ProgrammingError: "the database is not ready: {}; run `huiyin migrate`.",
    KeyboardInterrupt: "stopped.",
    BrokenPipeError: "the output was closed.",
}


def main(given: Sequence[str] | None = None) -> int:
    """Run one word; what goes wrong is one line on stderr that says what to do."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "huiyin.config.settings")
    options = parser().parse_args(given)
    try:
        if options.word not in WITHOUT_DJANGO:
            django.setup()
        return int(importlib.import_module(f"huiyin.cli.{options.module}").run(options) or 0)
    except tuple(ADVICE) as problem:
        advice = next(text for kind, text in ADVICE.items() if isinstance(problem, kind))
        print("huiyin:", advice.format(one_line(problem)), file=sys.stderr)
        return 1


def one_line(problem: BaseException) -> str:
    return " ".join(str(problem).split()) or type(problem).__name__


def parser() -> argparse.ArgumentParser:
    top = argparse.ArgumentParser(
        prog="huiyin",
        description="Huiyin 回音, the complaint-management system of a bank.",
        epilog=OUTSIDE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    words = top.add_subparsers(dest="word", metavar="WORD", required=True)
    add_programs(words)
    add_data(words)
    add_import(words)
    return top


Words: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"


def add(words: Words, word: str, help: str, *, module: str = "") -> argparse.ArgumentParser:
    about: argparse.ArgumentParser = words.add_parser(
        word, help=help, description=help[0].upper() + help[1:] + "."
    )
    about.set_defaults(module=module or word)
    return about


def add_programs(words: Words) -> None:
    add(words, "serve", "answer browsers and API clients")
    add(words, "worker", "do what the clock starts: jobs and their schedule")
    add(words, "demo", "set up the demo bank, start everything, and say how to sign in")
    add(words, "migrate", "bring the database to this version and grant the application its rights")
    database = add(words, "db", "start or stop the PostgreSQL that Huiyin brings along", module="database")
    database.add_argument(
        "action", choices=["up", "down"], help="up starts it and prints its address; down stops it"
    )


def add_import(words: Words) -> None:
    about = add(words, "import", "register complaints from a spreadsheet", module="imports")
    about.add_argument("file", metavar="FILE", help="CSV, XLSX or XLS")
    about.add_argument("--dry-run", action="store_true", help="only say what would happen")
    about.add_argument("--yes", action="store_true", help="do not ask")
    about.add_argument("--sheet", default="", help="a sheet by its title; otherwise the first with a header")
    about.add_argument("--encoding", default="", help="of a text file whose encoding is guessed wrongly")
    about.add_argument(
        "--map",
        action="append",
        default=[],
        metavar="COLUMN=FIELD",
        help="correct what a column is for; - for nothing",
    )
    about.add_argument(
        "--dates", default="", choices=["dmy", "mdy", "ymd"], help="the order in 1/2/2020, in doubt"
    )
    about.add_argument(
        "--received", default="", metavar="DATE", help="when the bank received rows that have no date"
    )
    about.add_argument("--channel", default="", help="code or name, for rows that name none (WEB)")
    about.add_argument(
        "--category", default="", help="code or name, for rows whose category is unknown (其他)"
    )
    about.add_argument("--unit", default="", help="who takes them in; otherwise the owner of the channel")
    about.add_argument("--by", default="", metavar="LOGIN", help="the intake officer; otherwise the system")
    about.add_argument(
        "--refused", default="", metavar="FILE", help="write refused rows to a CSV, to correct them"
    )


def add_data(words: Words) -> None:
    bank = add(words, "bank", "take the organisation over from a spreadsheet, or write it into one")
    bank.add_argument(
        "action",
        choices=["import", "export", "template", "password"],
        help="template writes an empty spreadsheet; password hands out a new one",
    )
    bank.add_argument("what", help="the XLSX file; for password, the login")
    bank.add_argument("--dry-run", action="store_true", help="import: only say what would happen")
    calendar = add(words, "calendar", "fill or check the table of Chinese working days")
    calendar.add_argument(
        "action", choices=["seed", "check"], help="seed fills it; check names years that are guesses"
    )
    add(
        words,
        "verify",
        "check the invariants on the live data; ends with 1 and a list when something is wrong",
    )


if __name__ == "__main__":
    sys.exit(main())
