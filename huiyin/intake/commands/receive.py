"""Taking in what somebody sent: the one way from any channel to a complaint."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from huiyin.complaints import commands, numbers
from huiyin.complaints.ground import Ground
from huiyin.intake import queries
from huiyin.intake.commands.once import Answer, once
from huiyin.intake.submission import Submission
from huiyin.organisation import commands as organisation
from huiyin.organisation.actor import Actor
from huiyin.organisation.refusal import Refused

CREATED = 201


def receive(submission: Submission, *, by: Actor, at: datetime) -> Answer:
    """Take in what was sent, once: a complaint for a new key, the first answer for one that was used."""
    return _take_in(submission, by, at, Ground())


@transaction.atomic
def receive_all(submissions: Sequence[Submission], *, by: Actor, at: datetime) -> list[Answer | Refused]:
    """Take in a batch that is kept together; what is refused in it does not undo the rest."""
    organisation.hold_still()
    ground = Ground()
    return [_tried(submission, by, at, ground) for submission in submissions]


def _tried(given: Submission, by: Actor, at: datetime, ground: Ground) -> Answer | Refused:
    try:
        return _take_in(given, by, at, ground)
    except Refused as refused:
        return refused


def _take_in(given: Submission, by: Actor, at: datetime, ground: Ground) -> Answer:
    try:
        return once(given.client, given.key, given.body, lambda: _register(given, by, at, ground), at=at)
    except Refused as refused:
        if refused.code != "key_used_otherwise":
            raise
        known = queries.registered(given.client, [given.key])[given.key]
        raise Refused("registered_otherwise", field="source_no", ref=known.ref) from refused


def _register(given: Submission, by: Actor, at: datetime, ground: Ground) -> Answer:
    complaint = commands.register(
        by=by, at=at, unit_id=given.unit_id, channel=given.channel, received_at=given.received_at, story=given.story,
        category=given.category, customer=given.customer, title=given.title, cause=given.cause, amount=given.amount,
        complained_of_unit_id=given.complained_of_unit_id, source_no=given.source_no, note=given.note,
        ground=ground,
    )  # fmt: skip
    return Answer(CREATED, {"ref": numbers.ref(complaint.pk, complaint.registered_at)}, complaint.pk)
