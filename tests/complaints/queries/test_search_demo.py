"""Over all complaints of the demo bank, the list equals its plain definition, whatever is looked for by whomever."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

import pytest
from django.utils import timezone

from huiyin.complaints import access
from huiyin.complaints.models import Complaint
from huiyin.complaints.queries import search as queries
from huiyin.complaints.queries.search import Wanted
from huiyin.organisation.actor import Actor
from tests.world import person

CAST = ("林晓雯", "唐琳", "周敏", "黄珊", "沈岚", "方静", "余静", "洪波", "江澜")
SEED, WORDS = 20261124, 40
CHINESE = re.compile("[\u3400-\u9fff]+")


def words(stories: list[str]) -> Iterator[str]:
    """Pieces of what customers said, from one character to six, and pairs of them."""
    luck = random.Random(SEED)
    for number in range(WORDS):
        run = luck.choice(CHINESE.findall(luck.choice(stories)))
        start, length = luck.randrange(len(run)), luck.randint(1, 6)
        piece = run[start : start + length]
        yield piece if number % 4 else f"{piece} {luck.choice(CHINESE.findall(luck.choice(stories)))[:2]}"


def everything(by: Actor, wanted: str) -> list[int]:
    ids, before, at = list[int](), None, timezone.now()
    while True:
        found = queries.search(Wanted(wanted, before=before), seen_by=by, at=at)
        ids, before = [*ids, *(row.id for row in found.rows)], found.before
        if before is None:
            return ids


@pytest.mark.parametrize("narrow", [False, True])
def test_the_list_equals_its_plain_definition(own_demo: str, monkeypatch: pytest.MonkeyPatch, narrow: bool) -> None:
    """With a narrow newest window the index must give what reading gives."""
    if narrow:
        monkeypatch.setattr(queries, "NEAR", 20)
    bodies = {c.pk: f"{c.title} {c.story} {c.source_no}" for c in Complaint.objects.order_by("-pk")}
    hits = 0
    for wanted in ["", *words(list(bodies.values()))]:
        for name in CAST:
            by = person(name)
            seen = set(access.visible_to(by).values_list("pk", flat=True))
            plain = [pk for pk, body in bodies.items() if pk in seen and all(word in body for word in wanted.split())]
            assert everything(by, wanted) == plain, (name, wanted)
            hits += len(plain)
    assert hits > len(bodies)
