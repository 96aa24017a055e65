"""What is known before a complaint is registered: the customer's other complaints, and those that read like it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from math import log

from django.db import connection
from django.db.models import QuerySet

from huiyin.complaints import access, numbers, people
from huiyin.complaints.models import OPEN, Acceptance, Complaint, PersonKey, Promise, Stage
from huiyin.complaints.people import Customer
from huiyin.complaints.queries.listed import Piece, pieces
from huiyin.complaints.queries.sighted import newest
from huiyin.complaints.queries.sought import LATIN, RUN, bigrams, plain
from huiyin.organisation.actor import Actor
from huiyin.organisation.models import OfferKind

SHOWN, NEWEST = 5, 800
YEAR = timedelta(days=365)
ALIKE = 0.35  # of the weight of the words written so far
SHORTEST = 6  # fewer words are like anything
TEXTS = "SELECT complaint_id, body FROM search_doc WHERE complaint_id = ANY(%s) AND complaint_id BETWEEN %s AND %s"


@dataclass(frozen=True)
class Promised:
    name: str
    amount: Decimal | None
    kept: bool
    due_at: datetime


@dataclass(frozen=True)
class Earlier:
    """Another complaint of the same customer, with what was promised in it."""

    ref: str
    title: str
    stage_name: str
    acceptance_name: str
    channel: str
    received_at: datetime
    open: bool
    promised: tuple[Promised, ...]


@dataclass(frozen=True)
class History:
    """What the reader may see of this customer; what lies outside his sight is not even counted."""

    customer: str = ""
    contact: str = ""
    year: int = 0  # in the last 365 days
    complaints: tuple[Earlier, ...] = ()


@dataclass(frozen=True)
class Alike:
    """A complaint that may be the same matter, and why."""

    ref: str
    title: tuple[Piece, ...]
    stage_name: str
    channel: str
    received_at: datetime
    same_customer: bool
    percent: int  # of the words shared, by weight


def history(customer: Customer, *, seen_by: Actor, at: datetime) -> History:
    """The newest complaints of this customer that the reader may see."""
    seen = _of(customer, seen_by)
    rows = list(seen.select_related("channel", "person").order_by("-pk")[:SHOWN])
    if not rows or rows[0].person is None:
        return History()
    promised = _promised(rows)
    return History(
        rows[0].person.mask, rows[0].person.contact_mask, seen.filter(received_at__gt=at - YEAR).count(),
        tuple(_earlier(c, promised.get(c.pk, [])) for c in rows),
    )  # fmt: skip


def alike(text: str, customer: Customer, *, seen_by: Actor) -> tuple[Alike, ...]:
    """The newest within sight that share what is distinctive in the text, or an open one of the same customer."""
    mine = set(_of(customer, seen_by).filter(stage__in=OPEN).order_by("-pk").values_list("pk", flat=True)[:SHOWN])
    texts = _newest(seen_by, mine)
    weights = _weights(tokens(plain(text)), texts)
    scores = {pk: _share(weights, found) for pk, found in texts.items()}
    best = sorted(scores, key=lambda pk: (pk in mine, scores[pk], pk), reverse=True)
    chosen = [pk for pk in best if pk in mine or scores[pk] >= ALIKE][:SHOWN]
    rows = access.visible_to(seen_by).select_related("channel").in_bulk(chosen)
    return tuple(_alike(rows[pk], scores[pk], pk in mine, weights, texts[pk]) for pk in chosen if pk in rows)


def persons(customer: Customer) -> list[int]:
    """Everybody this may be: by identity number, by name with phone, or by card."""
    found = people.known(customer)
    ids = set(people.same(found)) if found else set()
    card = [digest for kind, digest in people.keys(Customer(card=customer.card)) if kind == people.Kind.CARD]
    ids |= set(PersonKey.objects.filter(kind=people.Kind.CARD, digest__in=card).values_list("person_id", flat=True))
    return sorted(ids)


def tokens(body: str) -> set[str]:
    """Pairs of Chinese characters and Latin words, as the search index keeps them."""
    return {*LATIN.findall(body), *(pair for run in RUN.findall(body) for pair in bigrams(run))}


def _of(customer: Customer, by: Actor) -> QuerySet[Complaint]:
    ids = persons(customer) if customer else []
    return access.visible_to(by).filter(person__in=ids) if ids else Complaint.objects.none()


def _promised(rows: Sequence[Complaint]) -> dict[int, list[Promised]]:
    found: dict[int, list[Promised]] = {}
    standing = Promise.objects.filter(complaint__in=rows).exclude(state=Promise.State.VOID).order_by("id")
    for promise in standing:
        kept = promise.state == Promise.State.PROVED
        name = str(OfferKind(promise.kind).label)
        found.setdefault(promise.complaint_id, []).append(Promised(name, promise.amount, kept, promise.due_at))
    return found


def _earlier(c: Complaint, promised: Sequence[Promised]) -> Earlier:
    return Earlier(
        numbers.ref(c.pk, c.registered_at), c.title, str(Stage(c.stage).label),
        str(Acceptance(c.acceptance).label) if c.acceptance else "", c.channel.name, c.received_at,
        c.stage in OPEN, tuple(promised),
    )  # fmt: skip


def _newest(by: Actor, mine: Iterable[int]) -> dict[int, set[str]]:
    """The words of the newest complaints within sight, and of the customer's own."""
    ids = sorted({*newest(access.eyes(by), NEWEST), *mine})
    if not ids:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(TEXTS, [ids, ids[0], ids[-1]])
        return {int(pk): tokens(str(body)) for pk, body in cursor.fetchall()}


def _weights(written: set[str], texts: dict[int, set[str]]) -> dict[str, float]:
    """How much each word says: what stands in every complaint says nothing."""
    if len(written) < SHORTEST:
        return {}
    common = Counter(token for found in texts.values() for token in found & written)
    return {token: log(1 + (1 + len(texts)) / (1 + common[token])) for token in written}


def _share(weights: dict[str, float], found: set[str]) -> float:
    """The weight of the shared words against all that either could share, from 0 to 1."""
    whole = sum(weights.values())
    shared = sum(weight for token, weight in weights.items() if token in found)
    return shared / whole if whole else 0.0


def _alike(c: Complaint, score: float, same: bool, weights: dict[str, float], found: set[str]) -> Alike:
    shared = {token: weight for token, weight in weights.items() if token in found}
    typical = sum(shared.values()) / max(len(shared), 1)
    telling = [token for token, weight in shared.items() if weight >= typical]
    return Alike(
        numbers.ref(c.pk, c.registered_at), pieces(c.title, telling) if score >= ALIKE else (Piece(c.title),),
        str(Stage(c.stage).label), c.channel.name, c.received_at, same, round(score * 100),
    )  # fmt: skip
