"""Data broken on purpose, for the checks of `verify`; what the application's role may not do is done as the owner."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.db import connection
from django.db.models import F

from huiyin.complaints.models import (
    Approval,
    Clock,
    Complaint,
    Departure,
    Member,
    Opinion,
    Payment,
    Promise,
    Recusal,
    Redress,
    Review,
    SearchDoc,
    Sight,
    Stage,
    Task,
)
from huiyin.organisation.models import Staff, Unit
from tests.complaints.given import customer, matters
from tests.complaints.road import MONDAY, Road
from tests.world import unit

RECORD = ("entry", "entry_payload")
# The second line before the first.
SWAPPED = [
    f"UPDATE entry SET seq = {new} WHERE complaint_id = {{id}} AND seq = {old}"  # noqa: S608
    for old, new in ((1, -1), (2, 1), (-1, 2))
]


@dataclass(frozen=True)
class Break:
    """What is done to a complaint at a stage, and what the check then says."""

    stage: Stage
    do: Callable[[Road], object]
    says: str


def as_owner(*statements: str) -> None:
    """Past the rights, the triggers and the constraints that keep the application from doing it."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET LOCAL ROLE NONE")
        for statement in statements:
            cursor.execute(statement)
        cursor.execute("SET LOCAL ROLE huiyin_app")


def record(*statements: str) -> Callable[[Road], None]:
    """Change the record, which only refuses as long as its triggers stand."""
    off = [f"ALTER TABLE {table} DISABLE TRIGGER USER" for table in RECORD]
    return lambda road: as_owner(*off, *(each.format(id=road.complaint.pk) for each in statements))


def complaint(**values: object) -> Callable[[Road], object]:
    return lambda road: Complaint.objects.filter(pk=road.complaint.pk).update(**values)


def tasks(**values: object) -> Callable[[Road], object]:
    return lambda road: Task.objects.filter(complaint=road.complaint).update(**values)


def own(model: type[Promise | Opinion | Payment | Departure | Review], **values: object) -> Callable[[Road], object]:
    return lambda road: model.objects.filter(complaint=road.complaint).update(**values)


def _nobody_pays(road: Road) -> None:
    road.request()
    Task.objects.filter(kind="pay").delete()


def _left_behind(road: Road) -> None:
    """A task that outlived its complaint."""
    clock = Clock.objects.create(complaint=road.complaint, rule="x", started_at=road.at, due_at=road.at)
    Task.objects.create(
        complaint=road.complaint, kind="note", unit_id=road.lead_unit.pk, path=road.lead_unit.path, clock=clock,
        started_at=road.at, due_at=road.at, stage="closed", severity=road.complaint.severity,
    )  # fmt: skip


def _no_owner(road: Road) -> None:
    as_owner("ALTER TABLE complaint DROP CONSTRAINT open_has_owner")
    complaint(owner_unit_id=None)(road)


def _proposer_signs(road: Road) -> None:
    Approval.objects.filter(opinion__complaint=road.complaint, step=1).update(decided_by=road.handler.id)


def _signs_twice(road: Road) -> None:
    Approval.objects.filter(opinion__complaint=road.complaint).update(decided_by=road.head.id)


def _head_left(road: Road) -> None:
    Staff.objects.filter(pk=road.head.pk).update(left_at=road.at)


def _ask_nobody(road: Road) -> None:
    road.do("ask_mandate", road.handler, **customer.asked(road))
    Task.objects.filter(complaint=road.complaint, kind="grant").delete()


def _settle_above(road: Road) -> None:
    road.answer().do("ask_mandate", road.handler, **customer.asked(road))
    for by in (road.head, road.approver, road.coordinator):
        road.do("grant_mandate", by)
    road.do("settle_in_mandate", road.handler, **customer.GIVEN["settle_in_mandate"](road))
    Redress.objects.filter(opinion__complaint=road.complaint, in_force_at__isnull=False).update(amount=3001)


def _barred(road: Road, staff_id: int | None) -> None:
    Recusal.objects.create(complaint=road.complaint, staff_id=staff_id or 0, why="relation", at=road.at)


def _picked_by_the_recused(road: Road) -> None:
    road.do("pick", road.handler)
    _barred(road, road.handler.id)


def _signed_by_the_recused(road: Road) -> None:
    _barred(road, road.head.id)


def _restricted_in_a_pool(road: Road) -> None:
    Complaint.objects.filter(pk=road.complaint.pk).update(restricted="staff")


def _six_speak(road: Road) -> None:
    matter_id, speaks = matters.open_matter(road), {"joined_at": road.at, "represents_from": road.at}
    others = Complaint.objects.exclude(pk=road.complaint.pk).order_by("pk")[:6]
    Member.objects.bulk_create([Member(matter_id=matter_id, complaint=other, **speaks) for other in others])


