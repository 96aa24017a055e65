"""Sealed is sealed: another row, another byte, another key, and nothing opens."""

from __future__ import annotations

from typing import Any

import pytest
from cryptography.exceptions import InvalidTag
from hypothesis import given
from hypothesis import strategies as st

from huiyin.complaints import sealing

FIELDS = {"name": "李小明", "phone": "13812345678"}


@given(st.integers(1, 2**62), st.dictionaries(st.text(), st.text()))
def test_what_was_sealed_opens_again(person_id: int, fields: dict[str, str]) -> None:
    dek, sealed = sealing.seal(person_id, fields)
    assert sealing.unseal(person_id, dek, sealed) == fields


@given(st.integers(0, 500), st.integers(1, 255), st.booleans())
def test_a_single_changed_byte_is_noticed(where: int, change: int, key: bool) -> None:
    parts = [bytearray(part) for part in sealing.seal(7, FIELDS)]
    spoiled = parts[0 if key else 1]
    spoiled[where % len(spoiled)] ^= change
    with pytest.raises(InvalidTag):
        sealing.unseal(7, bytes(parts[0]), bytes(parts[1]))


def test_it_opens_in_no_other_row() -> None:
    dek, sealed = sealing.seal(7, FIELDS)
    with pytest.raises(InvalidTag):
        sealing.unseal(8, dek, sealed)


def test_one_persons_key_does_not_open_anothers() -> None:
    (dek, _), (_, sealed) = sealing.seal(7, FIELDS), sealing.seal(7, FIELDS)
    with pytest.raises(InvalidTag):
        sealing.unseal(7, dek, sealed)


def test_it_opens_under_no_other_key_of_the_banks(settings: Any) -> None:
    dek, sealed = sealing.seal(7, FIELDS)
    found = sealing.digest(2, FIELDS["phone"])
    settings.HUIYIN_KEK = "00" * 32
    with pytest.raises(InvalidTag):
        sealing.unseal(7, dek, sealed)
    assert sealing.digest(2, FIELDS["phone"]) != found


def test_equal_values_meet_and_kinds_are_kept_apart() -> None:
    assert sealing.digest(1, "x") == sealing.digest(1, "x") != sealing.digest(2, "x")
    assert len(sealing.digest(1, "x")) == 16


@given(st.text())
def test_of_all_everything_is_drawn_and_of_nothing_nothing(subject: str) -> None:
    assert sealing.drawn(subject, 1.0)
    assert not sealing.drawn(subject, 0.0)
    assert sealing.drawn(subject, 0.3) == sealing.drawn(subject, 0.3)


def test_a_share_drawn_is_near_its_rate() -> None:
    drawn = sum(sealing.drawn(f"call:{n}", 0.3) for n in range(4000))
    assert 1100 < drawn < 1300
