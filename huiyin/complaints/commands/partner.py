"""合作机构协查: an outside partner, who has no account, is asked, and what came back is written down."""

from __future__ import annotations

from datetime import datetime

from huiyin.calendars import workdays
from huiyin.calendars.workdays import day_of
from huiyin.complaints import deadlines, work
from huiyin.complaints.lifecycle import step
from huiyin.complaints.models import Clock, Complaint, PartnerRequest
from huiyin.organisation import queries as organisation
from huiyin.organisation.actor import Actor
from huiyin.organisation.refusal import Refused

PARTNER = "partner"


def ask_partner(
    ref: str, *, by: Actor, at: datetime, unit_id: int, what: str, seen: int | None = None, note: str = ""
) -> Complaint:
    """Ask a partner for something, on a clock of its own."""
    with step("ask_partner", ref, by=by, at=at, seen=seen, note=note) as turn:
        if not what.strip():
            raise Refused("empty", field="what")
        if not organisation.is_partner(unit_id, on=day_of(at)):
            raise Refused("not_a_partner", field="unit_id", value=unit_id)
        rules = work.rules()
        due_at = workdays.end_of(rules.policy.partner, at, rules.calendar)
        clock = work.start_clock(turn.complaint, PARTNER, at=at, due_at=due_at, unit_id=unit_id)
        PartnerRequest.objects.create(
            complaint=turn.complaint, unit_id=unit_id, what=what.strip(), asked_at=at, asked_by=by.pk, due_at=due_at,
            clock_id=clock.pk,
        )  # fmt: skip
        turn.facts |= {"unit": unit_id, "question": what}
    return turn.complaint


def partner_answered(
    ref: str,
    *,
    by: Actor,
    at: datetime,
    request_id: int,
    answer: str,
    answered_at: datetime | None = None,
    seen: int | None = None,
    note: str = "",
) -> Complaint:
    """Write down what the partner answered and when; a late answer stays late."""
    with step("partner_answered", ref, by=by, at=at, seen=seen, note=note) as turn:
        asked = PartnerRequest.objects.filter(complaint=turn.complaint, pk=request_id).first()
        if asked is None:
            raise Refused("unknown", field="request_id", value=request_id)
        if asked.answered_at is not None:
            raise Refused("already_answered", field="request_id")
        if not answer.strip():
            raise Refused("empty", field="answer")
        moment = answered_at or at
        if not deadlines.minute(asked.asked_at) <= moment <= at:
            raise Refused("not_then", field="answered_at", since=asked.asked_at)
        moment = max(moment, asked.asked_at)
        asked.answer, asked.answered_at, asked.entered_by = answer.strip(), moment, by.pk
        asked.save()
        clock = Clock.objects.get(pk=asked.clock_id)
        if clock.stopped_at is None:
            work.stop_clock(clock, at=moment)
        turn.facts |= {"unit": asked.unit_id, "answer": answer}
    return turn.complaint
