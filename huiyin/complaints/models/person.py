"""A customer's personal data: sealed, found only by keyed hash, shown by its mask."""

from __future__ import annotations

from django.db import models


class Person(models.Model):
    dek = models.BinaryField()  # this person's key, itself sealed under the bank's
    kek_id = models.SmallIntegerField()
    sealed = models.BinaryField(null=True)  # name, phone, identity and card numbers, address; NULL = erased
    mask = models.TextField()  # 刘*梅
    contact_mask = models.TextField(blank=True)  # 139****5580
    erased_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "person"


class PersonKey(models.Model):
    """Keyed hashes by which the same customer is found again."""

    class Kind(models.IntegerChoices):
        NAME = 1
        PHONE = 2
        IDENTITY = 3
        CARD = 4
        PHONE_TAIL = 5

    pk = models.CompositePrimaryKey("kind", "digest", "person_id")
    kind = models.SmallIntegerField(choices=Kind)
    digest = models.BinaryField()
    person = models.ForeignKey(Person, on_delete=models.CASCADE)

    class Meta:
        db_table = "person_key"
