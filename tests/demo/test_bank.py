from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.contrib.auth.hashers import check_password

from huiyin.demo import bank as spreadsheet
from huiyin.demo import data, load
from huiyin.organisation import queries
from huiyin.organisation.actor import Role
from huiyin.organisation.models import Assignable, Staff, StaffRole, Unit, UnitReach
from tests.complaints.conftest import bank
from tests.world import FOUNDING, TODAY, load_bank, person, staff, unit

__all__ = ["bank"]
pytestmark = pytest.mark.django_db
NO_WORK = (Unit.Kind.HEAD_OFFICE, Unit.Kind.PARTNER, Unit.Kind.COMMITTEE)


def working() -> Iterator[Unit]:
    """Units to which work may be given, teams of the complaint-management department apart."""
    for each in queries.tree(on=TODAY):
        if each.kind not in NO_WORK and not each.code.startswith("TSGL-"):
            yield each


def test_it_has_36_branches_each_with_its_complaint_office() -> None:
    branches = Unit.objects.filter(kind=Unit.Kind.BRANCH)
    assert branches.count() == 36
    for branch in branches:
        inside = set(branch.children.values_list("name", flat=True))
        offices = {f"{branch.name}{office}" for office in ("投诉办", "个人金融部", "运营部", "办公室")}
        assert offices < inside
        assert unit(f"{branch.name}投诉办").serves == branch


def test_it_has_four_coordinators_besides_those_of_the_branches() -> None:
    serving = Unit.objects.exclude(serves=None).exclude(serves__kind=Unit.Kind.BRANCH)
    assert {(u.name, u.serves.name) for u in serving if u.serves} == {
        ("投诉管理部", "江海银行"),
        ("客服中心业务管理组", "客户服务中心"),
        ("卡中心投诉管理组", "信用卡中心"),
        ("电银部客户服务处", "电子银行部"),
    }
    assert unit("投诉管理部").parent == unit("营运统筹部")


def test_nothing_can_rest_for_want_of_people() -> None:
    """Every unit that may be given work has a head and somebody to do it; every coordinator a caller and a deputy."""
    for each in working():
        assert queries.head_of(each.pk, on=TODAY), each.name
        assert queries.holders(Role.HANDLER, each.pk, on=TODAY), each.name
    for office in Unit.objects.exclude(serves=None):
        coordinators = queries.holders(Role.COORDINATOR, office.pk, on=TODAY)
        assert len(coordinators) >= 2, office.name
        assert queries.holders(Role.FOLLOW_UP, office.pk, on=TODAY), office.name
    for place in (
        *Unit.objects.filter(kind=Unit.Kind.SUB_BRANCH, valid_to=None),
        unit("电子银行部"),
        unit("办公室"),
    ):
        assert queries.holders(Role.INTAKE, place.pk, on=TODAY), place.name


def test_every_branch_and_outlet_has_its_authority() -> None:
    for branch in Unit.objects.filter(kind=Unit.Kind.BRANCH):
        grades = {h.grade for h in queries.approvers(branch.pk, on=TODAY)}
        assert {4, 5} <= grades, branch.name
    for outlet in Unit.objects.filter(kind=Unit.Kind.SUB_BRANCH, valid_to=None):
        head = queries.head_of(outlet.pk, on=TODAY)
        assert head is not None
        assert head.grade == 2, outlet.name


def test_nobody_in_guangdong_holds_grade_three() -> None:
    held = StaffRole.objects.filter(unit__path__contains=unit("广东分行").path, role=Role.APPROVER)
    assert set(held.values_list("grade", flat=True)) == {2, 4, 5}


