"""represent: who speaks for the customer, after the papers of the checklist were seen."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from huiyin.audit import log
from huiyin.complaints import verify
from huiyin.complaints.commands import Customer
from huiyin.complaints.models import Party, Stage
from huiyin.complaints.queries import file as queries
from huiyin.policy import queries as policies
from huiyin.web.ui import words
from tests.complaints.checks import recorded, refused
from tests.complaints.given.customer import agent
from tests.complaints.road import at_stage

pytestmark = pytest.mark.django_db
NEIGHBOUR = {"kind": "informant", "customer": Customer(name="张邻居", phone="13700001111")}


def test_it_is_kept_sealed_and_shown_masked() -> None:
    road = at_stage(Stage.INVESTIGATING)
    road.do("represent", road.handler, **agent(road), until=road.at.date())
    party = Party.objects.select_related("person").get(complaint=road.complaint)
    assert (party.kind, party.evidence, party.verified_by) == (
        "agent",
        ["identity", "authorisation"],
        road.handler.id,
    )
    assert party.person_id != road.complaint.person_id
    recorded(
        road,
        "represent",
        road.handler,
        party=party.pk,
        party_kind="agent",
        papers=["identity", "authorisation"],
    )
    (shown,) = queries.file(road.ref, seen_by=road.handler, at=road.at).speakers
    assert (shown.name, shown.contact, shown.papers) == ("王*师", "139****1111", ("身份证明", "授权委托书"))
    assert "王律师" not in str(log.timeline(road.complaint.pk, limit=1)[0].payload)
    assert verify.run() == []


@pytest.mark.parametrize("kind", list(Party.Kind))
def test_every_paper_of_the_checklist_must_have_been_seen(kind: str) -> None:
    road, needed = at_stage(Stage.REGISTERED), policies.policy().evidence[kind]
    given = {"kind": kind, "customer": Customer(name="王律师")}
    for paper in needed:
        with refused("papers_missing", "evidence"):
            road.do("represent", road.intake, **given, evidence=[each for each in needed if each != paper])
    assert "身份证明" in words.said("papers_missing", {"papers": ["identity"]}).rule
    road.do("represent", road.intake, **given, evidence=list(needed))
    assert Party.objects.get().kind == kind


def test_the_customers_yes_comes_from_the_customer_or_somebody_whose_authority_lasts() -> None:
    road = at_stage(Stage.REPLIED)
    road.do("represent", road.handler, **NEIGHBOUR)
    road.do("represent", road.handler, **agent(road), until=road.at.date())
    neighbour, lawyer = Party.objects.order_by("pk")
    with refused("no_authority", "party_id"):
        road.do("accept", road.intake, proof="R-3", party_id=neighbour.pk)
    with refused("unknown", "party_id"):
        road.do("accept", road.intake, proof="R-3", party_id=0)
    road.at += timedelta(days=1)
    with refused("no_authority", "party_id"):
        road.do("accept", road.intake, proof="R-3", party_id=lawyer.pk)
    road.at -= timedelta(days=1)
    road.do("accept", road.intake, proof="R-3", party_id=lawyer.pk)
    recorded(road, "accept", road.intake, party=lawyer.pk, party_kind="agent")
    assert road.complaint.acceptance == "accepted"


def test_it_ends_and_another_takes_the_place() -> None:
    road = at_stage(Stage.REPLIED)
    road.do("represent", road.handler, **agent(road))
    first = Party.objects.get()
    road.do("represent", road.handler, **{**agent(road), "customer": Customer(name="陈律师")}, ends=first.pk)
    first.refresh_from_db()
    assert (first.ended_at, Party.objects.filter(ended_at=None).count()) == (road.at, 1)
    with refused("no_authority", "party_id"):
        road.do("accept", road.intake, proof="R-3", party_id=first.pk)
    with refused("unknown", "ends"):
        road.do("represent", road.handler, ends=first.pk)


@pytest.mark.parametrize(
    ("wrong", "code", "field"),
    [
        ({"kind": ""}, "empty", "kind"),
        ({"kind": "castle"}, "unknown", "kind"),
        ({"customer": Customer(phone="13700001111")}, "empty", "customer"),
        ({"evidence": ["identity", "castle"]}, "unknown", "evidence"),
        ({"until": timedelta(days=1)}, "no_authority", "until"),
    ],
)
def test_it_refuses_what_shows_no_authority(wrong: dict[str, Any], code: str, field: str) -> None:
    road = at_stage(Stage.INVESTIGATING)
    if "until" in wrong:
        wrong = {"until": road.at.date() - wrong["until"]}
    with refused(code, field):
        road.do("represent", road.handler, **{**agent(road), **wrong})
    assert not Party.objects.exists()


def test_it_refuses_others_and_other_stages() -> None:
    road = at_stage(Stage.INVESTIGATING)
    for by in (road.head, road.co):
        with refused("not_yours"):
            road.do("represent", by, **agent(road))
    closed = at_stage(Stage.CLOSED)
    with refused("stage"):
        closed.do("represent", closed.coordinator, **agent(closed))


def test_their_data_is_shown_in_full_by_reveal_alone_and_for_a_reason() -> None:
    road, other = at_stage(Stage.INVESTIGATING), at_stage(Stage.REGISTERED)
    road.do("represent", road.handler, **agent(road))
    party = Party.objects.get()
    shown: Any = road.do("reveal", road.handler, reason="约谈代理人", party_id=party.pk)
    assert (shown.name, shown.phone) == ("王律师", "13900001111")
    recorded(road, "reveal", road.handler, party=party.pk, reason="约谈代理人", shown=["name", "phone"])
    with refused("unknown", "party_id"):
        other.do("reveal", other.intake, reason="约谈代理人", party_id=party.pk)
