"""POST /complaints/{ref}/{step}: every step of the table that people may take, by the word of the table."""

from __future__ import annotations

import hashlib
import inspect
from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from ninja import File, Form, Path, UploadedFile
from pydantic import Field

from huiyin.complaints import commands, numbers
from huiyin.intake.commands import Answer
from huiyin.organisation.actor import Actor
from huiyin.organisation.refusal import Refused
from huiyin.web.api import keys
from huiyin.web.api.answers import SenderKey, SenderKeyIfAny, answered, done, told
from huiyin.web.api.bodies import BODIES, Register, Reveal, Statement, Step
from huiyin.web.api.fields import Body, Remark, Version
from huiyin.web.api.routes import router
from huiyin.web.api.shown import Answered, Customer, Done

OK, CREATED = 200, 201
FORM = {"file", "note", "seen"}
PLAIN = "application/octet-stream"
View = Callable[..., HttpResponse]


@router.post(
    "/complaints", auth=keys.REGISTER, response={CREATED: Done}, operation_id="register", summary="register"
)
def register(request: HttpRequest, body: Register, key: SenderKey) -> HttpResponse:
    """Give a complaint its number, its home and its clock; the clock starts when the bank received it."""
    unit_id = keys.caller(request).unit_id

    def act(by: Actor, at: datetime) -> Answer:
        return _done("register", commands.register(by=by, at=at, **body.arguments(unit_id)), CREATED)

    return answered(request, key, _sent(body), act)


def _takes(step: str, body_class: type[Step]) -> View:
    """The view of one step: its body in, one command, where the complaint stands now."""
    command = getattr(commands, step)

    def view(request: HttpRequest, ref: str, body: Step, key: str | None) -> HttpResponse:
        def act(by: Actor, at: datetime) -> Answer:
            return _done(step, command(ref, by=by, at=at, **body.arguments()), OK)

        return answered(request, key, _sent(body), act)

    view.__name__, view.__doc__ = step, inspect.getdoc(command)
    view.__annotations__ = {"request": HttpRequest, "ref": str, "body": body_class, "key": SenderKeyIfAny}
    view.__defaults__ = (None,)
    return view


for _step, _body in BODIES.items():
    _post = router.post(
        f"/complaints/{{ref}}/{_step}", auth=keys.ACT, response={OK: Done}, operation_id=_step, summary=_step
    )
    _post(_takes(_step, _body))


@router.post(
    "/complaints/{ref}/attach", auth=keys.ACT, response={OK: Done}, operation_id="attach", summary="attach"
)
def attach(
    request: HttpRequest, ref: str, *, file: Annotated[UploadedFile, File()], note: Annotated[Remark, Form("")] = "",
    seen: Annotated[Version | None, Form(None)] = None, key: SenderKeyIfAny = None,
) -> HttpResponse:  # fmt: skip
    """Put a file into the complaint; its hash stands on the timeline."""
    if unknown := {*request.POST, *request.FILES} - FORM:
        raise Refused("unreadable", field=min(unknown))
    content, name = file.read(), file.name or "file"
    sent = {"note": note, "seen": seen, "name": name, "sha256": hashlib.sha256(content).hexdigest()}

    def act(by: Actor, at: datetime) -> Answer:
        kept = commands.attach(
            ref, by=by, at=at, name=name, content=content, media_type=PLAIN, seen=seen, note=note
        )
        return _done("attach", kept, OK)

    return answered(request, key, sent, act)


@router.post(
    "/complaints/{ref}/reveal",
    auth=keys.REVEAL,
    response={OK: Customer},
    operation_id="reveal",
    summary="reveal",
)
def reveal(request: HttpRequest, ref: str, body: Reveal, key: SenderKeyIfAny = None) -> HttpResponse:
    """Show the customer's data in full, with a reason that stands on the timeline."""
    shown: list[dict[str, str]] = []

    def act(by: Actor, at: datetime) -> Answer:
        shown.append(asdict(commands.reveal(ref, by=by, at=at, **body.arguments())))
        return Answer(OK, {})  # the data itself is kept with no key: it would lie there in clear

    answer = done(request, key, _sent(body), act)
    if answer.repeated:  # shown twice, and twice on the record
        done(request, None, None, act)
    return told(request, Answer(OK, shown[0], repeated=answer.repeated))


@router.post(
    "/statements/{statement_id}", auth=keys.ACT, response={OK: Answered}, operation_id="give_statement",
    summary="give_statement",
)  # fmt: skip
def give_statement(
    request: HttpRequest, statement_id: Annotated[int, Field(ge=1, le=2**63 - 1), Path()], body: Statement,
    key: SenderKeyIfAny = None,
) -> HttpResponse:  # fmt: skip
    """Answer what one was asked as the person concerned, who sees the questions and nothing of the complaint."""

    def act(by: Actor, at: datetime) -> Answer:
        commands.give_statement_by_id(statement_id, by=by, at=at, answer=body.answer)
        return Answer(OK, {"id": statement_id})

    return answered(request, key, _sent(body), act)


def _sent(body: Body) -> dict[str, Any]:
    return body.model_dump(exclude_unset=True, by_alias=True)


def _done(step: str, complaint: Any, status: int) -> Answer:
    ref = numbers.ref(complaint.pk, complaint.registered_at)
    where = {"ref": ref, "step": step, "stage": str(complaint.stage), "version": complaint.version}
    return Answer(status, where, complaint.pk)
