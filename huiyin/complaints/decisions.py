"""What the steps that decide have in common: opinions, offers in force, the reply, what it promises."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import datetime, timedelta

from django.db.models import QuerySet

from huiyin.calendars import workdays
from huiyin.calendars.workdays import day_of
from huiyin.complaints import access, deadlines, people, sealing, work
from huiyin.complaints.lifecycle import Turn
from huiyin.complaints.models import (
    Acceptance,
    Assignment,
    Clock,
    Complaint,
    Opinion,
    Part,
    Payment,
    Person,
    Promise,
    Redress,
    Reply,
    Stage,
    Task,
)
from huiyin.complaints.parts import calling_unit, known_unit, paying_unit
from huiyin.organisation import authority
from huiyin.organisation.actor import Actor
from huiyin.organisation.authority import TOGETHER, Offer, Verdict
from huiyin.organisation.models import OfferKind
from huiyin.organisation.refusal import Refused
from huiyin.policy import queries as policies

FIRST_CONTACT_GRADE = 1
MONEY = (*TOGETHER, OfferKind.GOODWILL)
# An apology goes out with the reply itself; whatever takes longer is owed and must be proved.
CARRIED_BY_REPLY = ("apology_oral", "apology_written")


def standing(complaint: Complaint) -> list[Offer]:
    """What this complaint was already granted and the customer did not refuse."""
    return _offers(Redress.objects.filter(opinion__complaint=complaint, void_at=None, in_force_at__isnull=False))


def earlier(complaint: Complaint, *, at: datetime) -> list[Offer]:
    """What the same customer was granted in other complaints in the 365 days before."""
    if complaint.person is None:
        return []
    since = at - timedelta(days=policies.policy().cumulative_days)
    granted = Redress.objects.filter(
        opinion__complaint__person__in=people.same(complaint.person), void_at=None, in_force_at__gt=since
    ).exclude(opinion__complaint=complaint)
    return _offers(granted)


def hold_customer(complaint: Complaint) -> None:
    """Until this decision stands nobody decides for the same customer: two at once could pass the year's limit."""
    if complaint.person is not None:
        same = Person.objects.filter(pk__in=people.same(complaint.person)).order_by("pk")
        list(same.select_for_update(no_key=True))


def weigh(complaint: Complaint, grade: int, offers: Sequence[Offer], *, at: datetime) -> Verdict:
    """May this grade grant these offers, with all this customer was granted before?"""
    limits = authority.limits_on(day_of(at))
    return authority.allows(limits, grade, [*standing(complaint), *offers], earlier(complaint, at=at))


def check_own_authority(complaint: Complaint, offers: Sequence[Offer], *, at: datetime) -> None:
    """At first contact everybody has the first grade's limits, whatever else they hold."""
    hold_customer(complaint)
    verdict = weigh(complaint, FIRST_CONTACT_GRADE, offers, at=at)
    if not verdict.ok:
        raise refusal(verdict, FIRST_CONTACT_GRADE)


def refusal(verdict: Verdict, grade: int) -> Refused:
    return Refused(
        verdict.code, field="offers", kind=verdict.kind, limit=verdict.limit, asked=verdict.asked, grade=grade
    )


def draw_up(
    complaint: Complaint,
    *,
    by: Actor,
    at: datetime,
    findings: str,
    grounds: str,
    decision: str,
    offers: Sequence[Offer],
    remedies: str = "",
    until: datetime | None = None,
    matter_id: int | None = None,
) -> Opinion:
    """A new version of the opinion with its offers, or until some moment a mandate; no block may be empty."""
    blocks = {"findings": findings, "grounds": grounds, "decision": decision}
    blocks["remedies"] = remedies or policies.policy().remedies
    for name, text in blocks.items():
        if not text.strip():
            raise Refused("empty", field=name)
    version = Opinion.objects.filter(complaint=complaint).count() + 1
    state = Opinion.State.PROPOSED if until is None else Opinion.State.ASKED
    opinion = Opinion.objects.create(
        complaint=complaint, version=version, by_staff_id=by.pk, at=at, state=state, until=until,
        matter_id=matter_id, **blocks,
    )  # fmt: skip
    for offer in offers:
        _check_offer(offer, at=at)
        Redress.objects.create(opinion=opinion, **asdict(offer))
    return opinion


def _check_offer(offer: Offer, *, at: datetime) -> None:
    if offer.kind in MONEY and (offer.amount is None or offer.amount <= 0):
        raise Refused("amount_missing", field="offers", kind=offer.kind)
    if offer.due_at is not None and offer.due_at <= at:
        raise Refused("due_in_past", field="offers")
    for unit_id in (offer.paying_unit_id, offer.bearing_unit_id):
        if unit_id is not None:
            known_unit(unit_id, field="offers")


