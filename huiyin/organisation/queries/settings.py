"""What the settings pages show of the organisation and its authority."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from huiyin.organisation import authority
from huiyin.organisation.actor import Role
from huiyin.organisation.authority import GRADES, Limit
from huiyin.organisation.models import AuthorityVersion, OfferKind, Staff, StaffRole, Unit, UnitReach
from huiyin.organisation.queries.units import in_force, tree

GRADE_NAMES = {
    1: _("座席员 / 柜面受理员"),
    2: _("客户关怀组 / 支行行长"),
    3: _("客服经理 / 分行部门负责人"),
    4: _("高级经理 / 分行投诉办主任"),
    5: _("分行分管行长"),
    6: _("总行部门总经理"),
    7: _("分管行领导"),
    8: _("行长办公会"),
}


@dataclass(frozen=True)
class UnitLine:
    """One line of the tree; `serves` names the part it coordinates, `people` counts who works in this very unit."""

    id: int
    code: str
    name: str
    kind: str
    parent_id: int | None
    depth: int
    serves: str
    head: str
    people: int


@dataclass(frozen=True)
class RoleLine:
    role: str
    unit_id: int
    unit_name: str
    grade: int
    valid_from: date
    valid_to: date | None
    deputy_for: str


@dataclass(frozen=True)
class PersonLine:
    id: int
    login: str
    name: str
    left: bool
    roles: tuple[RoleLine, ...]


@dataclass(frozen=True)
class GradeLine:
    """One grade of the matrix: the limit of each kind, None where this grade may not give it."""

    grade: int
    name: str
    limits: Mapping[str, Limit | None]


@dataclass(frozen=True)
class Matrix:
    version: str
    valid_from: date
    valid_to: date | None
    grades: tuple[GradeLine, ...]


@dataclass(frozen=True)
class VersionLine:
    id: int
    code: str
    valid_from: date
    valid_to: date | None


def tree_for_settings(on: date) -> list[UnitLine]:
    """The whole bank of a day in tree order; three queries, however large."""
    working = in_force(on, prefix="roles__") & Q(roles__staff__left_at=None)
    counted = Unit.objects.annotate(n=Count("roles__staff", filter=working, distinct=True)).values_list(
        "pk", "n"
    )
    people = dict(counted)
    heads = StaffRole.objects.filter(in_force(on), role=Role.UNIT_HEAD, deputy_for=None, staff__left_at=None)
    head = dict(heads.order_by("-id").values_list("unit_id", "staff__name"))
    units = tree(on=on)
    names = {u.pk: u.name for u in units}
    return [
        UnitLine(
            u.pk, u.code, u.name, u.kind, u.parent_id, len(u.path),
            serves=names.get(u.serves_id or 0, ""), head=head.get(u.pk, ""), people=people[u.pk],
        )
        for u in units
    ]  # fmt: skip


def people(unit_id: int | None = None, *, on: date, after: int = 0, limit: int = 50) -> list[PersonLine]:
    """Who works in the unit or below it, by id; `after` is the last id of the page before. All, if no unit is given."""
    found = Staff.objects.filter(pk__gt=after).order_by("id")
    if unit_id is not None:
        below = Q(unit__in=UnitReach.objects.filter(above_id=unit_id).values("unit_id"))
        found = found.filter(Exists(StaffRole.objects.filter(in_force(on), below, staff=OuterRef("pk"))))
    page = list(found[:limit])
    held: dict[int, list[RoleLine]] = {}
    roles = StaffRole.objects.filter(in_force(on), staff__in=page).select_related("unit", "deputy_for")
    for role in roles.order_by("deputy_for_id", "id"):
        held.setdefault(role.staff_id, []).append(_role(role))
    return [PersonLine(s.pk, s.login, s.name, not s.is_active, tuple(held.get(s.pk, ()))) for s in page]


def _role(r: StaffRole) -> RoleLine:
    deputy_for = r.deputy_for.name if r.deputy_for else ""
    return RoleLine(r.role, r.unit_id, r.unit.name, r.grade, r.valid_from, r.valid_to, deputy_for)


def matrix(on: date) -> Matrix | None:
    """The authority matrix of a day, all grades and kinds."""
    limits = authority.limits_on(on)
    if limits.version_id is None:
        return None
    version = AuthorityVersion.objects.get(pk=limits.version_id)
    grades = [
        GradeLine(grade, str(GRADE_NAMES[grade]), {kind: limits.of(grade, kind) for kind in OfferKind.values})
        for grade in GRADES
    ]
    return Matrix(version.code, version.valid_from, version.valid_to, tuple(grades))


def authority_versions() -> list[VersionLine]:
    """All versions, newest first."""
    found = AuthorityVersion.objects.order_by("-valid_from")
    return [VersionLine(v.pk, v.code, v.valid_from, v.valid_to) for v in found]
