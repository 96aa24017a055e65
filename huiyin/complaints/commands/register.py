"""受理: take a complaint in, correct what was written, settle it at once or hand it to the coordinator."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from huiyin.calendars.workdays import day_of
from huiyin.complaints import access, decisions, guarding, lifecycle, parts, people, work
from huiyin.complaints.commands.guard import stand_down
from huiyin.complaints.ground import Ground
from huiyin.complaints.lifecycle import Turn, step
from huiyin.complaints.models import Acceptance, Complaint, Part, Reply, Severity, Stage, Task, Type
from huiyin.complaints.moving import to_review
from huiyin.complaints.people import Customer
from huiyin.organisation import queries as organisation
from huiyin.organisation.actor import Actor
from huiyin.organisation.authority import Offer
from huiyin.organisation.models import Unit
from huiyin.organisation.refusal import Refused
from huiyin.policy.models import Category, Cause, Channel

TITLE_LENGTH = 40
STORY_LENGTH = 20_000


@transaction.atomic
def register(
    *,
    by: Actor,
    at: datetime,
    unit_id: int,
    channel: str,
    received_at: datetime,
    story: str,
    category: str,
    customer: Customer | None = None,
    title: str = "",
    cause: str = "",
    demands: Sequence[str] = (),
    amount: Decimal | None = None,
    severity: int = Severity.NORMAL,
    types: Sequence[str] = (Type.COMPLAINT,),
    complained_of_unit_id: int | None = None,
    complained_of_person: str = "",
    complained_of_staff_id: int | None = None,
    source_no: str = "",
    note: str = "",
    ground: Ground | None = None,
) -> Complaint:
    """Give a complaint its number, its home and its clock; the clock starts when the bank received it."""
    if not lifecycle.may_register(by, unit_id):
        raise Refused("not_yours", step="register", who=[("intake_officer", "own")])
    if received_at > at:
        raise Refused("received_in_future", field="received_at")
    if complained_of_unit_id is not None:
        parts.known_unit(complained_of_unit_id, field="complained_of_unit_id")
    ground = ground or Ground()
    way, office = ground.read(_channel, channel), ground.read(_office, unit_id, day_of(at), complained_of_unit_id)
    complaint = Complaint(
        registered_at=at, received_at=received_at, updated_at=at, entered_at=at, stage=Stage.REGISTERED,
        person=people.keep(customer or Customer()), intake_unit_id=unit_id, owner_unit_id=unit_id,
        coordinator_unit_id=office.pk, channel=way, category=ground.read(category_of, category),
        cause_said=_cause(cause), title=title_of(title, story), story=told(story), demands=list(demands),
        amount=amount, types=list(types), source_no=source_no,
        severity=max(severity, Severity.IMPORTANT if way.referral else Severity.NORMAL),
        statutory=Type.COMPLAINT in types, complained_of_unit_id=complained_of_unit_id,
        complained_of_person=complained_of_person or _staff_name(complained_of_staff_id),
        complained_of_staff_id=complained_of_staff_id, scope=list(ground.read(access.scope_of, (unit_id, office.pk))),
        owner_staff_id=by.id if by.kind == "staff" else None,
    )  # fmt: skip
    complaint.save(force_insert=True)
    access.place_first(complaint, {Part.INTAKE: unit_id, Part.COORDINATING: office.pk}, at=at)
    work.start_customer_clock(complaint, received_at=received_at, policy=ground.rules.policy)
    due_at = ground.rules.due("first_contact", complaint, at)
    work.ask(complaint, Task.Kind.COMPLETE, unit_id, at=at, due_at=due_at, staff_id=complaint.owner_staff_id)
    facts: dict[str, object] = {"channel": channel}
    if complained_of_staff_id is not None:
        facts["recused"] = _keep_out(complaint, by, at=at)
    lifecycle.begin(complaint, by=by, at=at, note=note, facts=facts)
    return complaint


def _staff_name(staff_id: int | None) -> str:
    if staff_id is None:
        return ""
    if staff_id not in organisation.known_staff([staff_id]):
        raise Refused("unknown", field="complained_of_staff_id", value=staff_id)
    return organisation.names_of([staff_id])[0]


def _keep_out(complaint: Complaint, by: Actor, *, at: datetime) -> str:
    """The person complained about and the direct chief have nothing to do with it from this moment on."""
    out = guarding.recuse_accused(complaint, complaint.complained_of_staff_id or 0, by_id=by.id, at=at)
    work.tasks(complaint).filter(staff_id__in=out).update(staff_id=None)
    if complaint.owner_staff_id in out:
        complaint.owner_staff_id = None
    return "、".join(organisation.names_of(out))


def amend(
    ref: str,
    *,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    note: str = "",
    customer: Customer | None = None,
    **fields: object,
) -> Complaint:
    """Correct what was written down; never when the bank received it."""
    with step("amend", ref, by=by, at=at, seen=seen, note=note) as turn:
        complaint = turn.complaint
        if "received_at" in fields:
            raise Refused("received_at_stands", field="received_at")
        accused, person = complaint.complained_of_unit_id, complaint.complained_of_staff_id
        for name, value in fields.items():
            _amend_one(complaint, name, value)
        if customer:
            complaint.person = people.keep(customer)
        if complaint.complained_of_unit_id != accused:
            _coordinate_anew(complaint, at=at)
        if complaint.complained_of_staff_id not in (None, person):
            _accuse(turn, complaint.complained_of_staff_id)
    return complaint


def _accuse(turn: Turn, staff_id: int | None) -> None:
    """Whoever turns out to be complained of is kept out at once, and the direct chief."""
    complaint = turn.complaint
    complaint.complained_of_person = complaint.complained_of_person or _staff_name(staff_id)
    out = guarding.recuse_accused(complaint, staff_id or 0, by_id=turn.by.id, at=turn.at)
    stand_down(turn, out)
    turn.facts["recused"] = "、".join(organisation.names_of(out))


def _coordinate_anew(complaint: Complaint, *, at: datetime) -> None:
    """A unit that turns out to be the one complained of hands over to the next coordinator, with what it owes."""
    old, accused = complaint.coordinator_unit_id, complaint.complained_of_unit_id
    new = organisation.coordinator_for(complaint.intake_unit_id, on=day_of(at), not_for=accused).pk
    if new == old:
        return
    complaint.coordinator_unit_id = new
    access.leave(complaint, Part.COORDINATING, at=at)
    access.place(complaint, Part.COORDINATING, new, at=at)
    for task in list(work.tasks(complaint, Task.Kind.REVIEW, Task.Kind.ARBITRATE)):
        work.done(work.tasks(complaint).filter(pk=task.pk), at=at, result="moved")
        kind, share = Task.Kind(task.kind), task.assignment_id
        work.ask(complaint, kind, new, at=at, due_at=max(at, task.due_at), assignment_id=share)
    if complaint.owner_unit_id == old and complaint.stage == Stage.UNDER_REVIEW:
        complaint.owner_unit_id, complaint.owner_staff_id = new, None


def _amend_one(complaint: Complaint, name: str, value: object) -> None:
    if name in ("category", "cause"):
        found = category_of(str(value)) if name == "category" else _cause(str(value))
        setattr(complaint, "category" if name == "category" else "cause_said", found)
    elif name == "story":
        complaint.story = told(str(value))
    elif name == "title":
        complaint.title = title_of(str(value), complaint.story)
    elif name in AMENDABLE:
        if name == "complained_of_unit_id" and isinstance(value, int):
            parts.known_unit(value, field=name)
        if name == "complained_of_staff_id" and isinstance(value, int):
            _staff_name(value)
        setattr(complaint, name, value)
    else:
        raise Refused("not_amendable", field=name)


AMENDABLE = {
    "demands", "amount", "complained_of_unit_id", "complained_of_person", "complained_of_staff_id", "source_no",
}  # fmt: skip


def settle(
    ref: str,
    *,
    by: Actor,
    at: datetime,
    findings: str,
    grounds: str,
    decision: str,
    offers: Sequence[Offer] = (),
    proof: str = "",
    way: str = Reply.Way.PHONE,
    seen: int | None = None,
    note: str = "",
) -> Complaint:
    """Settle at first contact within one's own authority; accepted only with proof, else the customer is asked."""
    with step("settle", ref, by=by, at=at, seen=seen, note=note) as turn:
        complaint = turn.complaint
        decisions.check_own_authority(complaint, offers, at=at)
        opinion = decisions.draw_up(
            complaint, by=by, at=at, findings=findings, grounds=grounds, decision=decision, offers=offers
        )
        decisions.put_in_force(opinion, at=at)
        complaint.first_contact = True
        complaint.replying_unit_id = complaint.intake_unit_id
        work.done(work.tasks(complaint, Task.Kind.COMPLETE), at=at)
        # Told on the spot: the recording or paper of the contact shows it, if nothing better does.
        told = proof.strip() or complaint.source_no
        decisions.send(complaint, opinion, by=by, at=at, way=way, delivered_at=at, proof=told)
        turn.facts |= {"offers": decisions.words(offers), "way": way, "told": told}
        if proof.strip():
            decisions.accepted(turn, Acceptance.ACCEPTED, proof=proof, draw=False)
    return complaint


