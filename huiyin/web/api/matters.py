"""Group matters: gathered by POST /matters, read as the page shows them, acted on for all their complaints at once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Path
from pydantic import BaseModel, Field

from huiyin.complaints.commands import Offer
from huiyin.complaints.commands import matters as commands
from huiyin.complaints.commands.matters import Outcome
from huiyin.complaints.gathering import MOST
from huiyin.complaints.queries import matter_room
from huiyin.complaints.queries import matters as queries
from huiyin.complaints.queries.matter_room import Room
from huiyin.complaints.queries.matters import InLedger
from huiyin.intake.commands import Answer
from huiyin.organisation.actor import Actor
from huiyin.web.api import cursors, keys
from huiyin.web.api.answers import SenderKeyIfAny, answered
from huiyin.web.api.bodies.main import Asked, Granted, Offers
from huiyin.web.api.cursors import Cursor
from huiyin.web.api.fields import Body, Code, Long, Number, Remark
from huiyin.web.api.fields import Line as Text
from huiyin.web.api.routes import router

OK, CREATED = 200, 201
Matter = Annotated[int, Field(ge=1, le=2**63 - 1), Path()]
Refs = Annotated[list[Code], Field(min_length=1, max_length=MOST)]


class Ledger(BaseModel):
    items: list[InLedger]
    next: str | None


class Acted(BaseModel):
    """For which complaints it was done, and which stood elsewhere and stayed as they were."""

    id: int
    done: list[str]
    left: list[str]


class Deed(Body):
    def arguments(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in type(self).model_fields}


class Open(Deed):
    """`unit_id` is the coordinating office of all of them."""

    refs: Refs
    title: Text
    unit_id: Number


class Join(Deed):
    refs: Refs


class Noted(Deed):
    note: Remark = ""


class AssignAll(Noted):
    lead: Asked
    co_handlers: Annotated[list[Asked], Field(max_length=20)] = []

    def arguments(self) -> dict[str, Any]:
        asked = {"lead": self.lead.ask(), "co_handlers": [each.ask() for each in self.co_handlers]}
        return super().arguments() | asked


class Own(Body):
    """What one complainant is offered."""

    ref: Code
    offers: Offers


class ProposeAll(Noted):
    """`offers` are what single complainants get, `otherwise` what everybody else gets."""

    findings: Long
    grounds: Long
    decision: Long
    remedies: Long = ""
    offers: Annotated[list[Own], Field(max_length=MOST)] = []
    otherwise: Offers = []

    def arguments(self) -> dict[str, Any]:
        own = {each.ref: [_offer(given) for given in each.offers] for each in self.offers}
        return super().arguments() | {"offers": own, "otherwise": [_offer(given) for given in self.otherwise]}


class SendBackAll(Noted):
    reason: Long


def _offer(given: Granted) -> Offer:
    return Offer(given.kind, given.amount)


ACTS: dict[str, type[Deed]] = {
    "join": Join, "assign": AssignAll, "pick": Deed, "propose": ProposeAll, "approve": Noted, "send_back": SendBackAll,
    "close": Deed,
}  # fmt: skip


@router.post(
    "/matters", auth=keys.ACT, response={CREATED: Acted}, operation_id="open_matter", summary="open_matter"
)
def gather(request: HttpRequest, body: Open, key: SenderKeyIfAny = None) -> HttpResponse:
    """Gather complaints of several customers that have one cause."""

    def act(by: Actor, at: datetime) -> Answer:
        return _told(commands.open_matter(by=by, at=at, **body.arguments()), CREATED)

    return answered(request, key, body.model_dump(exclude_unset=True), act)


@router.get("/matters", auth=keys.READ, response=Ledger, operation_id="matters", summary="matters")
def ledger(request: HttpRequest, cursor: Cursor = "") -> Ledger:
    """Matters of which one sees a complaint, newest first, a page at a time; nothing else is counted."""
    found = queries.ledger(seen_by=keys.caller(request).actor, before=cursors.read(cursor) or queries.FIRST)
    return Ledger(items=list(found.lines), next=cursors.written(found.before))


@router.get("/matters/{matter_id}", auth=keys.READ, response=Room, operation_id="matter", summary="matter")
def show(request: HttpRequest, matter_id: Matter) -> Room:
    """One matter, of what one sees of it."""
    return matter_room.room(matter_id, seen_by=keys.caller(request).actor, at=timezone.now())


def _takes(name: str, body_class: type[Deed]) -> Callable[..., HttpResponse]:
    command = getattr(commands, name)

    def view(request: HttpRequest, matter_id: int, body: Deed, key: str | None) -> HttpResponse:
        def act(by: Actor, at: datetime) -> Answer:
            return _told(command(matter_id, by=by, at=at, **body.arguments()), OK)

        return answered(request, key, body.model_dump(exclude_unset=True), act)

    view.__name__, view.__doc__ = f"matter_{name}", command.__doc__
    view.__annotations__ = {
        "request": HttpRequest, "matter_id": Matter, "body": body_class, "key": SenderKeyIfAny
    }  # fmt: skip
    view.__defaults__ = (None,)
    return view


for _name, _body in ACTS.items():
    _post = router.post(
        f"/matters/{{matter_id}}/{_name}", auth=keys.ACT, response={OK: Acted}, operation_id=f"matter_{_name}",
        summary=f"matter_{_name}",
    )  # fmt: skip
    _post(_takes(_name, _body))


def _told(done: Outcome, status: int) -> Answer:
    return Answer(status, {"id": done.matter_id, "done": list(done.done), "left": list(done.left)})
