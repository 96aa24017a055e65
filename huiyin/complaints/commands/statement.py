"""情况说明: the person complained about answers questions and sees nothing else of the file."""

from __future__ import annotations

from datetime import datetime

from huiyin.calendars import workdays
from huiyin.complaints import numbers, work
from huiyin.complaints.lifecycle import step
from huiyin.complaints.models import Clock, Complaint, Statement
from huiyin.organisation import queries as organisation
from huiyin.organisation.actor import Actor
from huiyin.organisation.refusal import Refused

RULE = "statement"
LONGEST = 20_000
# What the asked may not learn: where the file stands, and who worked on it.
TELLING = ("stage", "not_found", "conflict", "not_yours")


def ask_statement(
    ref: str,
    *,
    by: Actor,
    at: datetime,
    staff_id: int,
    questions: str,
    seen: int | None = None,
    note: str = "",
) -> Complaint:
    """Put questions to the person complained about, or whoever was there; they run on a clock of their own."""
    with step("ask_statement", ref, by=by, at=at, seen=seen, note=note) as turn:
        complaint = turn.complaint
        if not questions.strip():
            raise Refused("empty", field="questions")
        if staff_id not in organisation.known_staff([staff_id]):
            raise Refused("unknown", field="staff_id", value=staff_id)
        if staff_id == by.id:
            raise Refused("not_oneself", field="staff_id")
        if Statement.objects.filter(complaint=complaint, staff_id=staff_id, answered_at=None).exists():
            raise Refused("statement_waiting", field="staff_id", staff_id=staff_id)
        rules = work.rules()
        due_at = workdays.end_of(rules.policy.statement, at, rules.calendar)
        clock = work.start_clock(complaint, RULE, at=at, due_at=due_at)
        Statement.objects.create(
            complaint=complaint, staff_id=staff_id, asked_by=by.pk, asked_at=at, due_at=due_at, clock_id=clock.pk,
            questions=questions.strip(),
        )  # fmt: skip
        turn.facts |= {"people": organisation.names_of([staff_id])[0], "question": questions.strip()}
    return complaint


def give_statement(
    ref: str, *, by: Actor, at: datetime, answer: str, seen: int | None = None, note: str = ""
) -> Complaint:
    """Answer what one was asked; this step alone is taken by somebody who does not see the complaint."""
    asked = Statement.objects.filter(staff_id=by.id or 0, answered_at=None)
    within = Complaint.objects.filter(pk__in=asked.values("complaint_id"))
    with step("give_statement", ref, by=by, at=at, seen=seen, note=note, within=within) as turn:
        _answer(asked.filter(complaint=turn.complaint).earliest("pk"), answer, at=at)
        turn.facts["answer"] = answer.strip()
    return turn.complaint


def give_statement_by_id(statement_id: int, *, by: Actor, at: datetime, answer: str) -> None:
    """The same by the number of the request, which says nothing of the complaint; nor does a refusal."""
    asked = Statement.objects.filter(pk=statement_id, staff_id=by.id or 0).select_related("complaint").first()
    if asked is None:
        raise Refused("no_statement")
    if asked.answered_at is not None:
        raise Refused("statement_given")
    ref = numbers.ref(asked.complaint_id, asked.complaint.registered_at)
    try:
        give_statement(ref, by=by, at=at, answer=answer)
    except Refused as no:
        if no.code in TELLING:
            raise Refused("statement_over") from None
        raise


def _answer(asked: Statement, answer: str, *, at: datetime) -> None:
    if not answer.strip():
        raise Refused("empty", field="answer")
    if len(answer) > LONGEST:
        raise Refused("too_long", field="answer", longest=LONGEST)
    if "\x00" in answer:
        raise Refused("unreadable", field="answer")
    asked.answer, asked.answered_at = answer.strip(), at
    asked.save(update_fields=["answer", "answered_at"])
    clock = Clock.objects.get(pk=asked.clock_id)
    if clock.stopped_at is None:
        work.stop_clock(clock, at=at)
