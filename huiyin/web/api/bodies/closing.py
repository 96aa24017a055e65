"""维持、撤回、核查: the last word on a decision, the customer's change of mind, and the superior unit's look at it."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field, StrictBool

from huiyin.complaints.commands import Offer
from huiyin.complaints.queries import lists
from huiyin.web.api.bodies.main import MANY, Blamed, Close, Offers, Reasoned, Step
from huiyin.web.api.fields import Code, Line, Long, Moment, Number, OneOf


class StandBy(Close):
    """`proof` is that the customer holds the notice of the remedies that remain, since `delivered_at`."""

    grounds: Long
    way: Annotated[str, OneOf(lists.ways())]
    delivered_at: Moment
    proof: Line


class Withdraw(Reasoned):
    proof: Line
    received_at: Moment


class ConfirmWithdrawal(Step):
    free: StrictBool
    proof: Line


class AskReview(Reasoned):
    proof: Line
    asked_at: Moment


class Checks(Step):
    """What was found in process, limits and result, and on what grounds it is decided."""

    process: Long
    limits: Long
    result: Long
    grounds: Long


class Confirm(Checks):
    """What was closed before keeps its findings, unless others are sent."""

    category: Code = ""
    cause: Code = ""
    liability: Annotated[str, OneOf([("", ""), *lists.liabilities()])] = ""
    outcome: Long = ""
    accountable: Annotated[list[Blamed], Field(max_length=MANY)] = []

    def arguments(self) -> dict[str, Any]:
        pairs = [(each.unit_id, each.share) for each in self.accountable]
        return super().arguments() | {"accountable": pairs}


class Change(Checks):
    """`signed_by` is whose authority covers the offers, never the reviewer."""

    findings: Long
    decision: Long
    signed_by: Number
    offers: Offers = []

    def arguments(self) -> dict[str, Any]:
        return super().arguments() | {"offers": [Offer(each.kind, each.amount) for each in self.offers]}


BODIES: dict[str, type[Step]] = {
    "stand_by": StandBy, "withdraw": Withdraw, "confirm_withdrawal": ConfirmWithdrawal, "ask_review": AskReview,
    "confirm": Confirm, "change": Change, "redo": Checks,
}  # fmt: skip
