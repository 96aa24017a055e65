"""单位之间: distribution below, release, joint consultation, questions to partners."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field, StrictBool

from huiyin.web.api.bodies.main import MANY, Asked, Reasoned, Step
from huiyin.web.api.fields import Body, Long, LongNumber, Moment, Number


class Distribute(Step):
    """Each unit below, what it is asked, and an earlier due time if wanted."""

    shares: Annotated[list[Asked], Field(min_length=1, max_length=MANY)]

    def arguments(self) -> dict[str, Any]:
        return super().arguments() | {"shares": [each.ask() for each in self.shares]}


class Release(Reasoned):
    unit_id: Number


class Consult(Step):
    meets_at: Moment
    agenda: Long
    unit_ids: Annotated[list[Number], Field(min_length=1, max_length=MANY)]


class Dissent(Body):
    unit_id: Number
    said: Long


class Minute(Step):
    """A unit that dissents is named with its words."""

    minutes: Long
    decision: Long
    binding: StrictBool
    dissent: Annotated[list[Dissent], Field(max_length=MANY)] = []

    def arguments(self) -> dict[str, Any]:
        return super().arguments() | {"dissent": {each.unit_id: each.said for each in self.dissent}}


class AskPartner(Step):
    unit_id: Number
    what: Long


class PartnerAnswered(Step):
    """Without `answered_at`, now."""

    request_id: LongNumber
    answer: Long
    answered_at: Moment | None = None


BODIES: dict[str, type[Step]] = {
    "ask_partner": AskPartner, "consult": Consult, "distribute": Distribute, "minute": Minute,
    "partner_answered": PartnerAnswered, "release": Release,
}  # fmt: skip
