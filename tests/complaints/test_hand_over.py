"""hand_over, absence and shifts: nothing rests on somebody who is not there (rule 10), and leaving waits for it."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from huiyin.complaints import commands, jobs, verify
from huiyin.complaints.models import Approval, Stage, Task
from huiyin.complaints.queries import handover
from huiyin.organisation import commands as organisation
from huiyin.organisation import queries as bank
from huiyin.organisation.actor import SYSTEM, Actor, Role
from huiyin.organisation.models import Staff, StaffRole
from huiyin.organisation.queries import duty
from tests.complaints.checks import recorded, refused, task
from tests.complaints.road import BEIJING, MONDAY, Road, at_stage
from tests.world import TODAY, person, staff, unit

pytestmark = pytest.mark.django_db
WEEK = timedelta(days=7)


def colleague(role: str = Role.HANDLER, unit_name: str = "天河支行", **fields: object) -> Actor:
    """One more member of the unit."""
    made = Staff.objects.create(login=f"new.{role}".replace("_", "."), name="新同事")
    StaffRole.objects.create(staff=made, unit=unit(unit_name), role=role, **fields)
    return bank.actor(made.pk, on=TODAY)


def picked() -> Road:
    road = at_stage(Stage.INVESTIGATING)
    road.do("pick", road.handler)
    return road


def away(name: str, *, days: int = 7, at: datetime = MONDAY) -> int:
    return organisation.enter_absence(
        staff(name).pk, from_day=at.date(), to_day=at.date() + timedelta(days=days), by=person(name), at=at
    )


def test_the_head_hands_work_to_a_colleague_and_its_limit_stays() -> None:
    road, new = picked(), colleague()
    before = task(road, "investigate")
    road.do("hand_over", road.head, task_id=before.pk, to_staff_id=new.pk)
    after = task(road, "investigate")
    assert (after.staff_id, after.due_at, after.clock_id) == (new.pk, before.due_at, before.clock_id)
    assert road.complaint.owner_staff_id == new.pk
    recorded(road, "hand_over", road.head, task="investigate", from_staff=road.handler.id, to_staff=new.pk)
    road.do("hand_over", road.coordinator, task_id=after.pk)
    assert task(road, "investigate").staff_id is None
    assert road.complaint.owner_staff_id is None
    assert verify.run() == []


def test_it_refuses_what_the_colleague_could_not_do() -> None:
    road, new = picked(), colleague()
    mine = task(road, "investigate").pk
    for to, code in ((road.caller.pk, "cannot_take_over"), (999_999, "unknown")):
        with refused(code, "to_staff_id"):
            road.do("hand_over", road.head, task_id=mine, to_staff_id=to)
    with refused("not_your_people", "task_id"):  # another unit's work, though its head sees the file
        road.do("hand_over", road.head, task_id=task(road, "answer").pk, to_staff_id=road.co.pk)
    with refused("nothing_to_hand_over", "task_id"):
        road.do("hand_over", road.head, task_id=mine, to_staff_id=road.handler.pk)
    with refused("not_yours"):
        road.do("hand_over", road.handler, task_id=mine)
    away("新同事")
    with refused("away_then", "to_staff_id"):
        road.do("hand_over", road.head, task_id=mine, to_staff_id=new.pk)
    organisation.end_absence(duty.away_of(new.pk, on=TODAY)[0].id, by=new, at=MONDAY)
    type(road.complaint).objects.update(barred=[new.pk])
    with refused("handled_before", "to_staff_id"):
        road.do("hand_over", road.head, task_id=mine, to_staff_id=new.pk)


def test_a_seat_is_handed_only_to_somebody_with_the_same_authority_who_has_not_signed() -> None:
    road = at_stage(Stage.APPROVING)
    place = Approval.objects.get(opinion__complaint=road.complaint, step=1)
    mine = task(road, "approve").pk
    for to in (road.handler, road.intake):
        with refused("cannot_take_over", "to_staff_id"):
            road.do("hand_over", road.coordinator, task_id=mine, to_staff_id=to.pk)
    StaffRole.objects.create(staff=staff("余静"), unit=road.lead_unit, role=Role.UNIT_HEAD)
    with refused("maker_is_checker", "to_staff_id"):
        road.do("hand_over", road.coordinator, task_id=mine, to_staff_id=road.handler.pk)
    second = colleague(Role.UNIT_HEAD)
    road.do("hand_over", road.coordinator, task_id=mine, to_staff_id=second.pk)
    place.refresh_from_db()
    assert (place.staff_id, task(road, "approve").staff_id, road.complaint.owner_staff_id) == (second.pk,) * 3
    road.do("approve", second)
    assert verify.run() == []


def test_whoever_is_away_keeps_no_work_and_may_come_back_early() -> None:
    road = picked()
    absence = away("余静")
    assert jobs.return_from_absent(at=road.at + timedelta(minutes=1)) == 1
    assert task(road, "investigate").staff_id is None
    assert jobs.return_from_absent(at=road.at + timedelta(minutes=2)) == 0
    organisation.end_absence(absence, by=road.head, at=road.at)
    road.do("pick", road.handler)
    assert jobs.return_from_absent(at=road.at) == 0
    assert verify.run() == []


def test_the_seat_of_whoever_is_away_goes_to_the_deputy() -> None:
    road = at_stage(Stage.APPROVING)
    deputy = colleague(Role.UNIT_HEAD, deputy_for=staff("何伟"))
    away("何伟")
    assert jobs.return_from_absent(at=road.at) == 1
    assert task(road, "approve").staff_id == deputy.pk
    assert jobs.return_from_absent(at=road.at) == 0


def test_a_new_chain_does_not_ask_the_absent_while_somebody_stands_in() -> None:
    def head() -> int:
        found = bank.head_of(unit("天河支行").pk, on=TODAY)
        return found.staff_id if found else 0

    chief = staff("何伟").pk
    away("何伟")
    assert head() == chief  # nobody else: it waits for the only one there is
    deputy = colleague(Role.UNIT_HEAD, deputy_for=staff("何伟"))
    assert head() == deputy.pk
    later = bank.head_of(unit("天河支行").pk, on=TODAY + WEEK)
    assert later is not None and later.staff_id == chief


def test_a_seat_that_nobody_can_take_waits_without_a_fuss(caplog: pytest.LogCaptureFixture) -> None:
    road = at_stage(Stage.APPROVING)
    StaffRole.objects.filter(role=Role.APPROVER).update(valid_to=date(2026, 1, 1))
    Approval.objects.filter(opinion__complaint=road.complaint, step__gt=1).delete()
    away("何伟")
    assert jobs.return_from_absent(at=road.at) == 0
    assert task(road, "approve").staff_id == staff("何伟").pk
    assert not [r for r in caplog.records if r.levelname == "ERROR"]


def test_what_was_taken_in_a_shift_returns_when_the_shift_ends() -> None:
    road = at_stage(Stage.INVESTIGATING)
    ends = road.at + timedelta(hours=2)
    organisation.enter_duty(
        road.lead_unit.pk, staff_id=road.handler.pk, starts_at=MONDAY, ends_at=ends, by=road.head, at=MONDAY
    )
    assert [s.staff_id for s in duty.on_duty(road.lead_unit.pk, at=road.at)] == [road.handler.pk]
    road.do("pick", road.handler)
    assert jobs.return_from_absent(at=ends - timedelta(minutes=1)) == 0
    assert jobs.return_from_absent(at=ends) == 1
    assert task(road, "investigate").staff_id is None
    road.at = ends
    road.do("pick", road.handler)  # taken outside any shift: stays
    assert jobs.return_from_absent(at=ends + timedelta(days=1)) == 0


def test_the_next_shift_of_the_same_person_goes_on_with_it() -> None:
    road, ends = at_stage(Stage.INVESTIGATING), MONDAY + timedelta(hours=2)
    for begin in (MONDAY, ends):
        organisation.enter_duty(
            road.lead_unit.pk, staff_id=road.handler.pk, starts_at=begin, ends_at=begin + timedelta(hours=2),
            by=road.head, at=MONDAY,
        )  # fmt: skip
    road.do("pick", road.handler)
    assert jobs.return_from_absent(at=ends) == 0
    assert jobs.return_from_absent(at=ends + timedelta(hours=2)) == 1


def test_nobody_leaves_while_work_rests_on_the_person() -> None:
    road, admin = picked(), person("严管")
    login = staff("余静").login
    with refused("open_work_stays", "login"):
        commands.dismiss(login, by=admin, at=road.at, on=TODAY)
    listed = handover.resting(road.handler.pk, seen_by=road.head, at=road.at)
    assert [(i.ref, i.seat) for i in listed.items] == [(road.ref, False)]
    road.do("hand_over", road.head, task_id=listed.items[0].task_id)
    assert commands.open_work([road.handler.pk]) == {}
    with refused("not_administrator"):
        commands.dismiss(login, by=road.head, at=road.at, on=MONDAY.date())
    with refused("in_the_future"):
        commands.dismiss(login, by=admin, at=road.at, on=TODAY + WEEK)
    commands.dismiss(login, by=admin, at=road.at, on=MONDAY.date())
    assert staff("余静").left_at is not None
    assert bank.actor(road.handler.pk, on=TODAY).held == ()


def test_absences_are_for_oneself_and_for_those_who_lead() -> None:
    days: dict[str, Any] = {"from_day": TODAY, "to_day": TODAY + WEEK, "at": MONDAY}
    with refused("not_your_people"):
        organisation.enter_absence(staff("余静").pk, by=person("谭宁"), **days)
    with refused("not_your_people"):
        organisation.enter_absence(staff("余静").pk, by=person("顾青"), **days)
    organisation.enter_absence(staff("余静").pk, by=person("黄珊"), **days)
    with refused("away_already"):
        organisation.enter_absence(staff("余静").pk, by=person("余静"), **days)
    with refused("ends_before_it_begins"):
        organisation.enter_absence(
            staff("谭宁").pk, from_day=TODAY, to_day=TODAY, by=person("谭宁"), at=MONDAY
        )
    with refused("unknown"):
        organisation.enter_absence(0, by=person("严管"), **days)


def test_the_roster_shows_the_hours_nobody_covers() -> None:
    tianhe, head = unit("天河支行").pk, person("何伟")
    saturday = datetime(2026, 11, 28, 8, tzinfo=BEIJING)
    organisation.enter_duty(
        tianhe,
        staff_id=staff("余静").pk,
        starts_at=saturday,
        ends_at=saturday + timedelta(hours=12),
        by=head,
        at=MONDAY,
    )
    with refused("on_duty_already"):
        organisation.enter_duty(
            tianhe, staff_id=staff("余静").pk, starts_at=saturday, ends_at=saturday + timedelta(hours=1), by=head,
            at=MONDAY,
        )  # fmt: skip
    with refused("works_elsewhere"):
        organisation.enter_duty(
            tianhe, staff_id=staff("顾青").pk, starts_at=saturday, ends_at=saturday + timedelta(hours=1), by=head,
            at=MONDAY,
        )  # fmt: skip
    week = duty.roster(tianhe, week_of=TODAY)
    hours = [(g[0].hour, g[1].hour) for g in week[5].gaps]
    assert (len(week), week[5].workday, hours) == (7, False, [(0, 8), (20, 0)])
    assert [(g[0].hour, g[1].hour) for g in week[0].gaps] == [(0, 9), (17, 0)]
    posts = {p.role: p for p in duty.posts_of(tianhe, on=TODAY)}
    assert posts[Role.UNIT_HEAD].people == ("何伟",)
    organisation.remove_duty(week[5].shifts[0].id, by=head, at=MONDAY)
    assert duty.roster(tianhe, week_of=TODAY)[5].shifts == ()


def test_what_rests_on_an_ended_file_can_be_handed_over_too() -> None:
    road = at_stage(Stage.CLOSED)
    assert not Task.objects.filter(complaint=road.complaint).exists()
    with refused("nothing_to_hand_over"):
        road.do("hand_over", road.coordinator, task_id=1)
    with refused("nothing_to_put_back"):
        road.do("put_back", SYSTEM)


def test_nobody_leaves_by_the_spreadsheet_either() -> None:
    road = picked()
    admin: dict[str, Any] = {"by": person("严管"), "at": road.at + timedelta(days=2), "open_work": commands.open_work}
    header, *rows = bank.export_bank()["人员 Staff"]
    login, left = header.index("登录名"), next(i for i, name in enumerate(header) if "离" in str(name))
    row = list(next(r for r in rows if r[login] == staff("余静").login))
    row[left] = "2026-11-23"
    sheets = {"人员 Staff": [header, row]}
    report = organisation.import_bank(sheets, **admin)
    assert [(r.code, r.value, r.column) for r in report.refused] == [("open_work_stays", "1", header[left])]
    assert not report.done
    road.do("put_back", road.handler)
    assert organisation.import_bank(sheets, **admin).done
    assert staff("余静").left_at is not None


def test_the_end_of_the_last_role_is_leaving_too() -> None:
    road = picked()
    sheets = bank.export_bank()
    header, *rows = sheets["岗位 Roles"]
    ends = next(i for i, name in enumerate(header) if "止" in str(name))
    mine = [list(r) for r in rows if staff("余静").login == r[0]]
    for row in mine:
        row[ends] = "2026-11-23"
    report = organisation.import_bank(
        {"岗位 Roles": [header, *mine]}, by=person("严管"), at=road.at, open_work=commands.open_work
    )
    assert {r.code for r in report.refused} == {"open_work_stays"}
