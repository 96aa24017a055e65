"""Reads of this room: people with their roles, the tree, who coordinates whom, and what the settings show."""

from huiyin.organisation.queries.derived import faults
from huiyin.organisation.queries.keys import Caller, KeyLine, api_keys, caller, key_scopes
from huiyin.organisation.queries.parts import (
    assignable_units,
    coordinator_for,
    has_below,
    head_office_departments,
    larger_coordinator,
    may_assign,
    offices_of,
    served_part,
    smaller_coordinators,
    units_below,
    works_below,
)
from huiyin.organisation.queries.roles import (
    Holder,
    acting,
    actor,
    approvers,
    deputies_of,
    deputy_of,
    head_of,
    holders,
    known_staff,
    names_of,
    people_in,
    units_with,
    works_in,
)
from huiyin.organisation.queries.rows import export_bank
from huiyin.organisation.queries.settings import (
    GRADE_NAMES,
    GradeLine,
    Matrix,
    PersonLine,
    RoleLine,
    UnitLine,
    VersionLine,
    authority_versions,
    matrix,
    people,
    tree_for_settings,
)
from huiyin.organisation.queries.units import (
    UnitChoice,
    children,
    choices,
    is_partner,
    page,
    partners,
    root,
    tree,
    unit,
    unit_by_code,
)

__all__ = [
    "Caller", "GRADE_NAMES", "GradeLine", "Holder", "KeyLine", "Matrix", "PersonLine", "RoleLine", "UnitChoice",
    "UnitLine", "VersionLine", "acting", "actor", "api_keys", "approvers", "assignable_units", "authority_versions",
    "caller", "children", "choices", "coordinator_for", "deputies_of", "deputy_of", "export_bank", "faults",
    "has_below", "head_of", "head_office_departments", "holders", "is_partner", "key_scopes", "known_staff",
    "larger_coordinator", "matrix", "may_assign", "names_of", "offices_of", "page", "partners", "people",
    "people_in", "root", "served_part", "smaller_coordinators", "tree", "tree_for_settings", "unit", "unit_by_code",
    "units_below", "units_with", "works_below", "works_in",
]  # fmt: skip
