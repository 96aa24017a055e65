"""What holds for every address below /api/, found or not: the reader's language, problems, nothing kept by caches."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers

from huiyin.files.commands import LARGEST
from huiyin.web.api import problems
from huiyin.web.ui.headers import Answer

PREFIX = "/api/"
ROOM_FOR_FIELDS = 64 * 1024
NAMES = {"zh-hans": "zh-CN"}


def speaks(answer: Answer) -> Answer:
    """Middleware: a caller says its language in a header; whatever is refused is a problem."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if not request.path.startswith(PREFIX):
            return answer(request)
        language = translation.get_language_from_request(request)
        with translation.override(language):
            response = problems.problem("too_large") if _too_large(request) else _said(answer(request))
        response["Content-Language"] = NAMES.get(language, language)
        response["Cache-Control"] = "no-store"
        patch_vary_headers(response, ["Accept-Language", "Authorization"])
        return response

    return middleware


def _said(response: HttpResponse) -> HttpResponse:
    good = response.status_code < 400 or response.get("Content-Type") == problems.MEDIA_TYPE
    return response if good else problems.instead_of(response)


def _too_large(request: HttpRequest) -> bool:
    """Said before a byte of it is read."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    return length.isdigit() and int(length) > LARGEST + ROOM_FOR_FIELDS
