"""The number on the letter: from the id, back to the id, and a slip of the pen is caught."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huiyin.complaints import numbers
from tests.complaints.road import MONDAY

ids = st.integers(1, 10**10 - 1)
SIGNS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@given(ids)
def test_it_leads_back_however_it_is_typed(complaint_id: int) -> None:
    ref = numbers.ref(complaint_id, MONDAY)
    for typed in (ref, ref.lower(), ref.replace("-", ""), f"  {ref} "):
        assert numbers.complaint_id(typed) == complaint_id


@given(ids, st.integers(0, 12), st.sampled_from("0123456789"))
def test_a_wrong_digit_is_no_number_of_ours(complaint_id: int, where: int, digit: str) -> None:
    ref = numbers.ref(complaint_id, MONDAY).replace("-", "")
    spoiled = ref[:where] + digit + ref[where + 1 :]
    if spoiled != ref:
        assert numbers.complaint_id(spoiled) is None


@given(ids, st.integers(0, 10))
def test_two_swapped_digits_are_no_number_of_ours(complaint_id: int, where: int) -> None:
    ref = numbers.ref(complaint_id, MONDAY).replace("-", "")
    swapped = ref[:where] + ref[where + 1] + ref[where] + ref[where + 2 :]
    if swapped != ref:
        assert numbers.complaint_id(swapped) is None


@given(st.text())
def test_anything_else_is_no_number_of_ours(text: str) -> None:
    found = numbers.complaint_id(text)
    assert found is None or isinstance(found, int)


def test_its_year_is_beijings() -> None:
    assert numbers.ref(1, datetime(2026, 12, 31, 16, 0, tzinfo=UTC)).startswith("27-")
    assert numbers.ref(1, datetime(2026, 12, 31, 15, 59, tzinfo=UTC)).startswith("26-")


@pytest.mark.parametrize("text", ["", "26", "26-0000000001", "26-0000000001-!", "٢٦-٠٠٠٠٠٠٠٠٠١-X"])
def test_half_a_number_is_none(text: str) -> None:
    assert numbers.complaint_id(text) is None


def test_it_has_the_shape_on_the_letters() -> None:
    ref = numbers.ref(1234567, MONDAY)
    assert ref[:-1] == "26-0001234567-"
    assert ref[-1] in SIGNS
