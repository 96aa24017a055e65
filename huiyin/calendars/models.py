"""The days on which the bank departs from Monday-to-Friday."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class BusinessDay(models.Model):
    class Status(models.TextChoices):
        OFFICIAL = "official", _("正式")
        PROVISIONAL = "provisional", _("暂定")  # guessed, until the State Council's notice is out

    day = models.DateField(primary_key=True)
    working = models.BooleanField()
    name = models.TextField(blank=True)
    status = models.TextField(choices=Status, default=Status.OFFICIAL)

    class Meta:
        db_table = "business_day"
