"""Nouns of the rules: what a complaint is about, why it came about, and the ways it may come in."""

from __future__ import annotations

from django.db import models

from huiyin.organisation.models import Unit


class Category(models.Model):
    """What the complaint is about; level 1 bears the names of JR/T 0169, level 2 is the bank's own."""

    id = models.SmallAutoField(primary_key=True)
    code = models.TextField(unique=True)
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="children")
    name = models.TextField()
    external_code = models.TextField(null=True)
    position = models.SmallIntegerField(default=0)

    class Meta:
        db_table = "category"
        verbose_name_plural = "categories"

    def __str__(self) -> str:
        return self.name


class Cause(models.Model):
    """Why it came about; level 1 bears the names of JR/T 0169, level 2 is the bank's own root cause."""

    id = models.SmallAutoField(primary_key=True)
    code = models.TextField(unique=True)
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="children")
    name = models.TextField()
    external_code = models.TextField(null=True)
    position = models.SmallIntegerField(default=0)

    class Meta:
        db_table = "cause"

    def __str__(self) -> str:
        return self.name


class Channel(models.Model):
    """One way in: who owns it, when it is open, what is acknowledged and what is kept as proof."""

    code = models.TextField(primary_key=True)
    name = models.TextField()
    # Empty where the channel belongs to whichever outlet or branch the customer came to.
    owning_unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    hours = models.TextField()
    acknowledge = models.TextField()
    proof = models.TextField()
    referral = models.BooleanField(default=False)
    published = models.BooleanField(default=True)
    position = models.SmallIntegerField(unique=True)

    class Meta:
        db_table = "channel"

    def __str__(self) -> str:
        return self.name
