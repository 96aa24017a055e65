"""核查: until when the customer may ask, who is superior, who may review, and who may sign a changed decision."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from django.db.models import OuterRef, Q, Subquery
from django.db.models.lookups import IsNull

from huiyin.audit import queries as audit
from huiyin.audit.queries import Written
from huiyin.calendars.workdays import day_of
from huiyin.complaints import deadlines, decisions, guarding, parts
from huiyin.complaints.models import Approval, Assignment, Complaint, Reply, Review
from huiyin.organisation import queries as organisation
from huiyin.organisation.actor import Actor, Role
from huiyin.organisation.authority import Offer
from huiyin.organisation.models import Unit
from huiyin.organisation.queries import Holder
from huiyin.organisation.refusal import Refused
from huiyin.policy import queries as policies

ASKED = "ask_review"
# Whoever has only seen the customer's data has not touched the matter.
READING = ("reveal",)


def last_reply(complaint: Complaint) -> Reply | None:
    """The last decision as the customer holds it."""
    return Reply.objects.filter(complaint=complaint).select_related("opinion").order_by("-id").first()


def right_ends(reply: Reply) -> datetime:
    """24:00 of the last day on which the customer may ask for a review."""
    return deadlines.end_of_day(reply.delivered_at, policies.policy().review_right_days)


def reviewing_unit(complaint: Complaint, *, at: datetime) -> int:
    """Of the next larger coordinator the nearest unit with a reviewer that is neither complained of nor handled it."""
    on = day_of(at)
    superior = organisation.larger_coordinator(complaint.coordinator_unit_id, on=on)
    barred = parts.accused_units(complaint) | parts.handling_units(complaint)
    if superior is None or superior.pk in barred:
        raise Refused("no_superior", remedies=policies.policy().superior_remedies)
    served = superior.serves_id or superior.pk
    nearest = [*organisation.units_with(Role.REVIEWER, superior.pk, on=on)]
    nearest += organisation.units_with(Role.REVIEWER, served, on=on)
    free = (unit_id for unit_id in nearest if unit_id not in barred)
    found = next((u for u in free if guarding.has_one(complaint, Role.REVIEWER, u, on=on)), None)
    if found is None:
        raise Refused("nobody_to_review", unit_id=superior.pk)
    return found


def touched(complaint_id: int) -> dict[int, list[Written]]:
    """What everybody did in it before the review was asked for; such people do not review it."""
    lines = audit.written(complaint_id)
    until = max((line.seq for line in lines if line.action == ASKED), default=len(lines))
    found: dict[int, list[Written]] = {}
    for line in lines:
        if line.staff_id is not None and line.seq <= until and line.action not in READING:
            found.setdefault(line.staff_id, []).append(line)
    return found


def untouched(by: Actor, key: str) -> Q:
    """The same for lists, where `key` names the complaint; asked for one row each, so that no table is read whole."""
    who = by.id or 0
    lines = audit.written_by(who, key, until=ASKED, besides=READING)
    held = Assignment.objects.filter(Q(staff_id=who) | Q(answered_by=who), complaint=OuterRef(key))
    return Q(IsNull(Subquery(lines.values("seq")[:1]), True), IsNull(Subquery(held.values("pk")[:1]), True))


def check_no_signature_waits(complaint: Complaint) -> None:
    """A change that was proposed is signed or sent back before anything else is decided."""
    if Approval.objects.filter(opinion__complaint=complaint, opinion__state="proposed", decided_at=None).exists():
        raise Refused("signature_waits")


def check_untouched(complaint: Complaint, by: Actor) -> None:
    """Nobody checks what passed through the own hands, a change proposed in this very review apart."""
    if Review.objects.filter(complaint=complaint, decided_at=None, reviewer_id=by.id or 0).exists():
        return
    if by.id in touched(complaint.pk) or by.id in parts.handlers(complaint):
        raise Refused("reviewer_touched_it")


def office_of(review: Review, *, at: datetime) -> Unit:
    """The coordinator whose review it is."""
    return organisation.coordinator_for(review.unit_id, on=day_of(at))


def signers(complaint: Complaint, review: Review, *, at: datetime) -> list[Holder]:
    """Who may sign a changed decision: the superior office's head and those with authority over it, unless involved."""
    on, office = day_of(at), office_of(review, at=at)
    head, above = organisation.head_of(office.pk, on=on), organisation.approvers(office.pk, on=on)
    involved = set(touched(complaint.pk)) | parts.handlers(complaint) | guarding.recused(complaint)
    found = {h.staff_id: h for h in [*([head] if head else []), *above] if h.staff_id not in involved}
    return [replace(h, grade=max(h.grade, found[h.staff_id].grade)) for h in found.values()]


def signer(complaint: Complaint, review: Review, staff_id: int, by: Actor, *, at: datetime) -> Holder:
    """The one who signs, never the reviewer."""
    if staff_id == by.id:
        raise Refused("maker_is_checker", field="signed_by")
    found = next((h for h in signers(complaint, review, at=at) if h.staff_id == staff_id), None)
    if found is None:
        raise Refused("unknown", field="signed_by", value=staff_id)
    return found


def check_authority(complaint: Complaint, grade: int, offers: Sequence[Offer], *, at: datetime) -> None:
    """The signature suffices for what is offered."""
    decisions.hold_customer(complaint)
    if offers and not decisions.weigh(complaint, grade, offers, at=at).ok:
        raise Refused("beyond_authority", field="offers", asked=decisions.words(offers))
