"""The few restricted files get an index, so that searches know them without reading the others."""

from __future__ import annotations

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("complaints", "0004_whole_life")]
    operations = [
        AddIndexConcurrently(
            "complaint",
            models.Index(
                fields=["restricted"],
                name="complaint_restricted",
                condition=models.Q(("restricted", ""), _negated=True),
            ),
        ),
    ]
