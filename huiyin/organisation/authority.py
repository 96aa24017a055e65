"""How much a grade may decide. Pure, over one dated version of the matrix."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from django.db.models import Q

from huiyin.organisation.models import AuthorityLimit, AuthorityVersion, OfferKind

NOTHING = Decimal(0)
# These three are one purse: together they must lie within the largest of their limits.
TOGETHER = (OfferKind.FEE_WAIVER, OfferKind.REFUND, OfferKind.COMPENSATION)
GRADES = range(1, 9)


@dataclass(frozen=True)
class Offer:
    """One thing offered; of a mandate `amount` is the most and `least` the least that may be agreed."""

    kind: str
    amount: Decimal | None = None
    least: Decimal | None = None
    due_at: datetime | None = None  # None: the policy's days after the reply
    paying_unit_id: int | None = None  # None: the unit that replies
    bearing_unit_id: int | None = None  # None: the unit that pays


@dataclass(frozen=True)
class Limit:
    """What a grade may give of one kind: a complaint, and a customer in 365 days. None: no limit."""

    amount: Decimal | None
    yearly: Decimal | None


@dataclass(frozen=True)
class Limits:
    """One version of the matrix."""

    version_id: int | None = None
    code: str = ""
    table: Mapping[tuple[int, str], Limit] = field(default_factory=dict)

    def of(self, grade: int, kind: str) -> Limit | None:
        """The limit, or nothing where the grade may not give this kind at all."""
        return self.table.get((grade, kind))


@dataclass(frozen=True)
class Verdict:
    """Whether a grade may decide the offers; if not, which limit they pass and by what."""

    ok: bool
    code: str = ""
    kind: str = ""
    limit: Decimal | None = None
    asked: Decimal | None = None


YES = Verdict(ok=True)


def limits_on(day: date) -> Limits:
    """The version in force on a day; no version, no authority."""
    in_force = Q(valid_to=None) | Q(valid_to__gt=day)
    version = AuthorityVersion.objects.filter(in_force, valid_from__lte=day).order_by("-valid_from").first()
    return Limits() if version is None else limits_of(version)


def limits_of(version: AuthorityVersion) -> Limits:
    rows = AuthorityLimit.objects.filter(version=version)
    return Limits(version.pk, version.code, {(r.grade, r.kind): Limit(r.amount, r.yearly) for r in rows})


def allows(limits: Limits, grade: int, offers: Iterable[Offer], earlier: Iterable[Offer] = ()) -> Verdict:
    """May this grade decide all offers of one complaint, given the customer's of the last 365 days?

    Offers are added up first, so cutting one in two gains nothing.
    """
    asked = _sums(offers)
    given = _sums(earlier)
    for kind, amount in asked.items():
        verdict = _kind(limits, grade, kind, amount, amount + given.get(kind, NOTHING))
        if not verdict.ok:
            return verdict
    return _together(limits, grade, asked, given)


def lowest_grade(limits: Limits, offers: Iterable[Offer], earlier: Iterable[Offer] = ()) -> int | None:
    """The first grade that may decide the offers alone."""
    offers, earlier = list(offers), list(earlier)
    return next((grade for grade in GRADES if allows(limits, grade, offers, earlier).ok), None)


def _sums(offers: Iterable[Offer]) -> dict[str, Decimal]:
    total: dict[str, Decimal] = {}
    for offer in offers:
        total[offer.kind] = total.get(offer.kind, NOTHING) + (offer.amount or NOTHING)
    return total


def _kind(limits: Limits, grade: int, kind: str, amount: Decimal, yearly: Decimal) -> Verdict:
    limit = limits.of(grade, kind)
    if limit is None:
        return Verdict(ok=False, code="kind_above_authority", kind=kind, asked=amount)
    if limit.amount is not None and amount > limit.amount:
        return Verdict(ok=False, code="amount_above_authority", kind=kind, limit=limit.amount, asked=amount)
    if limit.yearly is not None and yearly > limit.yearly:
        return Verdict(ok=False, code="yearly_above_authority", kind=kind, limit=limit.yearly, asked=yearly)
    return YES


def _together(
    limits: Limits, grade: int, asked: Mapping[str, Decimal], given: Mapping[str, Decimal]
) -> Verdict:
    if not any(asked.get(kind) for kind in TOGETHER):
        return YES
    one_purse = [limit for kind in TOGETHER if (limit := limits.of(grade, kind)) is not None]
    amount = sum((asked.get(kind, NOTHING) for kind in TOGETHER), NOTHING)
    yearly = amount + sum((given.get(kind, NOTHING) for kind in TOGETHER), NOTHING)
    most, most_yearly = _largest(x.amount for x in one_purse), _largest(x.yearly for x in one_purse)
    if most is not None and amount > most:
        return Verdict(ok=False, code="sum_above_authority", limit=most, asked=amount)
    if most_yearly is not None and yearly > most_yearly:
        return Verdict(ok=False, code="yearly_sum_above_authority", limit=most_yearly, asked=yearly)
    return YES


def _largest(limits: Iterable[Decimal | None]) -> Decimal | None:
    known = list(limits)
    return None if None in known else max((x for x in known if x is not None), default=None)
