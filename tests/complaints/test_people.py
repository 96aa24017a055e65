"""Customers: recognised, kept sealed, shown masked."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huiyin.complaints import people
from huiyin.complaints.commands import Customer
from huiyin.complaints.models import Person, PersonKey
from tests.complaints.road import LI

pytestmark = pytest.mark.django_db
NAME = Customer(name=LI.name, phone=LI.phone)
NUMBER = Customer(id_no=LI.id_no)


def keep(customer: Customer) -> Person:
    kept = people.keep(customer)
    assert kept is not None
    return kept


@pytest.mark.parametrize(
    "again",
    [
        LI,
        NUMBER,
        NAME,
        Customer(name="李 小明", phone="138-1234 5678"),
        Customer(name="李小明", phone="１３８１２３４５６７８"),
        Customer(name="李小明", phone="+86 138 1234 5678"),
        Customer(name="李小明", phone="0086-13812345678"),
        Customer(name="别名", id_no="110101 19900307 7758"),
    ],
)
def test_it_knows_the_customer_again(again: Customer) -> None:
    assert keep(LI).pk == keep(again).pk


@pytest.mark.parametrize(
    ("written", "dialled"),
    [
        ("(010) 6655-4433", "01066554433"), ("+1 650 253 0000", "+16502530000"), ("95588", "95588"), ("不详", "不详"),
        ("020-88888888转8001", "02088888888转8001"),
    ],
)  # fmt: skip
def test_a_phone_number_is_as_it_is_dialled_at_home_or_stays_as_it_was(written: str, dialled: str) -> None:
    assert people.phone_number(written) == dialled


@pytest.mark.parametrize(
    "other",
    [
        Customer(name="李小明"),  # a name alone is nobody
        Customer(phone=LI.phone),  # a family shares a phone
        Customer(name="李大明", phone=LI.phone),
        Customer(name=LI.name, phone=LI.phone, id_no="110101199003070000"),
    ],
)
def test_it_does_not_take_somebody_else_for_the_customer(other: Customer) -> None:
    assert keep(LI).pk != keep(other).pk


def test_whoever_was_known_by_name_is_still_the_same_with_an_identity_number() -> None:
    known = keep(NAME)
    assert keep(LI).pk == known.pk
    assert keep(NUMBER).pk == known.pk


def test_what_is_new_is_added_and_what_was_known_stays() -> None:
    keep(NAME)
    kept = keep(Customer(name=LI.name, phone=LI.phone, address="天河路1号"))
    assert people.opened(kept) == Customer(name=LI.name, phone=LI.phone, address="天河路1号")


def test_nobody_is_kept_for_an_anonymous_complaint() -> None:
    assert people.keep(Customer()) is None


def test_rows_that_are_one_customer_are_found_through_one_another() -> None:
    """By number, by name and phone, and a third row joins the two."""
    one, two = keep(NUMBER), keep(NAME)
    assert people.same(one) == [one.pk]
    assert keep(LI).pk == one.pk  # the number decides, and the row now has the name and phone too
    assert people.same(one) == people.same(two) == sorted([one.pk, two.pk])


def test_two_identity_numbers_under_one_name_and_phone_count_as_one_customer() -> None:
    one, two = keep(LI), keep(Customer(name=LI.name, phone=LI.phone, id_no="110101199003070000"))
    assert people.same(one) == people.same(two) == sorted([one.pk, two.pk])


def test_a_family_on_one_phone_are_several_customers() -> None:
    one, two = keep(LI), keep(Customer(name="李大明", phone=LI.phone))
    assert people.same(one) == [one.pk]
    assert people.same(two) == [two.pk]


def test_nothing_readable_lies_in_the_tables() -> None:
    person = keep(Customer(**{**vars(LI), "card": "6222021234567890123", "address": "天河路1号"}))
    stored = [bytes(person.sealed or b""), *(bytes(k.digest) for k in PersonKey.objects.filter(person=person))]
    for value in (LI.name, LI.phone, LI.id_no, "6222021234567890123", "天河路1号"):
        assert not any(value.encode() in each for each in stored)
    assert (person.mask, person.contact_mask) == ("李*明", "138****5678")


def test_an_erased_customer_opens_to_nothing() -> None:
    person = keep(LI)
    person.sealed = None
    assert people.opened(person) == Customer()


@pytest.mark.parametrize(
    ("name", "mask"),
    [("李明", "李*"), ("李小明", "李*明"), ("欧阳修远", "欧*远"), ("李", "*"), ("", ""), (" 李明 ", "李*"),
     ("John Smith", "John *"), ("Madonna", "M*"), ("X", "X*")],
)  # fmt: skip
def test_a_name_shows_its_ends_at_most(name: str, mask: str) -> None:
    assert people.mask_name(name) == mask


@pytest.mark.parametrize(
    ("number", "mask"),
    [("13912345580", "139****5580"), ("110101199003077758", "110***********7758"), ("82212345", "****2345"),
     ("8221234", "****234"), ("95588", "***88"), ("1234", "****"), ("", ""), ("139 1234-5580", "139****5580")],
)  # fmt: skip
def test_a_number_shows_three_and_four_at_most(number: str, mask: str) -> None:
    assert people.mask_number(number) == mask


@given(st.text(alphabet="0123456789X", min_size=1, max_size=30))
def test_no_number_shows_more_than_its_ends(number: str) -> None:
    mask = people.mask_number(number)
    hidden = mask.count("*")
    assert len(mask) == len(number)
    assert hidden >= min(4, (len(number) + 1) // 2)
    shown = [i for i, sign in enumerate(mask) if sign != "*"]
    assert all(number[i] == mask[i] for i in shown)
    assert all(i < 3 or i >= len(number) - 4 for i in shown)


@given(st.text(min_size=1, max_size=12).filter(str.strip))
def test_no_name_is_shown_whole(name: str) -> None:
    mask = people.mask_name(name)
    assert "*" in mask
    assert len(mask.replace("*", "").strip()) < max(2, len(name.strip()))
