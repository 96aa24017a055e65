"""Whether there is anything to do for the steps that stand by, withdraw and review; a locked one raises its refusal."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from huiyin.complaints import rechecking
from huiyin.complaints.models import Acceptance, Opinion, Reply, Stage, Task
from huiyin.complaints.queries.rows import Rows
from huiyin.organisation.actor import Actor
from huiyin.organisation.refusal import Refused

Test = Callable[[Rows, Actor, datetime], object]


def last_reply(rows: Rows) -> Reply | None:
    """The decision as the customer last got it."""
    found = [reply for opinion in rows.opinions if (reply := _reply(opinion)) is not None]
    return max(found, key=lambda reply: reply.pk, default=None)


def _reply(opinion: Opinion) -> Reply | None:
    return getattr(opinion, "reply", None)


def _stand_by(rows: Rows, by: Actor, at: datetime) -> bool:
    waiting = any(task.kind == Task.Kind.STAND for task in rows.tasks)
    return waiting and rows.complaint.acceptance == Acceptance.NOT_ACCEPTED


def _ask_review(rows: Rows, by: Actor, at: datetime) -> bool:
    """What was asked for in time may be entered later, until the file is archived."""
    reply = last_reply(rows)
    if reply is None or any(review.opinion_id == reply.opinion_id for review in rows.beside.reviews):
        return False
    return rows.complaint.stage != Stage.ARCHIVED or at < rechecking.right_ends(reply)


def _recheck(rows: Rows, by: Actor, at: datetime) -> bool:
    if any(task.kind == Task.Kind.APPROVE for task in rows.tasks):
        raise Refused("signature_waits")
    rechecking.check_untouched(rows.complaint, by)
    return True


def _confirm_withdrawal(rows: Rows, by: Actor, at: datetime) -> bool:
    gone = next(d for d in rows.beside.departures if d.returned_at is None)
    if gone.confirmed_at is None and gone.by_staff_id == by.id:
        raise Refused("maker_is_checker")
    return gone.confirmed_at is None


TESTS: dict[str, Test] = {
    "stand_by": _stand_by, "ask_review": _ask_review, "confirm": _recheck, "change": _recheck, "redo": _recheck,
    "confirm_withdrawal": _confirm_withdrawal,
}  # fmt: skip
