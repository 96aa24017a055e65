"""How values travel: money as text, moments with their zone, spans as whole seconds; and what no text may hold."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

from django.http import HttpRequest
from ninja.parser import Parser
from ninja.renderers import JSONRenderer
from ninja.responses import NinjaJSONEncoder

from huiyin.organisation.refusal import Refused


class Encoder(NinjaJSONEncoder):
    def default(self, o: Any) -> Any:
        return int(o.total_seconds()) if isinstance(o, timedelta) else super().default(o)


class Renderer(JSONRenderer):
    encoder_class = Encoder
    json_dumps_params: Mapping[str, Any] = {"ensure_ascii": False}


class Reader(Parser):
    """JSON said to be JSON, files in a form, and in both only texts a database can keep."""

    def parse_body(self, request: HttpRequest) -> Any:
        if request.content_type != "application/json":
            raise Refused("not_json", media_type=request.content_type)
        try:
            data = json.loads(request.body)
        except (ValueError, RecursionError):
            raise Refused("not_json") from None
        check(data)
        return data

    def parse_querydict(self, data: Any, list_fields: list[str], request: HttpRequest) -> dict[str, Any]:
        if data is not request.GET and request.content_type != "multipart/form-data":
            raise Refused("not_multipart")
        read = super().parse_querydict(data, list_fields, request)
        check({name: value for name, value in read.items() if isinstance(value, str)})
        return read


def check(data: Any) -> None:
    """No NUL, which PostgreSQL keeps in no text, and no half of a surrogate pair, which is no character."""
    for text in _texts(data):
        if "\x00" in text or any("\ud800" <= letter <= "\udfff" for letter in text):
            raise Refused("unreadable")


def _texts(data: Any) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        for name, value in data.items():
            yield name
            yield from _texts(value)
    elif isinstance(data, list):
        for value in data:
            yield from _texts(value)


def plain(data: Any) -> Any:
    """The same in words that JSON knows, as it is kept with a sender's key."""
    return json.loads(json.dumps(data, cls=Encoder))


def canonical(data: Any) -> bytes:
    """One way of writing it, whatever order and spaces the sender chose."""
    return json.dumps(data, cls=Encoder, sort_keys=True, separators=(",", ":")).encode()
