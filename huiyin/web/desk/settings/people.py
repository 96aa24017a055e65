"""岗位与人员: who works here, in which roles."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from huiyin.organisation import queries
from huiyin.organisation.actor import Role
from huiyin.web.desk.http import StaffRequest
from huiyin.web.desk.settings.reading import administrators, may_change, number, today
from huiyin.web.desk.settings.units import choose

PAGE = 50


@require_safe
@administrators
def show(request: StaffRequest) -> HttpResponse:
    """A page of people by number; of one unit and all below it, when one is chosen."""
    on = today(request)
    lines = queries.tree_for_settings(on)
    chosen = choose(lines, number(request, "unit"))
    people = queries.people(chosen.id if chosen else None, on=on, after=number(request, "after"), limit=PAGE + 1)
    context = {
        "people": people[:PAGE], "units": lines, "chosen": chosen, "may_change": may_change(request), "on": on,
        "after": people[PAGE - 1].id if len(people) > PAGE else 0, "first": not number(request, "after"),
        "roles": dict(Role.choices),
    }  # fmt: skip
    return render(request, "desk/settings/people.html", context)
