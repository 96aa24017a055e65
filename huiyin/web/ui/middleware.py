"""What every answer carries: a strict content policy, and the reader's own language."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

POLICY = "; ".join(
    [
        "default-src 'self'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    ]
)
Answer = Callable[[HttpRequest], HttpResponse]
LANGUAGE_COOKIE = settings.LANGUAGE_COOKIE_NAME


def content_policy(get_response: Answer) -> Answer:
    """Nothing inline, nothing from elsewhere, in no frame."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        return response

    return middleware


def own_language(get_response: Answer) -> Answer:
    """The language of one's profile; before signing in that of the cookie, Chinese first."""

    def middleware(request: HttpRequest) -> HttpResponse:
        language = getattr(request.user, "language", None) or request.COOKIES.get(LANGUAGE_COOKIE, "")
        if language not in dict(settings.LANGUAGES):
            language = settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response

    return middleware
