"""渠道登记簿, 分类与原因: the lists a complaint is filed by."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Protocol

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from huiyin.policy import queries
from huiyin.web.desk.http import StaffRequest
from huiyin.web.desk.settings.reading import administrators


class Entry(Protocol):
    """A line of one of the two trees."""

    code: str
    name: str
    external_code: str | None
    parent_id: int | None


@dataclass(frozen=True)
class Channel:
    code: str
    name: str
    owner: str
    hours: str
    acknowledge: str
    proof: str
    referral: bool
    published: bool


@require_safe
@administrators
def channels(request: StaffRequest) -> HttpResponse:
    found = [
        Channel(
            c.code, c.name, c.owning_unit.name if c.owning_unit else "", c.hours, c.acknowledge, c.proof, c.referral,
            c.published,
        )
        for c in queries.channels()
    ]  # fmt: skip
    return render(request, "desk/settings/channels.html", {"channels": found})


@require_safe
@administrators
def categories(request: StaffRequest) -> HttpResponse:
    return render(
        request,
        "desk/settings/categories.html",
        {"categories": _groups(queries.categories()), "causes": _groups(queries.causes())},
    )


def _groups(entries: Iterable[Entry]) -> list[tuple[Entry, list[Entry]]]:
    """Each of level 1 with its level 2; the lists come in that order."""
    groups: list[tuple[Entry, list[Entry]]] = []
    for top, lines in groupby(entries, key=lambda entry: entry.parent_id is None):
        if top:
            groups += [(line, []) for line in lines]
        else:
            groups[-1][1].extend(lines)
    return groups
