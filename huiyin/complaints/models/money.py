"""Money that leaves the bank for a promise, in batches, and what handling a complaint costs."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from huiyin.complaints.models.complaint import Complaint
from huiyin.complaints.models.decision import Promise


class Batch(models.Model):
    """The payments sent to the core system in one file."""

    unit_id = models.IntegerField()
    at = models.DateTimeField()
    by_staff_id = models.IntegerField()
    count = models.IntegerField()
    total = models.DecimalField(max_digits=14, decimal_places=2)

    class Meta:
        db_table = "payment_batch"
        indexes = [models.Index(fields=["unit_id", "id"], name="batch_unit")]


class Payment(models.Model):
    """One payment for one promise: asked for, entered by the payment officer, released by a second, or refused."""

    class State(models.TextChoices):
        REQUESTED = "requested", _("待经办")
        ENTERED = "entered", _("待复核")
        PAID = "paid", _("已付")
        REFUSED = "refused", _("已退回")

    LIVE = (State.REQUESTED, State.ENTERED)  # under way: may yet be paid, may yet come back

    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT)
    promise = models.ForeignKey(Promise, on_delete=models.PROTECT, related_name="payments")
    unit_id = models.IntegerField()  # that pays
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    state = models.TextField(choices=State, default=State.REQUESTED)
    requested_by = models.IntegerField()
    requested_at = models.DateTimeField()
    batch = models.ForeignKey(Batch, null=True, on_delete=models.PROTECT)
    voucher = models.TextField(blank=True)
    entered_by = models.IntegerField(null=True)
    entered_at = models.DateTimeField(null=True)
    paid_by = models.IntegerField(null=True)  # the second person
    paid_at = models.DateTimeField(null=True)
    refusal = models.TextField(blank=True)
    refused_by = models.IntegerField(null=True)
    settled_at = models.DateTimeField(null=True)  # between the unit that paid and the unit that bears it
    settled_by = models.IntegerField(null=True)

    class Meta:
        db_table = "payment"
        indexes = [models.Index(fields=["unit_id", "state", "id"], name="payment_unit")]
        constraints = [
            models.UniqueConstraint(
                fields=["promise"], condition=~models.Q(state="refused"), name="payment_once"
            ),
            models.CheckConstraint(condition=models.Q(amount__gt=0), name="payment_positive"),
            models.UniqueConstraint(
                fields=["voucher"],
                condition=~models.Q(voucher="") & ~models.Q(state="refused"),
                name="voucher_once",
            ),
        ]


class Cost(models.Model):
    """What handling the complaint cost, booked to the unit that bears it."""

    class Kind(models.TextChoices):
        REDRESS = "redress", _("补救")
        GOODWILL = "goodwill", _("慰问")
        POSTAGE = "postage", _("邮寄费")
        FEE = "fee", _("鉴定、调解等费用")
        OTHER = "other", _("其他")

    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT)
    kind = models.TextField(choices=Kind)
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    unit_id = models.IntegerField()
    at = models.DateTimeField()
    by_staff_id = models.IntegerField(null=True)
    what = models.TextField(blank=True)
    payment = models.OneToOneField(Payment, null=True, on_delete=models.PROTECT)

    class Meta:
        db_table = "cost"
        indexes = [models.Index(fields=["unit_id", "at"], name="cost_unit")]


class Archive(models.Model):
    """The complete file of a complaint as it was archived: one document to read, and the same as data."""

    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT)
    version = models.SmallIntegerField()
    at = models.DateTimeField()
    document = models.ForeignKey("files.Blob", on_delete=models.PROTECT, related_name="+", db_index=False)
    data = models.ForeignKey("files.Blob", on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        db_table = "archive"
        constraints = [models.UniqueConstraint(fields=["complaint", "version"], name="archive_version")]
