"""群体性事项: what is done for a matter is done for each of its complaints, by the ordinary step, all at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from huiyin.complaints import access, decisions, gathering, lifecycle, numbers, pairs, ready
from huiyin.complaints.commands import gather, investigate, keep, review, signing
from huiyin.complaints.lifecycle import next_place, step
from huiyin.complaints.models import ENDED, Complaint, Matter, Member, Stage, Task
from huiyin.complaints.sharing import Ask
from huiyin.complaints.table import STEPS
from huiyin.organisation.actor import Actor, Role
from huiyin.organisation.authority import Offer
from huiyin.organisation.refusal import Refused

LONGEST = 200


@dataclass(frozen=True)
class Outcome:
    """The complaints for which it was done, and those that were elsewhere and stayed as they are."""

    matter_id: int
    done: tuple[str, ...]
    left: tuple[str, ...] = ()


@transaction.atomic
def open_matter(refs: Sequence[str], *, title: str, by: Actor, at: datetime, unit_id: int) -> Outcome:
    """Gather complaints of several customers that have one cause; twenty or more are major."""
    _check_person("open_matter", by)
    held = gathering.lock_all(refs, by=by)
    _check_opening(held, title, by, unit_id)
    matter = Matter.objects.create(
        title=title.strip(), coordinator_unit_id=unit_id, opened_at=at, opened_by=by.pk
    )
    for complaint in held:
        with gathering.naming(complaint) as ref, step("join_matter", ref, by=by, at=at) as turn:
            if turn.complaint.coordinator_unit_id != unit_id:
                raise Refused("another_office", field="refs")
            gather.enter(turn, matter, appearing=len(held))
    return Outcome(matter.pk, tuple(pairs.ref(complaint) for complaint in held))


def _check_opening(held: Sequence[Complaint], title: str, by: Actor, unit_id: int) -> None:
    if not title.strip():
        raise Refused("empty", field="title")
    if len(title) > LONGEST:
        raise Refused("too_long", field="title", longest=LONGEST)
    if len(held) < 2:  # noqa: PLR2004
        raise Refused("matter_of_one", field="refs")
    if len(held) > gathering.MOST:
        raise Refused("matter_full", field="refs", most=gathering.MOST)
    if not by.holds(Role.COORDINATOR, unit_id):
        raise Refused("not_yours", step="join_matter", who=[(Role.COORDINATOR, "coordinating")])


@transaction.atomic
def join(matter_id: int, refs: Sequence[str], *, by: Actor, at: datetime) -> Outcome:
    """More complaints of the same cause."""
    held = gathering.lock_all(refs, by=by)
    if not held:
        raise Refused("empty", field="refs")
    for complaint in held:
        with gathering.naming(complaint) as ref:
            gather.join_matter(ref, by=by, at=at, matter_id=matter_id)
    return Outcome(matter_id, tuple(pairs.ref(complaint) for complaint in held))


def assign(
    matter_id: int, *, by: Actor, at: datetime, lead: Ask, co_handlers: Sequence[Ask] = (), note: str = ""
) -> Outcome:
    """One investigation: the same units and questions for all that wait to be given out."""

    def act(ref: str) -> None:
        review.assign(ref, by=by, at=at, lead=lead, co_handlers=co_handlers, note=note)

    return _each("assign", matter_id, by, act, lambda member: member.complaint.stage == Stage.UNDER_REVIEW)


def pick(matter_id: int, *, by: Actor, at: datetime) -> Outcome:
    """Take what is free of all of them in hand."""
    free = Task.objects.filter(complaint__memberships__matter=matter_id, staff_id=None)
    mine = {task.complaint_id for task in free if ready.can_do(task, by)}

    def act(ref: str) -> None:
        keep.pick(ref, by=by, at=at)

    return _each("pick", matter_id, by, act, lambda member: member.complaint_id in mine)


def propose(
    matter_id: int,
    *,
    by: Actor,
    at: datetime,
    findings: str,
    grounds: str,
    decision: str,
    remedies: str = "",
    offers: Mapping[str, Sequence[Offer]] | None = None,
    otherwise: Sequence[Offer] = (),
    note: str = "",
) -> Outcome:
    """One opinion in the same words; each complainant's own offers, or those meant for everybody."""
    own = {numbers.complaint_id(ref): given for ref, given in (offers or {}).items()}

    def act(ref: str) -> None:
        offered = own.pop(numbers.complaint_id(ref), otherwise)
        investigate.propose(
            ref, by=by, at=at, findings=findings, grounds=grounds, decision=decision, remedies=remedies,
            offers=offered, note=note, matter_id=matter_id,
        )  # fmt: skip

    with transaction.atomic():
        spoken = gathering.spoken(matter_id)
        outcome = _each("propose", matter_id, by, act, lambda member: member.complaint_id not in spoken)
        if own:
            raise Refused("offers_for_others", field="offers")
    return outcome


