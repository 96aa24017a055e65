"""`huiyin calendar seed` and `huiyin calendar check`."""

from __future__ import annotations

import argparse
from datetime import date

from huiyin.calendars import commands, queries
from huiyin.cli.problem import Problem


def run(options: argparse.Namespace) -> None:
    if options.action == "seed":
        print(f"calendar: {commands.seed()} days added")
    else:
        check(date.today())  # noqa: DTZ011  the operator's own day; a day more or less changes no year that counts


def check(today: date) -> None:
    """Working days of this year must be official; a guess for the next one is said, not refused."""
    calendar = queries.calendar()
    if not calendar.off:
        raise Problem("the table of working days is empty: run `huiyin calendar seed`.")
    if today.year in calendar.provisional:
        raise Problem(f"the working days of {today.year} are partly guesses: enter the official notice.")
    for year in sorted(calendar.provisional):
        print(
            f"calendar: {year} is a guess until the State Council's notice is in; deadlines that reach it may move"
        )
    print(f"calendar: {len(calendar.off)} days off and {len(calendar.on)} make-up working days")
