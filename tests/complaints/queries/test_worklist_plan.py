"""The worklist in a busy bank: eight thousand live complaints, and each scope reads a few pages of them."""

from __future__ import annotations

from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext

from huiyin.complaints.models import Approval, Complaint, Opinion, Stage, Task
from huiyin.complaints.queries import approvals
from huiyin.complaints.queries import worklist as queries
from huiyin.complaints.queries.wanted import Wanted
from huiyin.organisation.actor import Actor
from tests.complaints.many import analyse, many, plan
from tests.complaints.road import MONDAY
from tests.world import person, unit

NOW = MONDAY + timedelta(minutes=30)
CAST = ("余静", "黄珊", "卢毅", "谭宁", "何伟", "沈岚", "魏宁")
MOST_BUFFERS = 300
LIVE = ("task", "complaint", "sight", "approval", "opinion", "promise", "assignment", "entry")


def busy() -> None:
    """Eight thousand complaints all over the bank, and a busy sub-branch among them."""
    here = [unit("天河支行")]
    many(5_000, stage=Stage.REGISTERED)
    many(2_000, stage=Stage.UNDER_REVIEW)
    many(500, stage=Stage.INVESTIGATING)
    many(400, stage=Stage.INVESTIGATING, units=here)
    many(100, stage=Stage.INVESTIGATING, units=here, staff_id=person("余静").id)
    reviewed = [made.pk for made in many(40)]
    Task.objects.filter(complaint__in=reviewed).update(kind=Task.Kind.RECHECK, unit_id=unit("核查组").pk)


def signed() -> None:
    """Five thousand signatures of the past, by many people."""
    complaints = Complaint.objects.order_by("-pk")[:5_000]
    opinions = [
        Opinion(complaint=c, version=1, by_staff_id=1, state="approved", at=c.registered_at, findings="", grounds="",
                decision="", remedies="")
        for c in complaints
    ]  # fmt: skip
    signers = [person(name).id for name in CAST] + list(range(1_000, 1_050))
    Opinion.objects.bulk_create(opinions)
    Approval.objects.bulk_create(
        Approval(opinion=opinion, step=1, place="head", unit_id=1, verdict="approved", decided_at=opinion.at,
                 decided_by=signers[number % len(signers)])
        for number, opinion in enumerate(opinions)
    )  # fmt: skip


def statements(by: Actor, scope: str, **filters: object) -> list[str]:
    with CaptureQueriesContext(connection) as asked:
        queries.worklist(Wanted(scope, **filters), by=by, at=NOW)  # type: ignore[arg-type]
    return [query["sql"] for query in asked.captured_queries]


def of_signatures(by: Actor) -> list[str]:
    with CaptureQueriesContext(connection) as asked:
        approvals.approvals(by=by, at=NOW)
    return [query["sql"] for query in asked.captured_queries]


def faults(sql: str) -> list[str]:
    """One list, or each counter of a strip, reads few pages, and never a live table through."""
    lines, buffers = plan(sql.replace("%", "%%"))
    most = MOST_BUFFERS * max(sql.count("AS bounded"), 1)
    walked = [t for t in LIVE if any(f"Seq Scan on {t}{end}" in lines for end in ("\n", " ", "_"))]
    return [f"{walked} {buffers} buffers: {sql}\n{lines}"] if walked or buffers >= most else []


def test_no_list_reads_more_than_a_few_pages(own_bank: str) -> None:
    busy()
    signed()
    analyse()
    wrong = []
    for by in map(person, CAST):
        for scope in queries.scopes_of(by):
            wrong += [fault for sql in statements(by, scope) for fault in faults(sql)]
        wrong += [fault for sql in of_signatures(by) for fault in faults(sql)]
    assert not wrong, "\n\n".join(wrong[:2])
