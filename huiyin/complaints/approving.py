"""The approval chain, known in advance: the unit's head, the grades above until one suffices, a drawn audit."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from huiyin.calendars import workdays
from huiyin.calendars.workdays import day_of
from huiyin.complaints import access, decisions, gathering, guarding, lifecycle, sealing, work
from huiyin.complaints.models import Approval, Complaint, Opinion, Part, Stage, Task
from huiyin.organisation import queries as organisation
from huiyin.organisation.authority import Offer
from huiyin.organisation.queries import Holder
from huiyin.organisation.refusal import Refused
from huiyin.policy import queries as policies

LOWEST_APPROVING_GRADE = 2  # the first grade grants at first contact only
UNDECIDED = (Opinion.State.PROPOSED, Opinion.State.ASKED)
NOBODY_ELSE = "beyond_authority"  # a seat waits for its only holder to come back
LIMITS = {Approval.Place.HEAD: "unit_head", Approval.Place.GRADE: "authority", Approval.Place.AUDIT: "audit"}


@dataclass(frozen=True)
class Seat:
    """One place of a chain before it is signed."""

    place: str
    unit_id: int
    unit_name: str
    grade: int = 0
    staff_id: int | None = None
    name: str = ""
    suffices: bool = False
    certain: bool = True  # an audit is drawn only when the opinion is proposed


def chain(complaint: Complaint, offers: Sequence[Offer], *, proposer_id: int, at: datetime) -> list[Seat]:
    """Who will have to sign, in turn, if this is proposed now; refused when nobody in reach has the authority."""
    lead = complaint.lead_unit_id
    if lead is None:
        raise Refused("no_lead")
    seats: list[Seat] = []
    signed = {proposer_id, *guarding.recused(complaint)}
    approvers = _in_reach(lead, at)
    if head := _stand_in(organisation.head_of(lead, on=day_of(at)), signed, at):
        # The head signs once, with whatever authority he holds himself.
        own = max((h.grade for h in approvers if h.staff_id == head.staff_id), default=0)
        seats.append(_seat(Approval.Place.HEAD, head, own, suffices=_suffices(complaint, own, offers, at)))
        signed.add(head.staff_id)
    if not (seats and seats[-1].suffices):
        seats += _climb(complaint, approvers, offers, signed, above=seats[-1].grade if seats else 0, at=at)
    if not seats or not seats[-1].suffices:
        raise Refused("beyond_authority", field="offers", asked=decisions.words(offers))
    return seats


def _in_reach(lead_unit_id: int, at: datetime) -> list[Holder]:
    """Those with authority in the smallest served part that contains the lead unit."""
    return [h for h in organisation.approvers(lead_unit_id, on=day_of(at)) if h.in_part]


def _climb(
    complaint: Complaint, approvers: Sequence[Holder], offers: Sequence[Offer], signed: set[int], *, above: int,
    at: datetime,
) -> list[Seat]:  # fmt: skip
    """Grade by grade upwards; a grade nobody holds is skipped, one who signed already gives way."""
    seats: list[Seat] = []
    for grade in sorted({h.grade for h in approvers if h.grade >= max(above + 1, LOWEST_APPROVING_GRADE)}):
        holding = (h for h in approvers if h.grade == grade)
        signer = next((s for h in holding if (s := _stand_in(h, signed, at))), None)
        if signer is None:
            continue
        seats.append(_seat(Approval.Place.GRADE, signer, grade, suffices=_suffices(complaint, grade, offers, at)))
        signed.add(signer.staff_id)
        if seats[-1].suffices:
            break
    return seats


def _stand_in(holder: Holder | None, signed: set[int], at: datetime) -> Holder | None:
    """The holder, or the deputy of one who proposed or signed already, or may not touch it."""
    if holder is None or holder.staff_id not in signed:
        return holder
    deputy = organisation.deputy_of(holder.staff_id, on=day_of(at), role=holder.role, unit_id=holder.unit_id)
    if deputy is None or deputy.staff_id in signed:
        return None
    return Holder(deputy.staff_id, deputy.name, holder.unit_id, holder.unit_name, holder.role, holder.grade)


def _seat(place: Approval.Place, holder: Holder, grade: int, *, suffices: bool) -> Seat:
    return Seat(place, holder.unit_id, holder.unit_name, grade, holder.staff_id, holder.name, suffices)


def _suffices(complaint: Complaint, grade: int, offers: Sequence[Offer], at: datetime) -> bool:
    return not offers or decisions.weigh(complaint, grade, offers, at=at).ok


def draw_chain(opinion: Opinion, seats: Sequence[Seat], *, at: datetime) -> None:
    """Write the chain down, with the coordinator's audit where it is drawn, and ask the first to sign."""
    complaint = opinion.complaint
    rows = [(s.place, s.unit_id, s.grade, s.staff_id) for s in seats]
    if audit_is_drawn(opinion):
        rows.append((Approval.Place.AUDIT, complaint.coordinator_unit_id, 0, None))
    for number, (place, unit_id, grade, staff_id) in enumerate(rows, start=1):
        Approval.objects.create(
            opinion=opinion, step=number, place=place, unit_id=unit_id, grade=grade, staff_id=staff_id
        )
        access.place(complaint, Part.APPROVING, unit_id, at=at)


def first_place(opinion: Opinion) -> Approval:
    return Approval.objects.select_related("opinion").get(opinion=opinion, step=1)


