"""The record: added to and never changed; who changes it all the same is found out."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction

from huiyin.audit import log
from huiyin.audit.models import Entry
from huiyin.complaints.models import Stage
from tests.complaints.road import at_stage

pytestmark = pytest.mark.django_db
RECORD = ("entry", "entry_payload", "anchor", "act")


def breaks(pk: int, tip: bytes, count: int) -> list[str]:
    return log.breaks({pk: (tip, count)})[pk]


@pytest.mark.parametrize("table", RECORD)
@pytest.mark.parametrize("change", ["UPDATE {t} SET {c} = {c}", "DELETE FROM {t}", "TRUNCATE {t}"])
def test_the_applications_role_can_only_add(table: str, change: str) -> None:
    at_stage(Stage.UNDER_REVIEW)
    column = {"entry": "action", "entry_payload": "body", "anchor": "entries", "act": "action"}[table]
    with pytest.raises(DatabaseError, match="permission denied|append-only"), transaction.atomic():
        connection.cursor().execute(change.format(t=table, c=column))


def test_each_step_adds_one_line_and_the_lines_are_counted() -> None:
    road = at_stage(Stage.CLOSED)
    lines = list(reversed(log.timeline(road.complaint.pk, limit=100)))
    assert [line.seq for line in lines] == list(range(1, road.complaint.entry_count + 1))
    assert [line.action for line in lines][:5] == ["register", "submit", "assign", "answer", "propose"]
    assert [line.at for line in lines] == sorted(line.at for line in lines)
    assert lines[-1].stage_to == road.complaint.stage
    assert breaks(road.complaint.pk, bytes(road.complaint.head_hash), road.complaint.entry_count) == []


def test_stages_follow_one_another_without_a_gap() -> None:
    lines = list(reversed(log.timeline(at_stage(Stage.ARCHIVED).complaint.pk, limit=100)))
    for earlier, later in zip(lines, lines[1:], strict=False):
        assert later.stage_from == earlier.stage_to


def test_it_is_read_newest_first_a_page_at_a_time() -> None:
    road = at_stage(Stage.CLOSED)
    whole = log.timeline(road.complaint.pk, limit=100)
    first = log.timeline(road.complaint.pk, limit=4)
    assert [*first, *log.timeline(road.complaint.pk, before=first[-1].seq, limit=100)] == whole


def test_a_forged_tip_or_count_is_noticed() -> None:
    road = at_stage(Stage.INVESTIGATING)
    pk, tip, count = road.complaint.pk, bytes(road.complaint.head_hash), road.complaint.entry_count
    assert breaks(pk, tip, count + 1)
    assert breaks(pk, b"x" * 32, count)
    assert Entry.objects.filter(complaint_id=pk).count() == count
