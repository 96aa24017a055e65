"""GET: what waits for the caller: tasks, signatures, and who would have to sign what is being written."""

from __future__ import annotations

from typing import Annotated

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query
from pydantic import Field

from huiyin.complaints.commands import Offer
from huiyin.complaints.queries import approvals, guards, paging, promises, worklist
from huiyin.complaints.queries.file import chain_preview
from huiyin.complaints.queries.urgency import GROUPS
from huiyin.complaints.queries.wanted import Wanted
from huiyin.web.api import keys
from huiyin.web.api.bodies import Offers
from huiyin.web.api.fields import Body, Code, OneOf
from huiyin.web.api.routes import router
from huiyin.web.api.shown import Chain, Promises, Questions, Signatures, Tasks

After = Annotated[str, Field(max_length=40, pattern="^([0-9]{1,17}-[0-9]{1,18})?$")]


class Scope(Body):
    """What waits for oneself, free in one's units, in them altogether, or in all one's roles reach."""

    scope: Annotated[str, OneOf((name, "") for name in worklist.SCOPES)] = "mine"
    due: Annotated[str, OneOf((name, "") for name in ("", *GROUPS))] = ""
    kind: Code = ""
    severity: Annotated[int, Field(ge=1, le=3)] | None = None
    business: Code = ""
    referral: bool = False
    text: Annotated[str, Field(max_length=100)] = ""
    cursor: After = ""

    def wanted(self) -> Wanted:
        return Wanted(**self.model_dump(exclude={"cursor"}))


@router.get("/worklist", auth=keys.READ, response=Tasks, operation_id="worklist", summary="worklist")
def tasks(request: HttpRequest, asked: Query[Scope]) -> Tasks:
    """Open tasks, the nearest limit first, a page at a time."""
    by, after = keys.caller(request).actor, paging.key(asked.cursor)
    page = worklist.rows(asked.wanted(), by=by, at=timezone.now(), after=after)
    items = [row for group in page.groups for row in group.rows]
    return Tasks(items=items, next=str(page.next) if page.next else None)


@router.get("/approvals", auth=keys.READ, response=Signatures, operation_id="approvals", summary="approvals")
def signatures(request: HttpRequest, cursor: After = "") -> Signatures:
    """Opinions that wait for the caller's signature, with chain and limit, the nearest limit first."""
    by, after = keys.caller(request).actor, paging.key(cursor)
    found = approvals.to_sign(by=by, at=timezone.now(), after=after)
    return Signatures(items=list(found.rows), next=str(found.next) if found.next else None)


@router.get("/statements", auth=keys.READ, response=Questions, operation_id="statements", summary="statements")
def statements(request: HttpRequest) -> Questions:
    """What the caller was asked as the person concerned: the questions, and nothing of the complaint."""
    return Questions(items=guards.statements(by=keys.caller(request).actor, at=timezone.now()))


class OfPromises(Body):
    """Which of the promises that are owed: by whose turn it is, and of what kind."""

    show: Annotated[str, OneOf((name, "") for name in ("", *promises.SHOWS))] = ""
    kind: Annotated[str, OneOf((name, "") for name in ("", *promises.KINDS))] = ""
    cursor: After = ""


@router.get("/promises", auth=keys.READ, response=Promises, operation_id="promises", summary="promises")
def owed(request: HttpRequest, asked: Query[OfPromises]) -> Promises:
    """What customers were promised and is still owed, due first, with the payments under way."""
    wanted = promises.Wanted(asked.show, asked.kind, after=paging.key(asked.cursor))
    found = promises.ledger(wanted, by=keys.caller(request).actor, at=timezone.now())
    return Promises(items=list(found.lines), next=str(found.next) if found.next else None)


class Offered(Body):
    offers: Offers = []


@router.post("/complaints/{ref}/chain", auth=keys.READ, response=Chain, operation_id="chain", summary="chain")
def chain(request: HttpRequest, ref: str, body: Offered) -> Chain:
    """Who would have to sign if this were proposed now; nothing is changed."""
    offers = [Offer(each.kind, each.amount) for each in body.offers]
    seats = chain_preview(ref, by=keys.caller(request).actor, offers=offers, at=timezone.now())
    return Chain(items=list(seats))
