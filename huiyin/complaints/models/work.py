"""Live work: tasks (deleted when done), the clocks they run on, and what each unit was asked."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from huiyin.complaints.models.complaint import Complaint
from huiyin.complaints.models.stages import Severity, Stage


class Clock(models.Model):
    """One time limit: what started it, when it is due, what stopped it. A few rules act by themselves at `fire_at`."""

    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT)
    rule = models.TextField()
    assignment_id = models.BigIntegerField(null=True)
    unit_id = models.IntegerField(null=True)
    started_at = models.DateTimeField()
    due_at = models.DateTimeField()
    fire_at = models.DateTimeField(null=True)
    stopped_at = models.DateTimeField(null=True)
    result = models.TextField(blank=True)

    class Meta:
        db_table = "clock"
        indexes = [
            models.Index(fields=["fire_at"], name="clock_fire", condition=models.Q(fire_at__isnull=False)),
        ]


class Task(models.Model):
    """One open demand on a unit or a person."""

    class Kind(models.TextChoices):
        COMPLETE = "complete", _("登记")
        REVIEW = "review", _("审核")
        INVESTIGATE = "investigate", _("调查")
        ANSWER = "answer", _("协办")
        ARBITRATE = "arbitrate", _("裁定")
        APPROVE = "approve", _("审批")
        REPLY = "reply", _("回复")
        CONFIRM = "confirm", _("客户确认")
        STAND = "stand", _("待维持")
        CALL = "call", _("回访")
        CLOSE = "close", _("办结")
        PROVE = "prove", _("承诺兑现")
        PAY = "pay", _("付款")
        GRANT = "grant", _("授权审批")
        MEET = "meet", _("会商")
        RECHECK = "recheck", _("核查")
        TRANSFER = "transfer", _("移交办理")
        FREE = "free", _("撤回核实")  # was the withdrawal free?

    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT)
    kind = models.TextField(choices=Kind)
    unit_id = models.IntegerField()
    path = ArrayField(models.IntegerField())
    staff_id = models.IntegerField(null=True)
    picked_at = models.DateTimeField(null=True)  # by staff_id, or handed to them
    clock = models.ForeignKey(Clock, on_delete=models.PROTECT, db_index=False)
    started_at = models.DateTimeField()
    due_at = models.DateTimeField()
    severity = models.SmallIntegerField(choices=Severity, default=Severity.NORMAL)
    stage = models.TextField(choices=Stage)
    restricted = models.TextField(blank=True, default="", db_default="")  # as its complaint is
    assignment_id = models.BigIntegerField(null=True)
    approval_id = models.BigIntegerField(null=True)
    promise_id = models.BigIntegerField(null=True)
    payment_id = models.BigIntegerField(null=True)

    class Meta:
        db_table = "task"
        indexes = [
            models.Index(
                fields=["staff_id", "due_at", "id"],
                name="task_mine",
                condition=models.Q(staff_id__isnull=False),
            ),
            models.Index(
                fields=["unit_id", "due_at", "id"],
                name="task_queue",
                condition=models.Q(staff_id__isnull=True),
            ),
            models.Index("path__0", "due_at", "id", name="task_l1"),
            models.Index("path__1", "due_at", "id", name="task_l2"),
            models.Index("path__2", "due_at", "id", name="task_l3"),
            models.Index(fields=["due_at", "id"], name="task_due"),
            models.Index(fields=["kind", "due_at", "id"], name="task_kind"),
        ]


class Assignment(models.Model):
    """What one unit was asked to do, until when, and what it answered."""

    class State(models.TextChoices):
        OPEN = "open", _("办理中")
        REFUSED = "refused", _("申请退回")
        ANSWERED = "answered", _("已回复")
        RELEASED = "released", _("已免办")
        ENDED = "ended", _("已结束")

    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT)
    unit_id = models.IntegerField()
    staff_id = models.IntegerField(null=True)
    lead = models.BooleanField()
    parent_id = models.BigIntegerField(null=True)  # given out below by the unit that holds this share
    question = models.TextField()
    assigned_at = models.DateTimeField()
    due_at = models.DateTimeField()
    state = models.TextField(choices=State, default=State.OPEN)
    returns = models.SmallIntegerField(default=0)
    refusal = models.TextField(blank=True)
    refused_by = models.IntegerField(null=True)
    upheld = models.BooleanField(default=False)  # a refusal was decided: it stays
    answer = models.TextField(blank=True)
    answered_by = models.IntegerField(null=True)
    answered_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "assignment"
        constraints = [
            models.UniqueConstraint(
                fields=["complaint", "unit_id"], condition=models.Q(ended_at=None), name="assignment_open"
            ),
            models.UniqueConstraint(
                fields=["complaint"], condition=models.Q(ended_at=None, lead=True), name="assignment_one_lead"
            ),
        ]
