"""The one way to move along the table of steps: lock, see, check, change, record."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from huiyin.audit import chain, log
from huiyin.complaints import above, access, guarding, numbers, snapshot
from huiyin.complaints.models import (
    Approval,
    Assignment,
    Complaint,
    Departure,
    FactStep,
    Opinion,
    Payment,
    Promise,
    Review,
    Stage,
    Statement,
    Task,
)
from huiyin.complaints.table import INV, STEPS, UNSIGNED, Step, Who
from huiyin.organisation import queries as organisation
from huiyin.organisation.actor import Actor, Role
from huiyin.organisation.refusal import Refused

FOLLOWED = "follow_reorganisation"


@dataclass
class Turn:
    """One step under way: the locked complaint, who acts and when, and what the record will say of it."""

    complaint: Complaint
    by: Actor
    at: datetime
    note: str = ""
    facts: dict[str, object] = field(default_factory=dict)
    to: Stage | None = None
    given_up_by: int | None = None  # whose work it was and is not to be again
    since: datetime | None = None  # where the stage before is taken up again: since when it is held

    def move(self, stage: Stage) -> None:
        """Where this step leads, when the table leaves it open."""
        self.to = stage


@contextmanager
def step(
    name: str, ref: str, *, by: Actor, at: datetime, seen: int | None = None, note: str = "",
    within: QuerySet[Complaint] | None = None,
) -> Iterator[Turn]:  # fmt: skip
    """Lock, see, check, let the caller change the complaint, then move, save and record it.

    `within` is for the one step whose actor does not see the complaint: what may be locked instead.
    """
    rule = STEPS[name]
    with transaction.atomic():
        complaint = _locked(ref, access.visible_to(by) if within is None else within)
        _check(name, rule, complaint, by, seen)
        before = snapshot.of(complaint)
        turn = Turn(complaint, by, at, note)
        yield turn
        _finish(name, rule, turn, before)


@contextmanager
def also(name: str, other: Complaint, turn: Turn) -> Iterator[Turn]:
    """The same act as it concerns another complaint, locked already: a line of its own there; its stage stays."""
    before = snapshot.of(other)
    beside = Turn(other, turn.by, turn.at, turn.note)
    yield beside
    other.updated_at = turn.at
    other.version += 1
    _record(name, beside, before, Stage(other.stage))
    other.save()


def begin(complaint: Complaint, *, by: Actor, at: datetime, note: str, facts: dict[str, object]) -> None:
    """The first line of a new complaint's timeline."""
    _record("register", Turn(complaint, by, at, note, facts), {}, None)
    complaint.save()


def may_register(by: Actor, unit_id: int) -> bool:
    return by.kind == "system" or by.holds(Role.INTAKE, unit_id) or by.holds(Role.RECEPTION, unit_id)


def open_to(complaint: Complaint, by: Actor) -> list[str]:
    """The steps this actor may take now: the buttons on the page, the verbs of the API."""
    stage = Stage(complaint.stage)
    steps = (name for name in STEPS if name in UNSIGNED or by.kind != "client")
    return [n for n in steps if stage in STEPS[n].frm and permits(STEPS[n], complaint, by)]


def permits(rule: Step, complaint: Complaint, by: Actor) -> bool:
    """Does one of the rule's lines name this actor, in the unit that plays the part?"""
    stage = Stage(complaint.stage)
    return any(_is(who, complaint, by) for who in rule.who if not who.at or stage in who.at)


def next_place(complaint: Complaint) -> Approval | None:
    """The first undecided place of the opinion under approval, or of the mandate that is asked for."""
    awaited = Opinion.State.ASKED if complaint.stage == INV else Opinion.State.PROPOSED
    return (
        Approval.objects.filter(opinion__complaint=complaint, opinion__state=awaited, decided_at=None)
        .select_related("opinion")
        .order_by("step")
        .first()
    )


# Which role signs at a place of the chain.
SIGNS = {
    Approval.Place.HEAD: Role.UNIT_HEAD, Approval.Place.GRADE: Role.APPROVER, Approval.Place.AUDIT: Role.COORDINATOR
}  # fmt: skip


def is_next(place: Approval | None, by: Actor) -> bool:
    """Is it this person's turn: the one named or the deputy, as long as they sit there; nobody named, whoever does."""
    if place is None:
        return False
    role = SIGNS[Approval.Place(place.place)]
    sitting = [h for h in by.held if (h.role, h.unit_id) == (role, place.unit_id)]
    named = place.staff_id
    return any(named is None or by.id == named or h.deputy_for_id == named for h in sitting)


def is_asked(complaint: Complaint, by: Actor) -> bool:
    """Has this person been asked for a statement that is still to be given?"""
    waiting = Statement.objects.filter(complaint=complaint, answered_at=None)
    return by.id is not None and waiting.filter(staff_id=by.id).exists()


# Those who are named by the course of events, not by a role in a unit.
BY_EVENTS: dict[str, Callable[[Complaint, Actor], bool]] = {
    "system": lambda complaint, by: by.kind == "system",
    "next": lambda complaint, by: is_next(next_place(complaint), by),
    "above": above.is_above,
    "asked": is_asked,
}


def _is(who: Who, complaint: Complaint, by: Actor) -> bool:
    if who.role in BY_EVENTS:
        return BY_EVENTS[who.role](complaint, by)
    if not by.has(who.role):
        return False
    if who.part == "reach":
        if complaint.restricted:
            return True  # whoever sees it is named on it
        seeing = [h.root for h in by.held if h.role == who.role]
        return () in seeing or any(root[-1] in complaint.scope for root in seeing)
    return any(by.holds(who.role, unit_id) for unit_id in _playing(who.part, complaint))


