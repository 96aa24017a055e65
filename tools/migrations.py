"""Checks that a migration can run while the version before it is still answering (docs/how-to/change-the-database.md).

The first migrations of a room build empty tables and may do anything; the rules hold for every one after them.
A line that must break a rule says why: `# lint: <reason>`.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FORBIDDEN = {
    "RemoveField": "take the column out of the code first; drop it in a later release (SeparateDatabaseAndState)",
    "DeleteModel": "take the table out of the code first; drop it in a later release (SeparateDatabaseAndState)",
    "RenameField": "the version still running asks for the old name: add, copy, then drop",
    "RenameModel": "the version still running asks for the old name: keep db_table",
    "AlterModelTable": "the version still running asks for the old name",
    "AddIndex": "locks the table against writers: AddIndexConcurrently with atomic = False",
    "RemoveIndex": "locks the table: RemoveIndexConcurrently with atomic = False",
    "AddConstraint": "scans the table under a lock: AddConstraintNotValid, ValidateConstraint in the next one",
    "AlterUniqueTogether": "builds an index under a lock: a unique index made concurrently first",
}
APART = {"RunPython", "RunSQL"}
Finding = tuple[int, str]


def main() -> int:
    found = [
        f"{path.relative_to(ROOT)}:{line}: {what}"
        for path in sorted(ROOT.glob("huiyin/**/migrations/0*.py"))
        for line, what in findings(path.read_text(encoding="utf-8"))
    ]
    print("\n".join(found) or "migrations: safe", file=sys.stderr if found else sys.stdout)
    return 1 if found else 0


def findings(source: str) -> list[Finding]:
    tree = ast.parse(source)
    excused = {number for number, line in enumerate(source.splitlines(), 1) if "# lint: " in line}
    rules = (
        [app_imports(tree)]
        if is_first(tree)
        else [app_imports(tree), operations(tree), mixed(tree), one_way(tree)]
    )
    return sorted({finding for rule in rules for finding in rule if finding[0] not in excused})


def is_first(tree: ast.Module) -> bool:
    """Django writes `initial = True` into the migrations that build a room's first tables."""
    assigned = (node for node in ast.walk(tree) if isinstance(node, ast.Assign))
    return any(
        isinstance(node.targets[0], ast.Name) and node.targets[0].id == "initial"
        and isinstance(node.value, ast.Constant) and node.value.value is True
        for node in assigned
    )  # fmt: skip


def app_imports(tree: ast.Module) -> Iterator[Finding]:
    """Code changes; what a migration does must not."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("huiyin"):
            yield node.lineno, f"imports {node.module}: a migration stands alone; write out what it needs"


def operations(tree: ast.Module) -> Iterator[Finding]:
    for call, name in calls(tree):
        if name in FORBIDDEN and not within_separate_state(tree, call):
            yield call.lineno, f"{name}: {FORBIDDEN[name]}"
        elif name == "AddField":
            yield from new_column(call)
        elif name == "AlterField":
            yield (
                call.lineno,
                "AlterField: show that it rewrites nothing and locks nothing, or do it in steps",
            )


def new_column(call: ast.Call) -> Iterator[Finding]:
    """A new column is empty or has a constant the database itself fills in."""
    field = next((word.value for word in call.keywords if word.arg == "field"), None)
    if not isinstance(field, ast.Call):
        return
    given = {word.arg: word.value for word in field.keywords}
    nullable = isinstance(given.get("null"), ast.Constant) and given["null"].value is True  # type: ignore[attr-defined]
    if not nullable and not isinstance(given.get("db_default"), ast.Constant):
        yield (
            call.lineno,
            "AddField: the version still running does not fill it in: null=True or a constant db_default",
        )


def mixed(tree: ast.Module) -> Iterator[Finding]:
    """Data and tables change in migrations of their own, so that one can be repeated without the other."""
    names = {name for _call, name in calls(tree)}
    moving = next((call for call, name in calls(tree) if name == "RunPython"), None)
    if moving and names & {"AddField", "CreateModel", "AlterField", "RemoveField", "AddIndexConcurrently"}:
        yield moving.lineno, "RunPython beside a change of tables: put it into a migration of its own"


def one_way(tree: ast.Module) -> Iterator[Finding]:
    for call, name in calls(tree):
        reverse = {word.arg for word in call.keywords} & {"reverse_code", "reverse_sql"}
        if name in APART and len(call.args) < 2 and not reverse:
            yield call.lineno, f"{name} cannot be undone: give its reverse, or say why there is none"


def calls(tree: ast.Module) -> Iterator[tuple[ast.Call, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            function = node.func
            yield node, function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def within_separate_state(tree: ast.Module, inner: ast.Call) -> bool:
    """State alone forgets a column; the database keeps it until the next release."""
    for call, name in calls(tree):
        if name == "SeparateDatabaseAndState":
            state = [word.value for word in call.keywords if word.arg == "state_operations"]
            if any(inner in ast.walk(each) for each in state):
                return True
    return False


if __name__ == "__main__":
    sys.exit(main())
