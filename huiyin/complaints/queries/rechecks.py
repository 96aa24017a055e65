"""核查: the ledger of reviews, and one of them: what the file says of process, limits and result, and who may not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import Q, QuerySet

from huiyin.audit.queries import Written
from huiyin.calendars.workdays import day_of
from huiyin.complaints import access, numbers, rechecking, work
from huiyin.complaints.models import Clock, Complaint, Opinion, Recusal, Reply, Review, Stage
from huiyin.complaints.queries.due import Due, due
from huiyin.complaints.queries.endings import last_reply
from huiyin.complaints.queries.names import Names, names
from huiyin.complaints.queries.paging import Key
from huiyin.complaints.queries.rows import Rows, rows
from huiyin.organisation.actor import Actor, Role
from huiyin.organisation.refusal import Refused

PAGE = 30
MANY = 40  # people named as barred; a file has seldom more
OK, SOON, PLAIN = "ok", "soon", ""


@dataclass(frozen=True)
class Line:
    """One review in the ledger."""

    ref: str
    title: str
    customer: str
    unit: str  # whose decision it is
    reviewing: str
    reviewer: str
    asked_at: datetime
    due: Due
    outcome: str
    outcome_name: str
    decided_at: datetime | None


@dataclass(frozen=True)
class Ledger:
    """What is to be decided, due first; what was decided, newest first."""

    waiting: tuple[Line, ...]
    next: Key | None
    decided: tuple[Line, ...]
    older: Key | None


@dataclass(frozen=True)
class Check:
    """One thing looked at: what the file says of it, with its particulars."""

    code: str
    state: str  # ok | soon | ""
    number: int = 0
    text: str = ""
    amount: Decimal | None = None


@dataclass(frozen=True)
class Barred:
    """Somebody who does not review it, and why: what they did, or how they are related."""

    name: str
    unit: str
    did: tuple[str, ...]
    why: str


@dataclass(frozen=True)
class Recheck:
    """One review as its page shows it."""

    line: Line
    reason: str
    proof: str
    day: int  # of the right on which it was asked for
    delivered_at: datetime
    way: str
    rounds: int
    stood_by: bool
    process: tuple[Check, ...]
    limits: tuple[Check, ...]
    result: tuple[Check, ...]
    found: tuple[tuple[str, str], ...]  # what the reviewer wrote, once decided
    barred: tuple[Barred, ...]
    may: bool  # decide, as far as role and hands go
    touched: bool
    business: str
    amount: Decimal | None
    opinions: int
    replies: int
    files: int


def ledger(*, by: Actor, at: datetime, after: Key | None = None, before: Key | None = None) -> Ledger:
    """The reviews of complaints this reader sees, a page of each."""
    seen = Review.objects.filter(complaint__in=access.listing(by)).select_related("complaint__person")
    waiting = seen.filter(decided_at=None, complaint__stage=Stage.REVIEWING).order_by("due_at", "id")
    if after is not None:
        waiting = waiting.filter(Q(due_at__gt=after.at) | Q(id__gt=after.id), due_at__gte=after.at)
    decided = seen.filter(decided_at__isnull=False).order_by("-decided_at", "-id")
    if before is not None:
        decided = decided.filter(Q(decided_at__lt=before.at) | Q(id__lt=before.id), decided_at__lte=before.at)
    to_do, more = _page(waiting)
    done, older = _page(decided)
    known = _names([*to_do, *done])
    return Ledger(
        tuple(_line(r, known, at) for r in to_do), Key(more.due_at, more.pk) if more else None,
        tuple(_line(r, known, at) for r in done),
        Key(older.decided_at, older.pk) if older and older.decided_at else None,
    )  # fmt: skip


def _page(found: QuerySet[Review]) -> tuple[list[Review], Review | None]:
    some = list(found[: PAGE + 1])
    return some[:PAGE], some[PAGE - 1] if len(some) > PAGE else None


def _names(reviews: Sequence[Review]) -> Names:
    units = (unit_id for r in reviews for unit_id in (r.unit_id, _decider(r.complaint)))
    return names(units, (r.reviewer_id for r in reviews))


def _decider(c: Complaint) -> int:
    return c.lead_unit_id or c.intake_unit_id


def _line(r: Review, known: Names, at: datetime) -> Line:
    c, until = r.complaint, due(r.asked_at, r.due_at, at=r.decided_at or at)
    return Line(
        numbers.ref(c.pk, c.registered_at), c.title, c.person.mask if c.person else "", known.unit(_decider(c)),
        known.unit(r.unit_id), known.person(r.reviewer_id), r.asked_at, until,
        r.outcome, str(Review.Outcome(r.outcome).label) if r.outcome else "", r.decided_at,
    )  # fmt: skip


def recheck(ref: str, *, seen_by: Actor, at: datetime) -> Recheck:
    """The newest review of a complaint; refused where there is none."""
    found = rows(ref, seen_by)
    if not found.beside.reviews:
        raise Refused("not_found", ref=ref)
    review, c = found.beside.reviews[-1], found.complaint
    review.complaint = c
    reply = _reply_of(found, review)
    known = _names([review])
    hands = rechecking.touched(c.pk)
    reviewing = c.stage == Stage.REVIEWING and seen_by.holds(Role.REVIEWER, review.unit_id)
    return Recheck(
        line=_line(review, known, at), reason=review.reason, proof=review.proof,
        day=(day_of(review.asked_at) - day_of(reply.delivered_at)).days, delivered_at=reply.delivered_at,
        way=str(Reply.Way(reply.way).label), rounds=c.rounds, stood_by=c.stood_by,
        process=_process(found, hands), limits=_limits(found), result=_result(found, review),
        found=tuple((n, getattr(review, n)) for n in ("process", "limits", "result", "grounds") if review.outcome),
        barred=_barred(found, hands), may=reviewing and seen_by.id not in hands, touched=seen_by.id in hands,
        business=c.category.name, amount=c.amount, opinions=len(found.opinions), replies=len(_replies(found)),
        files=len(found.files),
    )  # fmt: skip


def _replies(found: Rows) -> list[Reply]:
    return [reply for o in found.opinions if (reply := getattr(o, "reply", None)) is not None]


def _reply_of(found: Rows, review: Review) -> Reply:
    """The decision under review as it was delivered."""
    reply = next((r for r in _replies(found) if r.opinion_id == review.opinion_id), None) or last_reply(found)
    if reply is None:
        raise Refused("not_replied")
    return reply


def _process(found: Rows, hands: dict[int, list[Written]]) -> tuple[Check, ...]:
    """Recusal, notices, who decided, and whether the customer was heard between the answers."""
    wrong = [r for r in found.beside.recusals if r.staff_id in hands]
    replies, c = _replies(found), found.complaint
    decided = [o for o in found.opinions if o.state in (Opinion.State.APPROVED, Opinion.State.REJECTED)]
    levels = [max((p.grade for p in found.approvals if p.opinion_id == o.pk), default=0) for o in decided]
    talks = len(found.beside.contacts)
    return (
        Check("recusal", SOON if wrong else OK, len(wrong)),
        Check("notices", OK if all(r.proof for r in replies) else SOON, len(replies)),
        Check("level", OK if not levels or levels[0] >= max(levels) else SOON, levels[0] if levels else 0),
        Check("heard", SOON if c.rounds and not talks else OK, talks),
    )


def _limits(found: Rows) -> tuple[Check, ...]:
    """The customer's own limit, each time it ran, and rework."""
    c = found.complaint
    clocks = Clock.objects.filter(complaint=c, rule__in=work.CUSTOMER_RULES, stopped_at__isnull=False).order_by("id")
    ran = [((day_of(k.stopped_at) - day_of(k.started_at)).days, k.result) for k in clocks if k.stopped_at]
    late = [days for days, result in ran if result == "late"]
    days = (late or [days for days, _result in ran] or [0])[0]
    return (
        Check("limit", SOON if late else OK, days),
        Check("rework", PLAIN if c.rounds + c.returns else OK, c.rounds + c.returns),
    )


