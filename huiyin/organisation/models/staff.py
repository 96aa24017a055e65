"""The bank's people and the roles they hold in units. Every permission is a role in a unit."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _

from huiyin.organisation.actor import Role
from huiyin.organisation.models.unit import FOUNDED, Unit


class Accounts(BaseUserManager["Staff"]):
    """What the sign-in needs to make an account; people come in through `commands`."""

    def create_user(self, login: str, password: str | None = None, **fields: Any) -> Staff:
        staff = self.model(login=login, **fields)
        staff.set_password(password)
        staff.save(using=self._db)
        return staff


class Staff(AbstractBaseUser):
    class Theme(models.TextChoices):
        LIGHT = "light", _("浅色")
        DARK = "dark", _("深色")
        AUTO = "auto", _("跟随系统")

    class Language(models.TextChoices):
        CHINESE = "zh-hans", _("中文")
        ENGLISH = "en", _("英文")

    id = models.AutoField(primary_key=True)
    login = models.TextField(unique=True)
    name = models.TextField()
    left_at = models.DateTimeField(null=True)
    language = models.TextField(choices=Language, default=Language.CHINESE)
    theme = models.TextField(choices=Theme, default=Theme.AUTO)
    single_keys = models.BooleanField(default=True)  # one-letter keys of the desk

    objects: ClassVar[Accounts] = Accounts()

    USERNAME_FIELD = "login"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        db_table = "staff"

    def __str__(self) -> str:
        return self.name

    @property
    def is_active(self) -> bool:  # type: ignore[override]
        """Who has left signs in no more."""
        return self.left_at is None


class StaffRole(models.Model):
    """A role held in a unit between two days, in one's own right or as somebody's deputy."""

    id = models.AutoField(primary_key=True)
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="roles", db_index=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="roles")
    role = models.TextField(choices=Role)
    grade = models.SmallIntegerField(default=0)
    valid_from = models.DateField(default=FOUNDED)
    valid_to = models.DateField(null=True)  # the first day on which it is held no more
    deputy_for = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="deputies")

    class Meta:
        db_table = "staff_role"
        constraints = [
            models.UniqueConstraint(
                "staff", "unit", "role", "valid_from", "deputy_for",
                name="staff_role_once", nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=models.Q(role=Role.APPROVER, grade__range=(1, 8))
                | (~models.Q(role=Role.APPROVER) & models.Q(grade=0)),
                name="grade_goes_with_approver",
            ),
        ]  # fmt: skip


class Absence(models.Model):
    """Days on which somebody is away: nothing rests on them then (domain rule 10)."""

    id = models.AutoField(primary_key=True)
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="absences")
    from_day = models.DateField()
    to_day = models.DateField()  # the first day back
    why = models.TextField(blank=True)

    class Meta:
        db_table = "absence"
        constraints = [
            models.CheckConstraint(condition=models.Q(to_day__gt=models.F("from_day")), name="absence_forward")
        ]


class Duty(models.Model):
    """Who is on duty for a unit, from when to when: nights, holidays, shifts."""

    id = models.AutoField(primary_key=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="duties", db_index=False)
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="duties")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    class Meta:
        db_table = "duty"
        indexes = [models.Index(fields=["unit", "starts_at"], name="duty_unit")]
        constraints = [
            models.CheckConstraint(condition=models.Q(ends_at__gt=models.F("starts_at")), name="duty_forward")
        ]