@pytest.mark.parametrize(
    ("name", "role", "place", "grade"),
    [
        ("林晓雯", Role.INTAKE, "客服中心热线一组", 0), ("赵明", Role.INTAKE, "客服中心热线一组", 0),
        ("唐琳", Role.COORDINATOR, "客服中心业务管理组", 0), ("邵峰", Role.FOLLOW_UP, "客服中心回访组", 0),
        ("赵一凡", Role.APPROVER, "信用卡中心", 1), ("何静", Role.APPROVER, "信用卡中心", 2),
        ("刘建国", Role.APPROVER, "信用卡中心", 3), ("梁颖", Role.APPROVER, "信用卡中心", 4),
        ("赵一凡", Role.INTAKE, "卡中心客户服务部", 0), ("周敏", Role.HANDLER, "卡中心客户服务部", 0),
        ("秦岳", Role.HANDLER, "卡中心风险运营组", 0), ("简宁", Role.UNIT_HEAD, "卡中心风险运营组", 0),
        ("沈岚", Role.COORDINATOR, "投诉管理部", 0), ("陆川", Role.COORDINATOR, "投诉管理部", 0),
        ("魏宁", Role.REVIEWER, "核查组", 0), ("高原", Role.UNIT_HEAD, "投诉管理部", 0),
        ("许文博", Role.ANALYST, "统计改进组", 0), ("纪明", Role.INSPECTOR, "统计改进组", 0),
        ("曹慧", Role.COMMITTEE, "服务质量管理委员会", 0), ("江澜", Role.EXECUTIVE, "江海银行", 0),
        ("江澜", Role.APPROVER, "江海银行", 7), ("孟辰", Role.DUTY, "办公室", 0),
        ("方静", Role.INTAKE, "办公室", 0), ("方静", Role.RELATION_OWNER, "办公室", 0),
        ("石磊", Role.RECEPTION, "信访办", 0), ("白桦", Role.RELATION_OWNER, "企业文化部", 0),
        ("罗平", Role.COORDINATOR, "江苏分行投诉办", 0), ("顾青", Role.UNIT_HEAD, "南京城西支行", 0),
        ("丁一", Role.HANDLER, "江苏分行运营部", 0), ("齐欢", Role.UNIT_HEAD, "江苏分行运营部", 0),
        ("杜恒", Role.APPROVER, "江苏分行", 5), ("万里", Role.APPROVER, "个人金融部", 6),
        ("孙强", Role.UNIT_HEAD, "河西支行", 0), ("王磊", Role.INTAKE, "河西支行", 0),
        ("黄珊", Role.COORDINATOR, "广东分行投诉办", 0), ("何伟", Role.UNIT_HEAD, "天河支行", 0),
        ("何伟", Role.APPROVER, "天河支行", 2), ("余静", Role.HANDLER, "天河支行", 0),
        ("谭宁", Role.INTAKE, "天河支行", 0), ("卢毅", Role.APPROVER, "广东分行", 4),
        ("卢毅", Role.UNIT_HEAD, "广东分行投诉办", 0), ("韩松", Role.FOLLOW_UP, "广东分行投诉办", 0),
        ("柳青", Role.KNOWLEDGE_EDITOR, "客服中心业务管理组", 0), ("宋词", Role.PRIVACY, "法律合规部", 0),
        ("郭蓉", Role.HANDLER, "个人金融部", 0), ("许航", Role.HANDLER, "网络金融部", 0),
        ("田野", Role.HANDLER, "运营管理部", 0), ("谢安", Role.INTEGRITY, "纪检监察部", 0),
        ("洪波", Role.AUDITOR, "内部审计部", 0), ("叶岑", Role.PAYMENT, "财务会计部", 0),
        ("马会", Role.PAYMENT, "财务会计部", 0), ("阮晴", Role.LEGAL, "法律合规部", 0),
        ("尹正", Role.PARTNER_MANAGER, "资产保全部", 0), ("严管", Role.SYSTEM_ADMIN, "信息技术部", 0),
        ("安全", Role.SECURITY_ADMIN, "信息技术部", 0), ("审计", Role.AUDIT_ADMIN, "内部审计部", 0),
    ],
)  # fmt: skip
def test_the_cast_stands_where_the_journeys_need_it(name: str, role: str, place: str, grade: int) -> None:
    assert (role, unit(place).pk, grade) in {(h.role, h.unit_id, h.grade) for h in person(name).held}


@pytest.mark.parametrize("name", ["严管", "安全", "审计"])
def test_administrators_hold_nothing_else(name: str) -> None:
    assert len(person(name).held) == 1


def test_every_coordinator_may_give_work_to_every_other_branch() -> None:
    assert Assignable.objects.filter(coordinator=unit("广东投诉办")).count() == 35
    assert Assignable.objects.filter(coordinator=unit("客服中心业务管理组")).count() == 36
    assert not Assignable.objects.exclude(top__kind=Unit.Kind.BRANCH).exists()


def test_loading_twice_is_the_same_as_once() -> None:
    counts = [model.objects.count() for model in (Unit, Staff, StaffRole, Assignable, UnitReach)]
    load_bank()
    assert [model.objects.count() for model in (Unit, Staff, StaffRole, Assignable, UnitReach)] == counts


def test_loading_again_keeps_what_was_changed_since() -> None:
    Unit.objects.filter(name="天河支行").update(name="天河新支行")
    load_bank()
    assert Unit.objects.filter(name="天河新支行").exists()


def test_the_bank_is_the_same_every_time() -> None:
    assert spreadsheet.sheets() == spreadsheet.sheets()


def test_the_accounts_printed_can_sign_in() -> None:
    accounts = load.accounts()
    assert len(accounts) == len(data.read("people")["accounts"])
    for login, password, name, roles in accounts:
        account = Staff.objects.get(login=login)
        assert check_password(password, account.password)
        assert account.name == name
        assert roles
    words = " ".join(roles for *_rest, roles in accounts)
    for role in (
        "受理员",
        "处理人",
        "审批人",
        "归口管理员",
        "回访员",
        "单位负责人",
        "分管行领导",
        "审计员",
        "系统管理员",
    ):
        assert role in words


def test_no_two_people_share_a_name_or_a_login() -> None:
    names = list(Staff.objects.values_list("name", flat=True))
    assert len(names) == len(set(names))
    assert staff("林晓雯").login == "lin.xiaowen"


def test_a_bank_that_does_not_fit_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    StaffRole.objects.all().delete()
    Staff.objects.all().delete()
    sheets = spreadsheet.sheets()
    sheets["人员 Staff"][1][0] = "NO"
    monkeypatch.setattr(spreadsheet, "sheets", lambda: sheets)
    with pytest.raises(load.Unfit, match="bad_login"):
        load.load_bank(at=FOUNDING)
