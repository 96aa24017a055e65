"""A few hundred invented complaints, driven down the road by the demo bank's people through the real commands."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from huiyin.complaints import commands, numbers
from huiyin.complaints.commands import Customer
from huiyin.complaints.models import Complaint, Severity, Stage
from huiyin.demo import customers, data, posts, road
from huiyin.demo.road import Story
from huiyin.organisation.actor import Actor

HOW_MANY = 260
SEED = 1187
STORIES = data.read("stories")["stories"]
# How far complaints have come, in per cent.
STAGES = {
    Stage.REGISTERED: 7, Stage.UNDER_REVIEW: 12, Stage.INVESTIGATING: 24, Stage.APPROVING: 15, Stage.REPLYING: 7,
    Stage.REPLIED: 12, Stage.FOLLOWING_UP: 6, Stage.CLOSED: 13, Stage.ARCHIVED: 4,
}  # fmt: skip
# How long ago they were received, in days, at least and at most; one in eight took much longer and is late.
AGES = {
    Stage.REGISTERED: (0.02, 0.9), Stage.UNDER_REVIEW: (0.2, 2), Stage.INVESTIGATING: (0.8, 6),
    Stage.APPROVING: (1.5, 7), Stage.REPLYING: (3, 8), Stage.REPLIED: (4, 10), Stage.FOLLOWING_UP: (5, 11),
    Stage.CLOSED: (9, 40), Stage.ARCHIVED: (15, 60),
}  # fmt: skip
LATE, LATER = 8, 2.5


def load(*, say: Callable[[str], object]) -> int:
    """Invent the complaints once; a bank that already has some is left as it is."""
    if Complaint.objects.exists():
        return 0
    at = timezone.now()
    luck = random.Random(SEED)
    for number in range(HOW_MANY):
        target = luck.choices(list(STAGES), list(STAGES.values()))[0]
        with transaction.atomic():  # one wait for the disk a complaint, not one a step
            go = _begin(luck, number, target, at=at)
            road.drive(go, target)
            road.leave(go)
        if number % 65 == 64:
            say(f"  {number + 1}/{HOW_MANY} complaints")
    return HOW_MANY


def _begin(luck: random.Random, number: int, target: Stage, *, at: datetime) -> Story:
    story = luck.choice(STORIES)
    received = at - timedelta(days=luck.uniform(*AGES[target]) * (LATER if luck.randrange(LATE) == 0 else 1))
    amount = Decimal(luck.randrange(story["low"] * 100, story["high"] * 100) if story["high"] else 0) / 100
    by, unit_id = posts.intake(story["channel"], luck)
    customer = None if story.get("anonymous") else customers.customer(customers.who(luck, number))
    story = {**story, "number": story.get("number", "").format(n=1000 + number)}
    return begin(story, customer, amount, by=by, unit_id=unit_id, received=received, luck=luck, until=at)


def begin(
    story: Mapping[str, Any], customer: Customer | None, amount: Decimal, *, by: Actor, unit_id: int,
    received: datetime, luck: random.Random, until: datetime,
) -> Story:  # fmt: skip
    """Somebody complains, and it is written down within the hour."""
    made = commands.register(
        by=by, at=received + timedelta(minutes=luck.randrange(2, 50)), unit_id=unit_id, channel=story["channel"],
        received_at=received, customer=customer, title=story["title"], source_no=story.get("number", ""),
        story=story["story"].format(amount=amount, day=f"{received:%-m月%-d日}"),
        category=road.category(story["category"]), cause=road.cause(story["cause"]), amount=amount or None,
        demands=luck.sample(["refund", "explanation", "apology"], 2),
        severity=luck.choices(list(Severity), [78, 18, 4])[0],
    )  # fmt: skip
    ref = numbers.ref(made.pk, made.registered_at)
    return Story(ref, made.registered_at, until, luck, story["money"], amount or None)
