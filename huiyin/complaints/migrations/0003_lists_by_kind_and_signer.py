"""Two lists get their index: what waits of one kind all over the bank, and what one person has decided."""

from __future__ import annotations

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("complaints", "0002_search_and_sight")]
    operations = [
        AddIndexConcurrently(
            "approval",
            models.Index(
                fields=["decided_by", "decided_at", "id"],
                name="approval_decided",
                condition=models.Q(decided_by__isnull=False),
            ),
        ),
        AddIndexConcurrently("task", models.Index(fields=["kind", "due_at", "id"], name="task_kind")),
    ]
