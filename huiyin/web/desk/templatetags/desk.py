"""What the pages of the desk ask of their own words."""

from __future__ import annotations

from collections.abc import Mapping

from django import template

register = template.Library()


@register.filter
def of(words: Mapping[str, object], code: str) -> object:
    """The word for a code."""
    return words.get(code, code)
