"""Names of units and people, all that one page needs in two queries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from huiyin.organisation.models import Staff, Unit


@dataclass(frozen=True)
class Names:
    """A number that nobody bears any more reads as itself."""

    units: Mapping[int, str]
    people: Mapping[int, str]

    def unit(self, unit_id: int | None) -> str:
        return "" if unit_id is None else self.units.get(unit_id, f"#{unit_id}")

    def person(self, staff_id: int | None) -> str:
        return "" if staff_id is None else self.people.get(staff_id, f"#{staff_id}")


def names(unit_ids: Iterable[int | None], staff_ids: Iterable[int | None]) -> Names:
    return Names(
        dict(Unit.objects.filter(pk__in=_known(unit_ids)).values_list("pk", "name")),
        dict(Staff.objects.filter(pk__in=_known(staff_ids)).values_list("pk", "name")),
    )


def _known(ids: Iterable[int | None]) -> set[int]:
    return {each for each in ids if each is not None}
