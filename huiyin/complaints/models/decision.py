"""What the bank decides and owes: opinions, their approval chain, the reply, the promises, the call."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from huiyin.complaints.models.complaint import Complaint


class Opinion(models.Model):
    """A handling opinion: findings, basis and reasons, decision, and the remedies told to the customer."""

    class State(models.TextChoices):
        PROPOSED = "proposed", _("审批中")
        RETURNED = "returned", _("已退回")
        APPROVED = "approved", _("已同意")
        REJECTED = "rejected", _("客户不接受")
        ASKED = "asked", _("申请授权中")  # from here on it is a mandate: a range, not yet a decision
        GRANTED = "granted", _("已授权")
        USED = "used", _("授权内已议定")
        LAPSED = "lapsed", _("授权已失效")

    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, db_index=False)
    version = models.SmallIntegerField()
    by_staff_id = models.IntegerField()
    findings = models.TextField()
    grounds = models.TextField()
    decision = models.TextField()
    remedies = models.TextField()
    state = models.TextField(choices=State, default=State.PROPOSED)
    at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    authority_version_id = models.IntegerField(null=True)
    until = models.DateTimeField(null=True)  # of a mandate: the last moment to settle within it
    matter_id = models.BigIntegerField(null=True)  # the same words in each complaint of a group matter

    class Meta:
        db_table = "opinion"
        constraints = [models.UniqueConstraint(fields=["complaint", "version"], name="opinion_version")]


class Redress(models.Model):
    """One thing offered; in force from the approval until the customer refuses it or it is replaced."""

    opinion = models.ForeignKey(Opinion, on_delete=models.PROTECT)
    kind = models.TextField()
    amount = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    least = models.DecimalField(
        max_digits=14, decimal_places=2, null=True
    )  # of a mandate's range; NULL: from nothing
    due_at = models.DateTimeField(null=True)  # NULL: the policy's days after the reply
    paying_unit_id = models.IntegerField(null=True)  # who pays it out (垫付)
    bearing_unit_id = models.IntegerField(null=True)  # whose cost it is (列支)
    in_force_at = models.DateTimeField(null=True)
    void_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "redress"


class Approval(models.Model):
    """One place of the chain, drawn when the opinion is proposed; the next is the first undecided."""

    class Place(models.TextChoices):
        HEAD = "head", _("单位负责人")
        GRADE = "grade", _("权限审批")
        AUDIT = "audit", _("归口审核")

    opinion = models.ForeignKey(Opinion, on_delete=models.PROTECT, db_index=False)
    step = models.SmallIntegerField()
    place = models.TextField(choices=Place)
    unit_id = models.IntegerField()
    grade = models.SmallIntegerField(default=0)
    staff_id = models.IntegerField(null=True)  # NULL: any coordinator of the unit
    decided_by = models.IntegerField(null=True)
    decided_at = models.DateTimeField(null=True)
    verdict = models.TextField(blank=True)  # approved | returned
    note = models.TextField(blank=True)

    class Meta:
        db_table = "approval"
        indexes = [
            models.Index(
                fields=["decided_by", "decided_at", "id"],
                name="approval_decided",
                condition=models.Q(decided_by__isnull=False),
            )
        ]
        constraints = [models.UniqueConstraint(fields=["opinion", "step"], name="approval_step")]


class Reply(models.Model):
    """What went out to the customer, word for word as approved, and the proof that it arrived."""

    class Way(models.TextChoices):
        LETTER = "letter", _("书面函件")
        PHONE = "phone", _("电话答复")
        COUNTER = "counter", _("当面答复")
        EMAIL = "email", _("电子邮件")
        SMS = "sms", _("短信摘要")

    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT)
    opinion = models.OneToOneField(Opinion, on_delete=models.PROTECT)
    by_staff_id = models.IntegerField()
    way = models.TextField(choices=Way)
    sent_at = models.DateTimeField()
    delivered_at = models.DateTimeField()
    proof = models.TextField()  # tracking, recording or receipt number

    class Meta:
        db_table = "reply"


class Promise(models.Model):
    """One thing owed to the customer, proved by two persons."""

    class State(models.TextChoices):
        OPEN = "open", _("待兑现")
        ENTERED = "entered", _("待复核")
        PROVED = "proved", _("已兑现")
        BROKEN = "broken", _("未兑现")
        VOID = "void", _("已失效")

    OWED = (State.OPEN, State.ENTERED, State.BROKEN)  # a promise that was broken is still owed

    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT)
    redress = models.OneToOneField(Redress, on_delete=models.PROTECT)
    kind = models.TextField()
    payee = models.TextField()
    amount = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    due_at = models.DateTimeField()
    owner_unit_id = models.IntegerField()
    paying_unit_id = models.IntegerField(null=True)
    bearing_unit_id = models.IntegerField(null=True)
    long = models.BooleanField(default=False, db_default=False)  # stays on the ledger after closing
    state = models.TextField(choices=State, default=State.OPEN)
    voucher = models.TextField(blank=True)
    entered_by = models.IntegerField(null=True)
    entered_at = models.DateTimeField(null=True)
    proved_by = models.IntegerField(null=True)
    proved_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "promise"


class Call(models.Model):
    """One attempt to reach the customer by somebody who did not handle the complaint."""

    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT)
    attempt = models.SmallIntegerField()
    at = models.DateTimeField()
    by_staff_id = models.IntegerField()
    reached = models.BooleanField()
    process_satisfied = models.BooleanField(null=True)
    result_satisfied = models.BooleanField(null=True)
    note = models.TextField(blank=True)

    class Meta:
        db_table = "call"


class Attachment(models.Model):
    """A file in the complaint; its bytes lie in `files`."""

    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT)
    blob = models.ForeignKey("files.Blob", on_delete=models.PROTECT, db_column="sha256", db_index=False)
    name = models.TextField()
    klass = models.TextField(default="evidence")
    by_staff_id = models.IntegerField(null=True)
    at = models.DateTimeField()

    class Meta:
        db_table = "attachment"


class Accountable(models.Model):
    """Whom the bank finds at fault at closing, with a share in per cent."""

    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT)
    unit_id = models.IntegerField()
    share = models.SmallIntegerField()

    class Meta:
        db_table = "accountable"
        constraints = [models.UniqueConstraint(fields=["complaint", "unit_id"], name="accountable_once")]
