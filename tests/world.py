"""The cast: the people and units of 江海银行, by the names the journeys use."""

from __future__ import annotations

from datetime import date, datetime

from huiyin.calendars.workdays import BEIJING
from huiyin.demo import load
from huiyin.organisation import queries
from huiyin.organisation.actor import Actor
from huiyin.organisation.models import Staff, Unit

TODAY = date(2026, 11, 24)
FOUNDING = datetime(2026, 1, 1, 9, tzinfo=BEIJING)


def load_bank() -> None:
    """The demo bank without complaints."""
    load.load_bank(at=FOUNDING)


def person(name: str, *, on: date = TODAY) -> Actor:
    """Somebody of the cast, with the roles of the day."""
    return queries.actor(staff(name).pk, on=on)


def staff(name: str) -> Staff:
    return Staff.objects.get(name=name)


def unit(name: str) -> Unit:
    """A unit by its name; 广东投诉办 is short for 广东分行投诉办, 风险运营组 for 卡中心风险运营组."""
    for names in ({"name": name}, {"name": _in_full(name)}, {"name__endswith": name}):
        found = list(Unit.objects.filter(**names).order_by("path")[:2])
        if len(found) == 1:
            return found[0]
    raise LookupError(f"no unit, or more than one, is called {name}")


def _in_full(name: str) -> str:
    """The two characters of a branch are followed by 分行 (内蒙古 and 黑龙江 have three)."""
    cut = 3 if name.startswith(("内蒙古", "黑龙江")) else 2
    return f"{name[:cut]}分行{name[cut:]}"
