"""When each step is due: rules 7 to 9, as sentences and as properties."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from huiyin.calendars import workdays
from huiyin.calendars.workdays import BEIJING, DAY_MINUTES, Calendar
from huiyin.complaints import deadlines
from huiyin.complaints.deadlines import ROAD
from huiyin.policy import queries as policies

# National Day 2026, with the make-up days before and after.
CHINA = Calendar(
    off=frozenset(date(2026, 10, day) for day in (1, 2, 5, 6, 7)),
    on=frozenset([date(2026, 9, 20), date(2026, 10, 10)]),
)
POLICY = policies.policy()
STEPS = ("first_contact", *ROAD)
moments = st.datetimes(datetime(2026, 8, 1), datetime(2026, 12, 1), timezones=st.just(BEIJING)).map(  # noqa: DTZ001
    lambda at: at.replace(second=0, microsecond=0)
)
days_left = st.integers(0, 40)


def at(month: int, day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=BEIJING)


def due(step: str, start: datetime, statutory: datetime | None) -> datetime:
    return deadlines.due(step, start=start, statutory_due=statutory, policy=POLICY, calendar=CHINA)


def co_due(start: datetime, lead_due: datetime) -> datetime:
    return deadlines.co_handler_due(start=start, lead_due=lead_due, policy=POLICY, calendar=CHINA)


def test_a_statutory_day_ends_at_midnight_of_the_15th_or_30th_day() -> None:
    received = at(11, 23, 9, 30)
    assert deadlines.statutory(received, complex_=False, policy=POLICY) == at(12, 9, 0)
    assert deadlines.statutory(received, complex_=True, policy=POLICY) == at(12, 24, 0)


def test_the_day_of_receipt_is_beijings() -> None:
    half_past_seven = datetime(2026, 6, 30, 23, 30, tzinfo=UTC)  # of July 1
    assert deadlines.statutory(half_past_seven, complex_=False, policy=POLICY) == at(7, 17, 0)


@pytest.mark.parametrize(
    ("step", "start", "ends"),
    [
        ("review", at(11, 23, 10), at(11, 24, 17, 30)),
        ("investigation", at(11, 23, 10), at(11, 30, 17, 30)),
        ("investigation", at(11, 21, 10), at(11, 27, 17, 30)),  # a Saturday: day 1 is the Monday
        ("review", at(9, 30, 17), at(10, 8, 17, 30)),  # over the holidays
        ("review", at(10, 9, 17), at(10, 10, 17, 30)),  # a Saturday that makes up for one of them
        ("review", at(9, 18, 23, 59), at(9, 20, 17, 30)),
    ],
)
def test_a_limit_starts_the_next_working_day_and_ends_at_closing_time_of_the_last(
    step: str, start: datetime, ends: datetime
) -> None:
    assert due(step, start, None) == ends


def test_with_time_to_spare_each_step_has_its_own_limit() -> None:
    start = at(11, 23, 10)
    statutory = deadlines.statutory(start, complex_=True, policy=POLICY)
    for step in STEPS:
        assert due(step, start, statutory) == workdays.end_of(deadlines.limit(step, POLICY), start, CHINA)


def test_later_the_steps_still_to_come_keep_their_reserve() -> None:
    """Investigating from Monday 11-30 with the limit at midnight of 12-10: four days are kept for the rest."""
    start, statutory = at(11, 30, 9), at(12, 11, 0)
    assert due("investigation", start, statutory) == at(12, 7, 9)  # the four days begin
    assert due("reply", start, statutory) == at(12, 1, 17, 30)


def test_journey_20_the_holidays_shorten_the_steps_in_proportion() -> None:
    """Received 2026-09-29 17:30: the law says 10-14, ten working days would end 10-19."""
    received = at(9, 29, 17, 30)
    statutory = deadlines.statutory(received, complex_=False, policy=POLICY)
    assert statutory == at(10, 15, 0)  # 24:00 of 10-14
    unshortened = received
    for step in ROAD:
        unshortened = workdays.end_of(deadlines.limit(step, POLICY), unshortened, CHINA)
    assert unshortened > statutory
    left = workdays.minutes_between(received, statutory, CHINA)
    assert left < sum(deadlines.limit(step, POLICY) for step in STEPS) * DAY_MINUTES
    here, ends = received, []
    for step in STEPS:
        here = due(step, here, statutory)
        ends.append(here)
    assert ends == sorted(ends)
    assert ends[-1] <= statutory
    share = deadlines.limit("investigation", POLICY) / sum(deadlines.limit(s, POLICY) for s in STEPS)
    begun = ends[STEPS.index("investigation") - 1]
    taken = workdays.minutes_between(begun, ends[STEPS.index("investigation")], CHINA)
    assert abs(taken / left - share) < 0.02


def test_after_the_statutory_limit_everything_is_due_at_once() -> None:
    start = at(11, 23, 10)
    for step in STEPS:
        assert due(step, start, start - timedelta(days=1)) == start


def test_rework_leaves_the_reserve_of_the_investigation_it_repeats() -> None:
    start, statutory = at(11, 30, 9), at(12, 11, 0)
    assert due("rework", start, statutory) == due("investigation", start, statutory)


def test_a_co_handler_has_three_days_of_the_leads_five_and_less_in_proportion() -> None:
    start = at(11, 23, 9)
    assert co_due(start, at(11, 30, 17, 30)) == at(11, 26, 17, 30)
    assert co_due(start, at(11, 24, 9)) == workdays.advance(start, DAY_MINUTES * 3 // 5, CHINA)


@given(moments, days_left, st.sampled_from([*STEPS, "rework"]))
def test_no_step_is_due_before_it_starts(start: datetime, days: int, step: str) -> None:
    assert due(step, start, deadlines.end_of_day(start, days)) >= start


@given(moments, st.integers(-5, 40), st.sampled_from([*STEPS, "rework"]))
def test_no_step_is_due_after_the_statutory_limit_unless_that_is_past(start: datetime, days: int, step: str) -> None:
    statutory = start + timedelta(days=days, hours=5)
    assert due(step, start, statutory) <= max(start, statutory)


@given(moments, days_left, st.sampled_from([*STEPS, "rework"]))
def test_no_step_is_given_more_than_its_own_limit(start: datetime, days: int, step: str) -> None:
    own = workdays.end_of(deadlines.limit(step, POLICY), start, CHINA)
    assert due(step, start, deadlines.end_of_day(start, days)) <= own


@given(moments, days_left)
def test_steps_taken_one_after_the_other_fit_into_what_is_left(start: datetime, days: int) -> None:
    """Each begins when the one before was due, and none of the working time goes below nothing."""
    statutory, here = deadlines.end_of_day(start, days), start
    for step in STEPS:
        left = workdays.minutes_between(here, statutory, CHINA)
        here = due(step, here, statutory)
        assert workdays.minutes_between(here, statutory, CHINA) <= left
    assert here <= statutory


@given(moments, days_left)
def test_as_long_as_a_day_a_step_is_left_each_has_time_of_its_own(start: datetime, days: int) -> None:
    statutory, here = deadlines.end_of_day(start, days), start
    assume(workdays.minutes_between(start, statutory, CHINA) >= DAY_MINUTES)
    for step in STEPS:
        ends = due(step, here, statutory)
        assert workdays.minutes_between(here, ends, CHINA) > 0
        here = ends


@given(moments, days_left)
def test_a_co_handler_is_due_before_the_lead_and_not_before_the_start(start: datetime, days: int) -> None:
    lead = due("investigation", start, deadlines.end_of_day(start, days))
    co = co_due(start, lead)
    assert start <= co <= lead
    if workdays.minutes_between(start, lead, CHINA) > 0:
        assert co < lead


@given(moments, moments)
def test_the_sooner_the_limit_the_sooner_each_step(start: datetime, statutory: datetime) -> None:
    for step in STEPS:
        assert due(step, start, statutory) <= max(start, due(step, start, statutory + timedelta(days=3)))