def audit_is_drawn(opinion: Opinion) -> bool:
    """The coordinator audits all major complaints and a drawn share of the others; one opinion as a whole."""
    rates = policies.policy().audit_rate
    if (matter_id := opinion.matter_id) is not None:
        return sealing.drawn(f"audit:matter:{matter_id}", rates[gathering.severest(matter_id)])
    rate = rates[opinion.complaint.severity]
    return sealing.drawn(f"audit:{opinion.complaint_id}:{opinion.version}", rate)


def ask_next(complaint: Complaint, place: Approval, *, at: datetime) -> None:
    """The next in the chain owes a decision; while a mandate is decided the lead unit works on."""
    kind = _kind(place.opinion)
    work.ask(
        complaint, kind, place.unit_id, at=at, due_at=_due(complaint, place, at), staff_id=place.staff_id,
        approval_id=place.pk,
    )  # fmt: skip
    if kind == Task.Kind.APPROVE:
        complaint.owner_unit_id, complaint.owner_staff_id = place.unit_id, place.staff_id


def _kind(opinion: Opinion) -> Task.Kind:
    return Task.Kind.GRANT if opinion.state == Opinion.State.ASKED else Task.Kind.APPROVE


def _due(complaint: Complaint, place: Approval, at: datetime) -> datetime:
    """Each place has its own limit; the whole chain of a mandate has one, since the customer is being talked to."""
    rules = work.rules()
    if _kind(place.opinion) == Task.Kind.GRANT:
        return max(at, workdays.end_of(rules.policy.mandate, place.opinion.at, rules.calendar))
    return rules.due(LIMITS[Approval.Place(place.place)], complaint, at)


def pass_on(complaint: Complaint, task: Task, *, at: datetime) -> None:
    """The place of somebody who sits there no more: the deputy's, a colleague's in the same place, or the next's."""
    place = Approval.objects.select_related("opinion").get(pk=task.approval_id or 0)
    if place.staff_id is None:  # an audit that was picked: free again for every coordinator
        Task.objects.filter(pk=task.pk).update(staff_id=None)
        complaint.owner_staff_id = None if task.kind == Task.Kind.APPROVE else complaint.owner_staff_id
        return
    work.done(work.tasks(complaint, Task.Kind(task.kind)), at=at, result="moved")
    ask_next(complaint, _give_up(complaint, place, at=at), at=at)


def step_aside(complaint: Complaint, staff_ids: Collection[int], *, at: datetime) -> None:
    """Places that these would sign at, now or later in the chain, go to others."""
    undecided = Approval.objects.filter(
        opinion__complaint=complaint, opinion__state__in=UNDECIDED, decided_at=None, staff_id__in=staff_ids
    )
    for place in undecided.select_related("opinion").order_by("step"):
        task = work.tasks(complaint).filter(approval_id=place.pk).first()
        if task is not None:
            pass_on(complaint, task, at=at)
        else:
            _give_up(complaint, place, at=at)


def _give_up(complaint: Complaint, place: Approval, *, at: datetime) -> Approval:
    """Whose turn it is instead; a place nobody holds is skipped."""
    later = Approval.objects.filter(opinion=place.opinion, step__gt=place.step, place=Approval.Place.GRADE)
    successor = _successor(complaint, place, at)
    if successor is not None:
        return _reseat(complaint, place, successor, at=at)
    if (following := later.select_related("opinion").order_by("step").first()) is not None:
        place.delete()
        return following
    return _reseat(complaint, place, _next_up(complaint, place, at), at=at)


def _reseat(complaint: Complaint, place: Approval, holder: Holder, *, at: datetime) -> Approval:
    place.staff_id, place.unit_id = holder.staff_id, holder.unit_id
    if holder.grade > place.grade:
        place.place, place.grade = Approval.Place.GRADE, holder.grade
    place.save()
    access.place(complaint, Part.APPROVING, place.unit_id, at=at)
    return place


def _successor(complaint: Complaint, place: Approval, at: datetime) -> Holder | None:
    """The deputy of the one named, else anybody else in the same place who has not signed."""
    role = lifecycle.SIGNS[Approval.Place(place.place)]
    grade = place.grade if place.place == Approval.Place.GRADE else None
    same = organisation.holders(role, place.unit_id, on=day_of(at), grade=grade)
    deputies_first = sorted(same, key=lambda h: h.deputy_for_id != place.staff_id)
    found = next((h for h in deputies_first if h.staff_id not in spoken_for(place)), None)
    return found and replace(found, grade=place.grade)


def _next_up(complaint: Complaint, place: Approval, at: datetime) -> Holder:
    """The next grade that somebody holds; refused when there is nobody above."""
    # What a review changes is signed over the superior office, not over the unit that decided.
    reviewed = complaint.stage == Stage.REVIEWING or complaint.lead_unit_id is None
    for holder in _in_reach(place.unit_id if reviewed else complaint.lead_unit_id or 0, at):
        if holder.grade > max(place.grade, LOWEST_APPROVING_GRADE - 1) and holder.staff_id not in spoken_for(place):
            return holder
    raise Refused(NOBODY_ELSE, field="offers", asked=[])


def spoken_for(place: Approval) -> set[int | None]:
    """Who proposed, has signed, signs elsewhere in this chain, or may not touch the complaint."""
    people = Approval.objects.filter(opinion=place.opinion).values_list("decided_by", "staff_id")
    barred = guarding.recused(place.opinion.complaint)
    return {place.opinion.by_staff_id, *(staff_id for pair in people for staff_id in pair)} | barred
