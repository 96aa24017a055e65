"""上报与下转: to the coordinator of the next larger part, to a smaller one inside one's own, or up from the units."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from huiyin.calendars.workdays import day_of
from huiyin.complaints import approving, decisions, departing, lifecycle, moving
from huiyin.complaints.lifecycle import Turn, step
from huiyin.complaints.models import Complaint
from huiyin.organisation import queries as organisation
from huiyin.organisation.actor import Actor
from huiyin.organisation.authority import Offer
from huiyin.organisation.refusal import Refused

NOBODY = 0  # has proposed yet: whoever holds the authority counts
DEPARTMENTS = 2  # of head office: more than a part can decide for


def escalate(
    ref: str, *, by: Actor, at: datetime, reason: str, seen: int | None = None, note: str = ""
) -> Complaint:
    """What lies beyond this coordinator goes to that of the next larger part, with a review limit of its own."""
    with step("escalate", ref, by=by, at=at, seen=seen, note=note) as turn:
        _up(turn, reason)
    return turn.complaint


def hand_down(
    ref: str, *, by: Actor, at: datetime, unit_id: int, reason: str, seen: int | None = None, note: str = ""
) -> Complaint:
    """What a smaller part can deal with goes to its coordinator, never to the unit complained of."""
    with step("hand_down", ref, by=by, at=at, seen=seen, note=note) as turn:
        complaint = turn.complaint
        if not reason.strip():
            raise Refused("empty", field="reason")
        inside = organisation.smaller_coordinators(
            complaint.coordinator_unit_id, on=day_of(at), not_for=complaint.complained_of_unit_id
        )
        if unit_id not in {office.pk for office in inside}:
            raise Refused("no_smaller_coordinator", field="unit_id", unit_id=unit_id)
        moving.coordinate(complaint, unit_id, at=at)
        turn.facts |= {"reason": reason.strip(), "to_office": unit_id}
    return turn.complaint


def refer_up(
    ref: str,
    *,
    by: Actor,
    at: datetime,
    reason: str,
    offers: Sequence[Offer] = (),
    departments: Sequence[int] = (),
    seen: int | None = None,
    note: str = "",
) -> Complaint:
    """What nobody in the part may grant, or what two head-office departments must settle, goes one coordinator up."""
    with step("refer_up", ref, by=by, at=at, seen=seen, note=note) as turn:
        complaint = turn.complaint
        _check_beyond(turn, offers, departments)
        moving.end_shares(complaint, at=at)
        _up(turn, reason)
        turn.facts |= {"offers": decisions.words(offers), "departments": sorted(set(departments))}
    return turn.complaint


def _up(turn: Turn, reason: str) -> None:
    if not reason.strip():
        raise Refused("empty", field="reason")
    office = departing.larger_office(turn.complaint, at=turn.at)
    if office is None:
        raise Refused("already_at_the_top")
    moving.coordinate(turn.complaint, office, at=turn.at)
    turn.facts |= {"reason": reason.strip(), "to_office": office}


def _check_beyond(turn: Turn, offers: Sequence[Offer], departments: Sequence[int]) -> None:
    """Shown, not asserted: two departments of head office by name, or an offer that no chain here suffices for."""
    named = organisation.head_office_departments(on=day_of(turn.at))
    for unit_id in departments:
        if unit_id not in named:
            raise Refused("not_of_head_office", field="departments", unit_id=unit_id)
    if len(set(departments)) >= DEPARTMENTS:
        return
    stated = offers or _under_approval(turn.complaint)
    if not stated or _somebody_may(turn, stated):
        raise Refused("within_the_part", field="offers")


def _under_approval(complaint: Complaint) -> Sequence[Offer]:
    place = lifecycle.next_place(complaint)
    return decisions.offers_of(place.opinion) if place is not None else ()


def _somebody_may(turn: Turn, offers: Sequence[Offer]) -> bool:
    try:
        approving.chain(turn.complaint, offers, proposer_id=NOBODY, at=turn.at)
    except Refused as refused:
        if refused.code != "beyond_authority":
            raise
        return False
    return True
