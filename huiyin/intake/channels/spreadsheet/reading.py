"""From a row to one submission, or to every reason why it is none."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from functools import partial
from typing import TypeVar

from huiyin.complaints.commands import Customer
from huiyin.complaints.commands.register import STORY_LENGTH, TITLE_LENGTH
from huiyin.intake.channels.spreadsheet import values
from huiyin.intake.channels.spreadsheet.book import Cell
from huiyin.intake.channels.spreadsheet.lists import Lists
from huiyin.intake.channels.spreadsheet.moments import Form
from huiyin.intake.channels.spreadsheet.table import Row, Table
from huiyin.intake.submission import Submission
from huiyin.organisation.refusal import Refused

T = TypeVar("T")
LONGEST_WORDS = 500
LONGEST_NUMBER = 100


@dataclass(frozen=True)
class Defaults:
    """What holds where a row does not say it itself; `unit_of` names the unit that takes a channel in."""

    channel: str
    category: str
    unit_of: Callable[[str], int]
    received_at: datetime | None = None


@dataclass(frozen=True)
class Facts:
    """What a row says, in clean words: these make it the row it is, whatever the bank makes of them."""

    source_no: str
    received_at: datetime | None
    title: str
    story: str
    customer: Customer
    amount: Decimal | None
    about: tuple[tuple[str, str], ...]
    cause: str
    channel: str
    complained_of: str

    def body(self) -> bytes:
        """The same for the same content, in whatever file, encoding or form of date it stands."""
        plain = asdict(self)
        plain["received_at"] = self.received_at and self.received_at.astimezone(UTC).isoformat()
        return json.dumps(plain, ensure_ascii=False, sort_keys=True, default=str).encode()


@dataclass(frozen=True)
class Read:
    """A row read: its submission, or why there is none; neither, if it is empty."""

    row: Row
    submission: Submission | None = None
    refused: tuple[Refused, ...] = ()


@dataclass(frozen=True)
class Reader:
    table: Table
    lists: Lists
    form: Form
    defaults: Defaults
    now: datetime

    def rows(self) -> Iterator[Read]:
        for row in self.table.rows():
            yield self.read(row)

    def read(self, row: Row) -> Read:
        if row.empty:
            return Read(row)
        if self.table.slipped(row):
            return Read(row, refused=(Refused("row_slipped"),))
        said = _Said(self.table, row)
        facts = _facts(said, self.form)
        submission = self._submission(facts, said)
        return Read(row, submission) if submission else Read(row, refused=tuple(said.refused))

    def _submission(self, facts: Facts, said: _Said) -> Submission | None:
        """What the bank makes of it: its own lists, its defaults, and the words in their places."""
        lists, defaults = self.lists, self.defaults
        channel = said.check(lambda: lists.channel(facts.channel) if facts.channel else defaults.channel, "")
        unit_id = said.check(lambda: defaults.unit_of(channel) if channel else 0, 0)
        cause = said.check(lambda: lists.cause(facts.cause) if facts.cause else "", "")
        accused = said.check(lambda: lists.unit(facts.complained_of) if facts.complained_of else None, None)
        received_at = said.check(lambda: self._received(facts), self.now)
        category = lists.category([word for _, word in facts.about])
        title, story, note = said.check(lambda: _told(facts, known=bool(category)), ("", "", ""))
        if said.refused:
            return None
        body = facts.body()
        return Submission(
            client=f"sheet:{channel}:{lists.codes.get(unit_id, unit_id)}", body=body, unit_id=unit_id, channel=channel,
            key=facts.source_no or f"sha256:{hashlib.sha256(body).hexdigest()}", received_at=received_at, story=story,
            title=title, category=category or defaults.category, customer=facts.customer, cause=cause,
            amount=facts.amount, complained_of_unit_id=accused, source_no=facts.source_no, note=note,
        )  # fmt: skip

    def _received(self, facts: Facts) -> datetime:
        received_at = facts.received_at or self.defaults.received_at
        if received_at is None:
            raise Refused("empty", field="received_at")
        if received_at > self.now:
            raise Refused("received_in_future", field="received_at")
        return received_at


@dataclass
class _Said:
    """The cells of one row by field; what cannot be taken is kept, so that all of it is told at once."""

    table: Table
    row: Row
    refused: list[Refused] = field(default_factory=list)

    def get(self, name: str, parse: Callable[[Cell, str], T], otherwise: T) -> T:
        cells = [self.row.at(column.index) for column in self.table.header.of(name)]
        cell = next((cell for cell in cells if cell is not None), None)
        return otherwise if cell is None else self.check(lambda: parse(cell, name), otherwise)

    def words(self, name: str) -> str:
        return self.get(name, _words, "")

    def number(self, name: str) -> str:
        return self.get(name, lambda cell, at: values.number(cell, at, longest=LONGEST_NUMBER), "")

    def several(self, name: str) -> tuple[tuple[str, str], ...]:
        """Columns that fill one field together, each with its header."""
        found = [(column.name, self.row.at(column.index)) for column in self.table.header.of(name)]
        filled = [(header, cell) for header, cell in found if cell is not None]
        return tuple((header, self.check(partial(_words, cell, name), "")) for header, cell in filled)

    def check(self, parse: Callable[[], T], otherwise: T) -> T:
        """The value, or the refusal on the list and `otherwise` to go on with; one refusal a field is enough."""
        try:
            return parse()
        except Refused as refused:
            if all(refused.field != earlier.field for earlier in self.refused):
                self.refused.append(refused)
            return otherwise


def _words(cell: Cell, name: str) -> str:
    return values.words(cell, name, longest=LONGEST_WORDS)


def _facts(said: _Said, form: Form) -> Facts:
    return Facts(
        source_no=said.number("source_no"),
        received_at=said.get("received_at", lambda cell, _: form.moment(cell), None),
        title=said.words("title"),
        story=said.get("story", lambda cell, name: values.story(cell, name, longest=STORY_LENGTH), ""),
        customer=Customer(
            name=said.words("name"), phone=said.number("phone"), id_no=said.number("id_no"),
            card=said.number("card"), address=said.words("address"),
        ),
        amount=said.get("amount", values.amount, None),
        about=said.several("category"),
        cause=said.words("cause"),
        channel=said.words("channel"),
        complained_of=said.words("complained_of"),
    )  # fmt: skip


def _told(facts: Facts, *, known: bool) -> tuple[str, str, str]:
    """Title, story and a note: no word of the customer's is lost where a title is long or a category unknown."""
    about = [f"{name}：{word}" for name, word in facts.about]
    told = facts.story or facts.title
    if not told and not about:
        raise Refused("empty", field="story")
    if not told:
        return facts.about[-1][1], "\n".join(about), ""
    story = f"{facts.title}\n\n{told}" if len(facts.title) > TITLE_LENGTH and facts.story else told
    if len(story) > STORY_LENGTH:
        raise Refused("too_long", field="story", longest=STORY_LENGTH)
    return facts.title, story, "" if known else "；".join(about)
