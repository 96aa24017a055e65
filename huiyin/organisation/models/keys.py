"""Keys of the API: whose they are, in which unit, for what and until when. The key itself is nowhere."""

from __future__ import annotations

import hashlib

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from huiyin.organisation.models.staff import Staff
from huiyin.organisation.models.unit import Unit


class Scope(models.TextChoices):
    READ = "read", _("查看")
    REGISTER = "register", _("登记")
    ACT = "act", _("办理")
    REVEAL = "reveal", _("查看客户信息")


class ApiKey(models.Model):
    """A key bound to a unit: of a calling system, or, with `staff`, of a member of staff."""

    id = models.AutoField(primary_key=True)
    name = models.TextField()
    hint = models.TextField()  # how it begins, so that it is recognised in a list
    digest = models.BinaryField(unique=True)  # keys are long and random: a plain hash cannot be guessed back
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    staff = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    scopes = ArrayField(models.TextField(choices=Scope))
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)  # the first day on which it opens nothing any more
    made_at = models.DateTimeField()
    made_by = models.TextField()
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "api_key"


def digest(secret: str) -> bytes:
    return hashlib.sha256(secret.encode()).digest()
