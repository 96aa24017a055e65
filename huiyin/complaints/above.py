"""Who stands above a decision: whoever stands by it, once the customer has refused it for good."""

from __future__ import annotations

from huiyin.complaints.models import Approval, Complaint, Opinion, Task
from huiyin.organisation import queries as organisation
from huiyin.organisation.actor import Actor, Held, Role


def is_above(complaint: Complaint, by: Actor) -> bool:
    """Does this approver stand above whoever signed, over the unit that decided, or at the very top of it?"""
    return seat_above(complaint, by) is not None


def seat_above(complaint: Complaint, by: Actor) -> Held | None:
    """The seat from which this approver may stand by a decision: the one it is laid before, or one above the last."""
    seats = [h for h in by.held if h.role == Role.APPROVER]
    if not seats:
        return None
    asked = Task.objects.filter(complaint=complaint, kind=Task.Kind.STAND, staff_id__isnull=False).first()
    highest, signers = signed(complaint)
    named = (h for h in seats if asked and h.unit_id == asked.unit_id and _sits_for(asked.staff_id, h, by, signers))
    above = (h for h in seats if h.grade > highest and by.id not in signers and _lies_over(h, complaint))
    return next(named, None) or next(above, None)


def _sits_for(asked_id: int | None, held: Held, by: Actor, signers: set[int]) -> bool:
    """The one it is laid before, who may be the top and have signed; or the deputy, who may not."""
    return asked_id == by.id or (asked_id == held.deputy_for_id and by.id not in signers)


def signed(complaint: Complaint) -> tuple[int, set[int]]:
    """The highest grade that signed a decision on it, and everybody who proposed or signed one."""
    rows = Approval.objects.filter(opinion__complaint=complaint, verdict="approved").values_list("grade", "decided_by")
    proposed = Opinion.objects.filter(complaint=complaint).values_list("by_staff_id", flat=True)
    signers = {staff_id for _grade, staff_id in rows if staff_id is not None}
    return max((grade for grade, _staff_id in rows), default=0), signers | set(proposed)


def _lies_over(held: Held, complaint: Complaint) -> bool:
    lead = organisation.unit(complaint.lead_unit_id or complaint.intake_unit_id)
    return held.path == () or held.unit_id in (*lead.path, complaint.coordinator_unit_id)
