"""How much of which redress a grade may decide, by dated version."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy as _p


class OfferKind(models.TextChoices):
    FEE_WAIVER = "fee_waiver", _("息费减免")
    REFUND = "refund", _("退费")
    COMPENSATION = "compensation", _("赔偿")
    GOODWILL = "goodwill", _("慰问")
    APOLOGY_ORAL = "apology_oral", _("口头道歉")
    APOLOGY_WRITTEN = "apology_written", _("书面道歉")
    CORRECTION = "correction", _p("redress", "更正")
    UNLOCK = "unlock", _("解除限制")
    CALL = "call", _("回电说明")
    OTHER = "other", _("其他")


class AuthorityVersion(models.Model):
    id = models.AutoField(primary_key=True)
    code = models.TextField(unique=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)  # the first day on which it no longer holds

    class Meta:
        db_table = "authority_version"

    def __str__(self) -> str:
        return self.code


class AuthorityLimit(models.Model):
    """One cell of the matrix; no row means: not at this grade."""

    id = models.AutoField(primary_key=True)
    version = models.ForeignKey(
        AuthorityVersion, on_delete=models.CASCADE, related_name="limits", db_index=False
    )
    grade = models.SmallIntegerField()
    kind = models.TextField(choices=OfferKind)
    amount = models.DecimalField(max_digits=14, decimal_places=2, null=True)  # a complaint; NULL: any
    yearly = models.DecimalField(max_digits=14, decimal_places=2, null=True)  # 365 days; NULL: any

    class Meta:
        db_table = "authority_limit"
        constraints = [models.UniqueConstraint("version", "grade", "kind", name="authority_limit_once")]