def approve(matter_id: int, *, by: Actor, at: datetime, note: str = "") -> Outcome:
    """Sign the one opinion wherever it is this person's turn; each by its own chain."""

    def act(ref: str) -> None:
        signing.approve(ref, by=by, at=at, note=note)

    return _each("approve", matter_id, by, act, _waits_for_the_opinion, hold=True)


def send_back(matter_id: int, *, by: Actor, at: datetime, reason: str, note: str = "") -> Outcome:
    """Ask for more work on the one opinion before deciding."""

    def act(ref: str) -> None:
        signing.send_back(ref, by=by, at=at, reason=reason, note=note)

    return _each("send_back", matter_id, by, act, _waits_for_the_opinion)


def _waits_for_the_opinion(member: Member) -> bool:
    place = next_place(member.complaint)
    return place is not None and place.opinion.matter_id == member.matter_id


@transaction.atomic
def _each(
    name: str, matter_id: int, by: Actor, act: Callable[[str], object], fits: Callable[[Member], bool], *,
    hold: bool = False,
) -> Outcome:  # fmt: skip
    """For each where it applies and is open to this person, or for none; those elsewhere stay as they are."""
    _check_person(name, by)
    members = gathering.members(matter_id, by=by)
    fit = [member.complaint for member in members if _open(name, member, by) and fits(member)]
    if not fit:
        raise Refused("nobody_in_matter", step=name)
    for complaint in sorted(fit, key=lambda c: c.person_id or 0) if hold else ():
        decisions.hold_customer(complaint)
    for complaint in fit:
        with gathering.naming(complaint) as ref:
            act(ref)
    done = {complaint.pk for complaint in fit}
    left = (pairs.ref(member.complaint) for member in members if member.complaint_id not in done)
    return Outcome(matter_id, tuple(map(pairs.ref, fit)), tuple(left))


def _check_person(name: str, by: Actor) -> None:
    if by.kind == "client":
        raise Refused("person_must_sign", step=name)


def _open(name: str, member: Member, by: Actor) -> bool:
    rule = STEPS[name]
    return Stage(member.complaint.stage) in rule.frm and lifecycle.permits(rule, member.complaint, by)


@transaction.atomic
def close(matter_id: int, *, by: Actor, at: datetime) -> Outcome:
    """The matter ends last: when every complaint in it has."""
    _check_person("close", by)
    members = gathering.members(matter_id, by=by)
    matter = gathering.hold(matter_id)
    if not by.holds(Role.COORDINATOR, matter.coordinator_unit_id):
        raise Refused("not_yours", step="join_matter", who=[(Role.COORDINATOR, "coordinating")])
    running = Member.objects.filter(matter=matter, left_at=None).exclude(complaint__stage__in=ENDED)
    if waiting := sorted(running.values_list("complaint_id", flat=True)):
        seen = access.visible_to(by).filter(pk__in=waiting).order_by("pk")
        raise Refused("members_open", refs=[pairs.ref(complaint) for complaint in seen])
    matter.closed_at = at
    matter.save(update_fields=["closed_at"])
    return Outcome(matter_id, tuple(pairs.ref(member.complaint) for member in members))
