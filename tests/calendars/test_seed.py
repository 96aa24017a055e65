from __future__ import annotations

import json
import os
from datetime import date, timedelta
from pathlib import Path

import pytest

from huiyin.calendars import commands, queries, workdays
from huiyin.calendars.models import BusinessDay

pytestmark = pytest.mark.django_db
HOLIDAYS = Path(os.environ.get("HUIYIN_TEST_DATA", "/nonexistent")) / "holidays" / "holiday-cn"


@pytest.fixture(autouse=True)
def _seeded() -> None:
    commands.seed()


@pytest.mark.parametrize(
    ("day", "works"),
    [
        ("2025-01-26", True), ("2025-02-08", True), ("2025-04-27", True), ("2025-09-28", True), ("2025-10-11", True),
        ("2025-10-01", False), ("2025-10-08", False), ("2025-10-09", True), ("2026-01-04", True),
        ("2026-02-14", True), ("2026-02-15", False), ("2026-02-16", False), ("2026-02-23", False),
        ("2026-02-24", True), ("2026-02-28", True), ("2026-05-09", True), ("2026-09-20", True), ("2026-10-10", True),
    ],
)  # fmt: skip
def test_it_knows_chinas_days(day: str, works: bool) -> None:
    assert workdays.is_workday(date.fromisoformat(day), queries.calendar()) is works


def test_it_seeds_twice_without_a_change() -> None:
    before = list(BusinessDay.objects.order_by("day").values_list("day", "working", "status"))
    commands.seed()
    assert list(BusinessDay.objects.order_by("day").values_list("day", "working", "status")) == before


def test_it_marks_a_year_not_yet_announced_as_guessed() -> None:
    calendar = queries.calendar()
    assert calendar.provisional == {2027}
    assert not workdays.is_workday(date(2027, 10, 1), calendar)


def test_it_never_touches_what_is_official() -> None:
    BusinessDay.objects.update_or_create(
        day=date(2026, 10, 1), defaults={"working": True, "status": "official"}
    )
    BusinessDay.objects.create(day=date(2027, 2, 13), working=True, status="official")
    commands.seed()
    assert BusinessDay.objects.get(day=date(2026, 10, 1)).working
    assert BusinessDay.objects.get(day=date(2027, 2, 13)).working


def test_it_replaces_what_it_guessed() -> None:
    BusinessDay.objects.create(day=date(2027, 3, 1), working=False, status="provisional")
    commands.seed()
    assert not BusinessDay.objects.filter(day=date(2027, 3, 1)).exists()


@pytest.mark.data
@pytest.mark.skipif(not HOLIDAYS.exists(), reason="HUIYIN_TEST_DATA names no folder with holidays/holiday-cn")
@pytest.mark.parametrize("year", range(commands.FIRST_YEAR, 2027))
def test_it_agrees_with_the_published_notices(year: int) -> None:
    published = json.loads((HOLIDAYS / f"{year}.json").read_text(encoding="utf-8"))["days"]
    said = {date.fromisoformat(d["date"]): not d["isOffDay"] for d in published}
    calendar = queries.calendar()
    day = date(year, 1, 1)
    while day.year == year:
        assert workdays.is_workday(day, calendar) is said.get(day, day.weekday() < 5), day
        day += timedelta(days=1)
