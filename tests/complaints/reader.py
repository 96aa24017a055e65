"""Somebody of the bank at the doors of the desk and the API, and what their answers tell of what must stay hidden."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any

from django.contrib import messages

from huiyin.organisation.actor import Actor
from huiyin.organisation.refusal import Refused
from huiyin.web.ui import words
from tests.complaints.hidden import Hidden
from tests.web.api.callers import Caller
from tests.web.api.callers import person as caller
from tests.web.desk.visitors import desk

REF = re.compile(r"\d\d-\d{10}-\w")
UNSEEN, SEE_OTHER = (403, 404, 422), 303


@dataclass
class Reader:
    by: Actor
    hidden: Hidden

    def __post_init__(self) -> None:
        self.desk, self.api = desk(self.by), self._caller()

    def _caller(self) -> Caller:
        return caller(self.by)

    def get(self, path: str, **data: Any) -> str:
        return told(self.desk.get(f"/{path}", data))

    def post(self, path: str, **data: Any) -> str:
        return told(self.desk.post(f"/{path}", data))

    @property
    def units(self) -> list[int]:
        return sorted({h.unit_id for h in self.by.held})


def told(answer: Any) -> str:
    """Everything an answer tells: where it leads, what it says, and what the page it leads to will say."""
    coming = "\n".join(map(str, messages.get_messages(answer.wsgi_request)))
    return f"{answer.get('Location', '')}\n{coming}\n{answer.content.decode(errors='replace')}"


def unknown(ref: str) -> str:
    """What is said of a number that was never given."""
    return str(words.refusal(Refused("not_found", ref=ref)))


def refused_as_unknown(answer: Any) -> bool:
    """There is no such thing, the form could not be read, or such pages are not for this reader at all."""
    if answer.get("Content-Type", "").startswith("application/problem"):
        return json.loads(answer.content)["code"] in ("not_found", "unreadable", "no_such_address")
    if answer.status_code == SEE_OTHER:
        said = {str(each) for each in messages.get_messages(answer.wsgi_request)}
        return said == {unknown("")} and REF.search(answer.get("Location", "")) is None
    if (refusal := (answer.context or {}).get("refusal")) is not None:
        return bool(refusal.code == "not_found")  # any other rule has looked at the complaint
    return answer.status_code in UNSEEN
