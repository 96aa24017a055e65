"""The worklist: whose tasks, in which order, grouped how, and at what cost."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from huiyin.complaints import access, commands, numbers
from huiyin.complaints.models import Complaint, Stage, Task
from huiyin.complaints.queries import approvals
from huiyin.complaints.queries import worklist as queries
from huiyin.complaints.queries.paging import key
from huiyin.complaints.queries.urgency import GROUPS
from huiyin.complaints.queries.wanted import Wanted
from huiyin.complaints.queries.worklist import Row, Worklist
from huiyin.organisation.actor import Actor, Role
from tests.complaints.many import many
from tests.complaints.road import MONDAY, Road, at_stage
from tests.complaints.test_ask_mandate import mandated
from tests.complaints.test_confirm import reviewer_too
from tests.world import person, unit

pytestmark = pytest.mark.django_db
NOW = MONDAY + timedelta(minutes=30)


def listed(by: Actor, scope: str = "", **filters: object) -> Worklist:
    return queries.worklist(Wanted(scope, **filters), by=by, at=NOW)  # type: ignore[arg-type]


def rows(found: Worklist) -> list[Row]:
    return [row for group in found.page.groups for row in group.rows]


def refs(by: Actor, scope: str = "", **filters: object) -> set[str]:
    return {row.ref for row in rows(listed(by, scope, **filters))}


def count(found: Worklist, name: str) -> str:
    return str(next(scope.counter for scope in found.scopes if scope.name == name))


def test_it_lists_what_i_picked_as_mine_and_what_is_free_as_my_units():
    road, yu = at_stage(Stage.INVESTIGATING), person("余静")
    assert road.ref in refs(yu, "pool")
    assert road.ref not in refs(yu, "mine")
    road.do("pick", yu)
    assert road.ref in refs(yu, "mine")
    assert road.ref not in refs(yu, "pool")


def test_it_lists_only_what_i_can_do_as_free():
    road = Road().submit()
    assert road.ref in refs(person("黄珊"), "pool")
    assert road.ref not in refs(person("谭宁"), "pool")  # it waits in another unit
    road.do("return_to_intake", road.coordinator, missing="客户电话")
    assert road.ref in refs(person("谭宁"), "pool")
    assert road.ref not in refs(person("余静"), "pool")  # in the handler's unit, but not a handler's work


def test_it_shows_a_signature_to_the_one_named_and_to_the_deputy():
    road = at_stage(Stage.APPROVING)
    task = Task.objects.get(complaint=road.complaint, kind="approve")
    assert road.ref in refs(road.head, "mine", kind="approve")
    assert road.ref not in refs(road.handler, "mine", kind="approve")
    deputy = replace_deputy(road.handler, task.staff_id)
    assert road.ref in refs(deputy, "mine", kind="approve")


def replace_deputy(by: Actor, other: int | None) -> Actor:
    """The same person, standing in for another today."""
    held = by.held[0]
    stands_in = type(held)(Role.UNIT_HEAD, held.unit_id, held.unit_name, held.path, held.root, 0, other)
    return Actor(by.kind, by.id, by.name, (*by.held, stands_in), by.unit_id)


def test_it_counts_a_mandate_among_what_waits_for_a_signature():
    road = mandated()
    found = listed(road.head, "mine", kind="approve")
    assert [row.kind for row in rows(found)] == ["grant"]
    signing = approvals.to_sign(by=road.head, at=NOW).rows
    assert dict(found.counters)[Task.Kind.APPROVE].number == len(signing) == 1


def test_it_offers_a_review_only_to_who_never_touched_the_complaint():
    road = at_stage(Stage.REPLIED)
    touched = [reviewer_too(by) for by in (road.handler, road.head, road.coordinator, road.co, road.intake)]
    road.ask_review()
    office = unit("核查组").pk
    for by in touched:
        assert road.ref not in refs(by, "pool", kind="recheck")
        assert commands.pick_next(office, by=by, at=road.at) is None
    road.do("pick", road.reviewer)
    road.do("put_back", road.reviewer)
    assert road.ref in refs(road.reviewer, "pool", kind="recheck")
    assert commands.pick_next(office, by=road.reviewer, at=road.at) == road.complaint


def test_it_shows_the_whole_part_served_to_the_coordinator():
    road, huang = at_stage(Stage.INVESTIGATING), person("黄珊")
    assert road.ref in refs(huang, "reach")
    assert road.ref not in refs(huang, "unit")  # the office itself has nothing to do with it now
    assert "reach" not in {scope.name for scope in listed(person("余静")).scopes}


def test_it_lists_nothing_the_reader_may_not_see():
    many(60)
    many(40, stage=Stage.INVESTIGATING)
    for by in map(person, ("余静", "黄珊", "卢毅", "谭宁", "何伟", "韩松")):
        for scope in listed(by).scopes:
            may_see = set(access.visible_to(by).values_list("pk", flat=True))
            shown = {numbers.complaint_id(ref) for ref in refs(by, scope.name)}
            assert shown <= may_see


def test_it_drops_a_complaint_that_moved_away_at_once():
    road = at_stage(Stage.INVESTIGATING)
    road.do("pick", road.handler)
    assert road.ref in refs(road.handler, "mine")
    Complaint.objects.filter(pk=road.complaint.pk).update(scope=[unit("江苏分行").pk])
    for scope in queries.SCOPES:
        assert road.ref not in refs(road.handler, scope)


def test_it_groups_by_urgency_the_nearest_limit_first():
    many(120, stage=Stage.INVESTIGATING, at=MONDAY - timedelta(days=4), units=[unit("天河支行")])
    found = listed(person("余静"), "pool")
    assert [group.name for group in found.page.groups] == [n for n in GROUPS if n in {r.group for r in rows(found)}]
    due = [row.due.due_at for row in rows(found)]
    assert due == sorted(due)
    assert rows(found)[0].group == "over"
    assert rows(found)[0].due.state == "over"


def test_it_pages_by_key_without_gap_or_repetition():
    many(130, stage=Stage.INVESTIGATING, units=[unit("天河支行")])
    yu, seen, after = person("余静"), list[int](), None
    while True:
        page = queries.rows(Wanted("pool"), by=yu, at=NOW, after=after)
        seen += [row.task_id for group in page.groups for row in group.rows]
        if page.next is None:
            break
        after = key(str(page.next))
    expected = Task.objects.filter(unit_id=unit("天河支行").pk, staff_id=None).order_by("due_at", "id")
    assert seen == list(expected.values_list("pk", flat=True))


def test_it_counts_as_far_as_a_hundred():
    many(99, stage=Stage.INVESTIGATING, units=[unit("天河支行")])
    assert count(listed(person("余静")), "pool") == "99"
    many(1, stage=Stage.INVESTIGATING, units=[unit("天河支行")])
    assert count(listed(person("余静")), "pool") == "99+"


def test_its_counters_say_how_many_rows_their_filter_shows():
    many(60, stage=Stage.INVESTIGATING, at=MONDAY - timedelta(days=6), units=[unit("天河支行")])
    at_stage(Stage.REPLIED)
    yu = person("余静")
    for name, counter in listed(yu, "unit").counters:
        how = {"due": name} if name in GROUPS else {"kind": name}
        assert counter.number == len(rows(listed(yu, "unit", **how)))
    assert sum(counter.number for _name, counter in listed(yu, "unit").counters) > 1


def test_it_filters_by_kind_severity_business_referral_and_text():
    other = Road(severity=1, title="柜面拒绝办理挂失", source_no="L-77")
    many(30, units=[unit("天河支行")], severity=lambda n: 1)
    major = at_stage(Stage.INVESTIGATING)
    yu = person("余静")
    assert refs(yu, "unit", kind="investigate") == {major.ref}
    assert refs(yu, "unit", severity=3) == {major.ref}
    assert refs(yu, "unit", text="拒绝办理挂失") == {other.ref}
    assert refs(yu, "unit", text=other.ref) == {other.ref}
    assert refs(yu, "unit", text="L-77") == {other.ref}
    assert refs(yu, "unit", text="没有这样的") == set()
    assert refs(yu, "unit", referral=True) == set()
    business = rows(listed(yu, "unit"))[0].business
    assert {row.business for row in rows(listed(yu, "unit", business=_code(business)))} == {business}


def _code(name: str) -> str:
    found = Complaint.objects.filter(category__parent__name=name)
    return str(found.values_list("category__parent__code", flat=True)[0])


def test_it_goes_on_searching_where_one_page_stops():
    many(700, units=[unit("天河支行")], story=lambda n: "最后一件" if n == 0 else f"第{n}件")
    tan, after, found = person("谭宁"), None, list[str]()
    for _page in range(2):
        page = queries.rows(Wanted("unit", text="最后一件"), by=tan, at=NOW, after=after)
        found += [row.title for group in page.groups for row in group.rows]
        after = page.next
    assert found == ["最后一件"]
    assert after is None


def test_it_begins_with_my_work_else_with_what_is_free():
    yu = person("余静")
    assert listed(yu).scope == "mine"
    road = at_stage(Stage.INVESTIGATING)
    assert listed(yu).scope == "pool"
    road.do("pick", yu)
    assert listed(yu).scope == "mine"
    assert listed(person("严管")).scope == "mine"


def test_it_says_what_may_be_taken_and_put_back():
    road, yu = at_stage(Stage.INVESTIGATING), person("余静")
    assert [row.free for row in rows(listed(yu, "pool")) if row.ref == road.ref] == [True]
    assert not any(row.free for row in rows(listed(road.coordinator, "reach")) if row.ref == road.ref)
    road.do("pick", yu)
    assert [row.mine for row in rows(listed(yu, "mine")) if row.ref == road.ref] == [True]


def test_it_asks_the_database_as_often_for_a_thousand_as_for_ten():
    many(10, stage=Stage.INVESTIGATING, units=[unit("天河支行")])
    yu = person("余静")
    with CaptureQueriesContext(connection) as few:
        listed(yu)
    many(990, stage=Stage.INVESTIGATING, units=[unit("天河支行")])
    with CaptureQueriesContext(connection) as lots:
        listed(yu)
    assert len(lots) == len(few) <= 12
