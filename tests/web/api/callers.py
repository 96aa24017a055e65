"""Systems and people of the bank at the API's door."""

from __future__ import annotations

import json
from typing import Any

from django.test import Client
from django.utils import timezone

from huiyin.organisation import commands
from huiyin.organisation.actor import SYSTEM, Actor
from huiyin.organisation.models import Staff

ALL = ("read", "register", "act", "reveal")
FOR_SYSTEMS = ("read", "register", "act")


class Caller:
    """Somebody with a key."""

    def __init__(self, key: str, **headers: str) -> None:
        self.headers = {"Authorization": f"Bearer {key}", "Accept-Language": "zh-CN", **headers}
        self.client = Client(headers={"host": "localhost"}, raise_request_exception=False)

    def get(self, path: str, data: Any = None, **headers: str) -> Any:
        return self.client.get(f"/api/v1/{path}", data, headers=self.headers | headers)

    def post(self, path: str, body: Any, **headers: str) -> Any:
        content = body if isinstance(body, str | bytes) else json.dumps(body, default=str)
        return self.client.post(
            f"/api/v1/{path}", content, "application/json", headers=self.headers | headers
        )

    def form(self, path: str, data: dict[str, Any], **headers: str) -> Any:
        return self.client.post(f"/api/v1/{path}", data, headers=self.headers | headers)


def key_of(by: Actor, *, unit_id: int | None = None, scopes: tuple[str, ...] = ALL) -> str:
    """A person's key in the first unit where a role is held."""
    login = Staff.objects.get(pk=by.pk).login
    unit_id = unit_id or by.held[0].unit_id
    return commands.make_key(
        unit_id, name="试用", scopes=scopes, login=login, by=SYSTEM, at=timezone.now()
    ).key


def person(by: Actor, **more: Any) -> Caller:
    return Caller(key_of(by, **more))


def system(unit_id: int, *, scopes: tuple[str, ...] = FOR_SYSTEMS) -> Caller:
    return Caller(
        commands.make_key(unit_id, name="热线系统", scopes=scopes, by=SYSTEM, at=timezone.now()).key
    )


def problem(answer: Any) -> dict[str, Any]:
    """What the refusal says, said as problems are."""
    assert answer["Content-Type"] == "application/problem+json"
    said: dict[str, Any] = json.loads(answer.content)
    assert {"type", "title", "status", "code", "detail"} <= set(said)
    assert said["status"] == answer.status_code
    return said
