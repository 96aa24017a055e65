"""值班与交接: one unit's week, its absences and deputies, and what rests on one of its people."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from huiyin.complaints import commands
from huiyin.complaints.queries import handover
from huiyin.organisation import commands as organisation
from huiyin.organisation import queries
from huiyin.organisation.actor import Role
from huiyin.organisation.queries import duty
from huiyin.organisation.refusal import Refused
from huiyin.web.desk.duty.forms import Asking, NewAbsence, NewShift, People
from huiyin.web.desk.http import StaffRequest
from huiyin.web.ui import words

UNREADABLE = 422
MOST = 200
BELOW = 60  # units offered to whoever leads several


@dataclass
class Visit:
    """Who looks at which unit and week, and may do what there."""

    request: StaffRequest

    @cached_property
    def today(self) -> date:
        return timezone.localtime(self.request.at).date()

    @cached_property
    def units(self) -> list[tuple[int, str]]:
        """One's own units, then those below what one leads."""
        by = self.request.actor
        own = {h.unit_id: h.unit_name for h in by.held}
        below = {u.pk: u.name for unit_id in duty.led_units(by) for u in queries.children(unit_id)}
        return list({**own, **dict(list(below.items())[:BELOW])}.items())

    @cached_property
    def unit_id(self) -> int:
        given = _number(self.request.GET.get("unit", ""))
        if not given:
            return self.units[0][0] if self.units else 0
        path = duty.path_of_unit(given)
        by = self.request.actor
        if path is None or not (any(h.unit_id == given for h in by.held) or duty.leads(by, path)):
            raise Http404
        return given

    @cached_property
    def name(self) -> str:
        return queries.unit(self.unit_id).name if self.unit_id else ""

    @cached_property
    def leads(self) -> bool:
        return bool(self.unit_id) and duty.leads(self.request.actor, duty.path_of_unit(self.unit_id) or [])

    @cached_property
    def week(self) -> date:
        """Monday of the week asked for; an address typed by hand is no mistake of ours."""
        try:
            day = date.fromisoformat(self.request.GET.get("week", ""))
            day + timedelta(days=14), day - timedelta(days=14)  # noqa: B018  the ends of time have no week
        except (ValueError, OverflowError):
            day = self.today
        return day - timedelta(days=day.weekday())

    @cached_property
    def members(self) -> People:
        return duty.members(self.unit_id, on=self.today) if self.unit_id else []

    @cached_property
    def people(self) -> People:
        """Whose days away and whose work this reader looks after: one's own, and those one leads."""
        me = (self.request.actor.pk, self.request.actor.name)
        return [me, *(each for each in self.members if each[0] != me[0])] if self.leads else [me]

    @cached_property
    def person_id(self) -> int:
        given = _number(self.request.GET.get("person", ""))
        return given if given in dict(self.people) else self.request.actor.pk

    def here(self) -> str:
        asked = {"unit": self.unit_id or "", "week": self.week.isoformat(), "person": self.person_id}
        return f"{self.request.path}?{urlencode(asked)}"


@require_http_methods(["GET", "HEAD", "POST"])
def show(request: StaffRequest) -> HttpResponse:
    visit = Visit(request)
    if request.method != "POST":
        return _page(visit)
    act = ACTS.get(request.POST.get("do", ""))
    return act(visit) if act is not None else HttpResponseRedirect(visit.here(), status=303)


