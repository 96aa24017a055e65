"""不予办理: proposed by those who know the case, decided by the coordinator, reopened by the customer's objection."""

from __future__ import annotations

from datetime import datetime

from huiyin.complaints import access, departing, moving, work
from huiyin.complaints.commands.investigate import check_mine, share_of
from huiyin.complaints.counting import count
from huiyin.complaints.lifecycle import Turn, step
from huiyin.complaints.models import Complaint, Part, Restriction, Stage, Task
from huiyin.organisation.actor import Actor, Role
from huiyin.organisation.refusal import Refused
from huiyin.policy import queries as policies


def propose_decline(
    ref: str, *, by: Actor, at: datetime, ground: str, reason: str, seen: int | None = None, note: str = ""
) -> Complaint:
    """Ask the coordinator to decline, naming the ground; whatever the units were doing ends."""
    with step("propose_decline", ref, by=by, at=at, seen=seen, note=note) as turn:
        ground_of(ground)
        lay_before(turn, reason)
        turn.facts["ground"] = ground
    return turn.complaint


def lay_before(turn: Turn, reason: str) -> None:
    """A proposal goes to the coordinator, with the case itself."""
    if not reason.strip():
        raise Refused("empty", field="reason")
    complaint, at = turn.complaint, turn.at
    if complaint.stage == Stage.INVESTIGATING:
        check_mine(complaint, turn.by, share_of(complaint, turn.by, Role.HANDLER, lead=True))
        moving.end_shares(complaint, at=at)
    work.done(work.tasks(complaint, Task.Kind.COMPLETE), at=at)
    moving.to_review(complaint, at=at)
    turn.facts["reason"] = reason.strip()


def decline(
    ref: str,
    *,
    by: Actor,
    at: datetime,
    ground: str,
    reason: str,
    notice: str = "",
    seen: int | None = None,
    note: str = "",
) -> Complaint:
    """Decline on a ground the policy knows, and tell the customer why and how to object."""
    with step("decline", ref, by=by, at=at, seen=seen, note=note) as turn:
        complaint, words = turn.complaint, ground_of(ground)
        if not reason.strip():
            raise Refused("empty", field="reason")
        departing.check_another(complaint, by, "decline")
        told = notice.strip() or departing.notice(complaint, words, at=at)
        departing.leave(turn, Stage.DECLINED, ground=ground, reason=reason.strip(), notice=told)
        count(turn, "decline")
        turn.facts |= {"ground": ground, "reason": reason.strip(), "notice": told}
    return turn.complaint


def ground_of(code: str) -> str:
    """The ground in the words the customer reads."""
    found = policies.policy().decline_grounds.get(code)
    if found is None:
        raise Refused("unknown", field="ground", value=code)
    return found


def object(
    ref: str,
    *,
    by: Actor,
    at: datetime,
    reason: str,
    proof: str = "",
    seen: int | None = None,
    note: str = "",
) -> Complaint:
    """The customer objects: the coordinator of the next larger part reviews it, and the first receipt still counts."""
    with step("object", ref, by=by, at=at, seen=seen, note=note) as turn:
        complaint = turn.complaint
        if not reason.strip():
            raise Refused("empty", field="reason")
        if complaint.restricted == Restriction.REPORT:
            raise Refused("report_still_shut")  # nobody in the next office may see what it would have to review
        office = departing.larger_office(complaint, at=at)
        if office is None:
            raise Refused("no_larger_coordinator", remedies=policies.policy().superior_remedies)
        gone = departing.current(complaint)
        complaint.types = gone.kept["types"]
        work.done(work.tasks(complaint, Task.Kind.TRANSFER), at=at, result="objected")
        access.leave(complaint, Part.RECEIVING, at=at)
        departing.resume_limit(complaint, gone)
        moving.coordinate(complaint, office, at=at)
        departing.came_back(turn, gone, step="object")
        turn.facts |= {"reason": reason.strip(), "proof": proof.strip(), "to_office": office}
    return complaint
