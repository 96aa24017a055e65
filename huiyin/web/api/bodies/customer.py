"""与客户: talks, material, mandates, representation, disputes."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field, StrictBool

from huiyin.complaints.commands import Offer, Said
from huiyin.complaints.queries import lists
from huiyin.web.api.bodies.main import MANY, Granted, Offering, Person, Reasoned, Step
from huiyin.web.api.fields import Body, Day, Line, Long, LongNumber, Moment, Money, OneOf


class OfferedInTalk(Granted):
    """One offer of a talk, and what the customer said to it."""

    answer: Annotated[str, OneOf(lists.answers())] = "considering"


class Contact(Step):
    contacted_at: Moment
    way: Annotated[str, OneOf(lists.ways())]
    inbound: StrictBool
    said: Long
    offers: Annotated[list[OfferedInTalk], Field(max_length=MANY)] = []
    proof: Line = ""

    def arguments(self) -> dict[str, Any]:
        made = [Said(each.kind, each.amount, each.answer) for each in self.offers]
        return super().arguments() | {"offers": made}


class AskMaterial(Step):
    """`what` is needed where the kind is `other`; what the bank holds itself is refused."""

    kind: Annotated[str, OneOf(lists.papers())]
    what: Line = ""
    why: Long
    by_when: Moment | None = None


class MaterialReceived(Step):
    material_id: LongNumber


class Range(Body):
    """What may be agreed: at most `amount`, at least `least`."""

    kind: Annotated[str, OneOf(lists.offer_kinds())]
    amount: Money | None = None
    least: Money | None = None


class AskMandate(Step):
    findings: Long
    grounds: Long
    decision: Long
    offers: Annotated[list[Range], Field(min_length=1, max_length=MANY)]
    until: Moment

    def arguments(self) -> dict[str, Any]:
        return super().arguments() | {
            "offers": [Offer(each.kind, each.amount, each.least) for each in self.offers]
        }


class SettleInMandate(Offering):
    """Without `party_id` it was the customer who agreed."""

    proof: Line
    party_id: LongNumber | None = None


class Represent(Step):
    """`ends` is the representative whose authority ends; without a `kind` nobody takes the place."""

    kind: Annotated[str, OneOf([("", ""), *lists.party_kinds()])] = ""
    customer: Person = Person()
    evidence: Annotated[list[Annotated[str, OneOf(lists.evidence())]], Field(max_length=MANY)] = []
    until: Day | None = None
    ends: LongNumber | None = None

    def arguments(self) -> dict[str, Any]:
        return super().arguments() | {"customer": self.customer.customer()}


class Dispute(Step):
    """Sent again with `ended_on` and `outcome` when it ends."""

    kind: Annotated[str, OneOf(lists.dispute_kinds())]
    body: Line
    number: Line = ""
    began_on: Day
    ended_on: Day | None = None
    outcome: Long = ""


BODIES: dict[str, type[Step]] = {
    "contact": Contact, "ask_material": AskMaterial, "material_received": MaterialReceived,
    "ask_mandate": AskMandate, "grant_mandate": Step, "refuse_mandate": Reasoned,
    "settle_in_mandate": SettleInMandate, "represent": Represent, "dispute": Dispute,
}  # fmt: skip
