"""归口: declining, re-typing, splitting, merging, moving between coordinators."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field, StrictBool

from huiyin.complaints.commands import Offer
from huiyin.complaints.queries import moves
from huiyin.web.api.bodies.main import MANY, Offers, Reasoned, Step
from huiyin.web.api.fields import Code, Line, Long, Number, OneOf

Ref = Annotated[str, Field(min_length=1, max_length=40)]
OtherType = Annotated[str, OneOf(moves.other_types())]
Ground = Annotated[str, OneOf(moves.decline_grounds())]


class ProposeDecline(Reasoned):
    ground: Ground


class Decline(ProposeDecline):
    """Without `notice` the customer is told the ground in words and how to object."""

    notice: Long = ""


class ProposeRetype(Reasoned):
    to_type: OtherType


class Retype(ProposeRetype):
    """With `keep_complaint` the type is added; else it leaves, for a unit or an authority outside."""

    keep_complaint: StrictBool = False
    receiving_unit_id: Number | None = None
    receiving_body: Line = ""
    notice: Long = ""


class FinishTransfer(Step):
    result: Long


class Object(Reasoned):
    proof: Line = ""


class Split(Reasoned):
    """The second complaint; `remaining_…` word the first anew."""

    story: Long
    category: Code
    title: Line = ""
    remaining_title: Line = ""
    remaining_story: Long = ""


class Merge(Reasoned):
    into: Ref


class Unmerge(Reasoned):
    """`entries` are lines of the other one's timeline that belong here as well."""

    entries: Annotated[list[Number], Field(max_length=MANY * 5)] = []


class Link(Reasoned):
    other: Ref
    kind: Annotated[str, OneOf(moves.link_kinds())]


class HandDown(Reasoned):
    unit_id: Number


class ReferUp(Reasoned):
    """Either offers that nobody in the part may grant, or two departments of head office."""

    offers: Offers = []
    departments: Annotated[list[Number], Field(max_length=MANY)] = []

    def arguments(self) -> dict[str, Any]:
        return super().arguments() | {"offers": [Offer(each.kind, each.amount) for each in self.offers]}


BODIES: dict[str, type[Step]] = {
    "decline": Decline, "escalate": Reasoned, "finish_transfer": FinishTransfer, "hand_down": HandDown, "link": Link,
    "merge": Merge, "object": Object, "propose_decline": ProposeDecline, "propose_retype": ProposeRetype,
    "refer_up": ReferUp, "retype": Retype, "split": Split, "take_back": Reasoned, "unmerge": Unmerge,
}  # fmt: skip
