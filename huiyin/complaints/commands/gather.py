"""群体性事项, one complaint at a time: it joins, it leaves, its complainant speaks for the others."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from huiyin.complaints import gathering, pairs
from huiyin.complaints.lifecycle import Turn, also, step
from huiyin.complaints.models import Complaint, Mark, Matter, Member, Severity
from huiyin.organisation.actor import Actor
from huiyin.organisation.refusal import Refused
from huiyin.policy import queries as policies


def join_matter(
    ref: str, *, by: Actor, at: datetime, matter_id: int, seen: int | None = None, note: str = ""
) -> Complaint:
    """Handled together with the others from now on; the complaint stays the customer's own."""
    with step("join_matter", ref, by=by, at=at, seen=seen, note=note) as turn:
        office = turn.complaint.coordinator_unit_id
        matter = gathering.hold(matter_id, gathering.known(by), coordinator_unit_id=office)
        here = Member.objects.filter(matter=matter, left_at=None).count() + 1
        if here > gathering.MOST:
            raise Refused("matter_full", field="matter_id", most=gathering.MOST)
        enter(turn, matter, appearing=here)
    return turn.complaint


def enter(turn: Turn, matter: Matter, *, appearing: int) -> None:
    """Its line and its mark; with so many appearing together it is major."""
    complaint = turn.complaint
    before = Member.objects.select_related("matter").filter(complaint=complaint, left_at=None).first()
    if before is not None and before.matter.closed_at is None:
        raise Refused("in_a_matter", field="matter_id", title=before.matter.title)
    if before is not None:
        before.left_at = turn.at
        before.save(update_fields=["left_at"])
    Member.objects.create(matter=matter, complaint=complaint, joined_at=turn.at)
    complaint.marks = [*(mark for mark in complaint.marks if mark != Mark.GROUP), Mark.GROUP.value]
    turn.facts |= {"matter": matter.title, "matter_id": matter.pk}
    if appearing >= gathering.JOINTLY and complaint.severity < Severity.MAJOR:
        complaint.severity = Severity.MAJOR
        turn.facts["appearing"] = appearing


def leave_matter(
    ref: str, *, by: Actor, at: datetime, reason: str, seen: int | None = None, note: str = ""
) -> Complaint:
    """Handled alone from now on; whoever spoke for the others does so no more."""
    with step("leave_matter", ref, by=by, at=at, seen=seen, note=note) as turn:
        if not reason.strip():
            raise Refused("empty", field="reason")
        member = gathering.membership(turn.complaint)
        member.left_at = turn.at
        if member.represents_from is not None and member.represents_to is None:
            member.represents_to = turn.at
        member.save(update_fields=["left_at", "represents_to"])
        turn.complaint.marks = [mark for mark in turn.complaint.marks if mark != Mark.GROUP]
        turn.facts |= {"matter": member.matter.title, "matter_id": member.matter_id, "reason": reason.strip()}
    return turn.complaint


@transaction.atomic
def choose_representative(
    ref: str,
    *,
    by: Actor,
    at: datetime,
    chosen_by: str,
    instead_of: str = "",
    seen: int | None = None,
    note: str = "",
) -> Complaint:
    """Speaks for all who complain together, in place of another where there are enough; nobody's own rights change."""
    other = pairs.hold(ref, instead_of, by=by, field="instead_of") if instead_of.strip() else None
    with step("choose_representative", ref, by=by, at=at, seen=seen, note=note) as turn:
        if not chosen_by.strip():
            raise Refused("empty", field="chosen_by")
        member = gathering.membership(turn.complaint)
        matter = gathering.hold(member.matter_id)
        speaking = list(Member.objects.filter(gathering.REPRESENTS, matter=matter))
        if any(each.pk == member.pk for each in speaking):
            raise Refused("represents_already")
        if other is not None:
            speaking.remove(_replaced(turn, other, speaking))
        if len(speaking) >= (most := policies.policy().representatives):
            raise Refused("representatives_full", field="instead_of", most=most)
        member.represents_from, member.represents_to, member.chosen_by = turn.at, None, chosen_by.strip()
        member.save(update_fields=["represents_from", "represents_to", "chosen_by"])
        turn.facts |= {"chosen_by": chosen_by.strip(), "instead_of": pairs.ref(other) if other else ""}
    return turn.complaint


def _replaced(turn: Turn, other: Complaint, speaking: list[Member]) -> Member:
    """Another speaks instead, and the record of the one replaced says so."""
    found = next((each for each in speaking if each.complaint_id == other.pk), None)
    if found is None:
        raise Refused("not_a_representative", field="instead_of")
    found.represents_to = turn.at
    found.save(update_fields=["represents_to"])
    with also("choose_representative", other, turn) as beside:
        beside.facts["replaced_by"] = pairs.ref(turn.complaint)
    return found
