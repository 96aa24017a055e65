"""审批: those in the chain agree in turn, or send the opinion back; so does who signs what a review changes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from huiyin.complaints import approving, consulting, decisions
from huiyin.complaints.commands.decide import approved, back_to_lead, check_authority, sign
from huiyin.complaints.commands.reversal import back_to_reviewer, changed
from huiyin.complaints.lifecycle import Turn, next_place, step
from huiyin.complaints.models import Complaint, Opinion, Stage
from huiyin.organisation.actor import Actor
from huiyin.organisation.refusal import Refused

# What the last signature brings about.
SIGNED: dict[Stage, Callable[[Turn, Opinion], None]] = {Stage.APPROVING: approved, Stage.REVIEWING: changed}


def approve(ref: str, *, by: Actor, at: datetime, seen: int | None = None, note: str = "") -> Complaint:
    """Agree, never to one's own proposal and never twice; the last in the chain makes it the bank's word."""
    with step("approve", ref, by=by, at=at, seen=seen, note=note) as turn:
        consulting.check_none_open(consulting.consultations(turn.complaint))
        place = sign(turn, "approved")
        following = next_place(turn.complaint)
        if following is not None:
            approving.ask_next(turn.complaint, following, at=at)
        else:
            check_authority(place.opinion, decisions.offers_of(place.opinion), at=at)
            SIGNED[Stage(turn.complaint.stage)](turn, place.opinion)
    return turn.complaint


def send_back(
    ref: str, *, by: Actor, at: datetime, reason: str, seen: int | None = None, note: str = ""
) -> Complaint:
    """Ask for more work before deciding; every return is counted."""
    with step("send_back", ref, by=by, at=at, seen=seen, note=note) as turn:
        if not reason.strip():
            raise Refused("empty", field="reason")
        place = sign(turn, "returned", reason)
        if turn.complaint.stage == Stage.REVIEWING:
            back_to_reviewer(turn, place.opinion)
        else:
            turn.complaint.returns += 1
            back_to_lead(turn, place.opinion, returns=1)
            turn.move(Stage.INVESTIGATING)
        turn.facts["reason"] = reason
    return turn.complaint
