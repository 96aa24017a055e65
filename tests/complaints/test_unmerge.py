"""unmerge: two again, with all times as if never merged; entries placed by choice; every act stays on record."""

from __future__ import annotations

from datetime import timedelta
from itertools import permutations
from typing import Any

import pytest

from huiyin.audit import log
from huiyin.complaints import commands, verify
from huiyin.complaints.commands import Refused
from huiyin.complaints.models import Complaint, Departure, Named, Stage
from huiyin.complaints.queries import timeline
from huiyin.complaints.queries.names import names
from tests.complaints.checks import customer_clock, recorded, refused
from tests.complaints.road import MONDAY, Road, at_stage
from tests.complaints.standing import standing
from tests.world import person

pytestmark = pytest.mark.django_db
WHY = {"reason": "核实为两笔不同的取现"}


def merged(road: Road, into: Road) -> None:
    road.at = max(road.at, into.at)
    road.do("merge", road.coordinator, into=into.ref, reason="同一事项")


def unmerge(road: Road, **details: Any) -> None:
    road.at += timedelta(hours=3)
    road.do("unmerge", road.coordinator, **{**WHY, **details})


def told(road: Road) -> list[tuple[str, str]]:
    return [
        (line.action, str(line.payload.get("note", ""))) for line in reversed(log.timeline(road.complaint.pk))
    ]


@pytest.mark.parametrize("stage", [Stage.UNDER_REVIEW, Stage.INVESTIGATING])
def test_merge_three_entries_unmerge(stage: Stage) -> None:
    """Issue 02, 3: as if never merged, entries placed by choice, all acts on record."""
    road, other = at_stage(stage), Road(received_at=MONDAY - timedelta(days=2)).submit()
    pick = road.handler if stage == Stage.INVESTIGATING else road.coordinator
    road.do("pick", pick)
    one, two = standing(road.complaint), standing(other.complaint)
    lines = told(road), told(other)
    merged(other, road)
    assert road.complaint.due_at != one["due_at"]
    for n, words in enumerate(("客户来电补充", "已调取录像", "与本件无关的咨询"), start=1):
        commands.note(road.ref, by=road.intake, at=road.at + timedelta(minutes=n), note=words)
    first = log.timeline(road.complaint.pk, limit=3)[-1].seq
    other.at = road.at + timedelta(minutes=5)
    unmerge(other, entries=[first, first + 1])
    assert standing(road.complaint) == one
    assert standing(other.complaint) == two
    placed = log.timeline(other.complaint.pk, limit=1)[0].payload["entries"]
    assert [(e["seq"], e["by"], e["action"], e["words"]) for e in placed] == [  # type: ignore[attr-defined]
        (first, road.intake.name, "note", "客户来电补充"), (first + 1, road.intake.name, "note", "已调取录像")
    ]  # fmt: skip
    assert told(other) == [*lines[1], ("merge", ""), ("unmerge", "")]
    assert told(road) == [
        *lines[0], ("merge", ""), ("note", "客户来电补充"), ("note", "已调取录像"), ("note", "与本件无关的咨询"),
        ("unmerge", ""),
    ]  # fmt: skip
    recorded(other, "unmerge", other.coordinator, **WHY, **{"from": road.ref})
    assert log.timeline(road.complaint.pk, limit=1)[0].payload["released"] == other.ref
    assert Departure.objects.get(complaint=other.complaint).returned_by == "unmerge"
    assert verify.run() == []


@pytest.mark.parametrize("order", list(permutations(range(2))))
def test_several_merged_into_one_come_back_in_any_order(order: tuple[int, ...]) -> None:
    """The earliest receipt of those still merged governs; its own when none is."""
    road = Road().submit()
    others = [Road(received_at=MONDAY - timedelta(days=days)).submit() for days in (2, 5)]
    before = [standing(each.complaint) for each in (road, *others)]
    for other in others:
        merged(other, road)
    assert customer_clock(road).started_at == MONDAY - timedelta(days=5)
    for n in order:
        others[n].at = max(others[n].at, road.at)
        unmerge(others[n])
        others[n].at = MONDAY
        left = [
            MONDAY - timedelta(days=(2, 5)[m]) for m in order if m != n and m not in order[: order.index(n)]
        ]
        assert customer_clock(road).started_at == min([road.complaint.received_at, *left])
    assert [standing(each.complaint) for each in (road, *others)] == before
    assert verify.run() == []


def test_what_was_done_on_the_other_meanwhile_stays_done_there() -> None:
    road, other = at_stage(Stage.UNDER_REVIEW), Road(received_at=MONDAY - timedelta(days=2)).submit()
    limit = customer_clock(road).due_at
    merged(other, road)
    road.assign()
    unmerge(other)
    assert (road.complaint.stage, other.complaint.stage) == (Stage.INVESTIGATING, Stage.UNDER_REVIEW)
    assert road.complaint.due_at == limit
    assert verify.run() == []


def test_once_the_other_has_ended_it_says_what_must_come_first() -> None:
    road, other = at_stage(Stage.UNDER_REVIEW), Road().submit()
    merged(other, road)
    road.decline()
    with refused("other_is_not_open"):
        unmerge(other)
    assert other.complaint.stage == Stage.MERGED


def test_it_refuses_no_reason_entries_that_are_not_there_and_others() -> None:
    road, other = at_stage(Stage.UNDER_REVIEW), Road().submit()
    merged(other, road)
    with refused("empty", "reason"):
        unmerge(other, reason="")
    for entries in ([1], [99]):  # before the merger; never written
        with refused("unknown", "entries"):
            unmerge(other, entries=entries)
    with refused("not_yours"):
        other.do("unmerge", other.intake, **WHY)
    with refused("stage"):
        unmerge(road)


def test_neither_the_record_nor_a_refusal_names_the_other_to_whoever_does_not_see_it() -> None:
    road, into = at_stage(Stage.UNDER_REVIEW), Road().submit()
    merged(road, into)
    into.at = road.at
    into.do("restrict", into.coordinator, kind="media", reason="媒体报道")
    Named.objects.filter(complaint=into.complaint, staff_id=road.coordinator.pk).update(to_at=into.at)
    Complaint.objects.filter(pk=into.complaint.pk).update(stage=Stage.CLOSED)
    with pytest.raises(Refused) as no:
        unmerge(road)
    assert no.value.code == "other_is_not_open"
    assert into.ref not in str(no.value.params)
    Complaint.objects.filter(pk=into.complaint.pk).update(stage=Stage.UNDER_REVIEW)
    unmerge(road)
    lines = timeline.told(log.timeline(road.complaint.pk, limit=1), names((), ()), road.coordinator).lines
    assert into.ref not in str(lines)
    lines = timeline.told(log.timeline(into.complaint.pk, limit=1), names((), ()), person("丁一")).lines
    assert road.ref not in str(lines)


def test_no_entry_goes_over_to_whom_it_is_kept_from() -> None:
    road, into = at_stage(Stage.UNDER_REVIEW), Road().submit()
    merged(road, into)
    into.at = road.at
    into.do("note", into.coordinator, note="媒体已经来电")
    seq = into.complaint.entry_count
    into.do("restrict", into.coordinator, kind="media", reason="媒体报道")
    with refused("guarded_otherwise", "entries"):
        unmerge(road, entries=[seq])
    unmerge(road)
    assert verify.run() == []
