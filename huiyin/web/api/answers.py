"""Doing what a POST asks: at once, or once and for all under the sender's key."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Header
from pydantic import Field

from huiyin.intake import commands as intake
from huiyin.intake.commands import Answer
from huiyin.organisation.actor import Actor
from huiyin.web.api import values
from huiyin.web.api.keys import caller

KEY = "Idempotency-Key"
REPLAYED = "Idempotency-Replayed"
_Word = Annotated[str, Field(min_length=1, max_length=200, pattern="^[!-~]+$")]
SenderKey = Annotated[_Word, Header(alias=KEY)]
SenderKeyIfAny = Annotated[_Word | None, Header(alias=KEY)]
Act = Callable[[Actor, datetime], Answer]


def answered(request: HttpRequest, key: str | None, sent: Any, act: Act) -> HttpResponse:
    """The answer to what was sent; the first one again when the same comes again under the same key."""
    return told(request, done(request, key, sent, act))


def done(request: HttpRequest, key: str | None, sent: Any, act: Act) -> Answer:
    by, at = caller(request), timezone.now()
    if key is None:
        return act(by.actor, at)
    body = f"{request.method} {request.path}\n".encode() + values.canonical(sent)
    return intake.once(f"api:{by.key_id}", key, body, lambda: act(by.actor, at), at=at)


def told(request: HttpRequest, answer: Answer) -> HttpResponse:
    content = values.Renderer().render(request, answer.body, response_status=answer.status)
    response = HttpResponse(content, status=answer.status, content_type="application/json")
    if answer.repeated:
        response[REPLAYED] = "true"
    return response
