"""One random walk: fifty moves from somewhere on the road, each decided by the walk's own dice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from functools import cache
from itertools import islice
from random import Random
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from huiyin.complaints import jobs, lifecycle, numbers, verify
from huiyin.complaints.models import ENDED, FINISHED, Clock, Complaint, Promise, Stage, Task
from huiyin.complaints.table import STEPS
from huiyin.organisation import queries as organisation
from huiyin.organisation.actor import Actor
from huiyin.organisation.models import StaffRole
from huiyin.organisation.refusal import Refused
from tests.complaints.fitting import fitting
from tests.complaints.meant import LEADS, may_lead
from tests.complaints.road import at_stage
from tests.world import TODAY, staff, unit

LENGTH = 50
# Everybody with a post where these sit, and in the branch's own units.
SEATS = [
    "余静",
    "黄珊",
    "何伟",
    "卢毅",
    "沈岚",
    "魏宁",
    "叶岑",
    "谢安",
    "江澜",
    "罗平",
    "郭蓉",
    "宋词",
    "石磊",
    "王磊",
]
UNITS = ("广东分行运营部", "广东分行个人金融部", "越秀支行", "广东分行")
# What the system does by itself when the clock jumps, beside what people press.
BY_ITSELF = {
    "replied": {"following_up"}, "closed": {"archived", "under_review"}, "archived": {"under_review"},
}  # fmt: skip
Way = dict[str, tuple[str, ...]]
# What the road asks for next, so that walks get far.
STRAIGHT: Way = {
    "registered": ("submit",),
    "under_review": ("assign",),
    "investigating": ("answer", "propose", "arbitrate", "minute"),
    "approving": ("approve", "minute"),
    "replying": ("reply", "close"),
    "replied": ("accept", "prove", "pay", "request_payment", "close", "stand_by"),
    "reviewing": ("approve", "confirm", "redo"),
    "following_up": ("follow_up", "prove", "pay", "request_payment", "close"),
    "closed": ("archive",),
    "archived": ("ask_review", "reopen"),
    "declined": ("object",),
    "withdrawn": ("confirm_withdrawal", "take_back"),
    "merged": ("unmerge",),
    "transferred": ("finish_transfer", "take_back"),
}
# And the other ways a complaint may take: where a walk begins, and what it does otherwise.
WAYS: tuple[tuple[tuple[Stage, ...], Way], ...] = (
    (tuple(Stage), {}),
    ((Stage.REPLIED,), {"replied": ("not_accept", "stand_by"), "following_up": ("reopen",), "closed": ("reopen",)}),
    ((Stage.REGISTERED,), {"registered": ("settle",), "replied": ("pay", "request_payment", "close", "not_accept")}),
    ((Stage.INVESTIGATING,), {"investigating": ("answer", "settle_in_mandate", "grant_mandate", "ask_mandate")}),
    ((Stage.INVESTIGATING,), {"investigating": ("refuse_mandate", "ask_mandate", "consult", "minute")}),
    ((Stage.REPLIED, Stage.FOLLOWING_UP), {
        "replied": ("settle_accounts", "prove", "pay", "request_payment", "accept", "close"),
        "following_up": ("settle_accounts", "prove", "pay", "request_payment", "follow_up", "close"),
    }),
    ((Stage.REPLIED, Stage.FOLLOWING_UP), {
        "replied": ("refuse_payment", "request_payment", "accept"), "following_up": ("refuse_payment", "follow_up"),
    }),
    ((Stage.UNDER_REVIEW,), {"investigating": ("arbitrate", "refuse_assignment", "release", "answer", "assign")}),
    ((Stage.UNDER_REVIEW,), {"investigating": ("distribute", "answer", "assign"), "approving": ("send_back",)}),
    ((Stage.REGISTERED, Stage.INVESTIGATING), {
        "registered": ("propose_decline", "propose_retype"), "under_review": ("decline", "retype"),
        "investigating": ("propose_retype", "propose_decline"),
    }),
    ((Stage.UNDER_REVIEW, Stage.APPROVING), {
        "under_review": ("hand_down", "escalate", "assign"), "investigating": ("refer_up",),
        "approving": ("refer_up",),
    }),
    ((Stage.UNDER_REVIEW,), {
        "under_review": ("choose_representative", "join_matter", "merge"), "investigating": ("leave_matter", "merge"),
    }),
    ((Stage.CLOSED, Stage.ARCHIVED), {
        "closed": ("ask_review", "archive"), "reviewing": ("redo", "confirm"), "replied": ("ask_review",),
    }),
    ((Stage.REVIEWING, Stage.CLOSED), {
        "closed": ("ask_review", "archive"), "reviewing": ("approve", "change", "confirm"),
    }),
    ((Stage.INVESTIGATING,), {
        "investigating": ("give_statement", "partner_answered", "ask_statement", "ask_partner", "material_received"),
    }),
    ((Stage.UNDER_REVIEW, Stage.INVESTIGATING), {
        "under_review": ("restrict", "return_to_intake", "assign"), "investigating": ("name", "restrict", "propose"),
    }),
)  # fmt: skip
# What shuts people out, or stands on the file without changing its way; whatever leaves the stage is as rare.
SELDOM = {
    "recuse", "restrict", "reveal", "note", "attach", "mark", "link", "contact", "hand_over", "dispute", "represent",
    "book_cost", "consult",
}  # fmt: skip
TAKEN: Counter[str] = Counter()
REFUSED: Counter[tuple[str, str]] = Counter()


@cache
def cast() -> tuple[Actor, ...]:
    """Who presses; read once, for no walk hires or moves anybody."""
    held = Q(unit__in=[unit(name).pk for name in UNITS])
    held |= Q(unit__in=StaffRole.objects.filter(staff__in=[staff(name).pk for name in SEATS]).values("unit"))
    found = StaffRole.objects.filter(held).order_by("staff_id").values_list("staff_id", flat=True).distinct()
    return tuple(organisation.actor(staff_id, on=TODAY) for staff_id in found)


class Walk:
    def __init__(self, number: int) -> None:
        self.dice = Random(number)
        beginnings, way = WAYS[number % len(WAYS)]
        self.way = STRAIGHT | way
        self.road = at_stage(self.dice.choice(beginnings))
        self.here = self.look()
        self.told: list[str] = [f"walk {number} from {self.here.stage}"]

    def go(self) -> None:
        for _ in range(LENGTH):
            self.dice.choices((self.press, self.go_on, self.jump), weights=(6, 12, 2))[0]()
        assert verify.run() == []

    def press(self) -> None:
        """Any step that may begin here, whoever of the cast it is open to."""
        steps = [step for step, rule in STEPS.items() if self.here.stage in rule.frm]
        self.take(
            self.dice.choices(steps, [1 if step in SELDOM or STEPS[step].to else 4 for step in steps])[0]
        )

    def go_on(self) -> None:
        """The next step of its way that somebody can take; now and then of the straight one, or in another order."""
        steps = list((STRAIGHT if self.dice.random() < 0.2 else self.way)[self.here.stage])  # noqa: PLR2004
        if self.dice.random() < 0.3:  # noqa: PLR2004
            self.dice.shuffle(steps)
        any(self.take(step) for step in steps)

    def jump(self) -> None:
        before = self.here.stage
        hours = self.dice.choice((1, 1, 20, 20, 100, 24 * 8, 24 * 70))
        self.road.at += timedelta(hours=hours)
        self.told.append(f"{hours} hours later")
        jobs.run_due(at=self.road.at)
        jobs.return_from_absent(at=self.road.at)
        self.here = self.look()
        assert self.here.stage in {before} | BY_ITSELF.get(before, set())

    def take(self, step: str) -> bool:
        """One step by one or two of those the table names; where it names nobody of the cast, it is not tried."""
        named = list(islice(self.named(step), 2))
        given = fitting(step, self.road, self.dice) if named else {}
        return any(self.try_as(step, by, given) for by in named)

    def named(self, step: str) -> Iterator[Actor]:
        """Those the table names, in any order; who has it in hand first where it is about that."""
        people, rule = list(cast()), STEPS[step]
        self.dice.shuffle(people)
        if step == "put_back":
            hands = set(Task.objects.filter(complaint=self.here).values_list("staff_id", flat=True))
            people.sort(key=lambda by: by.id not in hands)
        roles = {who.role for who in rule.who}
        place = lifecycle.next_place(self.here) if "next" in roles else None
        for by in people:
            known = by.has(*roles) or "above" in roles or "asked" in roles or lifecycle.is_next(place, by)
            if known and lifecycle.permits(rule, self.here, by):
                yield by

    def try_as(self, step: str, by: Actor, given: dict[str, Any]) -> bool:
        before = self.here
        self.told.append(f"{step} by {by} at {before.stage}")
        try:
            with transaction.atomic():
                self.road.do(step, by, **given)
        except Refused as no:
            self.told[-1] += f": {no.code}"
            REFUSED[step, no.code] += 1
            return False
        after = self.here = self.look()
        leads = may_lead(step, before.stage) if step in LEADS else {before.stage}
        assert after.stage in leads, f"{step} by {by}: {before.stage} → {after.stage}"
        assert after.entry_count > before.entry_count
        TAKEN[step] += 1
        return True

    def look(self) -> Complaint:
        """The complaint as it is stored, and that somebody owns it as long as it is open."""
        owed = Promise.objects.filter(complaint=OuterRef("pk"), state__in=Promise.OWED, long=False)
        asked = Task.objects.filter(complaint=OuterRef("pk"))
        running = Clock.objects.filter(complaint=OuterRef("pk"), stopped_at=None)
        found = Complaint.objects.annotate(owes=Exists(owed), asks=Exists(asked), runs=Exists(running)).get(
            pk=numbers.complaint_id(self.road.ref) or 0
        )
        if found.stage in ENDED:
            assert not (found.stage in FINISHED and found.owes), "closed, and something is owed"
            return found
        assert found.owner_unit_id is not None
        assert found.asks, f"{found.stage}: nobody is asked"
        assert found.runs, f"{found.stage}: no clock"
        return found