def submit(ref: str, *, by: Actor, at: datetime, seen: int | None = None, note: str = "") -> Complaint:
    """Hand what cannot be settled at once to the coordinator that serves the intake unit."""
    with step("submit", ref, by=by, at=at, seen=seen, note=note) as turn:
        complaint = turn.complaint
        work.done(work.tasks(complaint, Task.Kind.COMPLETE), at=at)
        to_review(complaint, at=at)
    return complaint


def title_of(title: str, story: str) -> str:
    return (title.strip() or story.strip().splitlines()[0])[:TITLE_LENGTH] if story.strip() else title.strip()


def told(story: str) -> str:
    if not story.strip():
        raise Refused("empty", field="story")
    if len(story) > STORY_LENGTH:
        raise Refused("too_long", field="story", longest=STORY_LENGTH)
    return story.strip()


def _office(unit_id: int, day: date, not_for: int | None) -> Unit:
    return organisation.coordinator_for(unit_id, on=day, not_for=not_for)


def _channel(code: str) -> Channel:
    found = Channel.objects.filter(code=code).first()
    if found is None:
        raise Refused("unknown", field="channel", value=code)
    return found


def category_of(code: str) -> Category:
    found = Category.objects.filter(code=code).first()
    if found is None:
        raise Refused("unknown", field="category", value=code)
    return found


def _cause(code: str) -> Cause | None:
    found = Cause.objects.filter(code=code).first() if code else None
    if found is None and code:
        raise Refused("unknown", field="cause", value=code)
    return found
