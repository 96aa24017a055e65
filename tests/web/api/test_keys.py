"""Who gets in: by key alone, for what the key is for, as long as it holds, and to nothing one may not see."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from huiyin.complaints import numbers
from huiyin.organisation import commands
from huiyin.organisation.actor import SYSTEM
from huiyin.organisation.models import ApiKey
from huiyin.web.api import routes
from huiyin.web.api.door import api
from tests.complaints.road import Road
from tests.web.api.callers import Caller, key_of, person, problem
from tests.web.api.sent import sent
from tests.web.desk.visitors import desk
from tests.world import person as somebody

pytestmark = pytest.mark.django_db
DOCUMENT = api.get_openapi_schema()
WAYS = [(method, path) for path, ways in DOCUMENT["paths"].items() for method in ways]
OF_ONE = [(method, path) for method, path in WAYS if "{ref}" in path]
NOBODY = Caller("hy_nobody")
NOT_OURS = numbers.ref(9_999_999_999, timezone.now())
NOR_THIS = numbers.ref(9_999_999_998, timezone.now())


# What is done to what this road has none of: promises, payments, other complaints, requests.
OF_OTHERS = {
    "prove": {"promise_id": 1, "voucher": "V"}, "request_payment": {"promise_id": 1},
    "pay": {"payment_id": 1, "voucher": "V"}, "refuse_payment": {"payment_id": 1, "reason": "R"},
    "settle_accounts": {"payment_id": 1, "voucher": "V"}, "merge": {"into": NOR_THIS, "reason": "R"},
    "link": {"other": NOR_THIS, "kind": "related", "reason": "R"}, "hand_over": {"task_id": 1},
    "partner_answered": {"request_id": 1, "answer": "A"}, "material_received": {"material_id": 1},
}  # fmt: skip
NAMED = {"attachment_id": 1, "name": "stages", "version": 1, "form": "html", "matter_id": 1, "statement_id": 1}


def call(caller: Caller, method: str, path: str, road: Road, ref: str) -> Any:
    where = path.removeprefix("/api/v1/").format(ref=ref, **NAMED)
    if method == "get":
        return caller.get(where)
    if where.endswith("/attach"):
        return caller.form(where, {"file": SimpleUploadedFile("a.txt", b"a")})
    step = where.rpartition("/")[2]
    body = OF_OTHERS[step] if step in OF_OTHERS else sent(road, step)
    return caller.post(where, body, **{"Idempotency-Key": "k"})


@pytest.mark.parametrize(("method", "path"), WAYS)
def test_nothing_opens_without_a_key(method: str, path: str) -> None:
    road = Road()
    answer = call(NOBODY, method, path, road, road.ref)
    said = problem(answer)
    assert (said["status"], said["code"], answer["WWW-Authenticate"]) == (401, "no_key", "Bearer")


def test_a_session_is_no_key() -> None:
    road = Road()
    visitor = desk(road.intake)
    assert visitor.get("/").status_code in (200, 302)
    for path in ("/api/v1/me", f"/api/v1/complaints/{road.ref}"):
        assert problem(visitor.get(path))["code"] == "no_key"
    answer = visitor.post(f"/api/v1/complaints/{road.ref}/submit", "{}", "application/json")
    assert problem(answer)["code"] == "no_key"


@pytest.mark.parametrize(
    "header", ["", "Bearer", "Bearer ", "Basic YTpi", "Bearer \xff", "Bearer " + "x" * 5000]
)
def test_what_is_no_key_is_none(header: str) -> None:
    answer = NOBODY.client.get("/api/v1/me", headers={"Authorization": header})
    assert problem(answer)["status"] == 401


@pytest.mark.parametrize(("method", "path"), [way for way in WAYS if not way[1].endswith("/me")])
def test_a_key_opens_only_what_it_is_for(method: str, path: str) -> None:
    road = Road()
    needed = {"/api/v1/complaints": "register"}.get(path, "reveal" if path.endswith("reveal") else "act")
    needed = "read" if method == "get" or path.endswith(("search", "chain")) else needed
    others = tuple(scope for scope in ("read", "register", "act", "reveal") if scope != needed)
    said = problem(call(person(road.intake, scopes=others), method, path, road, road.ref))
    assert (said["status"], said["code"], said["params"]) == (403, "out_of_scope", {"scope": needed})


def test_a_key_taken_back_opens_nothing_from_then_on() -> None:
    caller = person(somebody("谭宁"))
    assert caller.get("me").status_code == 200
    commands.revoke_key(ApiKey.objects.get().pk, by=SYSTEM, at=timezone.now())
    assert problem(caller.get("me"))["code"] == "no_key"


def test_a_persons_key_acts_only_with_the_roles_of_its_unit() -> None:
    """卢毅 heads the branch's office and approves for the whole branch: two units, two keys."""
    head = somebody("卢毅")
    roles = {h.unit_id for h in head.held}
    assert len(roles) == 2
    seen = [Caller(key_of(head, unit_id=unit_id)).get("me").json()["roles"] for unit_id in sorted(roles)]
    assert [{role["unit_id"] for role in each} for each in seen] == [{unit_id} for unit_id in sorted(roles)]


@pytest.mark.parametrize(("method", "path"), OF_ONE)
def test_a_stranger_cannot_tell_a_complaint_from_none(method: str, path: str) -> None:
    road = Road()
    stranger = person(somebody("丁一"))
    theirs, none = (call(stranger, method, path, road, ref) for ref in (road.ref, NOT_OURS))
    assert problem(theirs)["code"] == "not_found"
    assert theirs.status_code == none.status_code == 404
    assert theirs.content.replace(road.ref.encode(), b"-") == none.content.replace(NOT_OURS.encode(), b"-")


@pytest.mark.parametrize(
    "path", ["nowhere", "complaints/", "", "me/", "complaints/x/y/z", "complaints/a%00b"]
)
def test_what_is_not_there_is_a_problem_too(path: str) -> None:
    said = problem(person(somebody("谭宁")).get(path))
    assert said["status"] == 404


def test_a_way_that_is_not_open_is_a_problem_that_names_the_others() -> None:
    answer = NOBODY.client.put("/api/v1/me", b"{}", "application/json")
    assert problem(answer)["code"] == "no_such_method"
    assert answer["Allow"] == "GET"


def test_the_document_is_open_and_says_every_error() -> None:
    answer = NOBODY.client.get("/api/v1/openapi.json")
    assert answer.status_code == 200
    for ways in answer.json()["paths"].values():
        for operation in ways.values():
            assert {"401", "403", "503"} <= set(operation["responses"])


def test_no_two_shapes_bear_one_name() -> None:
    shapes: dict[str, Any] = {}
    for operation in routes.router.path_operations.values():
        for each in operation.operations:
            answers = [model for model in each.response_models.values() if isinstance(model, type)]
            for model, mode in [
                *((m, "validation") for m in each.models),
                *((m, "serialization") for m in answers),
            ]:
                for name, shape in model.model_json_schema(mode=mode).get("$defs", {}).items():
                    assert shapes.setdefault(name, shape) == shape, name
