"""与客户往来: every talk with every offer made in it, and what the customer is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from huiyin.complaints import deadlines, decisions, mandates
from huiyin.complaints.lifecycle import step
from huiyin.complaints.models import Complaint, Contact, Material, Opinion, Reply
from huiyin.complaints.papers import HELD, Paper
from huiyin.organisation.actor import Actor, Role
from huiyin.organisation.authority import Offer
from huiyin.organisation.models import OfferKind
from huiyin.organisation.refusal import Refused
from huiyin.policy import queries as policies


@dataclass(frozen=True)
class Said:
    """One offer made in a talk, and what the customer said to it."""

    kind: str
    amount: Decimal | None = None
    answer: str = Contact.Answer.CONSIDERING

    @property
    def offer(self) -> Offer:
        return Offer(self.kind, self.amount)


def contact(
    ref: str,
    *,
    by: Actor,
    at: datetime,
    contacted_at: datetime,
    way: str,
    inbound: bool,
    said: str,
    offers: Sequence[Said] = (),
    proof: str = "",
    seen: int | None = None,
    note: str = "",
) -> Complaint:
    """Write down a talk and every offer made in it; nobody offers what nobody approved."""
    with step("contact", ref, by=by, at=at, seen=seen, note=note) as turn:
        complaint = turn.complaint
        _check_talk(contacted_at, way, said, at=at)
        _check_covered(complaint, by, offers, at=at)
        made = [word | {"answer": each.answer} for word, each in zip(_words(offers), offers, strict=True)]
        Contact.objects.create(
            complaint=complaint, at=contacted_at, entered_at=at, by_staff_id=by.pk, way=way, inbound=inbound,
            said=said.strip(), offers=made, proof=proof.strip(),
        )  # fmt: skip
        turn.facts |= {
            "way": way,
            "said": said.strip(),
            "offers": made,
            "contacted_at": contacted_at.isoformat(),
        }
        turn.facts |= {"proof": proof.strip()} if proof.strip() else {}
    return complaint


def _words(offers: Sequence[Said]) -> list[dict[str, str]]:
    return decisions.words(each.offer for each in offers)


def _check_talk(contacted_at: datetime, way: str, said: str, *, at: datetime) -> None:
    if contacted_at > at:
        raise Refused("contacted_in_future", field="contacted_at")
    if way not in Reply.Way.values:
        raise Refused("unknown", field="way", value=way)
    if not said.strip():
        raise Refused("empty", field="said")


def _check_covered(complaint: Complaint, by: Actor, offers: Sequence[Said], *, at: datetime) -> None:
    """Each offer alone, and all the customer took together, lie within what is granted or what anybody may give."""
    for each in offers:
        if each.kind not in OfferKind.values or each.answer not in Contact.Answer.values:
            raise Refused("unknown", field="offers", value=each.kind)
        if each.kind in decisions.MONEY and not each.amount:
            raise Refused("amount_missing", field="offers", kind=each.kind)
    taken = [each.offer for each in offers if each.answer == Contact.Answer.ACCEPTED]
    granted = [decisions.standing(complaint), *_mandate(complaint, by, at=at)]
    for made in [*([each.offer] for each in offers), taken]:
        if not any(mandates.covers(allowed, made) for allowed in granted):
            _check_first_grade(complaint, made, at=at)


def _mandate(complaint: Complaint, by: Actor, *, at: datetime) -> list[list[Offer]]:
    """The range the lead unit was granted, as long as it lasts; it is nobody else's to offer."""
    mandate = mandates.running(complaint, Opinion.State.GRANTED)
    mine = complaint.lead_unit_id is not None and by.holds(Role.HANDLER, complaint.lead_unit_id)
    if mandate is None or not mine or mandate.until is None or at > mandate.until:
        return []
    return [decisions.offers_of(mandate)]


def _check_first_grade(complaint: Complaint, offers: Sequence[Offer], *, at: datetime) -> None:
    verdict = decisions.weigh(complaint, decisions.FIRST_CONTACT_GRADE, offers, at=at)
    if not verdict.ok:
        raise Refused("offer_not_covered", field="offers", asked=decisions.words(offers))


def ask_material(
    ref: str,
    *,
    by: Actor,
    at: datetime,
    kind: str,
    why: str,
    what: str = "",
    by_when: datetime | None = None,
    seen: int | None = None,
    note: str = "",
) -> Complaint:
    """Ask the customer for what only the customer has; the customer's clock goes on."""
    with step("ask_material", ref, by=by, at=at, seen=seen, note=note) as turn:
        _check_material(kind, what, why)
        last = by_when or deadlines.end_of_day(at, policies.policy().material_days)
        if last <= at:
            raise Refused("due_in_past", field="by_when")
        Material.objects.create(
            complaint=turn.complaint, kind=kind, what=what.strip(), why=why.strip(), asked_at=at, asked_by=by.pk,
            by_when=last,
        )  # fmt: skip
        turn.facts |= {
            "paper": kind,
            "what": what.strip(),
            "reason": why.strip(),
            "by_when": last.isoformat(),
        }
    return turn.complaint


def _check_material(kind: str, what: str, why: str) -> None:
    if kind not in Paper.values:
        raise Refused("unknown", field="kind", value=kind)
    if kind in HELD:
        raise Refused("bank_holds_it", field="kind", paper=kind, where=kind)
    for name, text in (("why", why), ("what", what)):
        if not text.strip() and (name == "why" or kind == Paper.OTHER):
            raise Refused("empty", field=name)


def material_received(
    ref: str, *, by: Actor, at: datetime, material_id: int, seen: int | None = None, note: str = ""
) -> Complaint:
    """What the customer was asked for is here."""
    with step("material_received", ref, by=by, at=at, seen=seen, note=note) as turn:
        material = Material.objects.filter(complaint=turn.complaint, pk=material_id).first()
        if material is None:
            raise Refused("unknown", field="material_id", value=material_id)
        if material.received_at is not None:
            raise Refused("already_received", field="material_id")
        material.received_at, material.received_by = at, by.pk
        material.save(update_fields=["received_at", "received_by"])
        turn.facts |= {"paper": material.kind, "what": material.what}
    return turn.complaint
