"""Eight thousand complaints are searched by index: no table is read through, and few pages are."""

from __future__ import annotations

import re

from django.db import connection
from django.test.utils import CaptureQueriesContext

from huiyin.complaints.queries import search as queries
from huiyin.complaints.queries.search import Wanted
from tests.complaints.many import analyse, many, plan
from tests.complaints.road import MONDAY, Road
from tests.world import person

RARE = "绝无仅有的一件"
BUFFERS = 300
READS = [
    ("沈岚", RARE), ("沈岚", "网点排队"), ("沈岚", "要"), ("沈岚", ""), ("沈岚", "第6123次"), ("沈岚", "13812345678"),
    ("黄珊", "李小明"), ("黄珊", RARE), ("黄珊", "网点排队"), ("黄珊", ""), ("余静", "网点排队"), ("余静", ""),
]  # fmt: skip


def test_no_search_reads_a_table_through(own_bank: str) -> None:
    many(8_000, story=lambda n: f"{RARE}，第{n}号" if n in (700, 7_000) else f"网点排队第{n}次，要求道歉。")
    Road()
    analyse()
    for name, words in READS:
        by = person(name)
        with CaptureQueriesContext(connection) as seen:
            found = queries.search(Wanted(words), seen_by=by, at=MONDAY)
        assert found.rows or (name, words) == ("黄珊", RARE), (name, words)
        for statement in (q["sql"] for q in seen if re.search("search_doc|sight|complaint", q["sql"])):
            drawn, buffers = plan(statement)
            assert not re.search(r"Seq Scan on (complaint|search_doc).*\(actual", drawn), f"{name} {words}\n{drawn}"
            assert buffers < BUFFERS, f"{name} {words}: {buffers}\n{statement}\n{drawn}"
