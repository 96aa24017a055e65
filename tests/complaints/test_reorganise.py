from __future__ import annotations

import pytest

from huiyin.complaints import access, verify
from huiyin.complaints.commands.reorganise import follow_moves
from huiyin.complaints.models import Stage, Task
from huiyin.organisation import commands as organisation
from huiyin.organisation.models import Unit
from tests.complaints.road import at_stage
from tests.world import person, unit

pytestmark = pytest.mark.django_db


def move(name: str, *, below: str) -> None:
    Unit.objects.filter(pk=unit(name).pk).update(parent=unit(below))
    organisation.replant()


def test_a_moved_unit_takes_its_complaints_and_its_work_along() -> None:
    road = at_stage(Stage.INVESTIGATING)
    move("天河支行", below="深圳分行")
    assert any("lies at" in wrong for wrong in verify.run())
    follow_moves()
    assert verify.run() == []
    assert road.complaint.scope.count(unit("深圳分行").pk) == 1
    assert Task.objects.get(kind="investigate").path[0] == unit("深圳分行").pk


def test_whoever_coordinates_it_keeps_seeing_it() -> None:
    road = at_stage(Stage.UNDER_REVIEW)
    assert access.visible_to(person("黄珊")).filter(pk=road.complaint.pk).exists()
    move("天河支行", below="深圳分行")
    follow_moves()
    assert access.visible_to(person("黄珊")).filter(pk=road.complaint.pk).exists()  # it still coordinates
    assert unit("广东分行").pk in road.complaint.scope


def test_following_twice_is_following_once() -> None:
    at_stage(Stage.UNDER_REVIEW)
    move("天河支行", below="深圳分行")
    assert follow_moves() == 1
    assert follow_moves() == 0
