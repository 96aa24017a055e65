"""协商授权: a range is asked for, decided by the chain of every opinion, and settled within."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from huiyin.complaints import access, approving, consulting, decisions, mandates, speaking
from huiyin.complaints.commands.decide import approved, check_authority, sign
from huiyin.complaints.commands.investigate import check_mine, hand_in, share_of
from huiyin.complaints.lifecycle import next_place, step
from huiyin.complaints.models import Complaint, Opinion, Part
from huiyin.complaints.ready import check_all_answered
from huiyin.organisation.actor import Actor, Role
from huiyin.organisation.authority import Offer
from huiyin.organisation.refusal import Refused


def ask_mandate(
    ref: str,
    *,
    by: Actor,
    at: datetime,
    findings: str,
    grounds: str,
    decision: str,
    offers: Sequence[Offer],
    until: datetime,
    seen: int | None = None,
    note: str = "",
) -> Complaint:
    """Ask those who would approve the upper figures for a range to settle within; it takes the place of an older."""
    with step("ask_mandate", ref, by=by, at=at, seen=seen, note=note) as turn:
        complaint = turn.complaint
        check_mine(complaint, by, share_of(complaint, by, Role.HANDLER, lead=True))
        _check_askable(complaint, offers, until, at=at)
        mandates.lapse(complaint, at=at)
        seats = approving.chain(complaint, offers, proposer_id=by.pk, at=at)
        mandate = decisions.draw_up(
            complaint,
            by=by,
            at=at,
            findings=findings,
            grounds=grounds,
            decision=decision,
            offers=offers,
            until=until,
        )
        approving.draw_chain(mandate, seats, at=at)
        approving.ask_next(complaint, approving.first_place(mandate), at=at)
        turn.facts |= {
            "opinion": mandate.version,
            "offers": decisions.words(offers),
            "until": until.isoformat(),
        }
    return complaint


def _check_askable(complaint: Complaint, offers: Sequence[Offer], until: datetime, *, at: datetime) -> None:
    if mandates.running(complaint, mandates.ASKED) is not None:
        raise Refused("mandate_waits")
    if not offers:
        raise Refused("empty", field="offers")
    if until <= at:
        raise Refused("due_in_past", field="until")
    for offer in offers:
        if offer.least is not None and (offer.amount is None or not 0 <= offer.least <= offer.amount):
            raise Refused("least_above_most", field="offers", kind=offer.kind)


def grant_mandate(ref: str, *, by: Actor, at: datetime, seen: int | None = None, note: str = "") -> Complaint:
    """Agree to the range, never to one's own and never twice; the last in the chain puts it in force."""
    with step("grant_mandate", ref, by=by, at=at, seen=seen, note=note) as turn:
        complaint, mandate = turn.complaint, sign(turn, "approved").opinion
        mandates.check_not_over(mandate.until, at=at)
        following = next_place(complaint)
        if following is not None:
            approving.ask_next(complaint, following, at=at)
        else:
            check_authority(mandate, decisions.offers_of(mandate), at=at)
            _decided(complaint, mandate, Opinion.State.GRANTED, at=at)
    return complaint


def refuse_mandate(
    ref: str, *, by: Actor, at: datetime, reason: str, seen: int | None = None, note: str = ""
) -> Complaint:
    """Say no to the range and why; the lead unit asks anew or proposes its opinion."""
    with step("refuse_mandate", ref, by=by, at=at, seen=seen, note=note) as turn:
        if not reason.strip():
            raise Refused("empty", field="reason")
        mandate = sign(turn, "returned", reason).opinion
        _decided(turn.complaint, mandate, Opinion.State.LAPSED, at=at)
        turn.facts["reason"] = reason
    return turn.complaint


def _decided(complaint: Complaint, mandate: Opinion, state: Opinion.State, *, at: datetime) -> None:
    mandate.state, mandate.decided_at = state, at
    mandate.save(update_fields=["state", "decided_at"])
    access.leave(complaint, Part.APPROVING, at=at)


def settle_in_mandate(
    ref: str,
    *,
    by: Actor,
    at: datetime,
    findings: str,
    grounds: str,
    decision: str,
    offers: Sequence[Offer],
    proof: str,
    party_id: int | None = None,
    seen: int | None = None,
    note: str = "",
) -> Complaint:
    """What was agreed with the customer inside the range is the bank's word at once, without a second climb."""
    with step("settle_in_mandate", ref, by=by, at=at, seen=seen, note=note) as turn:
        complaint = turn.complaint
        held = share_of(complaint, by, Role.HANDLER, lead=True)
        check_mine(complaint, by, held)
        check_all_answered(complaint)
        consulting.check_none_open(consulting.consultations(complaint))
        mandate = mandates.in_force(complaint, at=at)
        _check_agreed(mandate, offers, proof, at=at)
        opinion = decisions.draw_up(
            complaint, by=by, at=at, findings=findings, grounds=grounds, decision=decision, offers=offers
        )
        mandate.state = Opinion.State.USED
        mandate.save(update_fields=["state"])
        hand_in(complaint, held, by=by, at=at)
        approved(turn, opinion)
        turn.facts |= {"opinion": opinion.version, "offers": decisions.words(offers), "proof": proof}
        turn.facts |= speaking.check_may_decide(complaint, party_id, at=at)
    return complaint


def _check_agreed(mandate: Opinion, offers: Sequence[Offer], proof: str, *, at: datetime) -> None:
    """Inside the range, proved, and under the limits of today, which other complaints may have used up."""
    if not offers:
        raise Refused("empty", field="offers")
    if not proof.strip():
        raise Refused("empty", field="proof")
    mandates.check_within(mandate, offers)
    check_authority(mandate, offers, at=at)
