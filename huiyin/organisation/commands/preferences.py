"""How a person likes the desk. These concern nobody else and are not on the record."""

from __future__ import annotations

from collections.abc import Collection

from huiyin.organisation.models import Staff
from huiyin.organisation.refusal import Refused


def set_theme(staff_id: int, theme: str) -> None:
    """Show the desk light, dark, or as the computer does."""
    _set(staff_id, "theme", theme, Staff.Theme.values)


def set_language(staff_id: int, language: str) -> None:
    """Show the desk in Chinese or English."""
    _set(staff_id, "language", language, Staff.Language.values)


def set_single_keys(staff_id: int, on: bool) -> None:
    """Let single letters act as keys of the desk, or not."""
    _set(staff_id, "single_keys", on, [True, False])


def _set(staff_id: int, field: str, value: object, allowed: Collection[object]) -> None:
    if value not in allowed:
        raise Refused("unknown_choice", field=field, value=value)
    Staff.objects.filter(pk=staff_id).update(**{field: value})
