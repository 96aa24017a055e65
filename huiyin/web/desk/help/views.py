"""The keys, and where to read on."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from huiyin.web.desk.http import StaffRequest


@require_GET
def show(request: StaffRequest) -> HttpResponse:
    return render(request, "desk/help/show.html")
