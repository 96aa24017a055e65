"""The complaint itself: wide, locked by every step, with no index on anything that changes."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models

from huiyin.complaints.models.person import Person
from huiyin.complaints.models.stages import (
    Acceptance,
    Liability,
    Mark,
    Part,
    Restriction,
    Severity,
    Stage,
    Type,
)


def _complaint_only() -> list[str]:
    return [Type.COMPLAINT.value]


class Complaint(models.Model):
    registered_at = models.DateTimeField()
    received_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    entered_at = models.DateTimeField()  # into the present stage
    closed_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)  # copy of the earliest running customer clock

    stage = models.TextField(choices=Stage)
    version = models.IntegerField(default=1)
    entry_count = models.IntegerField(default=0)
    head_hash = models.BinaryField(default=b"")

    person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, db_index=False)
    intake_unit_id = models.IntegerField()
    coordinator_unit_id = models.IntegerField()
    lead_unit_id = models.IntegerField(null=True)
    replying_unit_id = models.IntegerField(null=True)
    calling_unit_id = models.IntegerField(null=True)
    complained_of_unit_id = models.IntegerField(null=True)
    complained_of_person = models.TextField(blank=True)
    complained_of_staff_id = models.IntegerField(null=True)
    owner_unit_id = models.IntegerField(null=True)
    owner_staff_id = models.IntegerField(null=True)

    channel = models.ForeignKey(
        "policy.Channel", on_delete=models.PROTECT, db_column="channel", db_constraint=False, db_index=False
    )
    source_no = models.TextField(blank=True)  # recording, paper or the referring body's number
    category = models.ForeignKey(
        "policy.Category", on_delete=models.PROTECT, db_column="category", db_constraint=False, db_index=False,
        related_name="+",
    )  # fmt: skip
    category_found = models.ForeignKey(
        "policy.Category", null=True, on_delete=models.PROTECT, db_column="category_found", db_constraint=False,
        db_index=False, related_name="+",
    )  # fmt: skip
    cause_said = models.ForeignKey(
        "policy.Cause", null=True, on_delete=models.PROTECT, db_column="cause_said", db_constraint=False,
        db_index=False, related_name="+",
    )  # fmt: skip
    cause = models.ForeignKey(
        "policy.Cause", null=True, on_delete=models.PROTECT, db_column="cause", db_constraint=False,
        db_index=False, related_name="+",
    )  # fmt: skip
    types = ArrayField(models.TextField(choices=Type), default=_complaint_only)
    demands = ArrayField(models.TextField(), default=list)
    title = models.TextField()
    story = models.TextField()
    amount = models.DecimalField(max_digits=14, decimal_places=2, null=True)  # in dispute, yuan
    severity = models.SmallIntegerField(choices=Severity, default=Severity.NORMAL)
    statutory = models.BooleanField(default=True)
    complex = models.BooleanField(default=False)
    drawn = models.BooleanField(default=False)  # drawn for a follow-up call

    first_contact = models.BooleanField(default=False)
    acceptance = models.TextField(choices=Acceptance, blank=True)
    accepted_at = models.DateTimeField(null=True)
    rounds = models.SmallIntegerField(default=0)
    returns = models.SmallIntegerField(default=0)
    reassignments = models.SmallIntegerField(default=0)
    barred = ArrayField(models.IntegerField(), default=list)  # handled it before it was reopened
    called_at = models.DateTimeField(null=True)  # the follow-up call is done
    process_satisfied = models.BooleanField(null=True)
    result_satisfied = models.BooleanField(null=True)
    liability = models.TextField(choices=Liability, blank=True)
    outcome = models.TextField(blank=True)
    redress = models.DecimalField(max_digits=14, decimal_places=2, null=True)  # money decided, yuan
    archive_version = models.SmallIntegerField(default=0)
    stood_by = models.BooleanField(default=False, db_default=False)  # closed without the customer's agreement
    restricted = models.TextField(choices=Restriction, blank=True, default="", db_default="")
    marks = ArrayField(models.TextField(choices=Mark), default=list, db_default=[])

    scope = ArrayField(models.IntegerField())  # every unit that may see it

    class Meta:
        db_table = "complaint"
        indexes = [
            models.Index(fields=["person", "id"], name="complaint_person"),
            # Few rows, and a row enters or leaves it only when it is restricted or freed.
            models.Index(
                fields=["restricted"], name="complaint_restricted", condition=~models.Q(restricted="")
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(stage__in=["closed", "archived", "declined", "withdrawn", "merged",
                                              "transferred", "erased"])
                | models.Q(owner_unit_id__isnull=False),
                name="open_has_owner",
            )
        ]  # fmt: skip


class Participation(models.Model):
    """Which unit plays which part, with history."""

    pk = models.CompositePrimaryKey("complaint_id", "part", "unit_id", "from_at")
    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, db_index=False)
    part = models.TextField(choices=Part)
    unit_id = models.IntegerField()
    from_at = models.DateTimeField()
    to_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "participation"
        constraints = [
            models.UniqueConstraint(
                fields=["complaint"], condition=models.Q(part="lead", to_at=None), name="one_lead"
            )
        ]


class Sight(models.Model):
    """`scope`, one row a unit, kept by trigger: all that a unit may see is one range of the key."""

    pk = models.CompositePrimaryKey("unit_id", "complaint_id")
    unit_id = models.IntegerField()
    complaint_id = models.BigIntegerField()

    class Meta:
        db_table = "sight"


class SearchDoc(models.Model):
    """What can be found: bigram tokens, permission and facets in one index, kept by trigger."""

    complaint_id = models.BigIntegerField(primary_key=True)
    scope = ArrayField(models.IntegerField())
    facets = ArrayField(models.TextField())
    body = models.TextField()

    class Meta:
        managed = False
        db_table = "search_doc"


class FactStep(models.Model):
    """One stay in a stage, written when it is left."""

    pk = models.CompositePrimaryKey("complaint_id", "seq")
    complaint_id = models.BigIntegerField()
    seq = models.IntegerField()
    stage = models.TextField()
    unit_id = models.IntegerField(null=True)
    entered_at = models.DateTimeField()
    left_at = models.DateTimeField()
    left_by = models.TextField()
    minutes = models.IntegerField()

    class Meta:
        managed = False
        db_table = "fact_step"
