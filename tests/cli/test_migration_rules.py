"""tools/migrations.py: each rule bites, and what is done rightly passes."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent


def load() -> ModuleType:
    spec = importlib.util.spec_from_file_location("migration_rules", ROOT / "tools" / "migrations.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def said(operation: str, *, first: bool = False, header: str = "") -> str:
    body = f"    initial = {first}\n    operations = [\n        {operation},\n    ]\n"
    source = f"{header}\nclass Migration(migrations.Migration):\n{body}"
    return "; ".join(what for _line, what in load().findings(source))


@pytest.mark.parametrize(
    ("operation", "word"),
    [
        ("migrations.RemoveField('a', 'b')", "later release"),
        ("migrations.DeleteModel('A')", "later release"),
        ("migrations.RenameField('a', 'b', 'c')", "old name"),
        ("migrations.AddIndex('a', models.Index(fields=['b'], name='c'))", "AddIndexConcurrently"),
        (
            "migrations.AddConstraint('a', models.CheckConstraint(condition=q, name='c'))",
            "AddConstraintNotValid",
        ),
        ("migrations.AddField('a', 'b', field=models.TextField())", "db_default"),
        ("migrations.AddField('a', 'b', field=models.DateTimeField(db_default=Now()))", "db_default"),
        ("migrations.AlterField('a', 'b', field=models.TextField())", "AlterField"),
        ("migrations.RunSQL('SELECT 1')", "cannot be undone"),
        ("migrations.RunPython(f, f), migrations.CreateModel('A', [])", "of its own"),
    ],
)
def test_it_refuses(operation: str, word: str) -> None:
    assert word in said(operation)


@pytest.mark.parametrize(
    "operation",
    [
        "migrations.CreateModel('A', [])",
        "AddIndexConcurrently('a', models.Index(fields=['b'], name='c'))",
        "migrations.AddField('a', 'b', field=models.TextField(null=True))",
        "migrations.AddField('a', 'b', field=models.TextField(db_default='x'))",
        "migrations.RunSQL('SELECT 1', 'SELECT 2')",
        "migrations.RunPython(f, reverse_code=f)",
        "migrations.SeparateDatabaseAndState(state_operations=[migrations.RemoveField('a', 'b')])",
        "migrations.RemoveField('a', 'b')  # lint: the column never left our machines\n        ",
    ],
)
def test_it_lets_pass(operation: str) -> None:
    assert said(operation) == ""


def test_the_first_migration_of_a_room_builds_as_it_likes() -> None:
    assert said("migrations.AddIndex('a', b)", first=True) == ""


def test_none_may_import_from_the_house() -> None:
    assert "stands alone" in said("x", first=True, header="from huiyin.complaints.models import Complaint")


def test_ours_are_safe() -> None:
    assert load().main() == 0
