"""What happened before the part a journey is about: the ordinary steps, taken by the cast at moments in the past."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from huiyin.calendars.workdays import BEIJING
from huiyin.complaints import commands, numbers
from huiyin.complaints.commands import Customer
from huiyin.complaints.models import Complaint
from huiyin.organisation.actor import Actor
from tests.complaints.road import MINUTE, category
from tests.world import person, unit

WANG = Customer(name="王芳", phone="13900001111", id_no="320102198003151238")
BLOCKS = {"findings": "经核实，客户反映的情况存在。", "grounds": "本行服务规范。", "decision": "致歉并整改。"}


def ago(**past: float) -> datetime:
    """So long before now, to the minute, as people write moments down."""
    return (timezone.now() - timedelta(**past)).replace(second=0, microsecond=0)


@dataclass
class Earlier:
    """One complaint, and the clock that each step moves on by a minute."""

    ref: str
    at: datetime

    @classmethod
    def registered(
        cls,
        name: str,
        place: str,
        *,
        at: datetime,
        channel: str,
        customer: Customer | None = WANG,
        **fields: Any,
    ) -> Earlier:
        given = {"received_at": at, "category": category(), "story": "客户来电投诉。", **fields}
        made = commands.register(
            by=person(name), at=at, unit_id=unit(place).pk, channel=channel, customer=customer, **given
        )
        return cls(numbers.ref(made.pk, made.registered_at), at)

    @property
    def complaint(self) -> Complaint:
        return Complaint.objects.get(pk=numbers.complaint_id(self.ref) or 0)

    def do(self, step: str, by: str | Actor, **details: Any) -> None:
        self.at += MINUTE
        getattr(commands, step)(self.ref, by=person(by) if isinstance(by, str) else by, at=self.at, **details)

    def sign(self, *names: str | Actor) -> None:
        """Each of the chain agrees in turn; the last ones only where something is left to sign."""
        for name in names:
            if self.complaint.stage == "approving":
                self.do("approve", name)


def meanwhile(ref: str, step: str, by: str | Actor, **details: Any) -> None:
    """What a colleague does just now, without a browser."""
    actor = person(by) if isinstance(by, str) else by
    getattr(commands, step)(ref, by=actor, at=timezone.now(), **details)


def day(at: datetime, *, after: int = 0) -> str:
    """The day as the complaint page writes it, so many days later."""
    local = at.astimezone(BEIJING) + timedelta(days=after)
    return f"{local.month}月{local.day}日"


def last_day(received_at: datetime, days: int) -> str:
    """The last day of a limit counted from the day of receipt."""
    return day(received_at, after=days)
