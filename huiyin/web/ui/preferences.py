"""Language, theme and keys: the signed-in person's own, before that the browser's cookies, else Chinese."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from huiyin.web.ui.headers import Answer

LANGUAGE_COOKIE: Final = "hy_language"
THEME_COOKIE: Final = "hy_theme"
LANGUAGES: Final = ("zh-hans", "en")
THEMES: Final = ("light", "dark", "auto")
A_YEAR: Final = 365 * 24 * 60 * 60


@dataclass(frozen=True)
class Preferences:
    language: str = "zh-hans"
    theme: str = "auto"
    single_keys: bool = True

    @property
    def html_lang(self) -> str:
        return "zh-CN" if self.language == "zh-hans" else "en"


def of(request: HttpRequest) -> Preferences:
    user = getattr(request, "user", None)
    if user is not None and user.is_authenticated:
        return Preferences(user.language, user.theme, user.single_keys)
    return Preferences(
        _one_of(LANGUAGES, request.COOKIES.get(LANGUAGE_COOKIE, "")),
        _one_of(("auto", *THEMES), request.COOKIES.get(THEME_COOKIE, "")),
    )


def _one_of(allowed: tuple[str, ...], value: str) -> str:
    return value if value in allowed else allowed[0]


def language(answer: Answer) -> Answer:
    """Middleware: the page speaks the reader's language; after authentication, before any view."""

    def middleware(request: HttpRequest) -> HttpResponse:
        with translation.override(of(request).language):
            response = answer(request)
        response.headers.setdefault("Content-Language", of(request).html_lang)
        return response

    return middleware


def keep(response: HttpResponse, name: str, value: str) -> None:
    """Remember a choice for the sign-in page of this browser."""
    response.set_cookie(
        name, value, max_age=A_YEAR, httponly=True, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE
    )
