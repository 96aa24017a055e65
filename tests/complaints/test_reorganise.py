"""Reorganisation: complaints go where their units go, each on the record; what happened stays where it happened."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from huiyin.audit import log
from huiyin.audit.models import Act
from huiyin.complaints import access, commands, numbers, ready, verify
from huiyin.complaints.commands import reorganise
from huiyin.complaints.commands.reorganise import follow_moves
from huiyin.complaints.models import Assignment, Complaint, FactStep, Participation, Stage, Task
from huiyin.complaints.queries import reorganisation as queries
from huiyin.organisation import commands as bank
from huiyin.organisation.actor import Role
from huiyin.organisation.models import Move, Staff, StaffRole, Unit, UnitPlace
from huiyin.organisation.queries import reorganisation
from huiyin.organisation.queries.reorganisation import Change
from tests.complaints.checks import refused
from tests.complaints.many import many
from tests.complaints.road import BEIJING, MONDAY, at_stage, holder
from tests.world import TODAY, person, unit

pytestmark = pytest.mark.django_db


def move(name: str, *, below: str) -> None:
    Unit.objects.filter(pk=unit(name).pk).update(parent=unit(below))
    bank.replant()


def test_a_moved_unit_takes_its_complaints_and_its_work_along() -> None:
    road = at_stage(Stage.INVESTIGATING)
    move("天河支行", below="深圳分行")
    assert any("lies at" in wrong for wrong in verify.run())
    follow_moves(at=MONDAY)
    assert verify.run() == []
    assert road.complaint.scope.count(unit("深圳分行").pk) == 1
    assert Task.objects.get(kind="investigate").path[0] == unit("深圳分行").pk


def test_whoever_coordinates_it_keeps_seeing_it() -> None:
    road = at_stage(Stage.UNDER_REVIEW)
    assert access.visible_to(person("黄珊")).filter(pk=road.complaint.pk).exists()
    move("天河支行", below="深圳分行")
    follow_moves(at=MONDAY)
    assert access.visible_to(person("黄珊")).filter(pk=road.complaint.pk).exists()  # it still coordinates
    assert unit("广东分行").pk in road.complaint.scope


def test_following_twice_is_following_once() -> None:
    at_stage(Stage.UNDER_REVIEW)
    move("天河支行", below="深圳分行")
    assert follow_moves(at=MONDAY) == 1
    assert follow_moves(at=MONDAY) == 0


JUNE = datetime(2026, 6, 15, 10, tzinfo=BEIJING)
JULY = datetime(2026, 7, 1, 0, 1, tzinfo=BEIJING)
OLD, NEW = "苏州园区支行", "园区中心支行"


def reopen_the_old() -> Unit:
    """As it was before July: the demo bank already stands after the merger."""
    old = unit(OLD)
    Unit.objects.filter(pk=old.pk).update(valid_to=None)
    UnitPlace.objects.filter(unit=old).update(valid_to=None, successor=None)
    for name, role in (
        ("陈园", Role.HANDLER),
        ("钱园", Role.UNIT_HEAD),
        ("钱园", Role.APPROVER),
        ("孙园", Role.INTAKE),
    ):
        who = Staff.objects.get_or_create(login=f"yq.{name}", defaults={"name": name})[0]
        StaffRole.objects.create(staff=who, unit=old, role=role, grade=2 if role == Role.APPROVER else 0)
    return Unit.objects.get(pk=old.pk)


def merger() -> int:
    """Drafted by the system administrator, confirmed by the security administrator."""
    change = Change("merge", unit(OLD).pk, unit(NEW).pk, JULY.date())
    made = commands.draft_change(change, reason="苏银发〔2026〕18 号", by=person("严管"), at=JUNE)
    bank.confirm_change(made, by=person("安全"), at=JUNE)
    return made


def test_a_branch_merged_in_june_hands_everything_over_on_its_day() -> None:
    old, new = reopen_the_old(), unit(NEW)
    handler = Staff.objects.get(name="陈园").pk
    many(40, stage=Stage.INVESTIGATING, at=JUNE, units=[old], staff_id=handler)
    many(3, stage=Stage.REGISTERED, at=JUNE, units=[old])
    merger()
    assert reorganise.carry_out_due(at=JULY - timedelta(minutes=2)) == 0
    due = dict(Task.objects.values_list("complaint_id", "due_at"))
    assert reorganise.carry_out_due(at=JULY) == 1
    assert ready.resting_on_the_absent(at=JULY).count() == 0  # what is just being moved is not put back
    assert reorganise.follow_moves(at=JULY) == 43
    assert verify.run() == []
    assert dict(Task.objects.values_list("complaint_id", "due_at")) == due
    assert set(Task.objects.values_list("unit_id", "staff_id")) == {(new.pk, handler), (new.pk, None)}
    assert not Participation.objects.filter(unit_id=old.pk, to_at=None).exists()
    assert Participation.objects.filter(unit_id=old.pk, to_at=JULY).exists()  # whose it was on which day
    assert ready.resting_on_the_absent(at=JULY).count() == 0  # the handler works in the successor now
    line = log.timeline(Complaint.objects.latest("pk").pk, limit=1)[0]
    assert (line.action, line.payload["unit"], line.payload["successor"]) == (
        "follow_reorganisation",
        old.pk,
        new.pk,
    )
    assert reorganise.follow_moves(at=JULY) == 0


def test_the_overdue_of_that_day_stays_with_the_unit_of_that_day() -> None:
    old, new = reopen_the_old(), unit(NEW)
    (made,) = many(1, stage=Stage.REGISTERED, at=JUNE, units=[old])
    merger()
    reorganise.carry_out_due(at=JULY)
    reorganise.follow_moves(at=JULY)
    later = JULY + timedelta(hours=9)
    commands.submit(numbers.ref(made.pk, made.registered_at), by=holder(Role.INTAKE, NEW), at=later)
    stays = list(FactStep.objects.filter(complaint_id=made.pk).order_by("seq"))
    assert [(s.unit_id, s.left_at, s.left_by) for s in stays] == [
        (old.pk, JULY, "follow_reorganisation"), (new.pk, later, "submit"),
    ]  # fmt: skip
    assert [s.entered_at for s in stays] == [made.entered_at, JULY]
    assert reorganisation.successor_of(old.pk, on=JUNE.date()) == old.pk  # figures by the unit of that day
    assert reorganisation.successor_of(old.pk, on=JULY.date()) == new.pk  # figures by the unit of today
    assert [(s.valid_to, s.successor) for s in reorganisation.stays(old.pk)] == [(JULY.date(), NEW)]
    assert verify.run() == []


def test_six_hundred_go_over_in_portions_and_a_killed_job_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    old = reopen_the_old()
    many(600, stage=Stage.INVESTIGATING, at=JUNE, units=[old], staff_id=Staff.objects.get(name="陈园").pk)
    merger()
    reorganise.carry_out_due(at=JULY)
    follow, seen = reorganise.follow_reorganisation, []

    def killed(ref: str, **given: object) -> object:
        seen.append(ref)
        if len(seen) == 250:
            raise KeyboardInterrupt
        return follow(ref, **given)  # type: ignore[arg-type]

    monkeypatch.setattr(reorganise, "follow_reorganisation", killed)
    with pytest.raises(KeyboardInterrupt):
        reorganise.follow_moves(at=JULY)
    assert Task.objects.filter(unit_id=old.pk).count() == 600 - 249
    monkeypatch.setattr(reorganise, "follow_reorganisation", follow)
    assert reorganise.follow_moves(at=JULY + timedelta(minutes=1)) == 600 - 249
    assert not Move.objects.exists()
    assert verify.run() == []


def test_a_whole_road_goes_on_at_the_successor_and_double_shares_become_one() -> None:
    road = at_stage(Stage.INVESTIGATING)  # 天河支行 leads, 广东分行运营部 answers
    commands.pick(road.ref, by=road.handler, at=road.at)
    change = Change("merge", road.lead_unit.pk, road.co_unit.pk, TODAY)
    made = commands.draft_change(change, reason="撤并", by=person("严管"), at=road.at)
    bank.confirm_change(made, by=person("安全"), at=road.at)
    road.at += timedelta(days=1)
    assert reorganise.carry_out_due(at=road.at) == 1
    assert reorganise.follow_moves(at=road.at) == 1
    assert verify.run() == []
    assert [(s.unit_id, s.lead) for s in Assignment.objects.filter(ended_at=None)] == [
        (road.co_unit.pk, True)
    ]
    road.handler, road.intake = person("余静"), person("谭宁")
    road.propose()
    road.head = holder(Role.UNIT_HEAD, "广东分行运营部")
    road.do("approve", road.head)
    assert verify.run() == []


def test_a_team_moves_at_the_end_of_the_year_and_keeps_its_work() -> None:
    team, before = unit("卡中心权益组"), datetime(2026, 12, 1, 9, tzinfo=BEIJING)
    day = date(2026, 12, 31)
    parent = team.parent_id
    change = Change("move", team.pk, unit("网络金融部").pk, day)
    many(2, stage=Stage.INVESTIGATING, units=[team])
    made = commands.draft_change(change, reason="机构调整", by=person("严管"), at=before)
    assert reorganise.carry_out_due(at=datetime(2027, 1, 1, tzinfo=BEIJING)) == 0  # nobody has confirmed it
    bank.confirm_change(made, by=person("安全"), at=before)
    assert reorganise.carry_out_due(at=datetime(2026, 12, 31, 0, 1, tzinfo=BEIJING)) == 1
    reorganise.follow_moves(at=before)
    assert verify.run() == []
    assert reorganisation.parent_on(team.pk, on=day - timedelta(days=1)) == parent
    assert reorganisation.parent_on(team.pk, on=day) == unit("网络金融部").pk
    assert set(Task.objects.values_list("path", flat=True).distinct()[0]) >= {unit("网络金融部").pk, team.pk}


def test_the_preview_counts_what_will_move_and_what_will_be_lacking() -> None:
    old = reopen_the_old()
    many(3, stage=Stage.INVESTIGATING, at=JUNE, units=[old])
    many(2, stage=Stage.REGISTERED, at=JUNE, units=[old])
    seen = queries.preview(Change("merge", old.pk, unit(NEW).pk, JULY.date()), today=JUNE.date())
    counts = {line.what: line.count for line in seen.moving}
    assert seen.ok
    assert (counts["tasks"], counts["part:intake"], counts["part:lead"], counts["people"]) == (5, 5, 3, 3)
    assert all("李" not in first for line in seen.moving for first in line.first)
    StaffRole.objects.filter(role=Role.APPROVER, unit=unit(NEW)).delete()
    StaffRole.objects.filter(role=Role.UNIT_HEAD, unit__in=[old, unit(NEW)]).delete()
    seen = queries.preview(Change("merge", old.pk, unit(NEW).pk, JULY.date()), today=JUNE.date())
    assert "head" in {line.what for line in seen.lacking}


def test_it_refuses_what_would_leave_work_nowhere() -> None:
    road = at_stage(Stage.INVESTIGATING)
    tianhe, branch, office = unit("天河支行").pk, unit("广东分行").pk, unit("广东分行投诉办").pk

    def no(code: str, kind: str, unit_id: int, target_id: int | None = None, on: date = TODAY) -> None:
        change = Change(kind, unit_id, target_id, on)
        with refused(code):
            commands.draft_change(change, reason="x", by=person("严管"), at=MONDAY)

    no("work_goes_nowhere", "close", tianhe)
    no("closed_with_successor", "close", tianhe, branch)
    no("units_below_stay", "close", branch)
    no("only_office", "merge", office, branch)
    no("into_itself", "move", branch, tianhe)
    no("into_itself", "merge", tianhe, tianhe)
    no("hangs_there_already", "move", tianhe, branch)
    no("target_missing", "merge", tianhe, unit(OLD).pk)
    no("target_missing", "merge", tianhe)
    no("the_bank_itself", "move", unit("江海银行").pk, branch)
    no("day_has_passed", "move", tianhe, office, date(2026, 1, 1))
    no("unknown", "swap", tianhe)
    change = Change("move", tianhe, office, TODAY)
    with refused("not_administrator"):
        commands.draft_change(change, reason="x", by=road.head, at=MONDAY)
    with refused("empty", "reason"):
        commands.draft_change(change, reason=" ", by=person("严管"), at=MONDAY)


def test_whoever_drafts_does_not_confirm_and_a_hindrance_is_told() -> None:
    reopen_the_old()
    both = Staff.objects.get(name="严管")
    StaffRole.objects.create(staff=both, unit=unit("信息技术部"), role=Role.SECURITY_ADMIN)
    change = Change("merge", unit(OLD).pk, unit(NEW).pk, JULY.date())
    made = commands.draft_change(change, reason="x", by=person("严管"), at=JUNE)
    with refused("change_waits_already"):
        commands.draft_change(change, reason="x", by=person("严管"), at=JUNE)
    with refused("maker_is_checker"):
        bank.confirm_change(made, by=person("严管"), at=JUNE)
    with refused("not_administrator"):
        bank.confirm_change(made, by=person("黄珊"), at=JUNE)
    bank.confirm_change(made, by=person("安全"), at=JUNE)
    with refused("confirmed_already"):
        bank.confirm_change(made, by=person("安全"), at=JUNE)
    Unit.objects.filter(pk=unit(NEW).pk).update(valid_to=JULY.date())
    assert reorganise.carry_out_due(at=JULY) == 0
    assert reorganisation.changes()[0][0].held_up == "target_missing"
    bank.drop_change(made, by=person("安全"), at=JULY)
    with refused("no_such_change"):
        bank.drop_change(made, by=person("安全"), at=JULY)
    actions = list(Act.objects.filter(subject="unit:SZH-YQ").order_by("id").values_list("action", flat=True))
    assert actions[-3:] == ["draft_change", "confirm_change", "drop_change"]
