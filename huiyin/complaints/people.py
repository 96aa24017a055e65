"""Customers: kept sealed, recognised by keyed hash, shown masked."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import asdict, dataclass

import phonenumbers
from django.db import connection
from django.db.models import QuerySet

from huiyin.complaints import sealing
from huiyin.complaints.models import Person, PersonKey

HEAD, HIDDEN, TAIL = 3, 4, 4
HOME, HOME_CODE = "CN", 86
Kind = PersonKey.Kind


@dataclass(frozen=True)
class Customer:
    """What the bank knows of who complains; empty fields are unknown."""

    name: str = ""
    phone: str = ""
    id_no: str = ""
    card: str = ""
    address: str = ""

    def __bool__(self) -> bool:
        return any(asdict(self).values())


def plain(value: str) -> str:
    """Full-width forms made plain, spaces and hyphens out, so that the same number is the same."""
    return re.sub(r"[\s\-]", "", unicodedata.normalize("NFKC", value)).upper()


def phone_number(value: str) -> str:
    """A phone number as it is dialled at home, however it was written; +86 138 1234 5678 is 13812345678."""
    try:
        number = phonenumbers.parse(plain(value), HOME)
    except phonenumbers.NumberParseException:
        return plain(value)
    if not phonenumbers.is_possible_number(number):
        return plain(value)
    at_home = number.country_code == HOME_CODE
    form = phonenumbers.PhoneNumberFormat.NATIONAL if at_home else phonenumbers.PhoneNumberFormat.E164
    return plain(phonenumbers.format_number(number, form))


def mask_name(name: str) -> str:
    name = name.strip()
    if not name:
        return ""
    if name.isascii():
        first, *others = name.split()
        return f"{first} *" if others else f"{first[0]}*"
    return f"{name[0]}*" if len(name) == 2 else f"{name[0]}*{name[-1]}" if len(name) > 1 else "*"


def mask_number(number: str) -> str:
    """At most the first three and the last four characters; four in the middle, or half of a short one, are stars."""
    number = plain(number)
    tail = min(TAIL, len(number) // 2) if len(number) > TAIL else 0
    head = max(0, min(HEAD, len(number) - tail - HIDDEN))
    return number[:head] + "*" * (len(number) - head - tail) + number[len(number) - tail :]


def keys(customer: Customer) -> list[tuple[int, bytes]]:
    phone = phone_number(customer.phone)
    values = [
        (Kind.NAME, plain(customer.name)),
        (Kind.PHONE, phone),
        (Kind.IDENTITY, plain(customer.id_no)),
        (Kind.CARD, plain(customer.card)),
        (Kind.PHONE_TAIL, phone[-TAIL:] if len(phone) >= TAIL else ""),
    ]
    return [(kind.value, sealing.digest(kind, value)) for kind, value in values if value]


def known(customer: Customer) -> Person | None:
    """The same customer seen before: same identity number, or same name with the same phone."""
    found = dict(keys(customer))
    if Kind.IDENTITY in found:
        known_by_number = _with(Kind.IDENTITY, [found[Kind.IDENTITY]]).first()
        if known_by_number is not None:
            return known_by_number
    if Kind.NAME in found and Kind.PHONE in found:
        alike = _with(Kind.PHONE, [found[Kind.PHONE]]) & _with(Kind.NAME, [found[Kind.NAME]])
        # Another identity number makes another row, though it may be the same customer: see `same`.
        numbered = PersonKey.objects.filter(kind=Kind.IDENTITY).values("person_id")
        return (alike.exclude(pk__in=numbered) if Kind.IDENTITY in found else alike).first()
    return None


def keep(customer: Customer) -> Person | None:
    """The customer's row, made if new; nobody for an anonymous complaint."""
    if not customer:
        return None
    person = known(customer)
    if person is None:
        person = _make(customer)
    elif (merged := _merged(person, customer)) != opened(person):
        _reseal(person, merged)
    return person


def opened(person: Person) -> Customer:
    """The plain fields; every caller shows them only by an action that stands on the record."""
    if person.sealed is None:
        return Customer()
    return Customer(**sealing.unseal(person.pk, bytes(person.dek), bytes(person.sealed)))


def same(person: Person) -> list[int]:
    """All rows that are this customer, by identity number or by phone and name, also through one another."""
    known_so_far: set[int] = set()
    found = {person.pk}
    while found != known_so_far:
        known_so_far = found
        found = known_so_far | _alike(known_so_far)
    return sorted(found)


def _alike(person_ids: set[int]) -> set[int]:
    digests: dict[int, list[bytes]] = {}
    for kind, digest in PersonKey.objects.filter(person__in=person_ids).values_list("kind", "digest"):
        digests.setdefault(kind, []).append(bytes(digest))
    by_number = _with(Kind.IDENTITY, digests.get(Kind.IDENTITY, []))
    by_name = _with(Kind.PHONE, digests.get(Kind.PHONE, [])) & _with(Kind.NAME, digests.get(Kind.NAME, []))
    return {p.pk for p in by_number.only("pk")} | {p.pk for p in by_name.only("pk")}


def _with(kind: int, digests: list[bytes]) -> QuerySet[Person]:
    """Whoever has one of these keys, oldest row first."""
    having = PersonKey.objects.filter(kind=kind, digest__in=digests).values("person_id")
    return Person.objects.filter(pk__in=having).order_by("id")


def _merged(person: Person, customer: Customer) -> Customer:
    old, new = asdict(opened(person)), asdict(customer)
    return Customer(**{field: new[field] or old[field] for field in old})


def _make(customer: Customer) -> Person:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(pg_get_serial_sequence('person', 'id'))")
        person_id = int(cursor.fetchone()[0])
    person = Person(pk=person_id, kek_id=sealing.KEK_ID)
    _fill(person, customer)
    person.save(force_insert=True)
    _index(person, customer)
    return person


def _reseal(person: Person, customer: Customer) -> None:
    _fill(person, customer)
    person.save()
    _index(person, customer)


def _fill(person: Person, customer: Customer) -> None:
    person.dek, person.sealed = sealing.seal(person.pk, asdict(customer))
    person.mask = mask_name(customer.name)
    person.contact_mask = mask_number(phone_number(customer.phone))


def _index(person: Person, customer: Customer) -> None:
    PersonKey.objects.bulk_create(
        [PersonKey(kind=kind, digest=digest, person=person) for kind, digest in keys(customer)],
        ignore_conflicts=True,
    )
