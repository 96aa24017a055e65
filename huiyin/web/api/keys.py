"""Who calls: every call brings a key, and every address says what the key must be for."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest
from django.utils import timezone
from ninja.security import HttpBearer

from huiyin.organisation import queries as organisation
from huiyin.organisation.queries import Caller
from huiyin.organisation.refusal import Refused


class BearerKey(HttpBearer):
    """A session is no key: nothing here can be done by a page somebody else wrote."""

    def __init__(self, scope: str = "") -> None:
        super().__init__()
        self.scope = scope

    def authenticate(self, request: HttpRequest, token: str) -> Caller | None:
        found = organisation.caller(token, at=timezone.now())
        if found is not None and self.scope and self.scope not in found.scopes:
            raise Refused("out_of_scope", scope=self.scope)
        return found


READ, REGISTER, ACT, REVEAL = (BearerKey(scope) for scope in ("read", "register", "act", "reveal"))
ANY = BearerKey()


def caller(request: HttpRequest) -> Caller:
    return cast(Caller, request.auth)  # type: ignore[attr-defined]
