"""合并办理: same customer, same matter, both open; undone as if it had never been."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from huiyin.audit.log import Line
from huiyin.complaints import access, deadlines, departing, guarding, numbers, pairs, parts, work
from huiyin.complaints.counting import count
from huiyin.complaints.lifecycle import also, step
from huiyin.complaints.models import OPEN, Clock, Complaint, Departure, Stage
from huiyin.organisation.actor import Actor
from huiyin.organisation.refusal import Refused

# What of another complaint's entry is told on this one's timeline.
WORDS = ("reason", "missing", "question", "answer", "proof", "voucher", "file", "said", "note")


@transaction.atomic
def merge(
    ref: str, *, by: Actor, at: datetime, into: str, reason: str, seen: int | None = None, note: str = ""
) -> Complaint:
    """Into the one that goes on; the earliest receipt governs its clock, and everything here waits as it stood."""
    goes_on = pairs.hold(ref, into, by=by, field="into")
    with step("merge", ref, by=by, at=at, seen=seen, note=note) as turn:
        absorbed = turn.complaint
        if not reason.strip():
            raise Refused("empty", field="reason")
        _check(absorbed, goes_on, by)
        clock = _running(goes_on)
        gone = departing.leave(
            turn,
            Stage.MERGED,
            reason=reason.strip(),
            into=goes_on,
            into_received_at=_own_start(goes_on, clock),
        )
        gone.kept |= {"began": _began(absorbed), "clock": clock and clock.pk, "seq": goes_on.entry_count + 1}
        gone.save(update_fields=["kept"])
        count(turn, "merge")
        turn.facts |= {"reason": reason.strip(), "into": pairs.ref(goes_on)}
        with also("merge", goes_on, turn) as beside:
            _govern(goes_on, gone)
            beside.facts |= {"reason": reason.strip(), "absorbed": pairs.ref(absorbed)}
    return absorbed


def _check(absorbed: Complaint, goes_on: Complaint, by: Actor) -> None:
    departing.check_another(absorbed, by, "merge")
    if by.id in parts.handlers(goes_on):
        raise Refused("handler_may_not_decide", field="into", step="merge")
    if goes_on.stage not in OPEN:
        raise Refused("other_is_not_open", field="into", ref=pairs.ref(goes_on), stage=goes_on.stage)
    pairs.check_same_customer(absorbed, goes_on, field="into")
    if _kept_from(absorbed) != _kept_from(goes_on):
        raise Refused("guarded_otherwise", field="into")  # what one keeps from people the other would tell them


def _kept_from(complaint: Complaint) -> set[object]:
    """By which restriction, and from which people, it is kept."""
    return {*guarding.recused(complaint), *([complaint.restricted] if complaint.restricted else [])}


def _running(goes_on: Complaint) -> Clock | None:
    """Its customer still waits for an answer on this clock."""
    clock = work.customer_clock(goes_on)
    return clock if clock is not None and clock.stopped_at is None else None


def _began(complaint: Complaint) -> str:
    clock = work.customer_clock(complaint)
    return (clock.started_at if clock is not None else complaint.received_at).isoformat()


def _own_start(goes_on: Complaint, clock: Clock | None) -> datetime | None:
    """From when the clock runs by its own receipt, whatever was merged into it before."""
    if clock is None:
        return None
    earlier = _absorbed(goes_on).filter(kept__clock=clock.pk).first()
    return earlier.into_received_at if earlier is not None else clock.started_at


def _govern(goes_on: Complaint, gone: Departure) -> None:
    """The earliest receipt of all that is dealt with on this clock; its own again when nothing else is."""
    clock = Clock.objects.filter(pk=gone.kept["clock"]).first()
    if clock is None or gone.into_received_at is None:
        return
    others = _absorbed(goes_on).filter(kept__clock=clock.pk)
    starts = [gone.into_received_at, *(datetime.fromisoformat(each.kept["began"]) for each in others)]
    clock.started_at, policy = min(starts), work.rules().policy
    clock.due_at = deadlines.statutory(clock.started_at, complex_=goes_on.complex, policy=policy)
    if clock.stopped_at is None:
        goes_on.due_at = clock.due_at
    else:
        clock.result = "kept" if clock.stopped_at <= clock.due_at else "late"
    clock.save(update_fields=["started_at", "due_at", "result"])


def _absorbed(goes_on: Complaint) -> QuerySet[Departure]:
    return Departure.objects.filter(into=goes_on, returned_at=None).order_by("pk")


@transaction.atomic
def unmerge(
    ref: str,
    *,
    by: Actor,
    at: datetime,
    reason: str,
    entries: Collection[int] = (),
    seen: int | None = None,
    note: str = "",
) -> Complaint:
    """Two again, with all times as if never merged; entries made meanwhile are told here too where they belong."""
    _hold_both(ref)
    with step("unmerge", ref, by=by, at=at, seen=seen, note=note) as turn:
        complaint, gone = turn.complaint, departing.current(turn.complaint)
        other = Complaint.objects.select_for_update(no_key=True, of=("self",)).get(absorbed=gone)
        if not reason.strip():
            raise Refused("empty", field="reason")
        if other.stage not in OPEN:
            seen_ref = pairs.ref(other) if access.sees(by, other.pk) else ""
            raise Refused("other_is_not_open", ref=seen_ref, stage=other.stage)
        told = _entries(gone, other, entries, by, kept_from=_kept_from(other) - _kept_from(complaint))
        departing.bring_back(turn, gone, step="unmerge")
        turn.facts |= {"reason": reason.strip(), "from": pairs.ref(other), "entries": told}
        with also("unmerge", other, turn) as beside:
            _govern(other, gone)
            beside.facts |= {"reason": reason.strip(), "released": pairs.ref(complaint)}
    return complaint


def _hold_both(ref: str) -> None:
    """The smaller number first, as everywhere; whether this one may be seen the step itself asks."""
    gone = Departure.objects.filter(
        complaint=numbers.complaint_id(ref), into__isnull=False, returned_at=None
    ).first()
    if gone is not None and gone.into_id is not None:
        pairs.lock(Complaint.objects.all(), [gone.complaint_id, gone.into_id])


def _entries(
    gone: Departure, other: Complaint, chosen: Collection[int], by: Actor, *, kept_from: set[object]
) -> list[dict[str, object]]:
    """The chosen lines of the other one since the merger, in their order; only what one sees can be chosen."""
    if not chosen:
        return []
    if kept_from:
        raise Refused("guarded_otherwise", field="entries")
    seen = access.visible_to(by).filter(pk=other.pk).exists()
    found = {line.seq: line for line in departing.since_merged(gone, other)} if seen else {}
    if unknown := set(chosen) - set(found):
        raise Refused("unknown", field="entries", value=min(unknown))
    return [_told(found[seq], other) for seq in sorted(set(chosen))]


def _told(line: Line, other: Complaint) -> dict[str, object]:
    words = " ".join(str(line.payload[name]) for name in WORDS if line.payload.get(name))
    who = str(line.payload.get("by", ""))
    return {"seq": line.seq, "at": line.at.isoformat(), "by": who, "action": line.action, "words": words}
