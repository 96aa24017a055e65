"""When units move, merge or close, the complaints they take part in go with them, one recorded line each."""

from __future__ import annotations

import logging
from datetime import datetime

from django.db import connection, transaction

from huiyin.audit import log as acts
from huiyin.calendars.workdays import day_of
from huiyin.complaints import access, numbers, succession
from huiyin.complaints.lifecycle import end_stay, step
from huiyin.complaints.models import Complaint, Matter, Participation
from huiyin.complaints.queries import reorganisation as complaints
from huiyin.organisation import commands as organisation
from huiyin.organisation.actor import SYSTEM, Actor
from huiyin.organisation.models import Move
from huiyin.organisation.queries import reorganisation
from huiyin.organisation.queries.reorganisation import Change
from huiyin.organisation.refusal import Refused
from huiyin.policy.models import Channel

AT_ONCE = 1000
TASKS = """
UPDATE task SET path = unit.path FROM unit
 WHERE unit.id = task.unit_id AND task.path <> unit.path AND unit.id = %s
"""
log = logging.getLogger(__name__)


def draft_change(change: Change, *, reason: str, by: Actor, at: datetime) -> int:
    """Refused where it would leave work nowhere."""
    reorganisation.check(change, today=day_of(at))
    complaints.check(change)
    return organisation.draft_change(change, reason=reason, by=by, at=at)


def carry_out_due(*, at: datetime) -> int:
    """Do what was confirmed and whose day has come; what cannot be done says why and is tried again."""
    done = 0
    for line in reorganisation.due(on=day_of(at)):
        try:
            complaints.check(line.change)
            organisation.carry_out(line.id, at=at)
            done += 1
        except Refused as no:
            organisation.hold_up(line.id, no.code)
    return done


def follow_moves(*, at: datetime) -> int:
    """Bring the complaints of moved and merged units to where their units are now; newest first, in portions."""
    return sum(
        _succeed(move, at) if move.successor_id else _follow(move) for move in Move.objects.order_by("id")
    )


def follow_reorganisation(
    ref: str,
    *,
    by: Actor,
    at: datetime,
    unit_id: int,
    successor_id: int,
    seen: int | None = None,
    note: str = "",
) -> Complaint:
    """Whatever the unit still had to do in this complaint is the successor's, until the same moment as before."""
    with step("follow_reorganisation", ref, by=by, at=at, seen=seen, note=note) as turn:
        if turn.complaint.owner_unit_id == unit_id:
            end_stay("follow_reorganisation", turn, unit_id=unit_id)
        succession.succeed(turn.complaint, unit_id, successor_id, at=at)
        turn.facts |= {"unit": unit_id, "successor": successor_id}
    return turn.complaint


def _follow(move: Move) -> int:
    touched = list(
        Participation.objects.filter(unit_id=move.unit_id, to_at=None)
        .order_by("-complaint_id")
        .values_list("complaint_id", flat=True)
        .distinct()
    )
    for start in range(0, len(touched), AT_ONCE):
        with transaction.atomic():
            for complaint in (
                Complaint.objects.select_for_update(no_key=True)
                .filter(pk__in=touched[start : start + AT_ONCE])
                .order_by("pk")
            ):
                access.refresh(complaint)
                complaint.save(update_fields=["scope"])
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(TASKS, [move.unit_id])
        move.delete()
    return len(touched)


def _succeed(move: Move, at: datetime) -> int:
    """Each complaint by itself, so that a killed job goes on where it stopped; the move is done when none is left."""
    successor_id = move.successor_id or 0
    done = sum(_hand(complaint_id, move, at) for complaint_id in succession.touched(move.unit_id))
    if succession.touched(move.unit_id):
        return done
    with transaction.atomic():
        Matter.objects.filter(coordinator_unit_id=move.unit_id, closed_at=None).update(
            coordinator_unit_id=successor_id
        )
        _hand_channels(move.unit_id, successor_id, at)
        move.delete()
    return done


def _hand(complaint_id: int, move: Move, at: datetime) -> bool:
    """One that fails is logged and tried again with the next portion; the others go on."""
    registered_at = Complaint.objects.values_list("registered_at", flat=True).get(pk=complaint_id)
    ref = numbers.ref(complaint_id, registered_at)
    try:
        follow_reorganisation(
            ref, by=SYSTEM, at=at, unit_id=move.unit_id, successor_id=move.successor_id or 0
        )
    except Exception:
        log.exception("follow_reorganisation %s", ref)
        return False
    return True


def _hand_channels(unit_id: int, successor_id: int, at: datetime) -> None:
    owned = Channel.objects.filter(owning_unit_id=unit_id)
    for code in owned.values_list("code", flat=True):
        after = {"owning_unit": successor_id}
        acts.act(
            at=at,
            by_id=None,
            by_name=SYSTEM.name,
            action="hand_channel",
            subject=f"channel:{code}",
            after=after,
        )
    owned.update(owning_unit_id=successor_id)
