"""拆分与关联: one letter with two matters becomes two complaints; those that have to do with each other are tied."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from huiyin.complaints import access, lifecycle, moving, pairs, parts, work
from huiyin.complaints.commands.register import category_of, title_of, told
from huiyin.complaints.lifecycle import Turn, also, step
from huiyin.complaints.models import Complaint, Link, Named, Part, Recusal, Stage, Type
from huiyin.organisation.actor import Actor
from huiyin.organisation.refusal import Refused

CHOSEN = (Link.Kind.REPEAT, Link.Kind.RELATED)  # a split is made by splitting


def split(
    ref: str,
    *,
    by: Actor,
    at: datetime,
    story: str,
    category: str,
    reason: str,
    title: str = "",
    remaining_title: str = "",
    remaining_story: str = "",
    seen: int | None = None,
    note: str = "",
) -> Complaint:
    """Two matters in one letter: the second gets a number, a clock from the same receipt and a review of its own."""
    with step("split", ref, by=by, at=at, seen=seen, note=note) as turn:
        first = turn.complaint
        if not reason.strip():
            raise Refused("empty", field="reason")
        second = _second(first, title=title_of(title, story), story=told(story), category=category, at=at)
        _begin(turn, second)
        if remaining_story.strip():
            first.story = told(remaining_story)
        if remaining_title.strip():
            first.title = title_of(remaining_title, first.story)
        _tie(turn, first, second, Link.Kind.SPLIT, reason)
        turn.facts |= {"reason": reason.strip(), "other": pairs.ref(second)}
    return first


def _second(first: Complaint, *, title: str, story: str, category: str, at: datetime) -> Complaint:
    """Same customer, same receipt, same offices; nothing of what the first one tells."""
    second = Complaint(
        registered_at=at, received_at=first.received_at, updated_at=at, entered_at=at, stage=Stage.UNDER_REVIEW,
        person=first.person, intake_unit_id=first.intake_unit_id, coordinator_unit_id=first.coordinator_unit_id,
        owner_unit_id=first.coordinator_unit_id, channel=first.channel, source_no=first.source_no,
        category=category_of(category), title=title, story=story, types=[Type.COMPLAINT.value],
        severity=first.severity, restricted=first.restricted, scope=[],
    )  # fmt: skip
    second.save(force_insert=True)
    return second


def _begin(turn: Turn, second: Complaint) -> None:
    offices = {Part.INTAKE: second.intake_unit_id, Part.COORDINATING: second.coordinator_unit_id}
    access.place_first(second, offices, at=turn.at)
    access.refresh(second)
    _guard(turn.complaint, second)
    policy = work.rules().policy
    work.start_customer_clock(second, received_at=second.received_at, policy=policy)
    moving.to_review(second, at=turn.at)
    lifecycle.settle_tasks(second, by=turn.by, at=turn.at)
    facts: dict[str, object] = {"channel": second.channel_id, "other": pairs.ref(turn.complaint)}
    lifecycle.begin(second, by=turn.by, at=turn.at, note="", facts=facts)


def _guard(first: Complaint, second: Complaint) -> None:
    """Who may not touch the one may not touch the other, and a restricted one opens to the same people."""
    for rows in (Recusal.objects.filter(complaint=first), Named.objects.filter(complaint=first, to_at=None)):
        for row in rows:
            row.pk, row.complaint = None, second
            row.save(force_insert=True)


@transaction.atomic
def link(
    ref: str,
    *,
    by: Actor,
    at: datetime,
    other: str,
    kind: str,
    reason: str,
    seen: int | None = None,
    note: str = "",
) -> Complaint:
    """Tie two complaints one sees; a repeat is of the same customer."""
    tied = pairs.hold(ref, other, by=by, field="other")
    with step("link", ref, by=by, at=at, seen=seen, note=note) as turn:
        if kind not in CHOSEN:
            raise Refused("unknown", field="kind", value=kind)
        if not reason.strip():
            raise Refused("empty", field="reason")
        if kind == Link.Kind.REPEAT:
            pairs.check_same_customer(turn.complaint, tied, field="other")
        if pairs.linked(turn.complaint, tied):
            raise Refused("already_linked", field="other")
        _tie(turn, turn.complaint, tied, Link.Kind(kind), reason)
        facts = {"link": kind, "reason": reason.strip()}
        turn.facts |= {**facts, "other": pairs.ref(tied)}
        with also("link", tied, turn) as beside:
            beside.facts |= {**facts, "other": pairs.ref(turn.complaint)}
            if kind == Link.Kind.REPEAT:
                _leave_to_others(turn.complaint, tied)
                _leave_to_others(tied, turn.complaint)
    return turn.complaint


def _leave_to_others(again: Complaint, earlier: Complaint) -> None:
    """Whoever handled the earlier one does not handle the repeat, as long as it has not been given out."""
    if again.stage in (Stage.REGISTERED, Stage.UNDER_REVIEW):
        again.barred = sorted({*again.barred, *parts.handlers(earlier)})


def _tie(turn: Turn, one: Complaint, other: Complaint, kind: Link.Kind, reason: str) -> None:
    Link.objects.create(
        complaint=one, other=other, kind=kind, reason=reason.strip(), at=turn.at, by_staff_id=turn.by.id
    )
