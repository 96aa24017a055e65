"""The lists that forms offer: codes with their words in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import TextChoices
from django.utils.translation import gettext as _

from huiyin.complaints.models import (
    Contact,
    Cost,
    Demand,
    Dispute,
    Liability,
    Mark,
    Party,
    Recusal,
    Reply,
    Restriction,
    Severity,
    Stage,
    Task,
    Type,
)
from huiyin.complaints.papers import HELD, Paper
from huiyin.organisation import queries as organisation
from huiyin.organisation.models import OfferKind
from huiyin.policy import queries as policy
from huiyin.policy.models import Category, Cause

Pairs = list[tuple[str, str]]
Groups = list[tuple[str, Pairs]]


def stages() -> Pairs:
    return _pairs(Stage)


def task_kinds() -> Pairs:
    return _pairs(Task.Kind)


def businesses() -> Pairs:
    """The categories of level 1."""
    return [(row.code, row.name) for row in policy.categories() if row.parent is None]


def costs_by_hand() -> list[tuple[str, str]]:
    """What the customer gets is booked by its payment; the rest is written down."""
    by_payment = (Cost.Kind.REDRESS, Cost.Kind.GOODWILL)
    return [(str(kind.value), str(kind.label)) for kind in Cost.Kind if kind not in by_payment]


def offer_kinds() -> Pairs:
    return _pairs(OfferKind)


def demands() -> Pairs:
    return _pairs(Demand)


def types() -> Pairs:
    return _pairs(Type)


def ways() -> Pairs:
    return _pairs(Reply.Way)


def answers() -> Pairs:
    """What a customer says to an offer."""
    return _pairs(Contact.Answer)


def papers() -> Pairs:
    """What a customer may think of; what the bank holds itself is refused when it is asked for."""
    return _pairs(Paper)


def evidence() -> Pairs:
    """The papers that show for whom somebody may speak."""
    asked = {code for codes in policy.policy().evidence.values() for code in codes}
    return [(code, name) for code, name in papers() if code in asked]


def held_at(code: str) -> str:
    """Where the bank itself keeps this paper."""
    return str(HELD[Paper(code)]) if code in HELD else ""


def party_kinds() -> Pairs:
    return _pairs(Party.Kind)


def dispute_kinds() -> Pairs:
    return _pairs(Dispute.Kind)


def liabilities() -> Pairs:
    return _pairs(Liability)


def severities() -> list[tuple[int, str]]:
    return [(member.value, str(member.label)) for member in Severity]


def categories() -> Groups:
    return _groups(policy.categories())


def categories_and_heads() -> Groups:
    """As lists are narrowed by: a level 1 stands for all that is below it."""
    heads = {row.name: row.code for row in policy.categories() if row.parent is None}
    return [
        (name, [(heads[name], _("{name}（全部）").format(name=name)), *(p for p in pairs if p[0] != heads[name])])
        for name, pairs in categories()
    ]


def causes() -> Groups:
    return _groups(policy.causes())


def units_in_reach(coordinator_id: int, *, on: date) -> list[tuple[int, str]]:
    """The units this coordinator may give work to, named with all above them."""
    return [(unit.id, unit.trail) for unit in organisation.assignable_units(coordinator_id, on=on)]


def units_below(giver_id: int, *, on: date) -> list[tuple[int, str]]:
    """The units to which this one may give out parts of its own work."""
    return [(unit.id, unit.trail) for unit in organisation.units_below(giver_id, on=on)]


def partners(*, on: date) -> list[tuple[int, str]]:
    """The outside partners, each named with the department that manages it."""
    return [(unit.id, unit.trail) for unit in organisation.partners(on=on)]


def recusals() -> Pairs:
    return _pairs(Recusal.Why)


def restrictions() -> Pairs:
    """Those a coordinator may lay on a file; a report is closed by re-typing it."""
    return [pair for pair in _pairs(Restriction) if pair[0] != Restriction.REPORT]


def marks() -> Pairs:
    return _pairs(Mark)


def _pairs(codes: type[TextChoices]) -> Pairs:
    return [(member.value, str(member.label)) for member in codes]


def _groups(rows: Iterable[Category | Cause]) -> Groups:
    """Level 2 under its level 1; a level 1 with nothing below it stands for itself."""
    heads: dict[str, str] = {}
    below: dict[str, Pairs] = {}
    for row in rows:
        if row.parent is None:
            heads[row.name] = row.code
        else:
            below.setdefault(row.parent.name, []).append((row.code, row.name))
    return [(name, below.get(name, [(code, name)])) for name, code in heads.items()]
