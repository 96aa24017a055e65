"""Who may not touch a complaint, who alone may, who is asked, who speaks for the customer, and what was said."""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy as _p

from huiyin.complaints.models.complaint import Complaint
from huiyin.complaints.models.decision import Opinion, Reply
from huiyin.complaints.models.person import Person
from huiyin.complaints.models.stages import Stage


def no_offers() -> list[dict[str, Any]]:
    return []


def no_dissent() -> list[dict[str, Any]]:
    return []


class Recusal(models.Model):
    """A member of staff who may not touch the complaint, by any route."""

    class Why(models.TextChoices):
        ACCUSED = "accused", _("被投诉人")
        CHIEF = "chief", _("被投诉人的直接主管")
        RELATION = "relation", _("与当事人有关系")
        DECIDED = "decided", _("曾作出决定")

    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT)
    staff_id = models.IntegerField()
    why = models.TextField(choices=Why)
    at = models.DateTimeField()
    by_staff_id = models.IntegerField(null=True)

    class Meta:
        db_table = "recusal"
        constraints = [models.UniqueConstraint(fields=["staff_id", "complaint"], name="recusal_once")]


class Named(models.Model):
    """A member of staff to whom a restricted complaint opens."""

    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT)
    staff_id = models.IntegerField()
    why = models.TextField(blank=True)
    from_at = models.DateTimeField()
    to_at = models.DateTimeField(null=True)
    by_staff_id = models.IntegerField(null=True)

    class Meta:
        db_table = "named"
        constraints = [
            models.UniqueConstraint(
                fields=["staff_id", "complaint"], condition=models.Q(to_at=None), name="named_once"
            )
        ]


class Statement(models.Model):
    """Questions to the person complained about, who sees them and nothing else of the file."""

    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT)
    staff_id = models.IntegerField()
    asked_by = models.IntegerField()
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField()
    clock_id = models.BigIntegerField()
    questions = models.TextField()
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "statement"
        indexes = [models.Index(fields=["staff_id", "id"], name="statement_staff")]


class Consultation(models.Model):
    """A joint consultation: units that disagree meet; the minutes, the dissent and a decision that binds."""

    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT)
    called_at = models.DateTimeField()
    called_by = models.IntegerField()
    meets_at = models.DateTimeField()
    agenda = models.TextField()
    unit_ids = ArrayField(models.IntegerField())
    minutes = models.TextField(blank=True)
    dissent = models.JSONField(default=no_dissent)  # unit, and what it said
    decision = models.TextField(blank=True)
    binding = models.BooleanField(null=True)
    minuted_at = models.DateTimeField(null=True)
    minuted_by = models.IntegerField(null=True)
    called_off_at = models.DateTimeField(null=True)  # the units had done with the complaint before they met

    class Meta:
        db_table = "consultation"


class Contact(models.Model):
    """One talk with the customer or whoever speaks for the customer, with every offer made in it."""

    class Answer(models.TextChoices):
        CONSIDERING = "considering", _("再考虑")
        ACCEPTED = "accepted", _("同意")
        REFUSED = "refused", _("不同意")

    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT)
    at = models.DateTimeField()
    entered_at = models.DateTimeField()
    by_staff_id = models.IntegerField()
    way = models.TextField(choices=Reply.Way)
    inbound = models.BooleanField()
    said = models.TextField()
    offers = models.JSONField(default=no_offers)  # kind, amount, and what the customer said to it
    proof = models.TextField(blank=True)  # recording or paper number

    class Meta:
        db_table = "contact"


class Material(models.Model):
    """Something the customer is asked for, never what the bank holds itself."""

    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT)
    kind = models.TextField()  # of the list of papers; what the bank holds itself is not asked for
    what = models.TextField(blank=True)
    why = models.TextField()
    asked_at = models.DateTimeField()
    asked_by = models.IntegerField()
    by_when = models.DateTimeField()
    received_at = models.DateTimeField(null=True)
    received_by = models.IntegerField(null=True)

    class Meta:
        db_table = "material"


class PartnerRequest(models.Model):
    """What an outside partner, who has no account, is asked for through the unit that manages it (合作机构协查函)."""

    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT)
    unit_id = models.IntegerField()  # the partner, as it stands in the tree
    what = models.TextField()
    asked_at = models.DateTimeField()
    asked_by = models.IntegerField()
    due_at = models.DateTimeField()
    clock_id = models.BigIntegerField()
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)
    entered_by = models.IntegerField(null=True)

    class Meta:
        db_table = "partner_request"


class Party(models.Model):
    """Who speaks for the customer, with what authority and what papers."""

    class Kind(models.TextChoices):
        GUARDIAN = "guardian", _("监护人")
        AGENT = "agent", _("代理人")
        HEIR = "heir", _("继承人")
        ORGANISATION = "organisation", _("单位经办人")
        INFORMANT = "informant", _("反映人（未获授权）")

    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT)
    kind = models.TextField(choices=Kind)
    person = models.ForeignKey(Person, on_delete=models.PROTECT)
    evidence = ArrayField(models.TextField())  # codes of the papers seen, from the checklist of the kind
    until = models.DateField(null=True)  # the last day of the authority
    at = models.DateTimeField()
    verified_by = models.IntegerField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "party"


class Dispute(models.Model):
    """A mediation, arbitration or lawsuit outside the bank, as a record with dates and outcome."""

    class Kind(models.TextChoices):
        MEDIATION = "mediation", _("调解")
        ARBITRATION = "arbitration", _("仲裁")
        LAWSUIT = "lawsuit", _("诉讼")

    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT)
    kind = models.TextField(choices=Kind)
    body = models.TextField()
    number = models.TextField(blank=True)
    began_on = models.DateField()
    ended_on = models.DateField(null=True)
    outcome = models.TextField(blank=True)
    by_staff_id = models.IntegerField()

    class Meta:
        db_table = "dispute"


class Review(models.Model):
    """The customer asks the superior unit to check a decision; what it found in process, limits and result."""

    class Outcome(models.TextChoices):
        CONFIRM = "confirm", _("维持")
        CHANGE = "change", _p("review", "变更")
        REDO = "redo", _("责令重办")

    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT)
    opinion = models.ForeignKey(
        Opinion, on_delete=models.PROTECT, db_index=False
    )  # the decision under review
    stage_before = models.TextField(choices=Stage)
    asked_at = models.DateTimeField()
    entered_by = models.IntegerField(null=True)
    reason = models.TextField()
    proof = models.TextField(blank=True)
    unit_id = models.IntegerField()
    due_at = models.DateTimeField()
    reviewer_id = models.IntegerField(null=True)
    process = models.TextField(blank=True)
    limits = models.TextField(blank=True)
    result = models.TextField(blank=True)
    outcome = models.TextField(choices=Outcome, blank=True)
    grounds = models.TextField(blank=True)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "review"
        indexes = [
            models.Index(fields=["due_at", "id"], name="review_due", condition=models.Q(decided_at=None)),
            models.Index(
                fields=["decided_at", "id"], name="review_decided", condition=models.Q(decided_at__isnull=False)
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["complaint"], condition=models.Q(decided_at=None), name="review_one"
            )
        ]