def _result(found: Rows, review: Review) -> tuple[Check, ...]:
    """What was decided, for the reviewer to judge: facts, basis, money, and how like cases of the customer went."""
    opinion = next((o for o in found.opinions if o.pk == review.opinion_id), None)
    alike = sum(link.kind in ("repeat", "related") for link in found.beside.links)
    return (
        Check("facts", PLAIN, text=opinion.findings if opinion else ""),
        Check("basis", PLAIN, text=opinion.grounds if opinion else ""),
        Check("money", PLAIN, amount=found.complaint.redress),
        Check("alike", PLAIN if alike else OK, alike),
    )


def _barred(found: Rows, hands: dict[int, list[Written]]) -> tuple[Barred, ...]:
    """Whoever had it in hand, with what they did; then the recused, with why."""
    recused = {r.staff_id: r.why for r in found.beside.recusals}
    people = names((line.unit_id for lines in hands.values() for line in lines), [*hands, *recused])
    touched = (_hand(people, staff_id, lines) for staff_id, lines in hands.items() if staff_id not in recused)
    related = (Barred(people.person(i), "", (), str(Recusal.Why(why).label)) for i, why in recused.items())
    return tuple([*touched, *related][:MANY])


def _hand(people: Names, staff_id: int, lines: Iterable[Written]) -> Barred:
    did = tuple(dict.fromkeys(line.action for line in lines))
    return Barred(people.person(staff_id), people.unit(next(iter(lines)).unit_id), did, "")


@dataclass(frozen=True)
class Asked:
    """One review as the complaint page names it."""

    asked_at: datetime
    outcome: str
    outcome_name: str


def asked(found: Rows) -> tuple[Asked, ...]:
    """All reviews of the complaint, oldest first."""
    return tuple(
        Asked(r.asked_at, r.outcome, str(Review.Outcome(r.outcome).label) if r.outcome else "")
        for r in found.beside.reviews
    )
