"""The one way in which a rule says no."""

from __future__ import annotations

from typing import Any


class Refused(Exception):
    """A rule said no: its code, the field it concerns, and what the reader needs to know to satisfy it."""

    def __init__(self, code: str, *, field: str = "", **params: Any) -> None:
        super().__init__(code, params)
        self.code = code
        self.field = field
        self.params = params

    def __str__(self) -> str:
        details = ", ".join(f"{name}={value}" for name, value in self.params.items())
        return f"{self.code} ({details})" if details else self.code