def put_in_force(opinion: Opinion, *, at: datetime) -> None:
    """The opinion is the bank's word from now on, under the authority table of that day."""
    opinion.state, opinion.decided_at = Opinion.State.APPROVED, at
    opinion.authority_version_id = authority.limits_on(day_of(at)).version_id
    opinion.save()
    Redress.objects.filter(opinion=opinion).update(in_force_at=at)
    add_up(opinion.complaint)


def add_up(complaint: Complaint) -> None:
    """The money decided is what stands: granted and neither refused by the customer nor replaced."""
    total = sum((o.amount or 0 for o in standing(complaint) if o.kind in MONEY), start=0)
    complaint.redress = total or None


def send(
    complaint: Complaint, opinion: Opinion, *, by: Actor, at: datetime, way: str, delivered_at: datetime, proof: str
) -> None:
    """The customer has the reply: the limit is kept or missed, what was decided is owed, and silence is counted."""
    Reply.objects.create(
        complaint=complaint, opinion=opinion, by_staff_id=by.pk, way=way, sent_at=at, delivered_at=delivered_at,
        proof=proof.strip(),
    )  # fmt: skip
    work.stop_customer_clock(complaint, at=delivered_at)
    complaint.acceptance, complaint.accepted_at = "", None
    unit_id = complaint.replying_unit_id or complaint.intake_unit_id
    _promise(opinion, unit_id, at=at)
    silent_until = deadlines.end_of_day(delivered_at, policies.policy().silence_days)
    work.ask(complaint, Task.Kind.CONFIRM, unit_id, at=at, due_at=silent_until, fires=True)
    complaint.owner_unit_id, complaint.owner_staff_id = unit_id, None


def _promise(opinion: Opinion, unit_id: int, *, at: datetime) -> None:
    rules, complaint = work.rules(), opinion.complaint
    usual = workdays.end_of(rules.policy.payment, at, rules.calendar)
    for redress in Redress.objects.filter(opinion=opinion).exclude(kind__in=CARRIED_BY_REPLY).order_by("id"):
        due_at = max(at, redress.due_at or usual)
        promise = Promise.objects.create(
            complaint=complaint, redress=redress, kind=redress.kind, amount=redress.amount, due_at=due_at,
            payee=complaint.person.mask if complaint.person else "", owner_unit_id=unit_id,
            paying_unit_id=redress.paying_unit_id or _payer(redress, unit_id, at=at),
            bearing_unit_id=redress.bearing_unit_id or unit_id,
            long=due_at > at + timedelta(days=rules.policy.long_promise_days),
        )  # fmt: skip
        demand(promise, at=at)


def _payer(redress: Redress, unit_id: int, *, at: datetime) -> int | None:
    return paying_unit(unit_id, on=day_of(at)) if redress.kind in MONEY else None


def demand(promise: Promise, *, at: datetime) -> None:
    """The owner owes the proof, or the request to pay, until the promise is due; a long one is broken by then."""
    work.ask(
        promise.complaint, Task.Kind.PROVE, promise.owner_unit_id, at=at, due_at=promise.due_at, promise_id=promise.pk,
        fires=promise.long, fires_as=work.PROMISE,
    )  # fmt: skip


def owed(complaint: Complaint) -> QuerySet[Promise]:
    """What the customer was promised and nobody has proved."""
    return Promise.objects.filter(complaint=complaint, state__in=Promise.OWED).order_by("id")


def accepted(turn: Turn, value: Acceptance, *, proof: str, draw: bool) -> None:
    """The customer's word, or silence, is recorded; then a call is drawn or the file is ready to close."""
    complaint = turn.complaint
    complaint.acceptance, complaint.accepted_at = value, turn.at
    turn.facts["proof"] = proof
    work.done(work.tasks(complaint, Task.Kind.CONFIRM, Task.Kind.STAND), at=turn.at)
    calling = calling_unit(complaint, on=day_of(turn.at)) if draw and is_drawn(complaint) else None
    complaint.drawn = calling is not None
    if calling is not None:
        _to_call(turn, calling)
    else:
        to_close(complaint, at=turn.at)


def is_drawn(complaint: Complaint) -> bool:
    """Is this one among those whose customers are called, each severity at its own share?"""
    policy = policies.policy()
    rate = policy.follow_up_rate_first_contact if complaint.first_contact else policy.follow_up_rate[complaint.severity]
    return sealing.drawn(f"call:{complaint.pk}:{complaint.rounds}", rate)


