"""Whether a step could be taken now: asked by the command before it acts and by the page before it offers the step."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Exists, ExpressionWrapper, OuterRef, Q, QuerySet, Subquery, TextField

from huiyin.calendars.workdays import day_of
from huiyin.complaints import lifecycle
from huiyin.complaints.models import Acceptance, Approval, Assignment, Complaint, Promise, Stage, Task
from huiyin.complaints.table import DOERS
from huiyin.organisation.actor import Actor, Role
from huiyin.organisation.models import Absence, Duty, Move, StaffRole
from huiyin.organisation.queries.roles import away_on
from huiyin.organisation.queries.units import in_force
from huiyin.organisation.refusal import Refused

# Work that lies on a place of a chain, whose role is the place's own.
SIGNED = (Task.Kind.APPROVE, Task.Kind.GRANT)
__all__ = [
    "DOERS", "acts_for", "can_do", "check_all_answered", "check_ready_to_close", "resting_on_the_absent",
]  # fmt: skip

def can_do(task: Task, by: Actor) -> bool:
    return any(by.holds(role, task.unit_id) for role in DOERS[Task.Kind(task.kind)])


def acts_for(by: Actor, staff_id: int | None) -> bool:
    """Is this the person, or somebody who stands in for the person?"""
    return staff_id == by.id or any(h.deputy_for_id == staff_id for h in by.held if staff_id is not None)


def resting_on_the_absent(*, at: datetime) -> QuerySet[Task]:
    """Rule 10: work of people who have left, are away, hold no fitting role any more, or whose shift is over."""
    fitting = ~Q(restricted="") & Q(role=Role.UNIT_HEAD)  # who names another
    for kind, roles in DOERS.items():
        if kind in SIGNED:
            continue
        fitting |= Q(kind=kind.value, role__in=roles)
    for place, role in lifecycle.SIGNS.items():
        fitting |= Q(place=place.value, role=role)
    outer = {name: ExpressionWrapper(OuterRef(name), TextField()) for name in ("kind", "place", "restricted")}
    away = Absence.objects.filter(away_on(day_of(at))).values("staff_id")
    still = StaffRole.objects.annotate(**outer).filter(
        fitting, in_force(day_of(at)), staff_id=OuterRef("staff_id"), unit_id=OuterRef("unit_id"), staff__left_at=None
    )
    signing = Approval.objects.filter(pk=OuterRef("approval_id")).values("place")
    resting = ~Exists(still) | Q(staff_id__in=away) | _shift_over(at)
    gone = Move.objects.filter(successor__isnull=False).values("unit_id")  # their work is just being moved, as it is
    found = Task.objects.annotate(place=Subquery(signing)).filter(resting, staff_id__isnull=False)
    return found.exclude(unit_id__in=gone).order_by("id")


def _shift_over(at: datetime) -> Q:
    """Taken in hand during a shift that has ended, and no other shift of the same person there is running."""
    theirs = Duty.objects.filter(staff_id=OuterRef("staff_id"), unit_id=OuterRef("unit_id"))
    during = theirs.filter(starts_at__lte=OuterRef("picked_at"), ends_at__gt=OuterRef("picked_at"), ends_at__lte=at)
    running = theirs.filter(starts_at__lte=at, ends_at__gt=at)
    return Q(picked_at__isnull=False, approval_id=None) & Exists(during) & ~Exists(running)


def check_all_answered(complaint: Complaint) -> None:
    """The lead proposes only when every co-handling unit has answered."""
    waiting = Assignment.objects.filter(complaint=complaint, lead=False, ended_at=None).exclude(
        state=Assignment.State.ANSWERED
    )
    if units := list(waiting.values_list("unit_id", flat=True)):
        raise Refused("co_handlers_unanswered", units=units)


def check_owes(promise: Promise, by: Actor, step: str) -> None:
    """What one unit owes is not another's to prove or to have paid."""
    doers = DOERS[Task.Kind.PROVE]
    if not any(by.holds(role, promise.owner_unit_id) for role in doers):
        raise Refused("not_yours", step=step, who=[(role, "promise") for role in doers])


def check_promises(complaint: Complaint, *, at: datetime) -> None:
    """Nothing is closed while something promised is unproved; what is promised for long may wait until it is due."""
    holding = Q(long=False) | Q(due_at__lte=at)
    owed = Promise.objects.filter(holding, complaint=complaint, state__in=Promise.OWED).order_by("id")
    if promises := list(owed.values_list("kind", flat=True)):
        raise Refused("promises_unproved", promises=promises)


def check_ready_to_close(complaint: Complaint, *, at: datetime) -> None:
    """The customer has answered or kept silent, the call drawn was made, and everything promised is proved."""
    check_promises(complaint, at=at)
    if complaint.stage == Stage.REPLYING and complaint.person_id is not None:
        raise Refused("not_replied")
    if complaint.stage == Stage.REPLIED and complaint.acceptance not in (Acceptance.ACCEPTED, Acceptance.NO_ANSWER):
        raise Refused("customer_unanswered" if not complaint.acceptance else "customer_does_not_accept")
    if complaint.stage == Stage.FOLLOWING_UP and complaint.called_at is None:
        raise Refused("not_called")
