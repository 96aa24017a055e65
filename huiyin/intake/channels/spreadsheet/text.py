"""Rows of a text file with a delimiter: a stream, one record at a time."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import TextIOWrapper
from itertools import count, islice
from pathlib import Path

from huiyin.intake.channels.spreadsheet.encoding import encoding_of
from huiyin.organisation.refusal import Refused

DELIMITERS = {",": "comma", "\t": "tab", ";": "semicolon", "|": "bar"}
LONGEST_CELL = 1_000_000
LONGEST_LINE = 4 * LONGEST_CELL
# An apostrophe that keeps spreadsheet programs from running the text behind it.
GUARDED = re.compile(r"'(?=\s*[=+\-@＝＋－＠'])")
Record = list[str]


@dataclass(frozen=True)
class TextFile:
    """A text file whose encoding is known; its records may be read more than once."""

    path: Path
    encoding: str
    delimiter: str = ","

    @classmethod
    def at(cls, path: Path, *, encoding: str = "") -> TextFile:
        return cls(path, encoding_of(path, given=encoding))

    def records(self) -> Iterator[Record]:
        """As a spreadsheet program counts them: a cell may run over several lines, an empty line is a row."""
        csv.field_size_limit(LONGEST_CELL)
        with self.path.open("rb") as file, TextIOWrapper(file, self.encoding, newline="") as stream:
            lines = csv.reader(_lines(stream), delimiter=self.delimiter)
            start = 1
            while True:
                try:
                    record = next(lines)
                except StopIteration:
                    return
                except csv.Error:
                    raise Refused("sheet_cell_too_long", line=start, longest=LONGEST_CELL) from None
                start = lines.line_num + 1
                yield [cell[1:] if GUARDED.match(cell) else cell for cell in record]

    def beginning(self, rows: int) -> list[Record]:
        return list(islice(self.records(), rows))


def _lines(stream: TextIOWrapper) -> Iterator[str]:
    """Line by line; one without an end would fill the memory."""
    for number in count(1):
        line = stream.readline(LONGEST_LINE)
        if len(line) == LONGEST_LINE:
            raise Refused("sheet_cell_too_long", line=number, longest=LONGEST_CELL)
        if not line:
            return
        yield line
