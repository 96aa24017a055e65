"""The API, version 1: the same commands and queries as the desk, with its own words for every refusal."""

from __future__ import annotations

import functools
from typing import Any

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from huiyin.organisation.refusal import Refused
from huiyin.web.api import document, matters, problems, reading, reference, routes, steps, work
from huiyin.web.api.values import Reader, Renderer

ABOUT = """The bank's complaints, for systems and people that call with a key. Every step has the word it bears on the
page; every refusal has the code it bears there. Lists go on with `cursor`. A POST with an Idempotency-Key is done once:
sent again it gets the first answer again, with Idempotency-Replayed: true."""


class Door(NinjaAPI):
    @functools.cached_property
    def _document(self) -> Any:
        return document.completed(super().get_openapi_schema())

    def get_openapi_schema(self, **_: Any) -> Any:
        return self._document


api = Door(
    title="Huiyin", version="1", description=ABOUT, docs_url=None, urls_namespace="api", renderer=Renderer(),
    parser=Reader(),
)  # fmt: skip
api.add_router("", routes.router)


def _too_large(request: HttpRequest, no: Exception) -> HttpResponse:
    return problems.problem("too_large")


def _malformed(request: HttpRequest, no: Exception) -> HttpResponse:
    return problems.problem("unreadable")


DOORS = (reading, work, steps, matters, reference)  # each has entered its addresses in the table
HANDLERS: dict[type[Exception], Any] = {
    Refused: problems.refused, ValidationError: problems.unreadable, HttpError: problems.by_number,
    RequestDataTooBig: _too_large, SuspiciousOperation: _malformed, MultiPartParserError: _malformed,
}  # fmt: skip
for exception, handler in HANDLERS.items():
    api.add_exception_handler(exception, handler)
