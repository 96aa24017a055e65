"""Customers: kept sealed, recognised by keyed hash, shown masked."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import asdict, dataclass

from django.db import connection

from huiyin.complaints import sealing
from huiyin.complaints.models import Person, PersonKey

TAIL = 4
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


def mask_name(name: str) -> str:
    name = name.strip()
    if not name:
        return ""
    if name.isascii():
        return f"{name.split()[0]} *"
    return f"{name[0]}*" if len(name) == 2 else f"{name[0]}*{name[-1]}" if len(name) > 1 else "*"


def mask_number(number: str, *, head: int = 3) -> str:
    """The first `head` and last four characters; everything between is a star."""
    number = plain(number)
    if len(number) <= head + TAIL:
        return "*" * max(len(number) - TAIL, 0) + number[-TAIL:] if len(number) > TAIL else "*" * len(number)
    return number[:head] + "*" * (len(number) - head - TAIL) + number[-TAIL:]


def keys(customer: Customer) -> list[tuple[int, bytes]]:
    phone = plain(customer.phone)
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
        return Person.objects.filter(personkey__kind=Kind.IDENTITY, personkey__digest=found[Kind.IDENTITY]).first()
    if Kind.NAME in found and Kind.PHONE in found:
        return (
            Person.objects.filter(personkey__kind=Kind.PHONE, personkey__digest=found[Kind.PHONE])
            .filter(personkey__kind=Kind.NAME, personkey__digest=found[Kind.NAME])
            .order_by("id")
            .first()
        )
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
    """All rows that are this customer, by identity number or by phone and name."""
    return list(
        PersonKey.objects.filter(
            kind=Kind.IDENTITY, digest__in=_digests(person, Kind.IDENTITY)
        ).values_list("person_id", flat=True)
    ) or [person.pk]


def _digests(person: Person, kind: int) -> list[bytes]:
    return [bytes(d) for d in PersonKey.objects.filter(person=person, kind=kind).values_list("digest", flat=True)]


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
    person.contact_mask = mask_number(customer.phone)


def _index(person: Person, customer: Customer) -> None:
    PersonKey.objects.bulk_create(
        [PersonKey(kind=kind, digest=digest, person=person) for kind, digest in keys(customer)],
        ignore_conflicts=True,
    )
