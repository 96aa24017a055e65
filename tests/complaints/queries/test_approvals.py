"""Signatures: whose turn, within which limit, what follows, and what was decided."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from huiyin.complaints.commands import Offer
from huiyin.complaints.models import Approval, Complaint, Stage
from huiyin.complaints.queries import approvals as queries
from huiyin.complaints.queries.approvals import Approvals, Waiting
from huiyin.complaints.queries.paging import key
from huiyin.organisation.actor import Actor, Held, Role
from tests.complaints.road import MONDAY, Road, at_stage
from tests.world import person, unit

pytestmark = pytest.mark.django_db
NOW = MONDAY + timedelta(minutes=30)


def proposed(*offers: Offer, severity: int = 3) -> Road:
    return Road(severity=severity).submit().assign().answer().propose(*offers)


def page(by: Actor) -> Approvals:
    return queries.approvals(by=by, at=NOW)


def refs(by: Actor) -> set[str]:
    return {row.ref for row in page(by).waiting.rows}


def row(road: Road, by: Actor) -> Waiting:
    return next(row for row in page(by).waiting.rows if row.ref == road.ref)


def test_it_waits_for_each_of_the_chain_in_turn():
    road = proposed(Offer("goodwill", Decimal(300)))
    chain = [person(seat.person) for seat in row(road, road.head).chain if seat.person]
    assert len(chain) > 1
    for number, signer in enumerate(chain):
        assert [road.ref in refs(other) for other in chain] == [n == number for n in range(len(chain))]
        road.do("approve", signer)
    assert road.ref in refs(person("黄珊"))  # a major complaint is audited by the office's coordinator


def test_it_shows_the_amount_the_limit_and_who_decides_above_it():
    road = proposed(Offer("compensation", Decimal(3000)), Offer("apology_written"))
    waiting = row(road, road.head)
    assert waiting.total == Decimal(3000)
    assert waiting.then == "above"
    assert waiting.then_by == waiting.chain[1].person
    last = person(waiting.chain[-2].person)
    for signer in waiting.chain[:-2]:
        road.do("approve", person(signer.person))
    final = row(road, last)
    assert final.limited
    assert final.limit is not None
    assert final.limit >= Decimal(3000)
    assert final.then == "audit"


def test_it_says_when_the_signature_is_the_last():
    road = proposed(severity=1)
    chain = list(Approval.objects.filter(opinion__complaint=road.complaint).order_by("step"))
    for place in chain[:-1]:
        road.do("approve", signer_of(place))
    assert row(road, signer_of(chain[-1])).then == "last"


def signer_of(place: Approval) -> Actor:
    if place.staff_id is None:
        return person("黄珊")
    return next(p for p in map(person, ("何伟", "卢毅", "黄珊")) if p.id == place.staff_id)


def test_it_waits_for_the_deputy_too_and_names_whom_they_stand_in_for():
    road = proposed()
    other = person("谭宁")
    held = other.held[0]
    stands_in = Held(Role.UNIT_HEAD, held.unit_id, held.unit_name, held.path, held.root, 0, road.head.id)
    deputy = replace(other, held=(*other.held, stands_in))
    assert row(road, deputy).instead_of == road.head.name
    assert row(road, road.head).instead_of == ""
    assert road.ref not in refs(other)


def test_it_marks_what_the_reader_proposed_and_may_not_sign():
    road = proposed()
    maker = replace(road.handler, held=(*road.handler.held, *road.head.held))
    Approval.objects.filter(opinion__complaint=road.complaint, step=1).update(staff_id=maker.id)
    road.complaint.task_set.filter(kind="approve").update(staff_id=maker.id)
    assert row(road, maker).own
    assert not row(at_stage(Stage.APPROVING), road.head).own


def test_it_drops_what_moved_out_of_sight():
    road = proposed()
    Complaint.objects.filter(pk=road.complaint.pk).update(scope=[unit("江苏分行").pk])
    assert road.ref not in refs(road.head)
    road = proposed()
    road.do("approve", road.head)
    assert road.ref in {each.ref for each in page(road.head).history.rows}
    Complaint.objects.filter(pk=road.complaint.pk).update(scope=[unit("江苏分行").pk])
    assert road.ref not in {each.ref for each in page(road.head).history.rows}


def test_it_keeps_what_was_decided_the_newest_first():
    agreed, returned = proposed(), proposed()
    agreed.do("approve", agreed.head)
    returned.at = agreed.at + timedelta(minutes=5)
    returned.do("send_back", returned.head, reason="依据不足")
    history = page(agreed.head).history.rows
    assert [(each.ref, each.approved) for each in history] == [(returned.ref, False), (agreed.ref, True)]
    assert history[0].note == "依据不足"
    assert history[1].total == Decimal(300)


def test_it_pages_what_was_decided():
    road = proposed()
    road.do("approve", road.head)
    signed = Approval.objects.get(opinion__complaint=road.complaint, step=1)
    for number in range(45):
        Approval.objects.create(
            opinion=signed.opinion, step=100 + number, place="head", unit_id=signed.unit_id, decided_by=road.head.id,
            verdict="approved", decided_at=NOW - timedelta(days=number // 4),
        )  # fmt: skip
    seen, before = list[datetime](), None
    while True:
        history = queries.decided(by=road.head, before=before)
        seen += [each.at for each in history.rows]
        if history.next is None:
            break
        before = key(str(history.next))
    assert len(seen) == 46
    assert seen == sorted(seen, reverse=True)


def test_it_asks_the_database_as_often_for_many_as_for_one():
    head = proposed().head
    with CaptureQueriesContext(connection) as few:
        page(head)
    for _number in range(5):
        proposed()
    with CaptureQueriesContext(connection) as lots:
        page(head)
    assert len(lots) == len(few) <= 14
