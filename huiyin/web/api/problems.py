"""Every answer that says no: problem+json, with the code of the page and the words of the reader's language."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja.errors import AuthenticationError, HttpError, ValidationError

from huiyin.organisation.refusal import Refused
from huiyin.web.api.values import Encoder
from huiyin.web.ui import words

MEDIA_TYPE = "application/problem+json"
CONFLICT, UNREADABLE = 409, 422
STATUS = {
    "no_key": 401, "not_yours": 403, "person_must_sign": 403, "out_of_scope": 403, "not_found": 404, "no_matter": 404,
    "no_such_address": 404, "no_such_method": 405, "file_too_large": 413, "too_large": 413, "not_multipart": 415,
    "key_used_otherwise": UNREADABLE, "personal_in_address": UNREADABLE, "unreadable": UNREADABLE,
}  # fmt: skip
# What Django says by a number alone.
CODES = {401: "no_key", 403: "out_of_scope", 404: "no_such_address", 405: "no_such_method", 413: "too_large",
         500: "failed", 503: "no_database"}  # fmt: skip
APART = ("winner", "won_at")


def problem(
    code: str, params: Mapping[str, Any] | None = None, *, status: int = 0, field: str = "",
    errors: Iterable[Mapping[str, Any]] = (),
) -> HttpResponse:  # fmt: skip
    """The rule as the title, what would satisfy it as the detail, the particulars beside them."""
    known = dict(params or {})
    said, status = words.said(code, known), status or STATUS.get(code, CONFLICT)
    body: dict[str, Any] = {
        "type": f"urn:huiyin:problem:{code}", "title": said.rule, "status": status, "code": code, "detail": said.way,
    }  # fmt: skip
    body |= {name: known.pop(name) for name in APART if name in known}
    body |= {
        name: value for name, value in (("field", field), ("params", known), ("errors", [*errors])) if value
    }
    content = json.dumps(body, cls=Encoder, ensure_ascii=False).encode("utf-8", "backslashreplace")
    return HttpResponse(content, status=status, content_type=MEDIA_TYPE)


def refused(request: HttpRequest, no: Refused) -> HttpResponse:
    status = (415 if "media_type" in no.params else UNREADABLE) if no.code == "not_json" else 0
    return problem(no.code, no.params, status=status, field=no.field)


def unreadable(request: HttpRequest, no: ValidationError) -> HttpResponse:
    """Each fault with the field it is in; the first one stands for all."""
    errors = [_fault(each) for each in no.errors]
    return problem("unreadable", field=errors[0]["field"] if errors else "", errors=errors)


def _fault(error: Mapping[str, Any]) -> dict[str, Any]:
    """`body.body.offers.0.amount` is `offers.0.amount` to whoever sent it."""
    place = [str(part) for part in error["loc"]][1:]
    field = ".".join(place[1:] if place[:1] == ["body"] else place)
    params = {name: _plain(value) for name, value in (error.get("ctx") or {}).items()}
    return {"field": field, "code": error["type"], "params": params}


def _plain(value: Any) -> Any:
    return value if isinstance(value, str | int | float | bool | type(None)) else str(value)


def by_number(request: HttpRequest, no: HttpError) -> HttpResponse:
    """Of all that goes wrong in the framework: no key, or a body it could not read; then our reason is behind it."""
    if isinstance(no.__cause__, Refused):
        return refused(request, no.__cause__)
    response = problem(CODES.get(no.status_code, "unreadable"), status=no.status_code)
    if isinstance(no, AuthenticationError):
        response["WWW-Authenticate"] = "Bearer"
    return response


def instead_of(answer: HttpResponse) -> HttpResponse:
    """An error page, said in the way of the API."""
    response = problem(CODES.get(answer.status_code, "unreadable"), status=answer.status_code)
    for name in ("Allow", "Retry-After"):
        if name in answer:
            response[name] = answer[name]
    return response
