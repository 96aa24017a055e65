"""Leaving the road and coming back, ties to other complaints, and the matter several of them share."""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from huiyin.complaints.models.complaint import Complaint
from huiyin.complaints.models.stages import Stage, Type


def nothing_kept() -> dict[str, Any]:
    return {}


class Departure(models.Model):
    """How a complaint left the road: declined, withdrawn, merged or transferred, and whether it came back."""

    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="departures")
    stage = models.TextField(choices=Stage)  # what it became
    stage_before = models.TextField(choices=Stage)
    at = models.DateTimeField()
    by_staff_id = models.IntegerField(null=True)
    ground = models.TextField(blank=True)  # the code of a ground for declining or re-typing
    reason = models.TextField()
    notice = models.TextField(blank=True)  # what the customer is told, word for word
    to_type = models.TextField(choices=Type, blank=True)
    receiving_unit_id = models.IntegerField(null=True)
    receiving_body = models.TextField(blank=True)  # an authority outside the bank
    into = models.ForeignKey(Complaint, null=True, on_delete=models.PROTECT, related_name="absorbed")
    into_received_at = models.DateTimeField(null=True)  # from when the other's clock ran before the merger
    kept = models.JSONField(default=nothing_kept)  # its work and clocks as they stood
    free = models.BooleanField(null=True)  # was the withdrawal free?
    confirmed_by = models.IntegerField(null=True)
    confirmed_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)  # the receiving unit has done with it
    result = models.TextField(blank=True)
    returned_at = models.DateTimeField(null=True)  # it came back
    returned_by = models.TextField(blank=True)  # the step by which

    class Meta:
        db_table = "departure"
        constraints = [
            models.UniqueConstraint(
                fields=["complaint"], condition=models.Q(returned_at=None), name="departure_one"
            )
        ]


class Link(models.Model):
    """Two complaints that have to do with each other."""

    class Kind(models.TextChoices):
        REPEAT = "repeat", _("重复投诉")
        RELATED = "related", _("相关")
        SPLIT = "split", _("拆分")

    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="links")
    other = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="linked_from")
    kind = models.TextField(choices=Kind)
    reason = models.TextField(blank=True)
    at = models.DateTimeField()
    by_staff_id = models.IntegerField(null=True)

    class Meta:
        db_table = "link"
        constraints = [models.UniqueConstraint(fields=["complaint", "other"], name="link_once")]


class Matter(models.Model):
    """What several complaints have in common: one investigation and one opinion."""

    title = models.TextField()
    coordinator_unit_id = models.IntegerField()
    opened_at = models.DateTimeField()
    opened_by = models.IntegerField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "matter"
        indexes = [models.Index(fields=["coordinator_unit_id", "id"], name="matter_office")]


class Member(models.Model):
    """A complaint that belongs to a matter; its complainant may speak for the others."""

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="members")
    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="memberships")
    joined_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True)
    represents_from = models.DateTimeField(null=True)
    represents_to = models.DateTimeField(null=True)
    chosen_by = models.TextField(blank=True)  # how the representative was chosen: a signed paper, say

    class Meta:
        db_table = "matter_member"
        constraints = [
            models.UniqueConstraint(
                fields=["complaint"], condition=models.Q(left_at=None), name="member_of_one"
            )
        ]


class Counted(models.Model):
    """An act that is decided by another than the handler and counted, unit by unit (domain rule 12)."""

    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT)
    kind = (
        models.TextField()
    )  # the step, or what it did: decline, retype, merge, release, complex, severity_down …
    unit_ids = ArrayField(models.IntegerField())  # whose figure it counts in
    at = models.DateTimeField()
    by_staff_id = models.IntegerField(null=True)

    class Meta:
        db_table = "counted"
        indexes = [models.Index(fields=["at", "id"], name="counted_at")]
