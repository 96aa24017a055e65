"""协商授权: a range approved beforehand, within which the lead unit may settle while it talks to the customer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal

from huiyin.complaints import access, decisions, work
from huiyin.complaints.models import Complaint, Opinion, Part, Task
from huiyin.organisation.authority import Offer
from huiyin.organisation.refusal import Refused

ASKED, GRANTED, LAPSED = Opinion.State.ASKED, Opinion.State.GRANTED, Opinion.State.LAPSED
NOTHING = Decimal(0)


def running(complaint: Complaint, *states: Opinion.State) -> Opinion | None:
    """The mandate that is asked for or granted, of which there is one at a time."""
    found = Opinion.objects.filter(complaint=complaint, state__in=states or (ASKED, GRANTED))
    return found.order_by("-version").first()


def lapse(complaint: Complaint, *, at: datetime) -> None:
    """An opinion, another unit or another request takes its place; nobody need sign it any more."""
    mandate = running(complaint)
    if mandate is None:
        return
    if mandate.state == ASKED:
        work.done(work.tasks(complaint, Task.Kind.GRANT), at=at, result="void")
        access.leave(complaint, Part.APPROVING, at=at)
    mandate.state = LAPSED
    mandate.save(update_fields=["state"])


def in_force(complaint: Complaint, *, at: datetime) -> Opinion:
    """The mandate within which may be settled now."""
    mandate = running(complaint, GRANTED)
    if mandate is None:
        raise Refused("no_mandate")
    check_not_over(mandate.until, at=at)
    mandate.complaint = complaint
    return mandate


def check_not_over(until: datetime | None, *, at: datetime) -> None:
    if until is None or at > until:
        raise Refused("mandate_over", field="until", until=until)


def covers(allowed: Sequence[Offer], offers: Sequence[Offer]) -> bool:
    """Is everything of it allowed, up to the most?"""
    most = _sums((offer.kind, offer.amount) for offer in allowed)
    return all(
        kind in most and made <= most[kind]
        for kind, made in _sums((o.kind, o.amount) for o in offers).items()
    )


def check_within(mandate: Opinion, offers: Sequence[Offer]) -> None:
    """Every figure lies inside its range; two of one kind are added up first, so cutting one in two gains nothing."""
    allowed = decisions.offers_of(mandate)
    least = _sums((offer.kind, offer.least) for offer in allowed)
    most = _sums((offer.kind, offer.amount) for offer in allowed)
    for kind, agreed in _sums((offer.kind, offer.amount) for offer in offers).items():
        if kind not in most:
            raise Refused("kind_not_in_mandate", field="offers", kind=kind)
        if not least[kind] <= agreed <= most[kind]:
            raise Refused(
                "outside_mandate",
                field="offers",
                kind=kind,
                asked=agreed,
                least=least[kind],
                limit=most[kind],
            )


def _sums(amounts: Iterable[tuple[str, Decimal | None]]) -> dict[str, Decimal]:
    total: dict[str, Decimal] = {}
    for kind, amount in amounts:
        total[kind] = total.get(kind, NOTHING) + (amount or NOTHING)
    return total
