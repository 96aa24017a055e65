"""Shares of the work: who may be asked, in whose pool a share lies and until when, and how it ends."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from huiyin.calendars.workdays import day_of
from huiyin.complaints import access, deadlines, guarding, mandates, parts, work
from huiyin.complaints.lifecycle import Turn
from huiyin.complaints.models import Assignment, Complaint, Part, Task
from huiyin.organisation import queries as organisation
from huiyin.organisation.actor import Actor, Role
from huiyin.organisation.refusal import Refused

Reach = Callable[..., bool]


@dataclass(frozen=True)
class Ask:
    """What one unit is asked, and an earlier due time if the coordinator sets one."""

    unit_id: int
    question: str
    due_at: datetime | None = None


def checked(
    turn: Turn, asks: Sequence[Ask], *, giver_id: int, within: Reach = organisation.may_assign, first: str = "lead",
    others: str = "co_handlers",
) -> list[Ask]:  # fmt: skip
    """Units within the giver's reach, each once, able to work, with a question to answer."""
    on, field = day_of(turn.at), first
    found: list[Ask] = []
    for ask in asks:
        if not within(giver_id, ask.unit_id, on=on):
            raise Refused("out_of_reach", field=field, unit_id=ask.unit_id)
        if not ask.question.strip():
            raise Refused("empty", field=f"{field}_question")
        if ask.due_at is not None and ask.due_at <= turn.at:
            raise Refused("due_in_past", field=field)
        found.append(replace(ask, unit_id=_pool(turn.complaint, ask.unit_id, on, field)))
        field = others
    if len({ask.unit_id for ask in found}) < len(found):
        raise Refused("unit_twice", field=field)
    return found


def _pool(complaint: Complaint, unit_id: int, on: date, field: str) -> int:
    """Where the share will lie; nobody investigates the conduct of one's own colleague."""
    pool = parts.pool_of(unit_id, on=on, field=field, barred=guarding.barred(complaint))
    if field == "lead" and complaint.complained_of_person and pool in parts.accused_units(complaint):
        raise Refused("own_conduct", field=field, unit_id=unit_id)
    return pool


def hand_lead(turn: Turn, ask: Ask) -> datetime:
    """The whole of it goes to one unit, which owns it from now on."""
    complaint = turn.complaint
    held = Assignment.objects.filter(complaint=complaint, unit_id=ask.unit_id, ended_at=None).first()
    if held is not None:
        end(turn, held)  # a co-handler that becomes the lead gives up the other share
    due_at = work.rules().due("investigation", complaint, turn.at)
    made = _hand(turn, ask, Task.Kind.INVESTIGATE, due_at=due_at)
    access.place(complaint, Part.LEAD, ask.unit_id, at=turn.at)
    complaint.lead_unit_id = complaint.owner_unit_id = ask.unit_id
    complaint.owner_staff_id = None
    return made.due_at


def hand_part(
    turn: Turn, ask: Ask, *, before: datetime, parent_id: int | None = None, field: str = "co_handlers"
) -> None:
    """A part of it goes to one more unit, due before whoever waits for it; a unit has one open share at a time."""
    complaint, rules = turn.complaint, work.rules()
    if Assignment.objects.filter(complaint=complaint, unit_id=ask.unit_id, ended_at=None).exists():
        raise Refused("already_assigned", field=field, unit_id=ask.unit_id)
    due_at = deadlines.co_handler_due(
        start=turn.at, lead_due=before, policy=rules.policy, calendar=rules.calendar
    )
    _hand(turn, ask, Task.Kind.ANSWER, due_at=due_at, parent_id=parent_id)
    access.place(complaint, Part.CO, ask.unit_id, at=turn.at)


def _hand(
    turn: Turn, ask: Ask, kind: Task.Kind, *, due_at: datetime, parent_id: int | None = None
) -> Assignment:
    """Put one share in a unit's pool; its clock runs from now, whenever it is opened."""
    due_at = min(due_at, ask.due_at or due_at)
    held = Assignment.objects.create(
        complaint=turn.complaint, unit_id=ask.unit_id, lead=kind == Task.Kind.INVESTIGATE, parent_id=parent_id,
        question=ask.question.strip(), assigned_at=turn.at, due_at=due_at,
    )  # fmt: skip
    work.ask(turn.complaint, kind, ask.unit_id, at=turn.at, due_at=due_at, assignment_id=held.pk)
    return held


def end(turn: Turn, held: Assignment, *, state: str = Assignment.State.ENDED, result: str = "moved") -> None:
    """A share ends, and with it whatever was given out below it."""
    complaint, at = turn.complaint, turn.at
    end_below(turn, held)
    if held.lead:
        mandates.lapse(complaint, at=at)
    work.done(work.tasks(complaint).filter(assignment_id=held.pk), at=at, result=result)
    held.state, held.ended_at = state, at
    held.save(update_fields=["state", "ended_at"])
    access.leave(complaint, Part.LEAD if held.lead else Part.CO, at=at, unit_id=held.unit_id)


def end_below(turn: Turn, held: Assignment) -> None:
    """Nobody below works any more for a unit that no longer answers; the record names them."""
    for child in below(held):
        end(turn, child)
        told = turn.facts.get("ended_below")
        turn.facts["ended_below"] = [*(told if isinstance(told, list) else ()), child.unit_id]


def below(held: Assignment) -> list[Assignment]:
    """What this share's unit gave out and still waits for, or has back."""
    return list(
        Assignment.objects.filter(complaint_id=held.complaint_id, parent_id=held.pk, ended_at=None).order_by(
            "id"
        )
    )


def check_below_answered(shares: Iterable[Assignment], held: Assignment) -> None:
    """A unit signs its answer when everybody below has answered it."""
    waiting = [s for s in shares if s.parent_id == held.pk and s.ended_at is None and s.answered_at is None]
    if waiting:
        raise Refused("below_unanswered", units=[share.unit_id for share in waiting])


def may_give_out(by: Actor, unit_ids: Iterable[int]) -> set[int]:
    """Those of the units whose share this actor may give out below: as their head or coordinator."""
    units = set(unit_ids)
    own = {u for u in units if by.holds(Role.UNIT_HEAD, u) or by.holds(Role.COORDINATOR, u)}
    return own | {
        served for office, served in organisation.offices_of(units) if by.holds(Role.COORDINATOR, office)
    }


def gives_out(by: Actor, unit_ids: Sequence[int]) -> int | None:
    """The first of these units whose share this actor may give out."""
    own = may_give_out(by, unit_ids)
    return next((unit_id for unit_id in unit_ids if unit_id in own), None)


def record(turn: Turn, asks: Sequence[Ask]) -> None:
    turn.facts["assigned"] = [{"unit": ask.unit_id, "question": ask.question} for ask in asks]


def lead_of(complaint: Complaint) -> Assignment:
    return Assignment.objects.get(complaint=complaint, lead=True, ended_at=None)
