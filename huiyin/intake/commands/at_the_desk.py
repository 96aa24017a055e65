"""Taking in what a colleague wrote at the desk: the complaint, what was enclosed, and the hand-over if asked for."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from huiyin.complaints import commands, numbers
from huiyin.complaints.commands import Customer, Refused
from huiyin.intake.commands.once import Answer, once
from huiyin.intake.models import Submission
from huiyin.organisation.actor import Actor

CREATED = 201


@dataclass(frozen=True)
class Enclosed:
    """A file that came with the complaint."""

    name: str
    content: bytes
    media_type: str = "application/octet-stream"


def take_in(
    key: str,
    written: Mapping[str, Any],
    *,
    by: Actor,
    at: datetime,
    enclosed: Sequence[Enclosed] = (),
    submit: bool = False,
) -> Answer:
    """Register what one form says, once, with all that is enclosed, and submit it where asked; all of it or nothing."""
    client = f"desk:{by.pk}"
    try:
        return once(client, key, _sent(written), lambda: _register(written, enclosed, submit, by, at), at=at)
    except Refused as refused:
        if refused.code != "key_used_otherwise":
            raise
        first = Submission.objects.get(client=client, key=key)
        raise Refused("registered_otherwise", ref=first.answer["ref"]) from refused


def _register(
    written: Mapping[str, Any], enclosed: Sequence[Enclosed], submit: bool, by: Actor, at: datetime
) -> Answer:
    made = commands.register(by=by, at=at, **written)
    ref = numbers.ref(made.pk, made.registered_at)
    for file in enclosed:
        commands.attach(ref, by=by, at=at, name=file.name, content=file.content, media_type=file.media_type)
    if submit:
        commands.submit(ref, by=by, at=at)
    return Answer(CREATED, {"ref": ref}, made.pk)


def _sent(written: Mapping[str, Any]) -> bytes:
    """The same words give the same bytes, whichever button was pressed."""
    plain = {name: asdict(value) if isinstance(value, Customer) else value for name, value in written.items()}
    return json.dumps(plain, ensure_ascii=False, sort_keys=True, default=str).encode()
