"""Reading through the API: lists by cursor, the file masked, the timeline, the reference lists, and who calls."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from huiyin.audit.models import Act
from huiyin.complaints.models import Complaint, Stage
from huiyin.complaints.queries.search import PAGE
from huiyin.organisation.models import Unit
from huiyin.web.api.reference import LISTS
from tests.complaints.many import many
from tests.complaints.road import Road, at_stage
from tests.web.api.callers import Caller, person, problem, system
from tests.world import person as somebody
from tests.world import unit

pytestmark = pytest.mark.django_db


def got(caller: Caller, path: str, **query: Any) -> Any:
    answer = caller.get(path, query)
    assert answer.status_code == 200, answer.content.decode()
    return json.loads(answer.content)


def pages(caller: Caller, path: str, **query: Any) -> list[list[Any]]:
    found, cursor = [], ""
    while cursor is not None:
        page = got(caller, path, **query, cursor=cursor)
        found.append(page["items"])
        cursor = page["next"]
    return found


def test_the_file_is_what_the_page_shows_and_masked() -> None:
    road = at_stage(Stage.APPROVING)
    text = person(road.head).get(f"complaints/{road.ref}").content.decode()
    file = json.loads(text)
    assert (file["head"]["ref"], file["head"]["stage"], file["facts"]["customer"]) == (
        road.ref,
        "approving",
        "李*明",
    )
    assert [step["step"] for step in file["steps"] if step["primary"]] == ["approve"]
    assert file["opinions"][0]["offers"][0]["amount"] == "300.00"
    assert isinstance(file["duties"][0]["due"]["left"], int)
    assert "13812345678" not in text
    assert "110101199003077758" not in text


def test_complaints_are_listed_newest_first_and_by_cursor() -> None:
    many(70, stage=Stage.INVESTIGATING, units=[unit("天河支行")])
    caller = person(somebody("谭宁"))
    found = pages(caller, "complaints", stage="investigating")
    assert {len(page) for page in found[:-1]} == {PAGE}
    refs = [row["ref"] for page in found for row in page]
    assert refs == sorted(refs, reverse=True)
    assert len(set(refs)) == 70
    assert got(caller, "complaints", stage="closed")["items"] == []


def test_a_list_costs_the_same_whatever_there_is() -> None:
    caller = person(somebody("谭宁"))
    many(10, stage=Stage.INVESTIGATING, units=[unit("天河支行")])
    few = [queries(caller, path) for path in ("complaints", "worklist?scope=unit")]
    many(1_000, stage=Stage.INVESTIGATING, units=[unit("天河支行")])
    assert [queries(caller, path) for path in ("complaints", "worklist?scope=unit")] == few


def queries(caller: Caller, path: str) -> int:
    with CaptureQueriesContext(connection) as counted:
        assert caller.get(path).status_code == 200
    return len(counted)


def test_a_customer_is_found_by_number_but_not_in_an_address() -> None:
    road = Road()
    caller = person(road.intake)
    found = caller.post("complaints/search", {"words": "13812345678"})
    assert [row["ref"] for row in json.loads(found.content)["items"]] == [road.ref]
    said = problem(caller.get("complaints", {"words": "13812345678"}))
    assert (said["status"], said["code"], said["field"]) == (422, "personal_in_address", "words")
    stranger = person(somebody("丁一")).post("complaints/search", {"words": "13812345678"})
    assert json.loads(stranger.content)["items"] == []


def test_the_worklist_is_the_callers_own() -> None:
    road = Road()
    mine = got(person(road.intake), "worklist")["items"]
    assert [(row["ref"], row["kind"], row["mine"]) for row in mine] == [(road.ref, "complete", True)]
    assert got(person(road.handler), "worklist")["items"] == []
    road.submit()
    assert [row["ref"] for row in got(person(road.coordinator), "worklist", scope="pool")["items"]] == [
        road.ref
    ]


def test_who_would_have_to_sign_is_shown_and_then_who_has_to() -> None:
    road = at_stage(Stage.INVESTIGATING).answer()
    offers = {"offers": [{"kind": "goodwill", "amount": "300"}]}
    chain = json.loads(person(road.handler).post(f"complaints/{road.ref}/chain", offers).content)["items"]
    assert [seat["person"] for seat in chain] == ["何伟", "卢毅", ""]
    said = problem(system(road.lead_unit.pk).post(f"complaints/{road.ref}/chain", offers))
    assert (said["status"], said["code"]) == (403, "person_must_sign")
    road.propose()
    waiting = got(person(road.head), "approvals")["items"]
    assert [(row["ref"], row["total"], row["by"]) for row in waiting] == [(road.ref, "300.00", "余静")]
    assert got(person(road.handler), "approvals")["items"] == []


def test_the_timeline_goes_on_by_cursor() -> None:
    road = Road()
    for number in range(60):
        road.do("note", road.intake, note=f"第{number}笔")
    found = pages(person(road.intake), f"complaints/{road.ref}/timeline")
    assert [len(page) for page in found] == [50, 11]
    assert [line["seq"] for page in found for line in page] == list(range(61, 0, -1))


@pytest.mark.parametrize("path", ["complaints", "units", "worklist"])
def test_a_cursor_that_is_none_of_ours_is_refused(path: str) -> None:
    caller = person(somebody("谭宁"))
    for cursor in ("x", "YWZ0ZXI6LTE", "YWZ0ZXI6OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTk", "%00"):
        said = problem(caller.get(path, {"cursor": cursor}))
        assert (said["status"], said["code"]) == (422, "unreadable")


@pytest.mark.parametrize("name", sorted(LISTS))
def test_a_reference_list_gives_codes_with_words(name: str) -> None:
    items = got(person(somebody("谭宁")), f"lists/{name}")["items"]
    assert items
    assert all(item["code"] and item["name"] for item in items)


def test_reference_lists_speak_the_callers_language() -> None:
    caller = person(somebody("谭宁"))
    names = {item["name"] for item in got(caller, "lists/stages")["items"]}
    english = json.loads(caller.get("lists/stages", **{"Accept-Language": "en"}).content)["items"]
    assert "已登记" in names
    assert not names & {item["name"] for item in english}


def test_the_units_of_the_bank_are_listed_by_cursor() -> None:
    found = [row["id"] for page in pages(person(somebody("谭宁")), "units") for row in page]
    assert found == list(Unit.objects.filter(valid_to=None).order_by("id").values_list("pk", flat=True))


def test_it_says_who_calls() -> None:
    clerk = got(person(somebody("谭宁")), "me")
    assert (clerk["kind"], clerk["person"], clerk["unit"]) == ("staff", "谭宁", "天河支行")
    assert [role["role"] for role in clerk["roles"]] == ["intake_officer"]
    hotline = got(system(unit("天河支行").pk), "me")
    assert (hotline["kind"], hotline["person"], hotline["scopes"]) == (
        "client",
        "",
        ["read", "register", "act"],
    )


def test_an_auditors_reading_is_on_the_record() -> None:
    road = Road()
    got(person(somebody("洪波")), f"complaints/{road.ref}")
    assert Act.objects.filter(action="read", subject=road.ref, actor_name="洪波").exists()
    assert Complaint.objects.get().entry_count == 1


def test_what_is_owed_is_listed_with_its_payment() -> None:
    road = at_stage(Stage.REPLIED).request()
    found = got(person(road.handler), "promises")["items"]
    assert [(each["ref"], each["owed"]["amount"], each["owed"]["payment"]["state"]) for each in found] == [
        (road.ref, "300.00", "requested")
    ]
    assert got(person(road.handler), "promises", show="release")["items"] == []
    assert person(road.handler).get("promises", {"show": "castle"}).status_code == 422
