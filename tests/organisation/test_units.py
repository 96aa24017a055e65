from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from huiyin.organisation import commands, queries
from huiyin.organisation.models import Unit, UnitReach
from tests.world import TODAY, unit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("bank")]


def coordinator(name: str, not_for: str | None = None) -> str:
    accused = unit(not_for).pk if not_for else None
    return queries.coordinator_for(unit(name).pk, on=TODAY, not_for=accused).name


@pytest.mark.parametrize(
    ("name", "serving"),
    [
        ("天河支行", "广东分行投诉办"), ("广东运营部", "广东分行投诉办"), ("广东分行", "广东分行投诉办"),
        ("热线一组", "客服中心业务管理组"), ("风险运营组", "卡中心投诉管理组"), ("信用卡中心", "卡中心投诉管理组"),
        ("电银部产品处", "电银部客户服务处"), ("个人金融部", "投诉管理部"), ("信访办", "投诉管理部"),
        ("江海银行", "投诉管理部"), ("营运统筹部", "投诉管理部"),
    ],
)  # fmt: skip
def test_the_coordinator_of_the_smallest_served_part(name: str, serving: str) -> None:
    assert coordinator(name) == serving


def test_serving_is_not_what_hangs_below() -> None:
    """投诉管理部 hangs below 营运统筹部 and serves the whole bank."""
    assert queries.served_part(unit("督办组").pk, on=TODAY).name == "江海银行"
    assert queries.served_part(unit("广东投诉办").pk, on=TODAY).name == "广东分行"


@pytest.mark.parametrize("accused", ["广东分行", "广东投诉办"])
def test_a_coordinator_complained_of_does_not_coordinate_its_own(accused: str) -> None:
    assert coordinator("天河支行", not_for=accused) == "投诉管理部"


def test_an_outlet_complained_of_does_not_disturb_its_branch() -> None:
    assert coordinator("天河支行", not_for="天河支行") == "广东分行投诉办"


def test_complaining_of_the_bank_as_such_disturbs_nobody() -> None:
    assert coordinator("天河支行", not_for="江海银行") == "广东分行投诉办"


def test_the_banks_own_complained_of_gives_way_to_the_executives() -> None:
    assert coordinator("个人金融部", not_for="投诉管理部") == "江海银行"
    assert coordinator("个人金融部") == "投诉管理部"


def test_nobody_is_larger_than_the_banks_own() -> None:
    assert queries.larger_coordinator(unit("投诉管理部").pk, on=TODAY) is None
    assert queries.larger_coordinator(unit("广东投诉办").pk, on=TODAY) == unit("投诉管理部")


@pytest.mark.parametrize(
    ("office", "target", "allowed"),
    [
        ("广东投诉办", "天河支行", True), ("广东投诉办", "广东分行", True), ("广东投诉办", "江苏分行", True),
        ("广东投诉办", "南京城西支行", False), ("广东投诉办", "个人金融部", False), ("广东投诉办", "信用卡中心", False),
        ("客服中心业务管理组", "江苏分行", True), ("客服中心业务管理组", "运营管理部", False),
        ("投诉管理部", "个人金融部", True), ("投诉管理部", "天河支行", True), ("投诉管理部", "信用卡中心", True),
        ("投诉管理部", "催收合作机构 A", False), ("投诉管理部", "服务质量管理委员会", False),
        ("投诉管理部", "苏州园区支行", False),
    ],
)  # fmt: skip
def test_whom_a_coordinator_may_give_work(office: str, target: str, allowed: bool) -> None:
    here, there = unit(office).pk, unit(target).pk
    assert queries.may_assign(here, there, on=TODAY) is allowed
    assert (there in {choice.id for choice in queries.assignable_units(here, on=TODAY)}) is allowed


def test_the_choices_begin_with_the_own_part_and_name_the_way() -> None:
    offered = queries.assignable_units(unit("广东投诉办").pk, on=TODAY)
    assert [c.name for c in offered[:2]] == ["广东分行", "广东分行投诉办"]
    assert offered[5].trail == "广东分行 · 天河支行"
    assert len(offered) == 7 + 35


def test_the_tree_puts_every_unit_right_behind_the_one_above() -> None:
    seen: list[int] = []
    for each in queries.tree(on=TODAY):
        assert each.parent_id is None or each.parent_id in seen
        seen.append(each.pk)
    assert queries.tree(on=TODAY)[1].name == "营运统筹部"


def test_a_merged_unit_is_there_until_the_day() -> None:
    merged = unit("苏州园区支行")
    names = {u.name for u in queries.tree(on=TODAY)}
    assert merged.name not in names
    assert merged.name in {u.name for u in queries.tree(on=TODAY.replace(month=6))}
    assert merged.places.get().successor == unit("园区中心支行")


def test_replanting_mends_every_path_and_reach() -> None:
    before = dict(Unit.objects.values_list("pk", "path"))
    reach = set(UnitReach.objects.values_list("above_id", "unit_id", "depth"))
    assert queries.faults() == []
    Unit.objects.exclude(code="JH").update(path=[1])
    UnitReach.objects.filter(depth=0).delete()
    assert len(queries.faults()) == len(before)
    commands.replant()
    assert queries.faults() == []
    assert dict(Unit.objects.values_list("pk", "path")) == before
    assert set(UnitReach.objects.values_list("above_id", "unit_id", "depth")) == reach


def test_a_bank_has_one_root_which_somebody_coordinates() -> None:
    Unit.objects.filter(code="TSGL").update(serves=None)
    assert queries.faults() == ["unit: nobody coordinates the whole bank"]
    Unit.objects.filter(code="TJ").update(parent=None)
    commands.replant()
    assert "unit: 2 units have nothing above them; there is one bank" in queries.faults()


def test_a_moved_unit_takes_all_below_along() -> None:
    branch = unit("广东分行")
    Unit.objects.filter(pk=branch.pk).update(parent=unit("江苏分行"))
    commands.replant()
    outlet = unit("天河支行")
    assert outlet.path == [unit("江苏分行").pk, branch.pk, outlet.pk]
    assert UnitReach.objects.get(above=unit("江苏分行"), unit=outlet).depth == 2


def test_the_settings_tree_takes_three_queries() -> None:
    with CaptureQueriesContext(
        connection,
    ) as asked:
        lines = queries.tree_for_settings(TODAY)
    assert len(asked) == 3
    by_name = {line.name: line for line in lines}
    assert by_name["投诉管理部"].serves == "江海银行"
    assert (by_name["天河支行"].head, by_name["天河支行"].depth, by_name["天河支行"].people) == ("何伟", 2, 3)
