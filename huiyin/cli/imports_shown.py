"""What `huiyin import` says: how the file is read, what became of each row, and how far it is."""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from django.utils import timezone

from huiyin.complaints.people import mask_name
from huiyin.intake.channels.spreadsheet import Read, Reader, Table
from huiyin.intake.channels.spreadsheet.text import DELIMITERS, TextFile
from huiyin.intake.commands import Outcome
from huiyin.intake.commands.importing import EMPTY, KNOWN, NEW, REFUSED, REPEATED
from huiyin.organisation.refusal import Refused
from huiyin.web.ui import words as ui

SHORT = 30
EVERY = {True: 0.5, False: 10.0}  # seconds between two words on progress: to a terminal, to a log
VERBS = {
    NEW: "registered",
    KNOWN: "known before",
    REPEATED: "repeated in the file",
    REFUSED: "refused",
    EMPTY: "empty",
}


def words(refused: Refused) -> str:
    """The rule and the way out, as the pages say them."""
    return str(ui.refusal(refused))


def reasons(outcome: Outcome, reader: Reader) -> str:
    return "; ".join(_reason(each, reader) for each in outcome.refused)


def _reason(refused: Refused, reader: Reader) -> str:
    column = reader.table.header.name_of(refused.field) or refused.field
    value = refused.params.get("value")
    return visible(f"{column or '-'}: {words(refused)}" + (f" [{value}]" if value else ""))


def visible(text: str) -> str:
    """What stands in a stranger's file gives no orders to a terminal."""
    return "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in text)


def line(outcome: Outcome, reader: Reader) -> None:
    """A row that became no complaint of its own is listed; the others are only counted."""
    number = outcome.row.number
    if outcome.kind == REFUSED:
        print(f"refused   row {number} · {reasons(outcome, reader)}")
    elif outcome.kind == REPEATED:
        print(f"repeated  row {number} · says the same as row {outcome.like}, and is counted once")


def preview(path: Path, reader: Reader, rows: int, first: Iterable[Read]) -> None:
    """How the file is understood, column by column, and its first rows."""
    table = reader.table
    print(f"{path.name}: {_kind(table)}, header in row {table.header.row}, {rows:,} rows below it")
    for column in table.header.columns:
        print(f"  {visible(column.name[:SHORT]):{SHORT}} → {column.field or '- (not used)'}")
    if reader.form.order:
        print(f"  dates with the year last are read as {reader.form.order}")
    for read in first:
        print(f"  row {read.row.number}: {_row(read, reader)}")


def _kind(table: Table) -> str:
    if isinstance(table.source, TextFile):
        return f"text in {table.source.encoding}, {DELIMITERS[table.source.delimiter]} between cells"
    return f"{table.kind.name.upper()}, sheet {table.source.title}"


def _row(read: Read, reader: Reader) -> str:
    """Enough to see that the columns are right; a customer stays masked."""
    given = read.submission
    if given is None:
        return reasons(Outcome(read.row, REFUSED, refused=read.refused), reader) or "empty"
    received = timezone.localtime(given.received_at).strftime("%Y-%m-%d %H:%M:%S")
    unit = reader.lists.codes.get(given.unit_id, "")
    title = visible((given.title or given.story).replace("\n", " ")[:SHORT])
    who = mask_name(given.customer.name) or "-"
    return (
        f"{given.source_no or '-'} · {received} · {title} · {who} · {given.channel} {unit} · {given.category}"
    )


@dataclass
class Totals:
    """Counts, and a word on progress now and then."""

    rows: int
    found: Counter[str] = field(default_factory=Counter)
    began: float = field(default_factory=time.monotonic)
    said: float = field(default_factory=time.monotonic)
    shown: bool = False

    def count(self, outcome: Outcome) -> None:
        self.found[outcome.kind] += 1
        now = time.monotonic()
        if now - self.said >= EVERY[sys.stderr.isatty()]:
            self.said, self.shown = now, True
            rate = self.done / max(now - self.began, 0.001)
            end = "\r" if sys.stderr.isatty() else "\n"
            words = f"{self.done:,} of {self.rows:,} rows, {rate:,.0f} a second, {self.refused:,} refused"
            print(words, end=end, file=sys.stderr, flush=True)

    def end(self) -> None:
        """Leave the line of progress."""
        if self.shown and sys.stderr.isatty():
            print(file=sys.stderr)

    @property
    def done(self) -> int:
        return self.found.total() - self.found[EMPTY]

    @property
    def refused(self) -> int:
        return self.found[REFUSED]

    def sentence(self, *, dry_run: bool) -> str:
        """Every row is in one of these counts."""
        verbs = VERBS | ({NEW: "to be registered"} if dry_run else {})
        counts = ", ".join(f"{self.found[kind]:,} {verb}" for kind, verb in verbs.items())
        return f"{self.found.total():,} rows: {counts}" + ("; nothing was written." if dry_run else ".")
