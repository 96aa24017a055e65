"""Taking in the rows of a spreadsheet batch by batch, or saying what that would do."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from huiyin.intake import queries
from huiyin.intake.channels.spreadsheet import Read, Row
from huiyin.intake.commands.once import Answer
from huiyin.intake.commands.receive import receive_all
from huiyin.intake.submission import Submission
from huiyin.organisation.actor import Actor
from huiyin.organisation.refusal import Refused

NEW, KNOWN, REPEATED, REFUSED, EMPTY = "new", "known", "repeated", "refused", "empty"


@dataclass(frozen=True)
class Outcome:
    """What became of one row; `ref` is its complaint's number, `like` the earlier row that says the same."""

    row: Row
    kind: str
    ref: str = ""
    like: int = 0
    refused: tuple[Refused, ...] = ()


@dataclass
class Seen:
    """The rows of this file so far, by digest: a hundred thousand take some 20 MB."""

    rows: dict[bytes, tuple[bytes, int]] = field(default_factory=dict)

    def twin(self, given: Submission, row: int) -> tuple[bool, int] | None:
        """An earlier row of the same number, and whether it says the same; else this one is kept."""
        key = hashlib.blake2b(f"{given.client}\n{given.key}".encode(), digest_size=12).digest()
        body = hashlib.blake2b(given.body, digest_size=12).digest()
        first = self.rows.setdefault(key, (body, row))
        return None if first[1] == row else (first[0] == body, first[1])


def import_batch(
    reads: Sequence[Read], *, seen: Seen, by: Actor, at: datetime, dry_run: bool = False
) -> list[Outcome]:
    """Make every row exactly one complaint, or say why it is none; a dry run only says."""
    decided = [_without_asking(read, seen) for read in reads]
    undecided = [read for read, outcome in zip(reads, decided, strict=True) if outcome is None]
    asked = [read.submission for read in undecided if read.submission]
    answers = iter(_foresee(asked) if dry_run else receive_all(asked, by=by, at=at))
    return [
        outcome or _outcome(read.row, next(answers)) for read, outcome in zip(reads, decided, strict=True)
    ]


def _without_asking(read: Read, seen: Seen) -> Outcome | None:
    """What the row and the file alone decide."""
    if read.refused:
        return Outcome(read.row, REFUSED, refused=read.refused)
    if read.submission is None:
        return Outcome(read.row, EMPTY)
    if twin := seen.twin(read.submission, read.row.number):
        same, like = twin
        if same:
            return Outcome(read.row, REPEATED, like=like)
        return Outcome(read.row, REFUSED, refused=(Refused("number_in_file", field="source_no", row=like),))
    return None


def _outcome(row: Row, answer: Answer | Refused) -> Outcome:
    if isinstance(answer, Refused):
        return Outcome(row, REFUSED, refused=(answer,))
    return Outcome(row, KNOWN if answer.repeated else NEW, ref=str(answer.body.get("ref", "")))


def _foresee(submissions: Sequence[Submission]) -> list[Answer | Refused]:
    """The answers these would get now; nothing is written."""
    keys: dict[str, list[str]] = {}
    for given in submissions:
        keys.setdefault(given.client, []).append(given.key)
    known = {client: queries.registered(client, of_it) for client, of_it in keys.items()}
    return [_expected(given, known[given.client].get(given.key)) for given in submissions]


def _expected(given: Submission, known: queries.Known | None) -> Answer | Refused:
    if known is None:
        return Answer(0, {})
    if known.digest != hashlib.sha256(given.body).digest():
        return Refused("registered_otherwise", field="source_no", ref=known.ref)
    return Answer(0, {"ref": known.ref}, repeated=True)