def _page(
    visit: Visit, *, absence: NewAbsence | None = None, shift: NewShift | None = None, status: int = 200
) -> HttpResponse:
    by, at = visit.request.actor, visit.request.at
    counts = handover.counts(staff_id for staff_id, _name in visit.people)
    context = {
        "visit": visit,
        "days": duty.roster(visit.unit_id, week_of=visit.week) if visit.unit_id else [],
        "now": duty.on_duty(visit.unit_id, at=at) if visit.unit_id else [],
        "before": visit.week - timedelta(days=7), "after": visit.week + timedelta(days=7),
        "away": duty.away_in(visit.unit_id, on=visit.today) if visit.unit_id else [],
        "own": duty.away_of(by.pk, on=visit.today),
        "posts": [(str(Role(p.role).label), p) for p in duty.posts_of(visit.unit_id, on=visit.today)]
        if visit.unit_id
        else [],
        "people": [(staff_id, name, counts.get(staff_id, 0)) for staff_id, name in visit.people],
        "resting": handover.resting(visit.person_id, seen_by=by, at=at),
        "person": dict(visit.people)[visit.person_id],
        "absence": absence or NewAbsence(people=visit.people, initial={"staff_id": visit.person_id}),
        "shift": shift or NewShift(people=visit.members),
    }  # fmt: skip
    return render(visit.request, "desk/duty/show.html", context, status=status)


def _enter_absence(visit: Visit) -> HttpResponse:
    form = NewAbsence(visit.request.POST, people=visit.people)
    return _entered(visit, form, organisation.enter_absence, _("已登记不在岗。")) or _page(
        visit, absence=form, status=UNREADABLE
    )


def _enter_shift(visit: Visit) -> HttpResponse:
    def enter(**given: object) -> object:
        return organisation.enter_duty(visit.unit_id, **given)  # type: ignore[arg-type]

    form = NewShift(visit.request.POST, people=visit.members)
    return _entered(visit, form, enter, _("已排班。")) or _page(visit, shift=form, status=UNREADABLE)


def _entered(visit: Visit, form: Asking, command: Callable[..., object], said: str) -> HttpResponse | None:
    """Nothing, when the form has to be shown again."""
    if not form.is_valid():
        return None
    try:
        command(by=visit.request.actor, at=visit.request.at, **form.cleaned_data)
    except Refused as refused:
        form.refuse(refused)
        return None
    return _gone_on(visit, said)


def _end_absence(visit: Visit) -> HttpResponse:
    return _ended(visit, organisation.end_absence, _("已结束，今天起恢复办理。"))


def _remove_shift(visit: Visit) -> HttpResponse:
    return _ended(visit, organisation.remove_duty, _("已撤下。"))


def _ended(visit: Visit, command: Callable[..., None], said: str) -> HttpResponse:
    row_id = _number(visit.request.POST.get("id", ""))
    try:
        command(row_id, by=visit.request.actor, at=visit.request.at)
    except Refused as refused:
        messages.error(visit.request, str(words.refusal(refused)))
        return HttpResponseRedirect(visit.here(), status=303)
    return _gone_on(visit, said)


def _hand_over(visit: Visit) -> HttpResponse:
    """Each of the chosen by its own step; what is refused does not hold up the rest."""
    request = visit.request
    to = _number(request.POST.get("to", "")) or None
    done = list[str]()
    for value in request.POST.getlist("task")[:MOST]:
        task_id, _colon, ref = value.partition(":")
        try:
            commands.hand_over(ref, by=request.actor, at=request.at, task_id=_number(task_id), to_staff_id=to)
        except Refused as refused:
            messages.error(request, _("{ref}：{why}").format(ref=ref, why=words.refusal(refused)))
        else:
            done.append(ref)
    if done:
        messages.success(request, _("已交接 {n} 项：{refs}").format(n=len(done), refs=_("、").join(done)))
    return HttpResponseRedirect(visit.here(), status=303)


def _gone_on(visit: Visit, said: str) -> HttpResponse:
    messages.success(visit.request, said)
    return HttpResponseRedirect(visit.here(), status=303)


def _number(given: str) -> int:
    return int(given) if given.isascii() and given.isdigit() and len(given) < 10 else 0


ACTS: dict[str, Callable[[Visit], HttpResponse]] = {
    "enter_absence": _enter_absence, "end_absence": _end_absence, "enter_shift": _enter_shift,
    "remove_shift": _remove_shift, "hand_over": _hand_over,
}  # fmt: skip