BREAKS: dict[str, list[Break]] = {
    "chains": [
        Break(Stage.CLOSED, record("UPDATE entry SET action = 'x' WHERE complaint_id = {id} AND seq = 3"), "follow"),
        Break(Stage.CLOSED, record("UPDATE entry_payload SET body = '{{}}' WHERE complaint_id = {id} AND seq = 3"),
              "the words of line 3 were changed"),
        Break(Stage.CLOSED, record("DELETE FROM entry WHERE complaint_id = {id} AND seq = 3"), "line 3 is missing"),
        Break(Stage.CLOSED, record(*SWAPPED), "line 2 does not follow"),
        Break(Stage.CLOSED, record("DELETE FROM entry WHERE complaint_id = {id} AND seq > 4"), "ends at line 4"),
    ],
    "folds": [Break(Stage.REPLIED, complaint(redress=999), "redress is '999.00'")],
    "owners": [Break(Stage.INVESTIGATING, _no_owner, "no unit owns it")],
    "tasks": [
        Break(Stage.INVESTIGATING, lambda road: Task.objects.all().delete(), "no task is open"),
        Break(Stage.CLOSED, _left_behind, "is open though it has ended"),
    ],
    "clocks": [
        Break(Stage.REPLYING, lambda road: Clock.objects.update(stopped_at=road.at), "no clock is running"),
        Break(Stage.REPLYING, lambda road: Clock.objects.filter(rule="step:reply").update(stopped_at=road.at),
              "the clock of task reply has stopped"),
        Break(Stage.REPLYING, lambda road: tasks(due_at=road.at)(road), "disagree when it is due"),
    ],
    "due_copies": [Break(Stage.INVESTIGATING, complaint(due_at=None), "its clock says")],
    "scopes": [
        Break(Stage.INVESTIGATING, complaint(scope=[1]), "scope is [1]"),
        Break(Stage.INVESTIGATING, lambda road: Sight.objects.filter(unit_id=road.lead_unit.pk).delete(), "sight is"),
        Break(Stage.INVESTIGATING, lambda road: SearchDoc.objects.update(scope=[]), "search is []"),
        Break(Stage.INVESTIGATING, complaint(restricted="media"), "its units make it []"),
    ],
    "tree": [Break(Stage.REGISTERED, lambda road: Unit.objects.filter(name="天河支行").update(path=[1]), "its path")],
    "paths": [Break(Stage.INVESTIGATING, tasks(path=[1]), "lies at [1]")],
    "task_copies": [
        Break(Stage.INVESTIGATING, tasks(stage="replied"), "another stage"),
        Break(Stage.INVESTIGATING, tasks(severity=2), "another stage or severity"),
    ],
    "four_eyes": [
        Break(Stage.APPROVING, _proposer_signs, "approved by its proposer"),
        Break(Stage.APPROVING, _signs_twice, "signed twice"),
        Break(Stage.CLOSED, lambda road: Promise.objects.update(proved_by=F("entered_by")), "by whoever entered it"),
    ],
    "promises": [
        Break(Stage.CLOSED, own(Promise, state="entered"), "closed, but promise"),
        Break(Stage.REPLIED, lambda road: Task.objects.filter(kind="prove").delete(), "nobody is asked for it"),
    ],
    "money": [
        Break(Stage.CLOSED, lambda road: Payment.objects.update(paid_by=road.maker.id), "two others than who asked"),
        Break(Stage.CLOSED, own(Payment, amount=301), "is not what was approved"),
        Break(Stage.CLOSED, lambda road: Redress.objects.update(void_at=road.at), "is not what was approved"),
        Break(Stage.REPLIED, _nobody_pays, "is under way, and nobody is asked for it"),
    ],
    "absent": [Break(Stage.APPROVING, _head_left, "rests on somebody who has left")],
    "guarded": [
        Break(Stage.INVESTIGATING, _picked_by_the_recused, "rests on somebody recused"),
        Break(Stage.APPROVING, _signed_by_the_recused, "somebody recused is to sign"),
        Break(Stage.INVESTIGATING, _restricted_in_a_pool, "rests on nobody named"),
    ],
    "leads": [
        Break(Stage.INVESTIGATING, lambda road: complaint(lead_unit_id=unit("越秀支行").pk)(road), "no lead unit"),
        Break(Stage.APPROVING, own(Opinion, state="returned"), "nobody is next"),
    ],
    "mandate": [
        Break(Stage.APPROVING, own(Opinion, state="asked"), "still runs at approving"),
        Break(Stage.INVESTIGATING, _ask_nobody, "is asked for, and nobody is next"),
        Break(Stage.INVESTIGATING, _settle_above, "lies outside mandate 1"),
    ],
    "departures": [
        Break(Stage.DECLINED, own(Departure, returned_at=MONDAY), "nothing says how it left"),
        Break(Stage.TRANSFERRED, complaint(stage="under_review", owner_unit_id=1), "never came back"),
        Break(Stage.MERGED, own(Departure, into=None), "into nothing"),
    ],
    "reviews": [
        Break(Stage.REVIEWING, own(Review, decided_at=MONDAY), "nothing says what for"),
        Break(Stage.REVIEWING, complaint(stage="replied"), "a review waits at replied"),
    ],
    "matters": [Break(Stage.UNDER_REVIEW, _six_speak, "6 speak for it")],
}  # fmt: skip
