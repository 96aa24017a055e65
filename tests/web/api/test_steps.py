"""Every step through the API: its address, done, refused, lost, and closed to whoever may not or must not."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from huiyin.audit import log
from huiyin.complaints.models import Complaint, Stage
from huiyin.complaints.table import STEPS, UNSIGNED
from huiyin.web.api.door import api
from tests.complaints.road import Road, at_stage
from tests.web.api.callers import FOR_SYSTEMS, Caller, person, problem, system
from tests.web.api.sent import sent, steps
from tests.web.desk.cases import BY_ITSELF, CASES
from tests.world import person as somebody

pytestmark = pytest.mark.django_db
BANK = "stages_now"
ALL = steps()
LOUD = [step for step in ALL if not CASES[step].quiet]


def call(road: Road, step: str, caller: Caller | None = None, **more: Any) -> Any:
    who = caller or insider(road, CASES[step].by)
    return who.post(f"complaints/{road.ref}/{step}", sent(road, step, **more))


def insider(road: Road, name: str) -> Caller:
    """A key opens what its person does in one unit."""
    return person(getattr(road, name), unit_id=road.co_unit.pk if name == "co" else None)


def last(complaint: Complaint) -> str:
    return log.timeline(complaint.pk, limit=1)[0].action


def test_every_step_that_people_take_has_its_address() -> None:
    ways = api.get_openapi_schema()["paths"]
    paths = {path.removeprefix("/api/v1/") for path in ways if "post" in ways[path]}
    taken = {f"complaints/{{ref}}/{step}" for step in set(STEPS) - {"register", "give_statement", *BY_ITSELF}}
    own = {"complaints", "statements/{statement_id}", "complaints/search", "complaints/{ref}/chain"}
    assert {path for path in paths if not path.startswith("matters")} == taken | own


@pytest.mark.parametrize("step", ALL)
def test_it_does_what_the_command_does(step: str) -> None:
    road = CASES[step].road()
    answer = call(road, step, seen=road.complaint.version)
    assert answer.status_code == 200, answer.content.decode()
    assert last(road.complaint) == step
    told = json.loads(answer.content)
    if step == "reveal":
        assert told["phone"] == "13812345678"
    else:
        now = road.complaint
        assert told == {"ref": road.ref, "step": step, "stage": now.stage, "version": now.version}
    assert answer["Cache-Control"] == "no-store"


@pytest.mark.parametrize("step", LOUD)
def test_who_may_not_or_comes_second_is_told_who_may_and_who_was_first(step: str) -> None:
    road = CASES[step].road()
    who_may_not_is_told_who_may(road, step)
    whoever_comes_second_learns_who_was_first_and_when(road, step)


def whoever_comes_second_learns_who_was_first_and_when(road: Road, step: str) -> None:
    answer = call(road, step, seen=road.complaint.version - 1) if road.complaint.version > 1 else None
    if answer is None:
        somebody_first = person(road.intake).post(f"complaints/{road.ref}/amend", {"title": "先到"})
        assert somebody_first.status_code == 200
        answer = call(road, step, seen=1)
    said = problem(answer)
    line = log.timeline(road.complaint.pk, limit=1)[0]
    assert (said["status"], said["code"]) == (409, "conflict")
    assert said["winner"] == line.payload["by"]
    assert said["won_at"][:19] == f"{line.at:%Y-%m-%dT%H:%M:%S}"


def who_may_not_is_told_who_may(road: Road, step: str) -> None:
    answer = call(road, step, insider(road, CASES[step].outsider))
    said = problem(answer)
    assert (said["status"], said["code"]) == (403, "not_yours")
    assert said["params"]["who"]
    assert last(road.complaint) != step


@pytest.mark.parametrize("step", ALL)
def test_a_calling_system_does_only_what_nobody_signs(step: str) -> None:
    road = CASES[step].road()
    scopes = FOR_SYSTEMS
    answer = call(road, step, system(road.lead_unit.pk, scopes=scopes))
    if step == "reveal":
        assert problem(answer)["code"] == "out_of_scope"
    elif road.complaint.restricted:
        assert problem(answer)["code"] == "not_found"  # it opens to people, by name
    elif step in UNSIGNED:
        assert answer.status_code == 200, answer.content.decode()
        line = log.timeline(road.complaint.pk, limit=1)[0]
        assert (line.action, line.actor_kind, line.actor_id, line.payload["by"]) == (
            step,
            "client",
            None,
            "热线系统",
        )
    else:
        said = problem(answer)
        assert (said["status"], said["code"]) == (403, "person_must_sign")


def test_the_wrong_stage_is_refused_with_the_stages_it_needs() -> None:
    road = at_stage(Stage.UNDER_REVIEW)
    said = problem(call(road, "settle", person(road.intake)))
    assert (said["status"], said["code"], said["params"]["needed"]) == (409, "stage", ["registered"])
    assert said["winner"] == road.intake.name


def test_a_refusal_is_said_in_the_callers_language() -> None:
    road = at_stage(Stage.REGISTERED)
    body = sent(road, "settle", offers=[{"kind": "goodwill", "amount": "80.00"}])
    caller = person(road.intake)
    chinese = caller.post(f"complaints/{road.ref}/settle", body)
    english = caller.post(f"complaints/{road.ref}/settle", body, **{"Accept-Language": "en-GB"})
    assert (chinese["Content-Language"], english["Content-Language"]) == ("zh-CN", "en")
    assert problem(chinese)["title"] != problem(english)["title"]
    assert problem(chinese)["field"] == "offers"
    assert problem(chinese)["params"]["limit"] == "50.00"
    assert "¥80.00" in problem(english)["title"]


def test_a_file_is_attached_and_fetched() -> None:
    road = at_stage(Stage.REGISTERED)
    caller = person(road.intake)
    answer = caller.form(
        f"complaints/{road.ref}/attach", {"file": SimpleUploadedFile("凭证.txt", "凭证".encode())}
    )
    assert answer.status_code == 200, answer.content.decode()
    kept = json.loads(caller.get(f"complaints/{road.ref}").content)["files"][0]
    assert kept["name"] == "凭证.txt"
    content = caller.get(f"complaints/{road.ref}/files/{kept['id']}")
    assert (content.content.decode(), content["Content-Type"]) == ("凭证", "application/octet-stream")
    stranger = person(somebody("丁一")).get(f"complaints/{road.ref}/files/{kept['id']}")
    assert problem(stranger)["code"] == "not_found"


def test_a_file_is_refused_when_empty_too_large_or_sent_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    road = at_stage(Stage.REGISTERED)
    caller, path = person(road.intake), f"complaints/{road.ref}/attach"
    assert problem(caller.form(path, {"file": SimpleUploadedFile("空.txt", b"")}))["code"] == "empty"
    assert problem(caller.form(path, {"note": "没有文件"}))["status"] == 422
    assert problem(caller.post(path, {"file": "x"}))["status"] == 415
    strange = caller.form(path, {"file": SimpleUploadedFile("a.txt", b"a"), "owner": "我"})
    assert problem(strange)["field"] == "owner"
    monkeypatch.setattr("huiyin.files.commands.LARGEST", 10)
    large = caller.form(path, {"file": SimpleUploadedFile("大.bin", b"0" * 11)})
    assert problem(large)["code"] == "file_too_large"
    assert large.status_code == 413


@pytest.mark.parametrize("zone", ["+20:15", "-23:59", "Z"])
def test_a_moment_may_be_told_in_any_zone_that_can_be_written(zone: str) -> None:
    """Found by trying addresses at length: the database knows fewer zones than the notation."""
    road = CASES["contact"].road()
    answer = call(road, "contact", contacted_at=f"2026-02-01T00:00:01{zone}")
    assert answer.status_code == 200, answer.content.decode()
