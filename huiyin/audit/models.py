"""The record: one line per thing that happened, chained by hash; written once, never changed."""

from __future__ import annotations

from django.db import models


class Entry(models.Model):
    """One line of a complaint's timeline; `hash` covers the line, its text's digest and the line before."""

    pk = models.CompositePrimaryKey("complaint_id", "seq")
    complaint_id = models.BigIntegerField()
    seq = models.IntegerField()
    at = models.DateTimeField()
    actor_id = models.IntegerField(null=True)
    actor_kind = models.SmallIntegerField()
    unit_id = models.IntegerField(null=True)
    action = models.TextField()
    stage_from = models.TextField(null=True)
    stage_to = models.TextField(null=True)
    digest = models.BinaryField()
    hash = models.BinaryField()

    class Meta:
        managed = False
        db_table = "entry"


class EntryPayload(models.Model):
    """The words of a line, apart from it, so that they can be erased while the chain still verifies."""

    pk = models.CompositePrimaryKey("complaint_id", "seq")
    complaint_id = models.BigIntegerField()
    seq = models.IntegerField()
    salt = models.BinaryField()
    body = models.TextField()

    class Meta:
        managed = False
        db_table = "entry_payload"


class Anchor(models.Model):
    """One link of the whole system's chain, over all lines whose transactions had ended."""

    at = models.DateTimeField()
    era = models.SmallIntegerField()
    from_txid = models.BigIntegerField()
    to_txid = models.BigIntegerField()
    entries = models.IntegerField()
    root = models.BinaryField()
    hash = models.BinaryField()

    class Meta:
        managed = False
        db_table = "anchor"


class Act(models.Model):
    """What happened outside any complaint: accounts, organisation, rules, and every read by an auditor."""

    at = models.DateTimeField()
    actor_id = models.IntegerField(null=True)
    actor_name = models.TextField()
    action = models.TextField()
    subject = models.TextField()
    body = models.TextField()
    hash = models.BinaryField()

    class Meta:
        managed = False
        db_table = "act"
