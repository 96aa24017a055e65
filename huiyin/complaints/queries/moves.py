"""The lists for leaving the road and for moving between offices."""

from __future__ import annotations

from datetime import date

from huiyin.complaints.models import Link, Type
from huiyin.complaints.queries import lists
from huiyin.complaints.queries.lists import Pairs
from huiyin.organisation import queries as organisation
from huiyin.policy import queries as policies


def decline_grounds() -> Pairs:
    """In the words the customer reads."""
    return list(policies.policy().decline_grounds.items())


def other_types() -> Pairs:
    """What a complaint may turn out to be instead."""
    return [(code, str(Type(code).label)) for code in policies.policy().retype_grounds]


def link_kinds() -> Pairs:
    """A split is tied by splitting."""
    return [(kind.value, str(kind.label)) for kind in Link.Kind if kind != Link.Kind.SPLIT]


def receiving_units(coordinator_id: int, *, on: date) -> list[tuple[int, str]]:
    """The departments of head office, then the units within the coordinator's reach."""
    home = organisation.head_office_departments(on=on)
    own = [pair for pair in lists.units_in_reach(coordinator_id, on=on) if pair[0] not in home]
    return [*home.items(), *own]


def head_office_departments(*, on: date) -> list[tuple[int, str]]:
    return list(organisation.head_office_departments(on=on).items())


def smaller_offices(coordinator_id: int, accused_id: int | None, *, on: date) -> list[tuple[int, str]]:
    """The coordinators inside one's own part."""
    found = organisation.smaller_coordinators(coordinator_id, on=on, not_for=accused_id)
    return [(office.pk, office.name) for office in found]
