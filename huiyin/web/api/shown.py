"""What the answers look like, where the page's own values will not do as they are."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from pydantic import BaseModel, Field

from huiyin.complaints.queries.approvals import Waiting
from huiyin.complaints.queries.due import Due
from huiyin.complaints.queries.guards import Question
from huiyin.complaints.queries.listed import Listed
from huiyin.complaints.queries.opinions import Seat
from huiyin.complaints.queries.promises import Line
from huiyin.complaints.queries.task_rows import Row
from huiyin.complaints.queries.timeline import Told


class Problem(BaseModel):
    """RFC 9457; `code` is the rule that said no, the same as on the page, the words are in the caller's language."""

    type: str
    title: str = Field(description="the rule")
    status: int
    code: str
    detail: str = Field(description="what would satisfy it")
    field: str = Field("", description="the argument it is about")
    params: dict[str, Any] = Field({}, description="the particulars: limits, units, stages")
    winner: str = Field("", description="on a lost race, who was quicker")
    won_at: datetime | None = Field(None, description="and when")
    errors: list[Fault] = Field([], description="every fault of a request that cannot be read")


class Fault(BaseModel):
    field: str
    code: str
    params: dict[str, Any]


class Done(BaseModel):
    """Where the complaint stands after the step."""

    ref: str
    step: str
    stage: str
    version: int


class Questions(BaseModel):
    """What the caller was asked as the person concerned."""

    items: list[Question]


class Answered(BaseModel):
    """The request that was answered."""

    id: int


class Customer(BaseModel):
    """In full; what the bank does not know is empty."""

    name: str
    phone: str
    id_no: str
    card: str
    address: str


class Brief(BaseModel):
    """One complaint of a list, the customer masked."""

    ref: str
    title: str
    customer: str
    stage: str
    stage_name: str
    severity: int
    channel: str
    business: str
    category: str
    unit: str
    received_at: datetime
    closed_at: datetime | None
    statutory: bool
    amount: Decimal | None
    step: str
    due: Due | None


def brief(listed: Listed) -> Brief:
    given = {name: getattr(listed, name) for name in Brief.model_fields if name != "title"}
    return Brief(**given, title="".join(piece.text for piece in listed.title))


class Rows(BaseModel):
    items: list[Brief]
    next: str | None = Field(description="the cursor of the next page; none behind the last")
    looked_back_to: datetime | None = Field(
        None, description="set when a rare word was not sought to the very end"
    )


class Promises(BaseModel):
    """Promises that are owed; `next` goes on from the last."""

    items: list[Line]
    next: str | None


class Tasks(BaseModel):
    items: list[Row]
    next: str | None


class Signatures(BaseModel):
    items: list[Waiting]
    next: str | None


class Chain(BaseModel):
    items: list[Seat]


class Lines(BaseModel):
    items: list[Told]
    next: str | None


class Item(BaseModel):
    """One entry of a reference list; `parent` is the code of the level above, `unit_id` the owner of a channel."""

    code: str
    name: str
    parent: str | None = None
    unit_id: int | None = None


class Items(BaseModel):
    items: list[Item]


class Unit(BaseModel):
    id: int
    code: str
    name: str
    kind: str
    trail: str


class Units(BaseModel):
    items: list[Unit]
    next: str | None


class Role(BaseModel):
    role: str
    name: str
    unit_id: int
    unit: str
    grade: int


class Me(BaseModel):
    """Who calls: a person's key has `person`, a system's has none."""

    key: str
    kind: str
    person: str
    unit_id: int
    unit: str
    scopes: list[str]
    valid_to: date | None
    roles: list[Role]
