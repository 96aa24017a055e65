"""Reads of this room: people with their roles, the tree, who coordinates whom, and what the settings show."""

from huiyin.organisation.queries.parts import (
    assignable_units,
    coordinator_for,
    larger_coordinator,
    may_assign,
    served_part,
)
from huiyin.organisation.queries.people import (
    Holder,
    actor,
    approvers,
    deputy_of,
    head_of,
    holders,
    units_with,
)
from huiyin.organisation.queries.units import UnitChoice, children, choices, root, tree, unit, unit_by_code

__all__ = [
    "Holder", "UnitChoice", "actor", "approvers", "assignable_units", "children", "choices",
    "coordinator_for", "deputy_of", "head_of", "holders", "larger_coordinator", "may_assign", "root",
    "served_part", "tree", "unit", "unit_by_code", "units_with",
]  # fmt: skip
