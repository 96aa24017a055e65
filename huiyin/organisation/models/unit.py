"""The bank's units: the tree of today, its history, and whom a coordinator may give work to."""

from __future__ import annotations

import datetime as dt

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

FOUNDED = dt.date(2000, 1, 1)


def no_units() -> list[int]:
    return []


class Unit(models.Model):
    class Kind(models.TextChoices):
        HEAD_OFFICE = "head_office", _("总行")
        DEPARTMENT = "department", _("部门")
        CENTRE = "centre", _("中心")
        BRANCH = "branch", _("分行")
        SUB_BRANCH = "sub_branch", _("支行")
        TEAM = "team", _("组")
        COMMITTEE = "committee", _("委员会")
        PARTNER = "partner", _("合作机构")

    id = models.AutoField(primary_key=True)
    code = models.TextField(unique=True)
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="children")
    kind = models.TextField(choices=Kind)
    name = models.TextField()
    # Itself last, the root left out: the bank is [], a branch [17], its team [17, 300]. Kept by `replant`.
    path = ArrayField(models.IntegerField(), default=no_units)
    # The part of the bank this unit coordinates; empty for all others. Not what hangs below it: the
    # complaint-management department hangs below operations planning and serves the whole bank.
    serves = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="coordinators")
    valid_from = models.DateField(default=FOUNDED)
    valid_to = models.DateField(null=True)  # the first day on which it is no more

    class Meta:
        db_table = "unit"

    def __str__(self) -> str:
        return self.name


class UnitReach(models.Model):
    """Who lies at or below whom in today's tree; rebuilt by `replant`."""

    pk = models.CompositePrimaryKey("above_id", "unit_id")
    above = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="+", db_index=False)
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="+")
    depth = models.SmallIntegerField()

    class Meta:
        db_table = "unit_reach"


class UnitPlace(models.Model):
    """Who hung under whom, when, and who took over; so that figures stay readable after a merger."""

    pk = models.CompositePrimaryKey("unit_id", "valid_from")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="places", db_index=False)
    parent = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    valid_from = models.DateField(default=FOUNDED)
    valid_to = models.DateField(null=True)
    successor = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        db_table = "unit_place"


class Move(models.Model):
    """A unit that hangs elsewhere, or is no more, left for the rooms above to follow; deleted once they have."""

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="+")
    path_before = ArrayField(models.IntegerField())
    successor = models.ForeignKey(
        Unit, null=True, on_delete=models.CASCADE, related_name="+", db_index=False
    )  # takes everything over

    class Meta:
        db_table = "unit_move"


class Reorganisation(models.Model):
    """A change of the tree: drafted by one person, confirmed by another, carried out on its day."""

    class Kind(models.TextChoices):
        MOVE = "move", _("迁移")
        MERGE = "merge", _("合并")
        CLOSE = "close", _("撤销")

    id = models.AutoField(primary_key=True)
    kind = models.TextField(choices=Kind)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    # The unit it will hang below, or the one that takes everything over; a unit closed empty has none.
    target = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    on = models.DateField()
    reason = models.TextField()
    drafted_at = models.DateTimeField()
    drafted_by = models.ForeignKey(
        "organisation.Staff", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.ForeignKey(
        "organisation.Staff", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    carried_out_at = models.DateTimeField(null=True)
    dropped_at = models.DateTimeField(null=True)
    held_up = models.TextField(blank=True)  # the code of what kept it from being carried out on its day

    class Meta:
        db_table = "reorganisation"
        constraints = [
            models.UniqueConstraint(
                fields=["unit"],
                condition=models.Q(carried_out_at=None, dropped_at=None),
                name="reorganisation_one",
            ),
            models.CheckConstraint(
                condition=models.Q(confirmed_by=None) | ~models.Q(confirmed_by=models.F("drafted_by")),
                name="reorganisation_four_eyes",
            ),
        ]


class Assignable(models.Model):
    """A unit outside its own part to which a coordinator may give work; it gives it out below itself."""

    id = models.AutoField(primary_key=True)
    coordinator = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="assignables", db_index=False
    )
    top = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    valid_from = models.DateField(default=FOUNDED)
    valid_to = models.DateField(null=True)

    class Meta:
        db_table = "assignable"
        constraints = [models.UniqueConstraint("coordinator", "top", "valid_from", name="assignable_once")]
