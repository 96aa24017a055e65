"""What a visitor is told when something broke: "come back in a moment" is not the same as "we made a mistake"."""

from __future__ import annotations

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template import TemplateDoesNotExist, loader
from django.views import defaults

from huiyin.web.api import problems
from huiyin.web.api.http import PREFIX

RETRY_SECONDS = "5"
WORDS = """系统暂时无法连接数据库，请稍后重试。您刚才的操作没有保存。
The database cannot be reached; nothing was saved. Please try again in a moment.
"""


def failed(request: HttpRequest) -> HttpResponse:
    """Without a database nothing was half done: 503, and when to try again. Anything else is a 500."""
    if isinstance(sys.exc_info()[1], (OperationalError, InterfaceError)):
        answer = unavailable(request)
        answer.headers["Retry-After"] = RETRY_SECONDS
        return answer
    return problems.problem("failed", status=500) if of_the_api(request) else defaults.server_error(request)


def unavailable(request: HttpRequest) -> HttpResponse:
    if of_the_api(request):
        return problems.problem("no_database", status=503)
    try:
        return HttpResponse(loader.render_to_string("503.html"), status=503)
    except TemplateDoesNotExist:
        return HttpResponse(WORDS, status=503, content_type="text/plain; charset=utf-8")


def of_the_api(request: HttpRequest) -> bool:
    return request.path.startswith(PREFIX)
