"""The OpenAPI document made whole: every error an address can give, and the values as they travel."""

from __future__ import annotations

from collections.abc import Iterator
from http.client import responses
from typing import Any

from pydantic.json_schema import models_json_schema

from huiyin.web.api.answers import REPLAYED
from huiyin.web.api.problems import MEDIA_TYPE
from huiyin.web.api.shown import Problem
from huiyin.web.ui.refusals import REFUSALS

PLACE = "#/components/schemas/{model}"
ALWAYS = (401, 403, 503)
OF_ONE = (404,)  # no such complaint, or not for this key to see
CHANGING = (409, 413, 415, 422)


def completed(document: Any) -> Any:
    _, schema = models_json_schema([(Problem, "serialization")], ref_template=PLACE)
    document["components"]["schemas"].update(schema["$defs"])
    document["components"]["schemas"]["Problem"]["properties"]["code"]["examples"] = sorted(REFUSALS)
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            _complete(path, method, operation)
    for node in _nodes(document):
        if node.get("format") == "duration":
            del node["format"]
            node.update(type="integer", description="seconds")
    return document


def _complete(path: str, method: str, operation: dict[str, Any]) -> None:
    for status in _errors(path, method, operation):
        operation["responses"][status] = {
            "description": responses[status],
            "content": {MEDIA_TYPE: {"schema": {"$ref": PLACE.format(model="Problem")}}},
        }
    if any(each["name"] == "Idempotency-Key" for each in operation.get("parameters", [])):
        for status in (200, 201):
            if status in operation["responses"]:
                replayed = {"description": "true when answered before", "schema": {"type": "string"}}
                operation["responses"][status]["headers"] = {REPLAYED: replayed}


def _errors(path: str, method: str, operation: dict[str, Any]) -> Iterator[int]:
    yield from ALWAYS
    yield from OF_ONE if "{" in path else ()
    yield from CHANGING if method == "post" else ()
    if method == "get" and operation.get("parameters"):
        yield 422


def _nodes(node: Any) -> Iterator[dict[str, Any]]:
    if isinstance(node, dict):
        yield node
        for below in list(node.values()):
            yield from _nodes(below)
    elif isinstance(node, list):
        for below in node:
            yield from _nodes(below)
