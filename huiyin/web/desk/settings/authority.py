"""授权矩阵: how much each grade may decide, version by version, and who holds it for a unit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from huiyin.organisation import queries
from huiyin.organisation.authority import Limit
from huiyin.organisation.queries import GRADE_NAMES, GradeLine, Matrix, VersionLine
from huiyin.web.desk.http import StaffRequest
from huiyin.web.desk.settings.reading import administrators, may_change, number, today
from huiyin.web.desk.settings.units import choose, opened
from huiyin.web.ui.steps import Text

MONEY = ("fee_waiver", "refund", "compensation", "goodwill")
WORDS: tuple[tuple[str, Text], ...] = (
    ("apology_oral", gettext_lazy("口头道歉")), ("apology_written", gettext_lazy("书面道歉")),
    ("correction", gettext_lazy("更正")),
    ("unlock", gettext_lazy("解除限制")), ("call", gettext_lazy("回电说明")), ("other", gettext_lazy("其他")),
)  # fmt: skip


@dataclass(frozen=True)
class Row:
    """One grade as the table shows it: per complaint / per customer in 365 days."""

    grade: int
    name: str
    cells: tuple[str, ...]
    without_money: str


@require_safe
@administrators
def show(request: StaffRequest) -> HttpResponse:
    on = today(request)
    versions = queries.authority_versions()
    version = _version(versions, number(request, "version"), on)
    lines = queries.tree_for_settings(on)
    chosen = choose(lines, number(request, "unit"))
    matrix = queries.matrix(version.valid_from) if version else None
    context = {
        "versions": [(v, _standing(v, on)) for v in versions], "version": version, "may_change": may_change(request),
        "standing": _standing(version, on) if version else "", "rows": _rows(matrix) if matrix else [],
        "tree": opened(lines, chosen), "chosen": chosen, "holders": _holders(chosen.id, on) if chosen else [],
    }  # fmt: skip
    return render(request, "desk/settings/authority.html", context)


def _version(versions: list[VersionLine], wanted: int, on: date) -> VersionLine | None:
    """The version asked for, else the one in force, else the newest."""
    if wanted:
        found = next((v for v in versions if v.id == wanted), None)
        if found is None:
            raise Http404
        return found
    in_force = (v for v in versions if v.valid_from <= on and (v.valid_to is None or v.valid_to > on))
    return next(in_force, versions[0] if versions else None)


def _standing(version: VersionLine, on: date) -> str:
    if version.valid_from > on:
        return _("待生效")
    return _("现行") if version.valid_to is None or version.valid_to > on else _("已失效")


def _rows(matrix: Matrix) -> list[Row]:
    return [_row(line) for line in matrix.grades]


def _row(line: GradeLine) -> Row:
    cells = tuple(_cell(line.limits.get(kind)) for kind in MONEY)
    return Row(line.grade, str(line.name), cells, _without_money(line.limits))


def _cell(limit: Limit | None) -> str:
    """“200 / 400”: a complaint, and a customer in 365 days; a dash where this grade may not give it."""
    if limit is None:
        return "–"
    if limit.amount is None:
        return _("不限")
    once = f"{limit.amount:,.0f}"
    return once if limit.yearly is None else f"{once} / {limit.yearly:,.0f}"


def _without_money(limits: Mapping[str, Limit | None]) -> str:
    allowed = [str(name) for kind, name in WORDS if limits.get(kind) is not None]
    return _("全部") if len(allowed) == len(WORDS) else (allowed[-1] if allowed else "–")


def _holders(unit_id: int, on: date) -> list[tuple[int, str, list[str]]]:
    """Whose authority reaches the unit, grade by grade."""
    found = queries.approvers(unit_id, on=on)
    return [
        (grade, str(GRADE_NAMES[grade]), [f"{h.name} · {h.unit_name}" for h in holders])
        for grade, holders in groupby(found, key=lambda h: h.grade)
    ]
