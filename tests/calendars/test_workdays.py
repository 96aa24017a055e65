from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huiyin.calendars import workdays
from huiyin.calendars.workdays import BEIJING, DAY_MINUTES, Calendar

# National Day 2026 with its make-up days, and the Spring Festival as announced.
OFF = [date(2026, 10, d) for d in (1, 2, 5, 6, 7)] + [date(2026, 2, d) for d in (16, 17, 18, 19, 20, 23)]
ON = [date(2026, 9, 20), date(2026, 10, 10), date(2026, 2, 14), date(2026, 2, 28)]
CHINA = Calendar(frozenset(OFF), frozenset(ON))

moments = st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31), timezones=st.just(BEIJING)).map(  # noqa: DTZ001
    lambda at: at.replace(second=0, microsecond=0)
)
minutes = st.integers(0, 40 * DAY_MINUTES)


def at(month: int, day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=BEIJING)


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 11, 24), True),
        (date(2026, 11, 28), False),
        (date(2026, 10, 1), False),
        (date(2026, 10, 10), True),
        (date(2026, 2, 14), True),
        (date(2026, 2, 15), False),
        (date(2026, 2, 24), True),
    ],
)
def test_it_knows_working_days(day: date, works: bool) -> None:
    assert workdays.is_workday(day, CHINA) is works


def test_it_counts_limits_from_the_next_working_day_to_its_closing_time() -> None:
    assert workdays.end_of(1, at(9, 30, 8), CHINA) == at(10, 8, 17, 30)
    assert workdays.end_of(1, at(11, 20, 23, 59), CHINA) == at(11, 23, 17, 30)
    assert workdays.end_of(5, at(9, 29, 17, 30), CHINA) == at(10, 12, 17, 30)
    assert workdays.end_of(0, at(11, 24, 10), CHINA) == at(11, 24, 17, 30)


def test_it_counts_a_limit_by_beijing_days_whatever_zone_the_moment_comes_in() -> None:
    late_in_utc = datetime(2026, 11, 23, 17, 0, tzinfo=UTC)  # 01:00 of the 24th in Beijing
    assert workdays.end_of(1, late_in_utc, CHINA) == at(11, 25, 17, 30)


def test_it_counts_business_minutes_without_nights_lunch_and_days_off() -> None:
    assert workdays.minutes_between(at(11, 24, 9), at(11, 24, 17, 30), CHINA) == DAY_MINUTES
    assert workdays.minutes_between(at(11, 24, 11, 30), at(11, 24, 13, 30), CHINA) == 60
    assert workdays.minutes_between(at(9, 30, 17), at(10, 8, 9, 10), CHINA) == 40
    assert workdays.minutes_between(at(11, 24, 12), at(11, 24, 13), CHINA) == 0
    assert workdays.minutes_between(at(11, 24, 13), at(11, 24, 12), CHINA) == 0


def test_it_ends_a_span_at_closing_time_and_begins_one_at_opening_time() -> None:
    assert workdays.advance(at(11, 24, 9), DAY_MINUTES, CHINA) == at(11, 24, 17, 30)
    assert workdays.advance(at(11, 24, 17), 31, CHINA) == at(11, 25, 9, 1)
    assert workdays.back(at(11, 25, 9, 1), 31, CHINA) == at(11, 24, 17)
    assert workdays.back(at(11, 24, 17, 30), DAY_MINUTES, CHINA) == at(11, 24, 9)


def test_it_says_when_a_limit_reaches_into_a_guessed_year() -> None:
    guessing = Calendar(provisional=frozenset({2027}))
    assert workdays.is_guessed(datetime(2026, 12, 31, 17, tzinfo=UTC), guessing)
    assert not workdays.is_guessed(at(12, 31, 17), guessing)


@given(moments, minutes)
def test_advancing_by_minutes_takes_exactly_so_many(start: datetime, n: int) -> None:
    end = workdays.advance(start, n, CHINA)
    assert end >= start
    assert workdays.minutes_between(start, end, CHINA) == n


@given(moments, minutes)
def test_going_back_by_minutes_leaves_exactly_so_many(end: datetime, n: int) -> None:
    start = workdays.back(end, n, CHINA)
    assert start <= end
    assert workdays.minutes_between(start, end, CHINA) == n


@given(moments, st.integers(1, 40 * DAY_MINUTES))
def test_one_minute_less_is_not_yet_there(start: datetime, n: int) -> None:
    assert workdays.advance(start, n - 1, CHINA) < workdays.advance(start, n, CHINA)
    assert workdays.back(start, n - 1, CHINA) > workdays.back(start, n, CHINA)


@given(moments, moments, moments)
def test_business_minutes_add_up(a: datetime, b: datetime, c: datetime) -> None:
    a, b, c = sorted((a, b, c))
    parts = workdays.minutes_between(a, b, CHINA) + workdays.minutes_between(b, c, CHINA)
    assert parts == workdays.minutes_between(a, c, CHINA)


@given(moments, st.integers(1, 40))
def test_a_limit_spans_exactly_its_working_days(start: datetime, n: int) -> None:
    end = workdays.end_of(n, start, CHINA)
    days = (start.date() + timedelta(days=i) for i in range(1, (end.date() - start.date()).days + 1))
    assert sum(workdays.is_workday(day, CHINA) for day in days) == n
    assert workdays.is_workday(end.date(), CHINA)
    assert workdays.minutes_between(start, end, CHINA) >= n * DAY_MINUTES
