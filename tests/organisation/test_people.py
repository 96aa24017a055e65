from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from huiyin.calendars.workdays import BEIJING
from huiyin.organisation import commands, queries
from huiyin.organisation.actor import Held, Role
from huiyin.organisation.models import Staff, StaffRole
from huiyin.organisation.refusal import Refused
from tests.world import TODAY, person, staff, unit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("bank")]


def held(name: str, role: str, *, on: date = TODAY) -> Held:
    return next(h for h in person(name, on=on).held if h.role == role)


def test_an_actor_holds_the_roles_of_the_day() -> None:
    actor = person("谭宁")
    tianhe = unit("天河支行")
    assert (actor.kind, actor.name, actor.unit_id) == ("staff", "谭宁", tianhe.pk)
    assert actor.holds(Role.INTAKE, tianhe.pk)
    assert not actor.has(Role.HANDLER, Role.COORDINATOR)
    assert held("谭宁", Role.INTAKE).root == held("谭宁", Role.INTAKE).path == tuple(tianhe.path)


def test_an_actor_takes_two_queries() -> None:
    account = staff("卢毅")
    with CaptureQueriesContext(connection) as asked:
        queries.actor(account.pk, on=TODAY)
    assert len(asked) == 2


def test_a_coordinator_reaches_the_part_served() -> None:
    assert held("黄珊", Role.COORDINATOR).root == tuple(unit("广东分行").path)
    assert held("唐琳", Role.COORDINATOR).root == tuple(unit("客户服务中心").path)


@pytest.mark.parametrize(
    ("name", "role"), [("沈岚", Role.COORDINATOR), ("江澜", Role.EXECUTIVE), ("洪波", Role.AUDITOR)]
)
def test_some_reach_the_whole_bank(name: str, role: str) -> None:
    assert held(name, role).root == ()


def test_a_head_office_role_reaches_its_department_only() -> None:
    assert held("郭蓉", Role.HANDLER).root == (unit("个人金融部").pk,)


def test_a_role_begins_and_ends_on_its_days() -> None:
    role = StaffRole.objects.get(staff=staff("余静"))
    role.valid_from, role.valid_to = TODAY, TODAY + timedelta(days=2)
    role.save()
    days = [TODAY + timedelta(days=i) for i in (-1, 0, 1, 2)]
    assert [bool(person("余静", on=day).held) for day in days] == [False, True, True, False]


def test_who_left_holds_nothing_and_signs_in_no_more() -> None:
    account = staff("余静")
    account.left_at = datetime(2026, 11, 24, 12, tzinfo=BEIJING)
    account.save()
    assert person("余静").held == ()
    assert person("余静", on=date(2026, 11, 23)).held
    assert not account.is_active
    assert account.name not in {h.name for h in queries.holders(Role.HANDLER, unit("天河支行").pk, on=TODAY)}


def test_a_deputy_holds_the_role_in_dates_and_says_for_whom() -> None:
    deputy = Staff.objects.create_user("fu.hang", "a long password", name="副行长")
    StaffRole.objects.create(
        staff=deputy, unit=unit("天河支行"), role=Role.UNIT_HEAD, deputy_for=staff("何伟"),
        valid_from=TODAY, valid_to=TODAY + timedelta(days=7),
    )  # fmt: skip
    assert held("副行长", Role.UNIT_HEAD).deputy_for_id == staff("何伟").pk
    assert person("副行长", on=TODAY - timedelta(days=1)).held == ()
    found = queries.deputy_of(staff("何伟").pk, on=TODAY)
    assert found is not None
    assert found.name == "副行长"
    assert queries.deputy_of(staff("何伟").pk, on=TODAY + timedelta(days=7)) is None
    heads = queries.holders(Role.UNIT_HEAD, unit("天河支行").pk, on=TODAY)
    assert [h.name for h in heads] == ["何伟", "副行长"]


