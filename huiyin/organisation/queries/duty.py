"""Who is on duty, who is away, who stands in for whom, and where nobody would."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from huiyin.calendars import queries as calendars
from huiyin.calendars.workdays import BEIJING, HOURS, ONE_DAY, Calendar, is_workday
from huiyin.organisation.actor import Actor, Role
from huiyin.organisation.models import Absence, Duty, StaffRole, Unit
from huiyin.organisation.queries.roles import away_on
from huiyin.organisation.queries.units import in_force

LEADING = (Role.UNIT_HEAD, Role.COORDINATOR)
WEEK = 7


@dataclass(frozen=True)
class Shift:
    id: int
    staff_id: int
    name: str
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True)
class Day:
    """One day of the roster, and the hours outside business in which nobody is on duty."""

    day: date
    workday: bool
    shifts: tuple[Shift, ...]
    gaps: tuple[tuple[datetime, datetime], ...]


@dataclass(frozen=True)
class Away:
    id: int
    staff_id: int
    name: str
    from_day: date
    to_day: date
    why: str
    deputies: tuple[str, ...]


@dataclass(frozen=True)
class Post:
    """A role in a unit: who holds it, who stands in; `alone` where one person holds it and nobody would."""

    role: str
    grade: int
    people: tuple[str, ...]
    deputies: tuple[str, ...]
    alone: bool


def leads(by: Actor, path: Sequence[int]) -> bool:
    """Does this person lead the unit, as its head, as one above, or as coordinator of the part it lies in?"""
    leading = (h for h in by.held if h.role in LEADING)
    return any(tuple(path[: len(h.root)]) == h.root for h in leading)


def led_units(by: Actor) -> list[int]:
    """The units this person leads in their own right: those of the role itself, not all below."""
    return list(dict.fromkeys(h.unit_id for h in by.held if h.role in LEADING))


def on_duty(unit_id: int, *, at: datetime) -> list[Shift]:
    """Who is on duty for the unit at this moment."""
    return _shifts(unit_id, at, at + timedelta(microseconds=1))


def roster(unit_id: int, *, week_of: date) -> list[Day]:
    """Monday to Sunday; three queries."""
    monday = week_of - timedelta(days=week_of.weekday())
    calendar = calendars.calendar()
    shifts = _shifts(unit_id, _midnight(monday), _midnight(monday + timedelta(days=WEEK)))
    return [_day(monday + timedelta(days=n), shifts, calendar) for n in range(WEEK)]


def _shifts(unit_id: int, begin: datetime, end: datetime) -> list[Shift]:
    found = Duty.objects.filter(unit_id=unit_id, starts_at__lt=end, ends_at__gt=begin).select_related("staff")
    return [
        Shift(d.pk, d.staff_id, d.staff.name, d.starts_at.astimezone(BEIJING), d.ends_at.astimezone(BEIJING))
        for d in found.order_by("starts_at", "id")
    ]


def _day(day: date, shifts: Iterable[Shift], calendar: Calendar) -> Day:
    begin, end, workday = _midnight(day), _midnight(day + ONE_DAY), is_workday(day, calendar)
    here = tuple(s for s in shifts if s.starts_at < end and s.ends_at > begin)
    covered = [(s.starts_at, s.ends_at) for s in here]
    if workday:
        covered.append(
            (datetime.combine(day, HOURS[0][0], BEIJING), datetime.combine(day, HOURS[-1][1], BEIJING))
        )
    return Day(day, workday, here, tuple(_uncovered(begin, end, covered)))


def _uncovered(
    begin: datetime, end: datetime, covered: Iterable[tuple[datetime, datetime]]
) -> Iterator[tuple[datetime, datetime]]:
    for starts, ends in sorted(covered):
        if starts > begin:
            yield begin, min(starts, end)
        begin = max(begin, ends)
    if begin < end:
        yield begin, end


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), BEIJING)


def away_in(unit_id: int, *, on: date) -> list[Away]:
    """Who of this very unit is away now or will be, and who stands in."""
    members = StaffRole.objects.filter(in_force(on), unit_id=unit_id).values("staff_id")
    return _away(Absence.objects.filter(to_day__gt=on, staff__in=members).select_related("staff"), on)


def away_of(staff_id: int, *, on: date) -> list[Away]:
    """A person's own absences, running and to come."""
    return _away(Absence.objects.filter(to_day__gt=on, staff_id=staff_id).select_related("staff"), on)


def _away(found: Iterable[Absence], on: date) -> list[Away]:
    rows = sorted(found, key=lambda a: (a.from_day, a.pk))
    stand_in: dict[int | None, list[str]] = {}
    held = StaffRole.objects.filter(
        in_force(on), deputy_for__in=[a.staff_id for a in rows], staff__left_at=None
    )
    for role in held.select_related("staff").order_by("id"):
        stand_in.setdefault(role.deputy_for_id, []).append(role.staff.name)
    return [
        Away(a.pk, a.staff_id, a.staff.name, a.from_day, a.to_day, a.why,
             tuple(dict.fromkeys(stand_in.get(a.staff_id, ()))))
        for a in rows
    ]  # fmt: skip


def is_away(staff_id: int, *, on: date) -> bool:
    return Absence.objects.filter(away_on(on), staff_id=staff_id).exists()


def posts_of(unit_id: int, *, on: date) -> list[Post]:
    """Every role held in this very unit, with its deputies; one query."""
    held = StaffRole.objects.filter(in_force(on), unit_id=unit_id, staff__left_at=None).select_related(
        "staff"
    )
    people: dict[tuple[str, int], list[str]] = {}
    deputies: dict[tuple[str, int], list[str]] = {}
    for role in held.order_by("id"):
        into = people if role.deputy_for_id is None else deputies
        into.setdefault((role.role, role.grade), []).append(role.staff.name)
    seats = sorted({*people, *deputies}, key=lambda seat: (_rank(seat[0]), seat[1]))
    return [_post(seat, people.get(seat, []), deputies.get(seat, [])) for seat in seats]


def _post(seat: tuple[str, int], people: list[str], deputies: list[str]) -> Post:
    stand_in = set(deputies) - set(people)
    return Post(
        *seat, tuple(people), tuple(dict.fromkeys(deputies)), alone=len(set(people)) < 2 and not stand_in
    )


def _rank(role: str) -> int:
    return list(Role.values).index(role)


def members(unit_id: int, *, on: date) -> list[tuple[int, str]]:
    """Who works in this very unit."""
    held = StaffRole.objects.filter(in_force(on), unit_id=unit_id, staff__left_at=None)
    return list(held.order_by("staff__name").values_list("staff_id", "staff__name").distinct())


def path_of_unit(unit_id: int) -> list[int] | None:
    return Unit.objects.filter(pk=unit_id).values_list("path", flat=True).first()
