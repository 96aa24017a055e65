"""Nouns: units and their tree, staff and their roles, and how much each grade may decide."""

from huiyin.organisation.models.authority import AuthorityLimit, AuthorityVersion, OfferKind
from huiyin.organisation.models.keys import ApiKey
from huiyin.organisation.models.staff import Absence, Duty, Staff, StaffRole
from huiyin.organisation.models.unit import Assignable, Move, Reorganisation, Unit, UnitPlace, UnitReach

__all__ = [
    "Absence", "ApiKey", "Assignable", "AuthorityLimit", "AuthorityVersion", "Duty", "Move", "OfferKind",
    "Reorganisation", "Staff", "StaffRole", "Unit", "UnitPlace", "UnitReach",
]  # fmt: skip
