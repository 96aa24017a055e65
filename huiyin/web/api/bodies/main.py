"""The main road, and what all bodies are made of."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field, StrictBool, model_validator

from huiyin.complaints.commands import Ask, Customer, Offer
from huiyin.complaints.queries import lists
from huiyin.web.api.fields import (
    Body,
    Code,
    Line,
    Long,
    LongNumber,
    Moment,
    Money,
    Number,
    OneOf,
    Remark,
    Share,
)

MANY = 20


class Step(Body):
    """`seen` is the version the caller read: given, the step is refused when somebody else was quicker."""

    seen: Number | None = None
    note: Remark = ""

    def arguments(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in type(self).model_fields}


class Person(Body):
    name: Line = ""
    phone: Line = ""
    id_no: Line = ""
    card: Line = ""
    address: Line = ""

    def customer(self) -> Customer:
        return Customer(**self.model_dump())


class Granted(Body):
    """Without a day it is due with the policy's; without units the one that replies bears it, its cashiers pay."""

    kind: Annotated[str, OneOf(lists.offer_kinds())]
    amount: Money | None = None
    due_at: Moment | None = None
    paying_unit_id: Number | None = None
    bearing_unit_id: Number | None = None

    def offer(self) -> Offer:
        return Offer(
            self.kind, self.amount, due_at=self.due_at, paying_unit_id=self.paying_unit_id,
            bearing_unit_id=self.bearing_unit_id,
        )  # fmt: skip


Offers = Annotated[list[Granted], Field(max_length=MANY)]
Demands = Annotated[list[Annotated[str, OneOf(lists.demands())]], Field(max_length=MANY)]


class Register(Body):
    """`unit_id` is the unit that takes it in; without it, the key's own."""

    unit_id: Number | None = None
    channel: Code
    received_at: Moment
    story: Long
    category: Code
    cause: Code = ""
    title: Line = ""
    customer: Person = Person()
    demands: Demands = []
    amount: Money | None = None
    severity: Annotated[int, OneOf(lists.severities())] = 1
    types: Annotated[list[Annotated[str, OneOf(lists.types())]], Field(min_length=1, max_length=MANY)] = [
        "complaint"
    ]
    complained_of_unit_id: Number | None = None
    complained_of_person: Line = ""
    complained_of_staff_id: Number | None = None
    source_no: Line = ""
    note: Remark = ""

    def arguments(self, unit_id: int) -> dict[str, Any]:
        given = {name: getattr(self, name) for name in type(self).model_fields}
        return {**given, "unit_id": self.unit_id or unit_id, "customer": self.customer.customer()}


class Amend(Step):
    """Only what is sent is changed."""

    title: Annotated[str, Field(min_length=1, max_length=200)] = ""
    category: Code = ""
    cause: Code = ""
    story: Long = ""
    demands: Demands = []
    amount: Money | None = None
    complained_of_unit_id: Number | None = None
    complained_of_person: Line = ""
    complained_of_staff_id: Number | None = None
    source_no: Line = ""
    customer: Person = Person()

    @model_validator(mode="after")
    def _something(self) -> Amend:
        if not self.model_fields_set - {"seen", "note"}:
            raise ValueError("nothing to amend")
        return self

    def arguments(self) -> dict[str, Any]:
        sent = {name: getattr(self, name) for name in self.model_fields_set}
        return sent | ({"customer": self.customer.customer()} if "customer" in sent else {})


class Offering(Step):
    findings: Long
    grounds: Long
    decision: Long
    offers: Offers = []

    def arguments(self) -> dict[str, Any]:
        return super().arguments() | {"offers": [each.offer() for each in self.offers]}


class Settle(Offering):
    way: Annotated[str, OneOf(lists.ways())] = "phone"
    proof: Line = ""


class Propose(Offering):
    remedies: Long = ""


class ReturnToIntake(Step):
    missing: Long


class Assess(Step):
    statutory: StrictBool
    complex_: Annotated[StrictBool, Field(alias="complex")]
    severity: Annotated[int, OneOf(lists.severities())]
    reason: Long


class Asked(Body):
    """A unit, what it is asked, and an earlier due time if wanted."""

    unit_id: Number
    question: Long
    due_at: Moment | None = None

    def ask(self) -> Ask:
        return Ask(self.unit_id, self.question, self.due_at)


class Assign(Step):
    lead: Asked
    co_handlers: Annotated[list[Asked], Field(max_length=MANY)] = []

    def arguments(self) -> dict[str, Any]:
        asked = {"lead": self.lead.ask(), "co_handlers": [each.ask() for each in self.co_handlers]}
        return super().arguments() | asked


class Reasoned(Step):
    reason: Long


class Reveal(Reasoned):
    """Without `party_id` it is the customer who is shown."""

    party_id: LongNumber | None = None


class Arbitrate(Reasoned):
    """Without `to_unit_id` it stays with the unit that asked to be let off."""

    unit_id: Number
    to_unit_id: Number | None = None


class Answer(Step):
    answer: Long


class Reply(Step):
    way: Annotated[str, OneOf(lists.ways())]
    delivered_at: Moment
    proof: Line


class Accept(Step):
    """Without `party_id` it was the customer who accepted."""

    proof: Line
    party_id: LongNumber | None = None


class NotAccept(Reasoned):
    proof: Line = ""


class FollowUp(Step):
    reached: StrictBool
    process_satisfied: StrictBool | None = None
    result_satisfied: StrictBool | None = None


class Blamed(Body):
    unit_id: Number
    share: Share


class Close(Step):
    category: Code
    cause: Code
    liability: Annotated[str, OneOf(lists.liabilities())]
    outcome: Long
    accountable: Annotated[list[Blamed], Field(max_length=MANY)] = []

    def arguments(self) -> dict[str, Any]:
        return super().arguments() | {
            "accountable": [(each.unit_id, each.share) for each in self.accountable]
        }


class Prove(Step):
    promise_id: LongNumber
    voucher: Line


class Task(Step):
    """Without `task_id`, the most urgent one."""

    task_id: LongNumber | None = None


class Note(Step):
    note: Remark


BODIES: dict[str, type[Step]] = {
    "amend": Amend, "settle": Settle, "submit": Step, "return_to_intake": ReturnToIntake, "assess": Assess,
    "assign": Assign, "refuse_assignment": Reasoned, "arbitrate": Arbitrate, "answer": Answer, "propose": Propose,
    "approve": Step, "send_back": Reasoned, "reply": Reply, "accept": Accept, "not_accept": NotAccept,
    "follow_up": FollowUp, "close": Close, "reopen": Reasoned, "archive": Step, "prove": Prove, "pick": Task,
    "put_back": Task, "note": Note,
}  # fmt: skip
