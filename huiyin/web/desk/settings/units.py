"""组织机构: the tree, opened along the chosen unit, and that unit beside it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from huiyin.organisation import queries
from huiyin.organisation.actor import Role
from huiyin.organisation.queries import PersonLine, UnitLine
from huiyin.web.desk.http import StaffRequest
from huiyin.web.desk.settings.reading import KINDS, administrators, may_change, number, today
from huiyin.web.ui.steps import Text

PEOPLE_SHOWN = 30


@dataclass(frozen=True)
class Branch:
    """One visible line of the tree."""

    unit: UnitLine
    kind: Text
    below: int
    open: bool
    current: bool


@dataclass(frozen=True)
class Chosen:
    """The unit beside the tree."""

    line: UnitLine
    kind: Text
    trail: str
    valid_from: date
    valid_to: date | None
    coordinator: str
    assignable: tuple[str, ...]
    people: tuple[tuple[PersonLine, tuple[str, ...]], ...]
    more: bool


@require_safe
@administrators
def show(request: StaffRequest) -> HttpResponse:
    lines = queries.tree_for_settings(today(request))
    words = request.GET.get("q", "").strip()
    chosen = choose(lines, number(request, "unit"))
    context = {
        "tree": found(lines, words) if words else opened(lines, chosen), "q": words, "counts": len(lines),
        "coordinators": sum(bool(line.serves) for line in lines), "may_change": may_change(request),
        "unit": beside(chosen, today(request)) if chosen else None, "on": today(request),
    }  # fmt: skip
    return render(request, "desk/settings/units.html", context)


def choose(lines: Sequence[UnitLine], unit_id: int) -> UnitLine | None:
    """The unit asked for; the bank itself when none is."""
    if not unit_id:
        return lines[0] if lines else None
    chosen = next((line for line in lines if line.id == unit_id), None)
    if chosen is None:
        raise Http404
    return chosen


def opened(lines: Sequence[UnitLine], chosen: UnitLine | None) -> list[Branch]:
    """The tree open along the chosen unit and nowhere else, so that three thousand outlets stay readable."""
    parents = {line.id: line.parent_id for line in lines}
    along: set[int | None] = {None}
    here = chosen.id if chosen else None
    while here is not None:
        along.add(here)
        here = parents[here]
    shown = [line for line in lines if line.parent_id in along]
    return _branches(shown, Counter(parents.values()), along, chosen.id if chosen else 0)


def found(lines: Sequence[UnitLine], words: str) -> list[Branch]:
    """Units whose name or code holds the words."""
    hits = [line for line in lines if words.lower() in line.name.lower() or words.lower() in line.code.lower()]
    return _branches(hits, Counter(line.parent_id for line in lines), set(), 0)


def _branches(
    shown: Sequence[UnitLine], below: Counter[int | None], along: set[int | None], current: int
) -> list[Branch]:
    return [
        Branch(line, KINDS.get(line.kind, line.kind), below[line.id], line.id in along, line.id == current)
        for line in shown
    ]


def beside(line: UnitLine, on: date) -> Chosen:
    unit = queries.unit(line.id)
    people = queries.people(line.id, on=on, limit=PEOPLE_SHOWN + 1)
    trail = queries.choices([unit])[0].trail
    assignable = queries.assignable_units(line.id, on=on) if line.serves else []
    outside = tuple(choice.name for choice in assignable if choice.id not in (line.id,))
    return Chosen(
        line, KINDS.get(line.kind, line.kind), trail, unit.valid_from, unit.valid_to,
        queries.coordinator_for(line.id, on=on).name, outside, tuple((p, posts(p)) for p in people[:PEOPLE_SHOWN]),
        len(people) > PEOPLE_SHOWN,
    )  # fmt: skip


def posts(person: PersonLine) -> tuple[str, ...]:
    """Somebody's roles in words, the unit with each."""
    return tuple(
        f"{Role(r.role).label}{f' {r.grade}' if r.grade else ''} · {r.unit_name}"
        + (_("（代理 {name}）").format(name=r.deputy_for) if r.deputy_for else "")
        for r in person.roles
    )