# Parts that rows of their own give to units, and the column that says to which.
PLAYING: dict[str, tuple[Callable[[Complaint], QuerySet[Any]], str]] = {
    "promise": (lambda c: Promise.objects.filter(complaint=c), "owner_unit_id"),
    "paying": (lambda c: Payment.objects.filter(complaint=c), "unit_id"),
    "reviewing": (lambda c: Review.objects.filter(complaint=c, decided_at=None), "unit_id"),
    "receiving": (lambda c: Departure.objects.filter(complaint=c, returned_at=None), "receiving_unit_id"),
}


def _playing(part: str, complaint: Complaint) -> list[int]:
    """The units that play a part now."""
    if part in ("co", "assigned"):
        held = Assignment.objects.filter(complaint=complaint, ended_at=None)
        held = held.filter(lead=False) if part == "co" else held
        return list(held.values_list("unit_id", flat=True))
    if part == "office":  # that works for a unit with a share, or holds it itself
        held_by = _playing("assigned", complaint)
        return [*held_by, *(office_id for office_id, _unit in organisation.offices_of(held_by))]
    if part in PLAYING:
        rows, column = PLAYING[part]
        return [unit_id for unit_id in rows(complaint).values_list(column, flat=True) if unit_id is not None]
    unit_id = getattr(complaint, f"{'coordinator' if part == 'coordinating' else part}_unit_id")
    return [unit_id] if unit_id is not None else []


def _locked(ref: str, seen: QuerySet[Complaint]) -> Complaint:
    rows = seen.select_for_update(no_key=True, of=("self",)).filter(pk=numbers.complaint_id(ref) or 0)
    # Whoever waited for the lock saw the names on a file as they were before: out of sight is looked at once more.
    complaint = rows.first() or rows.first()
    if complaint is None:
        raise Refused("not_found", ref=ref)
    return complaint


def _check(name: str, rule: Step, complaint: Complaint, by: Actor, seen: int | None) -> None:
    stage = Stage(complaint.stage)
    if by.kind == "client" and name not in UNSIGNED:
        raise Refused("person_must_sign", step=name)
    if stage not in rule.frm:
        raise Refused("stage", step=name, stage=stage, needed=list(rule.frm), **_last(complaint))
    # Before the question of who may: the step that was quicker may have taken the turn away.
    if seen is not None and seen != complaint.version and not rule.quiet:
        raise Refused("conflict", step=name, **_last(complaint))
    if not permits(rule, complaint, by):
        raise Refused("not_yours", step=name, who=[(w.role, w.part) for w in rule.who])


def _last(complaint: Complaint) -> dict[str, Any]:
    """Who won the race, and when."""
    line = log.timeline(complaint.pk, limit=1)[0]
    return {"winner": line.payload.get("by", ""), "won_at": line.at, "won_by": line.action}


def _finish(name: str, rule: Step, turn: Turn, before: dict[str, object]) -> None:
    complaint, stage_from = turn.complaint, Stage(turn.complaint.stage)
    target = turn.to or (rule.to[0] if len(rule.to) == 1 else stage_from)
    if target != stage_from:
        if target not in rule.to:
            raise AssertionError(f"{name} may not lead to {target}")
        end_stay(name, turn, unit_id=_had_by(before))
        complaint.stage, complaint.entered_at = target, turn.since or turn.at
    settle_tasks(complaint, by=turn.by, at=turn.at, without=turn.given_up_by)
    complaint.updated_at = turn.at
    complaint.version += 0 if rule.quiet else 1
    _record(name, turn, before, stage_from)
    complaint.save()


def settle_tasks(complaint: Complaint, *, by: Actor, at: datetime, without: int | None = None) -> None:
    """Its work shows what it is work of, and lies in no pool where the file opens to those named alone."""
    if complaint.restricted:
        guarding.hold(complaint, at=at, by_id=by.id, without=without)
    Task.objects.filter(complaint=complaint).update(
        stage=complaint.stage, severity=complaint.severity, restricted=complaint.restricted
    )


def end_stay(name: str, turn: Turn, *, unit_id: int | None) -> None:
    """Write down whose stay ends: as the stage is left, or as the unit that has it is merged into another."""
    complaint = turn.complaint
    begun = _begun(complaint)
    FactStep.objects.create(
        complaint_id=complaint.pk, seq=complaint.entry_count + 1, stage=complaint.stage,
        unit_id=unit_id, entered_at=begun, left_at=turn.at, left_by=name,
        minutes=int((turn.at - begun).total_seconds() // 60),
    )  # fmt: skip


def _had_by(before: dict[str, object]) -> int | None:
    """Whose it was until now: the step has given it to the next already."""
    owner = before.get("owner_unit_id")
    return owner if isinstance(owner, int) else None


def _begun(complaint: Complaint) -> datetime:
    """Since when this unit has it in this stage: the days before a merger stay with the unit of those days."""
    merged = FactStep.objects.filter(
        complaint_id=complaint.pk, left_by=FOLLOWED, left_at__gt=complaint.entered_at
    ).order_by("-seq")
    return merged.values_list("left_at", flat=True).first() or complaint.entered_at


def _record(name: str, turn: Turn, before: dict[str, object], stage_from: Stage | None) -> None:
    complaint, by = turn.complaint, turn.by
    facts = {"by": by.name, "changes": snapshot.changes(before, snapshot.of(complaint)), **turn.facts}
    if turn.note:
        facts["note"] = turn.note
    complaint.entry_count += 1
    complaint.head_hash = log.record(
        complaint.pk, complaint.entry_count, bytes(complaint.head_hash) or chain.START, at=turn.at,
        actor_kind=by.kind, actor_id=by.id, unit_id=by.unit_id, action=name, stage_from=stage_from,
        stage_to=complaint.stage, payload=facts,
    )  # fmt: skip
