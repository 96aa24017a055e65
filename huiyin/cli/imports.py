"""`huiyin import`: complaints from a spreadsheet; each row becomes one complaint, or is listed with the reason."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice
from pathlib import Path

from django.utils import timezone

from huiyin.cli import imports_shown as shown
from huiyin.cli.interruption import Interruption
from huiyin.cli.problem import Problem
from huiyin.intake import commands
from huiyin.intake.channels import spreadsheet
from huiyin.intake.channels.spreadsheet import Defaults, Form, Lists, Reader, Table
from huiyin.organisation import queries as organisation
from huiyin.organisation.actor import SYSTEM, Actor, Role
from huiyin.organisation.models import Staff
from huiyin.organisation.refusal import Refused

BATCH = 100
CHANNEL = "WEB"
LOOKED_AT = 3


@dataclass(frozen=True)
class Job:
    """One file with all that was decided about it: who takes its rows in, how they are read, how many there are."""

    path: Path
    by: Actor
    reader: Reader
    rows: int


def run(options: argparse.Namespace) -> None:
    """Show how the file is read, ask, and take its rows in."""
    path = Path(options.file)
    if not (options.yes or options.dry_run or sys.stdin.isatty()):
        raise Problem("nobody can be asked here: add --yes, or look first with --dry-run.")
    if options.refused and Path(options.refused).exists():
        raise Problem(f"{options.refused} exists already; name another file, or remove it first.")
    try:
        job = prepare(path, options)
        shown.preview(path, job.reader, job.rows, islice(job.reader.rows(), LOOKED_AT))
        if options.dry_run or options.yes or _confirmed(job):
            _take_in(job, dry_run=options.dry_run, refused=options.refused)
    except Refused as refused:
        raise Problem(f"{path}: {shown.words(refused)}") from refused
    except OSError as problem:
        raise Problem(f"{problem.filename or path} cannot be opened: {problem.strerror}.") from problem


def prepare(path: Path, options: argparse.Namespace) -> Job:
    """Everything that can be refused before the first row is."""
    now = timezone.now()
    table = spreadsheet.open_table(
        path, sheet=options.sheet, encoding=options.encoding, given=columns_given(options.map)
    )
    lists, by = spreadsheet.load(on=timezone.localdate(now)), _actor(options.by, now)
    form = Form(options.dates, table.kind)
    defaults = _defaults(options, lists, by)
    _check_received(table, defaults)
    rows, order = _survey(table)
    form = replace(form, order=options.dates or order)
    return Job(path, by, Reader(table, lists, form, defaults, now), rows)


def columns_given(pairs: list[str]) -> dict[str, str]:
    given = dict(pair.rpartition("=")[::2] for pair in pairs)
    if "" in given:
        raise Problem("--map is written COLUMN=FIELD, as in --map 联系方式=phone.")
    return given


def _actor(login: str, now: datetime) -> Actor:
    if not login:
        return SYSTEM
    staff = Staff.objects.filter(login=login).first()
    if staff is None:
        raise Problem(f"nobody signs in as {login}.")
    by = organisation.actor(staff.pk, on=timezone.localdate(now))
    if not by.has(Role.INTAKE):
        raise Problem(f"{login} is no intake officer (受理员), and so takes no complaints in.")
    return by


def _defaults(options: argparse.Namespace, lists: Lists, by: Actor) -> Defaults:
    own = [held.unit_id for held in by.held if held.role == Role.INTAKE]
    named = lists.unit(options.unit, field="unit") if options.unit else None
    if own and named and named not in own:
        raise Problem(f"{options.by} is no intake officer in {options.unit}.")

    def unit_of(channel: str) -> int:
        owner = lists.owners.get(channel)
        found = named or (owner if not own or owner in own else own[0])
        if found is None:
            raise Refused("no_unit", field="channel", value=channel)
        return found

    channel = lists.channel(options.channel or CHANNEL)
    category = lists.category([options.category or spreadsheet.OTHER])
    if not category:
        raise Refused("unknown", field="category", value=options.category or spreadsheet.OTHER)
    received_at = Form("ymd").moment(options.received) if options.received else None
    return Defaults(channel, category, unit_of, received_at)


def _check_received(table: Table, defaults: Defaults) -> None:
    if defaults.received_at is None and not table.header.of("received_at"):
        raise Refused("sheet_no_date")


def _survey(table: Table) -> tuple[int, str]:
    """How many rows there are, and in what order their dates are written."""
    column = next((c.index for c in table.header.of("received_at")), None)
    count = 0

    def dates() -> Iterator[spreadsheet.Cell]:
        nonlocal count
        for row in table.rows():
            count += not row.empty
            cell = row.at(column) if column is not None else None
            if cell is not None:
                yield cell

    order = spreadsheet.order_in(dates())
    return count, order


def _confirmed(job: Job) -> bool:
    """Say what would happen, and let somebody decide."""
    totals = shown.Totals(job.rows)
    for outcome in outcomes(job, dry_run=True):
        totals.count(outcome)
    print(totals.sentence(dry_run=True))
    try:
        agreed = input("Register them? [y/N] ").strip().lower() in ("y", "yes", "是")
    except EOFError:
        agreed = False
    if not agreed:
        print("nothing was written.")
    return agreed


def _take_in(job: Job, *, dry_run: bool, refused: str) -> None:
    totals = shown.Totals(job.rows)
    file = spreadsheet.RefusedFile(Path(refused), job.reader.table) if refused else None
    try:
        for outcome in outcomes(job, dry_run=dry_run):
            totals.count(outcome)
            shown.line(outcome, job.reader)
            if file and outcome.refused:
                file.add(outcome.row, shown.reasons(outcome, job.reader))
    finally:
        totals.end()
        if file:
            file.close()
        print(totals.sentence(dry_run=dry_run))
    if totals.refused:
        raise Problem("correct the rows named above and import them again; what is registered stays.")


def outcomes(job: Job, *, dry_run: bool) -> Iterator[commands.Outcome]:
    """Row by row; what a batch of rows caused is written together."""
    seen, reads = commands.Seen(), job.reader.rows()
    with Interruption() as interruption:
        while batch := list(islice(reads, BATCH)):
            yield from commands.import_batch(batch, seen=seen, by=job.by, at=timezone.now(), dry_run=dry_run)
            if interruption.asked:
                last = batch[-1].row.number
                raise Problem(
                    f"stopped behind row {last}; run it again to go on: nothing is registered twice."
                )
