"""Loading the demo: the bank, its lists, its calendar, its accounts and its complaints. Twice is the same as once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.contrib.auth.hashers import make_password
from django.utils import timezone

from huiyin.calendars import commands as calendars
from huiyin.demo import bank, complaints, data, house, rules, told, turns
from huiyin.organisation import commands as organisation
from huiyin.organisation.actor import SYSTEM, Role
from huiyin.organisation.models import Staff, StaffRole
from huiyin.organisation.sheets.report import ImportReport

PASSWORD = "huiyin-demo-2026"  # noqa: S105  printed by `huiyin demo`, for the invented bank alone


class Unfit(Exception):
    """The demo bank does not go into this database, and the first reasons why."""


def load(*, say: Callable[[str], object]) -> None:
    """The whole demo; safe to run again, also on a bank that has changed since."""
    at = timezone.now()
    say("demo: 江海银行, its people and its authority matrix")
    load_bank(at=at)
    say("demo: complaints on their way through the bank")
    if complaints.load(say=say):
        say("demo: what happens beside the main road")
        beside(at=timezone.now())


def beside(*, at: datetime) -> None:
    """Every part of the life of a complaint has some in it, and the bank its roster and a change to come."""
    turns.load(at=at)
    told.load(at=at)
    told.matter(at=at)
    turns.gather_payments(at=at)
    house.load(at=at)


def load_bank(*, at: datetime) -> None:
    """Everything but complaints: calendar, units, people with the demo password, categories, causes, channels."""
    calendars.seed()
    if not Staff.objects.filter(login=data.read("people")["accounts"][0]).exists():
        _accept(organisation.import_bank(bank.sheets(), by=SYSTEM, at=at))
        Staff.objects.filter(password="!").update(password=make_password(PASSWORD))  # noqa: S106
    rules.load()


def _accept(report: ImportReport) -> None:
    if not report.ok:
        raise Unfit("; ".join(f"{r.sheet} {r.row} {r.column}: {r.code}" for r in report.refused[:5]))


def accounts() -> list[tuple[str, str, str, str]]:
    """Login, password, name and what they are, one for each role that works."""
    logins = data.read("people")["accounts"]
    staff = {s.login: s for s in Staff.objects.filter(login__in=logins)}
    return [(login, PASSWORD, staff[login].name, _posts(staff[login])) for login in logins]


def _posts(staff: Staff) -> str:
    roles = StaffRole.objects.filter(staff=staff).select_related("unit").order_by("id")
    return "、".join(
        f"{r.unit.name}{Role(r.role).label}{f'（{r.grade} 级）' if r.grade else ''}" for r in roles
    )
