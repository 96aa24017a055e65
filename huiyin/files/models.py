"""A stored file: once, under its hash, whoever attached it."""

from __future__ import annotations

from django.db import models


class Blob(models.Model):
    sha256 = models.BinaryField(primary_key=True)
    size = models.BigIntegerField()
    media_type = models.TextField()
    scan = models.TextField(default="unscanned")
    stored_at = models.DateTimeField()

    class Meta:
        db_table = "blob"
