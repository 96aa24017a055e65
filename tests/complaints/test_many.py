"""The thousands that other tests count on are themselves in order."""

from __future__ import annotations

import pytest

from huiyin.complaints import verify
from huiyin.complaints.models import Complaint, Stage, Task
from tests.complaints.many import many
from tests.world import person, unit

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("stage", [Stage.REGISTERED, Stage.UNDER_REVIEW, Stage.INVESTIGATING])
def test_it_makes_complaints_that_keep_every_rule(stage):
    many(30, stage=stage)
    assert verify.run() == []
    assert Complaint.objects.filter(stage=stage).count() == Task.objects.filter(stage=stage).count() == 30


def test_it_gives_their_tasks_to_a_unit_or_to_a_person():
    yu = person("余静")
    many(4, stage=Stage.INVESTIGATING, units=[unit("天河支行")])
    many(3, stage=Stage.INVESTIGATING, units=[unit("天河支行")], staff_id=yu.id)
    mine = Task.objects.filter(unit_id=unit("天河支行").pk, staff_id=yu.id)
    assert mine.count() == 3
    assert Task.objects.filter(staff_id=None).count() == 4
    assert verify.run() == []
