"""What stops a word of the command line: one line that says what is wrong and what to do."""

from __future__ import annotations


class Problem(Exception):
    """Shown as one line; the program then ends with 1."""
