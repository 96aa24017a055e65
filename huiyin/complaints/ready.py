"""Whether a step could be taken now: asked by the command before it acts and by the page before it offers the step."""

from __future__ import annotations

from datetime import date

from django.db.models import Exists, ExpressionWrapper, OuterRef, Q, QuerySet, Subquery, TextField

from huiyin.complaints import lifecycle
from huiyin.complaints.models import Acceptance, Approval, Assignment, Complaint, Promise, Stage, Task
from huiyin.organisation.actor import Actor, Role
from huiyin.organisation.models import StaffRole
from huiyin.organisation.queries.units import in_force
from huiyin.organisation.refusal import Refused

# Which role a task waits for, in its unit.
DOERS = {
    Task.Kind.COMPLETE: (Role.INTAKE,),
    Task.Kind.REVIEW: (Role.COORDINATOR,),
    Task.Kind.INVESTIGATE: (Role.HANDLER,),
    Task.Kind.ANSWER: (Role.HANDLER,),
    Task.Kind.ARBITRATE: (Role.COORDINATOR,),
    Task.Kind.APPROVE: (Role.COORDINATOR,),
    Task.Kind.REPLY: (Role.HANDLER,),
    Task.Kind.CONFIRM: (Role.HANDLER, Role.INTAKE),
    Task.Kind.STAND: (Role.COORDINATOR,),
    Task.Kind.CALL: (Role.FOLLOW_UP,),
    Task.Kind.CLOSE: (Role.COORDINATOR, Role.INTAKE),
    Task.Kind.PROVE: (Role.HANDLER, Role.INTAKE, Role.UNIT_HEAD),
    Task.Kind.PAY: (Role.PAYMENT,),
    Task.Kind.GRANT: (Role.COORDINATOR,),
    Task.Kind.MEET: (Role.COORDINATOR,),
    Task.Kind.RECHECK: (Role.REVIEWER,),
    Task.Kind.TRANSFER: (
        Role.HANDLER, Role.INTAKE, Role.RELATION_OWNER, Role.RECEPTION, Role.INTEGRITY, Role.PRIVACY,
    ),
    Task.Kind.FREE: (Role.INTAKE, Role.COORDINATOR),
}  # fmt: skip
# Work that lies on a place of a chain, whose role is the place's own.
SIGNED = (Task.Kind.APPROVE, Task.Kind.GRANT)

def can_do(task: Task, by: Actor) -> bool:
    return any(by.holds(role, task.unit_id) for role in DOERS[Task.Kind(task.kind)])


def acts_for(by: Actor, staff_id: int | None) -> bool:
    """Is this the person, or somebody who stands in for the person?"""
    return staff_id == by.id or any(h.deputy_for_id == staff_id for h in by.held if staff_id is not None)


def resting_on_the_absent(*, on: date) -> QuerySet[Task]:
    """Rule 10: work of people who have left, or who hold no role any more by which they could do it."""
    fitting = Q()
    for kind, roles in DOERS.items():
        if kind in SIGNED:
            continue
        fitting |= Q(kind=kind.value, role__in=roles)
    for place, role in lifecycle.SIGNS.items():
        fitting |= Q(place=place.value, role=role)
    outer = {name: ExpressionWrapper(OuterRef(name), TextField()) for name in ("kind", "place")}
    still = StaffRole.objects.annotate(**outer).filter(
        fitting, in_force(on), staff_id=OuterRef("staff_id"), unit_id=OuterRef("unit_id"), staff__left_at=None
    )
    signing = Approval.objects.filter(pk=OuterRef("approval_id")).values("place")
    return Task.objects.annotate(place=Subquery(signing)).filter(~Exists(still), staff_id__isnull=False).order_by("id")


def check_all_answered(complaint: Complaint) -> None:
    """The lead proposes only when every co-handling unit has answered."""
    waiting = Assignment.objects.filter(complaint=complaint, lead=False, ended_at=None).exclude(
        state=Assignment.State.ANSWERED
    )
    if units := list(waiting.values_list("unit_id", flat=True)):
        raise Refused("co_handlers_unanswered", units=units)


def check_ready_to_close(complaint: Complaint) -> None:
    """The customer has answered or kept silent, the call drawn was made, and everything promised is proved."""
    owed = Promise.objects.filter(complaint=complaint, state__in=["open", "entered"]).order_by("id")
    if promises := list(owed.values_list("kind", flat=True)):
        raise Refused("promises_unproved", promises=promises)
    if complaint.stage == Stage.REPLYING and complaint.person_id is not None:
        raise Refused("not_replied")
    if complaint.stage == Stage.REPLIED and complaint.acceptance not in (Acceptance.ACCEPTED, Acceptance.NO_ANSWER):
        raise Refused("customer_unanswered" if not complaint.acceptance else "customer_does_not_accept")
    if complaint.stage == Stage.FOLLOWING_UP and complaint.called_at is None:
        raise Refused("not_called")