def _to_call(turn: Turn, unit_id: int) -> None:
    complaint, rules = turn.complaint, work.rules()
    complaint.calling_unit_id = complaint.owner_unit_id = unit_id
    complaint.owner_staff_id = None
    access.place(complaint, Part.CALLING, unit_id, at=turn.at)
    due_at = deadlines.end_of_day(turn.at, rules.policy.follow_up_days)
    work.ask(complaint, Task.Kind.CALL, unit_id, at=turn.at, due_at=due_at)
    turn.move(Stage.FOLLOWING_UP)


def to_close(complaint: Complaint, *, at: datetime) -> None:
    """Closing is due one working day after the last of acceptance, silence, proof or call."""
    rules = work.rules()
    unit_id = complaint.intake_unit_id if complaint.first_contact else complaint.coordinator_unit_id
    last = max([at, *owed(complaint).filter(long=False).values_list("due_at", flat=True)])
    due_at = workdays.end_of(rules.policy.close, last, rules.calendar)
    work.done(work.tasks(complaint, Task.Kind.CLOSE), at=at, result="moved")
    work.ask(complaint, Task.Kind.CLOSE, unit_id, at=at, due_at=due_at)
    complaint.owner_unit_id, complaint.owner_staff_id = unit_id, None


def kept(promise: Promise, complaint: Complaint, *, at: datetime) -> None:
    """It is proved: nobody is asked for it any more, and what waited for it goes on."""
    work.done(work.tasks(complaint, *work.OWED).filter(promise_id=promise.pk), at=at)
    if work.tasks(complaint, Task.Kind.CLOSE).exists():
        to_close(complaint, at=at)
    work.wake(complaint, work.ARCHIVE)


def drop_refused(complaint: Complaint, *, at: datetime) -> None:
    """The offers of a decision the customer refused for good are off the table; what is decided anew since is not."""
    if complaint.acceptance == Acceptance.NOT_ACCEPTED and complaint.stage in (Stage.REPLIED, Stage.REVIEWING):
        withdraw_offers(complaint, at=at)


def withdraw_offers(complaint: Complaint, *, at: datetime) -> None:
    """The customer refused the decision: what is not yet paid is no longer owed, what was paid stays counted.

    Money that may already be on its way is owed until it is known to have arrived, or to have come back.
    """
    waiting = Payment.objects.filter(promise__in=owed(complaint), state__in=Payment.LIVE)
    waiting.filter(state=Payment.State.REQUESTED, batch=None).update(state=Payment.State.REFUSED)
    on_its_way = Payment.objects.filter(promise__in=owed(complaint), state__in=Payment.LIVE).values("promise_id")
    refused = owed(complaint).exclude(pk__in=on_its_way)
    Redress.objects.filter(promise__in=refused).update(void_at=at)
    granted = Redress.objects.filter(opinion__complaint=complaint, in_force_at__isnull=False)
    granted.filter(promise=None, void_at=None).update(void_at=at)
    Promise.objects.filter(pk__in=list(refused.values_list("pk", flat=True))).update(state=Promise.State.VOID)
    going_on = owed(complaint).values("pk")
    work.done(work.tasks(complaint, *work.OWED).exclude(promise_id__in=going_on), at=at, result="void")
    Opinion.objects.filter(complaint=complaint, state="approved").update(state=Opinion.State.REJECTED)
    add_up(complaint)


def end_assignments(complaint: Complaint, *, at: datetime) -> None:
    """Nobody works on it any more."""
    work.done(work.tasks(complaint, Task.Kind.INVESTIGATE, Task.Kind.ANSWER, Task.Kind.ARBITRATE), at=at)
    Assignment.objects.filter(complaint=complaint, ended_at=None).update(
        state=Assignment.State.ENDED, ended_at=at
    )
    for clock in Clock.objects.filter(complaint=complaint, rule="statement", stopped_at=None):
        work.stop_clock(clock, at=at, result="void")  # whoever was asked need not answer any more


def words(offers: Iterable[Offer]) -> list[dict[str, str]]:
    """Offers as they stand in the record."""
    return [_word(offer) for offer in offers]


def _word(offer: Offer) -> dict[str, str]:
    word = {"kind": offer.kind, "amount": "" if offer.amount is None else str(offer.amount)}
    return word if offer.least is None else word | {"least": str(offer.least)}


def offers_of(opinion: Opinion) -> list[Offer]:
    """What an opinion offers, or a mandate allows, at the most."""
    return [Offer(row.kind, row.amount, row.least) for row in Redress.objects.filter(opinion=opinion).order_by("id")]


def _offers(rows: Iterable[Redress]) -> list[Offer]:
    return [Offer(row.kind, row.amount) for row in rows]


