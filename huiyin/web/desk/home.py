"""The front door: everybody is led to where their day begins."""

from __future__ import annotations

from django.http import HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_safe

from huiyin.web.desk.http import StaffRequest
from huiyin.web.ui import nav


@require_safe
def home(request: StaffRequest) -> HttpResponse:
    return HttpResponseRedirect(nav.first(request.actor))
