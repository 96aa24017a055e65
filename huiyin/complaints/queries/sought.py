"""What somebody looks for: words as the search index keeps them, and customers' data as its keyed hashes."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.db import connection
from django.db.models import Q

from huiyin.complaints import people, sealing
from huiyin.complaints.models import PersonKey

LONGEST, MOST_WORDS, MOST_PERSONS = 100, 8, 200
LATIN = re.compile(r"[a-z0-9][a-z0-9_.@-]*")
RUN = re.compile(r"[\u3400-\u9fff\U00020000-\U0010ffff]+")
# A Latin word is kept whole and found from its beginning on; Chinese is found anywhere.
BEGINNING = "(^|[^a-z0-9_.@-])[_.@-]*"
KINDS = people.Kind
# What a piece of input may be, by its look.
LOOKS = (
    (KINDS.PHONE, re.compile(r"\+?\d{7,15}")),
    (KINDS.IDENTITY, re.compile(r"(?=.*\d)[0-9A-Z]{7,20}")),
    (KINDS.CARD, re.compile(r"\d{12,19}")),
    (KINDS.PHONE_TAIL, re.compile(rf"\d{{{people.TAIL}}}")),
    (KINDS.NAME, re.compile(r"[^\d]{2,60}")),
)
NUMBERS = (KINDS.PHONE, KINDS.IDENTITY, KINDS.CARD)
Key = tuple[int, bytes]


@dataclass(frozen=True)
class Word:
    """One word, made plain, with the lexemes that every text with the word in it has."""

    text: str
    lexemes: tuple[str, ...]
    keys: tuple[Key, ...] = ()

    @property
    def pattern(self) -> str:
        """What a text must match beside having the word in it; nothing for Chinese."""
        return BEGINNING + re.escape(self.text) if LATIN.match(self.text) else ""

    def stands_in(self, body: str) -> bool:
        return self.text in body and (not self.pattern or re.search(self.pattern, body) is not None)


@dataclass(frozen=True)
class Sought:
    words: tuple[Word, ...]
    keys: tuple[Key, ...] = ()  # of all that was typed, spaces and all: “6222 0212 …”, “John Smith”

    @property
    def query(self) -> str:
        """As PostgreSQL's text search reads it."""
        return " & ".join(dict.fromkeys(lexeme for word in self.words for lexeme in word.lexemes))

    @property
    def texts(self) -> bool:
        """Is there anything a text can be searched for?"""
        return bool(self.query)


def sought(typed: str) -> Sought:
    """What was typed, word by word; a mark alone finds nothing."""
    typed = typed[:LONGEST]
    words = [word.lstrip("_.@-") for word in plain(typed).split()[:MOST_WORDS]] if typed.strip() else []
    return Sought(tuple(Word(word, lexemes(word), keys(word)) for word in words if word), keys(typed))


def plain(text: str) -> str:
    """Made plain by the database, as the texts were."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT plain(%s)", [text.replace("\x00", "")])
        return str(cursor.fetchone()[0])


def lexemes(word: str) -> tuple[str, ...]:
    """Two characters each of what is Chinese, one with whatever follows it, Latin words from their beginning."""
    latin = [f"'{run}':*" for run in LATIN.findall(word)]
    return (*latin, *(lexeme for run in RUN.findall(word) for lexeme in _pairs(run)))


def _pairs(run: str) -> list[str]:
    return [f"'{run}':*"] if len(run) == 1 else [f"'{pair}'" for pair in bigrams(run)]


def bigrams(run: str) -> list[str]:
    return [run[i : i + 2] for i in range(len(run) - 1)]


def keys(typed: str) -> tuple[Key, ...]:
    value = people.plain(typed)
    looks = [kind for kind, look in LOOKS if look.fullmatch(value)]
    values = [(kind, people.phone_number(value) if kind == KINDS.PHONE else value) for kind in looks]
    return tuple((kind.value, sealing.digest(kind, written)) for kind, written in values)


def personal(typed: str) -> bool:
    """Could it be a customer's phone, identity or card number? Such must not stand in an address."""
    pieces = [typed, *typed.split()]
    looks = [look for kind, look in LOOKS if kind in NUMBERS]
    return any(look.fullmatch(people.plain(piece)) for piece in pieces for look in looks)


def persons(what: Sought) -> dict[int, set[Key]]:
    """The customers who bear one of the keys, each with the keys that named them; the newest, not all of a name."""
    asked = {key for word in what.words for key in word.keys} | set(what.keys)
    if not asked:
        return {}
    one_of = Q()
    for key in asked:
        one_of |= Q(kind=key[0], digest=key[1])
    found: dict[int, set[Key]] = {}
    rows = PersonKey.objects.filter(one_of).order_by("-person_id")[:MOST_PERSONS]
    for kind, digest, person_id in rows.values_list("kind", "digest", "person_id"):
        found.setdefault(person_id, set()).add((kind, bytes(digest)))
    return found