def test_a_head_comes_with_the_grade_held_in_the_same_unit() -> None:
    def head(name: str) -> tuple[str, int]:
        found = queries.head_of(unit(name).pk, on=TODAY)
        assert found is not None
        return found.name, found.grade

    assert head("天河支行") == ("何伟", 2)
    assert head("风险运营组") == ("简宁", 0)
    assert head("个人金融部") == ("万里", 6)
    assert queries.head_of(unit("服务质量管理委员会").pk, on=TODAY) is None


def chain(name: str) -> list[tuple[str, int]]:
    return [(h.name, h.grade) for h in queries.approvers(unit(name).pk, on=TODAY) if h.deputy_for_id is None]


def test_the_chain_climbs_from_the_outlet_through_its_branch() -> None:
    names = dict(chain("天河支行"))
    assert (names["何伟"], names["卢毅"]) == (2, 4)
    assert [grade for _name, grade in chain("天河支行")] == [2, 4, 5, 7]


def test_an_outlets_president_has_no_say_over_another_department() -> None:
    assert "何伟" not in dict(chain("广东运营部"))
    assert "何伟" not in dict(chain("越秀支行"))


def test_the_card_centres_chain() -> None:
    expected = [("赵一凡", 1), ("何静", 2), ("刘建国", 3), ("梁颖", 4), ("江澜", 7)]
    assert chain("风险运营组") == expected


def test_a_department_starts_at_its_general_manager() -> None:
    assert chain("个人金融部") == [("万里", 6), ("江澜", 7)]


def test_an_approver_in_the_coordinating_office_reaches_the_part_it_serves() -> None:
    StaffRole.objects.create(staff=staff("韩松"), unit=unit("广东投诉办"), role=Role.APPROVER, grade=3)
    assert ("韩松", 3) in chain("天河支行")
    assert ("韩松", 3) not in chain("南京城西支行")


def test_the_chain_says_who_is_inside_the_served_part() -> None:
    inside = {h.name: h.in_part for h in queries.approvers(unit("天河支行").pk, on=TODAY)}
    assert inside["卢毅"]
    assert not inside["江澜"]


def test_units_with_a_role_come_highest_first() -> None:
    found = queries.units_with(Role.FOLLOW_UP, unit("江海银行").pk, on=TODAY)
    assert {unit("投诉管理部").pk, unit("广东投诉办").pk, unit("客服中心回访组").pk} <= set(found)
    assert queries.units_with(Role.FOLLOW_UP, unit("广东分行").pk, on=TODAY) == [unit("广东投诉办").pk]


def test_people_are_listed_a_page_at_a_time() -> None:
    first = queries.people(on=TODAY, limit=50)
    second = queries.people(on=TODAY, after=first[-1].id, limit=50)
    assert len(first) == len(second) == 50
    assert not {p.id for p in first} & {p.id for p in second}
    assert [p.name for p in queries.people(unit("天河支行").pk, on=TODAY)] == ["何伟", "余静", "谭宁"]
    assert len(queries.people(unit("江海银行").pk, on=TODAY, limit=10_000)) > 400


def test_a_page_of_people_takes_two_queries() -> None:
    with CaptureQueriesContext(connection) as asked:
        queries.people(on=TODAY, limit=100)
    assert len(asked) == 2


def test_a_grade_goes_with_an_approver_and_nobody_else() -> None:
    for role, grade in ((Role.HANDLER, 2), (Role.APPROVER, 0), (Role.APPROVER, 9)):
        with pytest.raises(IntegrityError), transaction.atomic():
            StaffRole.objects.create(staff=staff("余静"), unit=unit("越秀支行"), role=role, grade=grade)


def test_the_same_role_is_not_given_twice() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        StaffRole.objects.create(staff=staff("余静"), unit=unit("天河支行"), role=Role.HANDLER)


def test_people_choose_how_the_desk_looks() -> None:
    account = staff("余静")
    commands.set_theme(account.pk, "dark")
    commands.set_language(account.pk, "en")
    commands.set_single_keys(account.pk, on=False)
    account.refresh_from_db()
    assert (account.theme, account.language, account.single_keys) == ("dark", "en", False)
    with pytest.raises(Refused, match="unknown_choice"):
        commands.set_theme(account.pk, "pink")
