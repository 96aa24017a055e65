"""Writes the pages of docs/reference that say what the code says: python tools/reference.py"""

from __future__ import annotations

import argparse
import os
import re
from collections.abc import Callable
from pathlib import Path

import django

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "reference"

COMMAND_LINE = """\
# Command line

Written by `python tools/reference.py` from `huiyin/cli/main.py`. `huiyin --help` and `huiyin WORD --help` say the same.
What goes wrong is one line on stderr that says what to do, and the program ends with 1; words it does not know, with 2.

| | |
|---|---|
"""
REFUSALS = """\
# What a refusal says

Written by `python tools/reference.py` from `huiyin/web/ui/refusals.py`. A command that does not do what it was asked
raises a refusal with one of these codes; the page shows the rule and the way out beside the field or button, and the
API answers with the same code. Particulars stand in braces. The refusals of the bank's spreadsheet are on
[its own page](organisation-sheet.md#what-is-refused).

| Code | 中文 | English |
|---|---|---|
"""
INVARIANTS = """\
# What must always hold

Written by `python tools/reference.py` from `huiyin/complaints/verify.py`. `huiyin verify` checks all of it on the live
data, names what is wrong with the complaint's number, and ends with 1 when it found anything. It changes nothing.

| Check | What must hold |
|---|---|
"""


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "huiyin.config.settings")
    django.setup()
    for name, page in PAGES.items():
        (FOLDER / name).write_text(page(), encoding="utf-8")


def command_line() -> str:
    """Every word with what it takes."""
    from huiyin.cli.main import parser

    words = _words(parser())
    lines = (f"| [`huiyin {name}`](#huiyin-{name}) | {about.description} |\n" for name, about in words.items())
    return COMMAND_LINE + "".join(lines) + "".join(_word(name, about) for name, about in words.items())


def _words(top: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    found = (action for action in top._actions if isinstance(action, argparse._SubParsersAction))
    return dict(next(found).choices)


def _word(name: str, about: argparse.ArgumentParser) -> str:
    rows = "".join(_argument(action) for action in about._actions if action.dest != "help")
    table = f"\n| Argument | Meaning |\n|---|---|\n{rows}" if rows else ""
    return f"\n## huiyin {name}\n\n{about.description}\n{table}"


def _argument(action: argparse.Action) -> str:
    name = ", ".join(f"`{option}`" for option in action.option_strings) or f"`{action.metavar or action.dest}`"
    taken = str(action.metavar or action.dest).upper() if action.option_strings and action.nargs != 0 else ""
    choices = f"one of {', '.join(f'`{choice}`' for choice in action.choices)}" if action.choices else ""
    return f"| {name}{f' {taken}' if taken else ''} | {'; '.join(filter(None, (choices, action.help)))} |\n"


def refusals() -> str:
    """Every code with its rule and its way out, in both languages."""
    from huiyin.web.ui import refusals

    return REFUSALS + "".join(_refusal(code, *words) for code, words in sorted(refusals.REFUSALS.items()))


def _refusal(code: str, rule: object, way: object) -> str:
    return f"| `{code}` | {_in('zh-hans', rule)}{_in('zh-hans', way)} | {_in('en', rule)} {_in('en', way)} |\n"


def _in(language: str, word: object) -> str:
    from django.utils import translation

    with translation.override(language):
        return str(word).replace("|", "\\|")


def invariants() -> str:
    """Every check with the sentence over it."""
    from huiyin.complaints import verify

    lines = (f"| `{check.__name__}` | {_sentence(check.__doc__ or '')} |\n" for check in verify.CHECKS)
    return INVARIANTS + "".join(lines)


def _sentence(doc: str) -> str:
    """The first line, without the number the rule has in the bank's own list."""
    said = re.sub(r"^Rule \d+: ", "", doc.splitlines()[0])
    return said[:1].upper() + said[1:]


PAGES: dict[str, Callable[[], str]] = {
    "command-line.md": command_line, "refusals.md": refusals, "invariants.md": invariants,
}  # fmt: skip


if __name__ == "__main__":
    main()
