"""What the bank has acknowledged: every submission that carried a key of its sender's, once and for all."""

from __future__ import annotations

from django.db import models


class Submission(models.Model):
    """One submission and the answer it got; written in the transaction of what it caused, so never twice."""

    client = models.TextField()  # who sent it: an API key, a spreadsheet's unit
    key = models.TextField()  # the sender's own name for it
    body = models.BinaryField()  # SHA-256 of what was sent
    status = models.SmallIntegerField()
    answer = models.JSONField()
    complaint_id = models.BigIntegerField(null=True)
    at = models.DateTimeField()

    class Meta:
        db_table = "submission"
        constraints = [models.UniqueConstraint(fields=["client", "key"], name="submission_once")]
