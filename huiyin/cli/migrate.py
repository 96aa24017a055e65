"""`huiyin migrate`: the tables, the application's rights, and the days the bank works."""

from __future__ import annotations

import argparse
from collections.abc import Callable

from django.core.management import call_command

from huiyin.calendars import commands as calendars
from huiyin.cli.problem import Problem
from huiyin.config import grants
from huiyin.config.environment import APPLICATION_ROLE


def run(options: argparse.Namespace) -> None:
    migrate(say=print)


def migrate(*, say: Callable[[str], object]) -> None:
    """Bring the database to this version; running it again changes nothing."""
    say("tables: migrating")
    call_command("migrate", database="owner", interactive=False, verbosity=0)
    say(f"rights: granting to {APPLICATION_ROLE}")
    try:
        grants.apply()
    except grants.NotAllowed as refused:
        raise Problem(str(refused)) from refused
    say("calendar: filling in Chinese working days")
    calendars.seed()
