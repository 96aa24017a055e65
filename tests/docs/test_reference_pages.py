"""The reference says what the code says: words of the command line, variables, refusals, invariants."""

from __future__ import annotations

import ast
import re
import tomllib

import pytest

from huiyin.cli.main import parser
from huiyin.complaints import verify
from huiyin.web.ui.refusals import REFUSALS
from tests.docs.tools import ROOT, read, tool

REFERENCE = tool("reference")
VARIABLE = re.compile(r"\bHUIYIN_[A-Z_]+\b")
CODE = ("huiyin", "tests", "bench", "tools")


@pytest.mark.parametrize("name", sorted(REFERENCE.PAGES))
def test_the_page_is_the_one_the_tool_writes(name: str) -> None:
    assert read(f"docs/reference/{name}") == REFERENCE.PAGES[name](), "run: python tools/reference.py"


def test_the_command_line_page_names_every_word() -> None:
    page = read("docs/reference/command-line.md")
    words = re.findall(r"^    (\w+) ", parser().format_help(), re.MULTILINE)
    assert {"serve", "verify"} <= set(words)
    assert words == re.findall(r"^## huiyin (\w+)$", page, re.MULTILINE)


def test_the_refusals_page_names_every_code_in_both_languages() -> None:
    page = read("docs/reference/refusals.md")
    for code, (rule, way) in REFUSALS.items():
        line = next(line for line in page.splitlines() if line.startswith(f"| `{code}` |"))
        assert str(rule) in line and str(way) in line
        english = line.strip("| ").rsplit(" | ", 1)[-1]
        assert english and not re.search("[\u3400-\u9fff]", english)


def test_every_code_a_command_or_query_refuses_with_has_words() -> None:
    raised = {code for room in ("complaints", "organisation/commands", "intake/commands") for code in codes(room)}
    assert raised - set(REFUSALS) == set()


def codes(room: str) -> set[str]:
    """The constants that stand first in Refused(…), both arms of a choice included."""
    trees = (ast.parse(path.read_text(encoding="utf-8")) for path in (ROOT / "huiyin" / room).rglob("*.py"))
    calls = (node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Call) and node.args)
    first = (node.args[0] for node in calls if getattr(node.func, "id", "") == "Refused")
    words = (word.value for each in first for word in ast.walk(each) if isinstance(word, ast.Constant))
    return {word for word in words if isinstance(word, str) and re.fullmatch("[a-z]+(_[a-z]+)+", word)}


def test_the_invariants_page_names_every_check() -> None:
    page = read("docs/reference/invariants.md")
    assert [check.__name__ for check in verify.CHECKS] == re.findall(r"^\| `(\w+)`", page, re.MULTILINE)


def test_every_variable_the_code_reads_is_explained_and_no_other() -> None:
    explained = set(VARIABLE.findall(read("docs/reference/environment.md")))
    assert variables() == explained


def variables() -> set[str]:
    """HUIYIN_… in strings of the code, and the keys that environment.key puts the prefix before."""
    found: set[str] = set()
    for path in (path for folder in CODE for path in (ROOT / folder).rglob("*.py") if path.parent.name != "docs"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found |= {node.value} if VARIABLE.fullmatch(node.value) else set()
            elif isinstance(node, ast.Call) and ast.unparse(node.func) == "environment.key":
                found |= {f"HUIYIN_{ast.literal_eval(node.args[0])}"}
    return found


def test_every_library_of_the_program_has_a_reason() -> None:
    project = tomllib.loads(read("pyproject.toml"))["project"]
    asked = [*project["dependencies"], *project["optional-dependencies"]["demo"]]
    names = [re.match(r"[\w-]+", line) for line in asked]
    reasons = read("docs/decisions/0011-libraries.md").lower()
    assert [name[0] for name in names if name and name[0].lower() not in reasons] == []
